import { badRequest } from "../../kernel/errors.js";

/** The one identity provider that accounts come from. */
export const BUILT_IN_IDENTITY_PROVIDER = { id: 1, uuid: "6f2d1c0e-51b4-4a1e-9d5c-0c2a7be0f001" };

/** @throws Refusal BAD_REQUEST for another id than the built-in provider's; absent and null name none */
export function checkIdentityProviderId(id: string | null | undefined, field: string): void {
  const builtIn = BUILT_IN_IDENTITY_PROVIDER.id;
  if (id != null && Number(id) !== builtIn) throw badRequest(`must be ${builtIn}, the built-in identity provider`, field);
}

/** @throws Refusal BAD_REQUEST for another uuid than the built-in provider's; absent and null name none */
export function checkIdentityProviderUuid(uuid: string | null | undefined, field: string): void {
  const builtIn = BUILT_IN_IDENTITY_PROVIDER.uuid;
  if (uuid != null && uuid.toLowerCase() !== builtIn) throw badRequest(`must be ${builtIn}, the built-in identity provider`, field);
}
