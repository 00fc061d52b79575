import { badRequest } from "../../kernel/errors.js";

/** What lets its holder create, change, delete, reset and read API accounts. */
export const MANAGE_ACCOUNTS = "configuration:security:account:manage";
/** What lets its holder read them. */
export const AUDIT_ACCOUNTS = "configuration:security:account:audit";
/** The permission of an API account that implies every other one. */
export const EVERYTHING = "*";

const PERMISSION = /^[^\s:,]+(?:,[^\s:,]+)*(?::[^\s:,]+(?:,[^\s:,]+)*)*$/;
const PERMISSION_LENGTH = 256;
const PERMISSIONS = 100;

const partsOf = (permission: string): string[][] => permission.split(":").map((part) => part.split(","));

/**
 * Whether one permission holds everything another says. Part by part: a list holds each of its words, `*` any, and
 * where the first ends it holds whatever follows.
 */
export function implies(held: string, required: string): boolean {
  const heldParts = partsOf(held);
  const requiredParts = partsOf(required);
  const isWild = (part: readonly string[]): boolean => part.includes("*");
  return heldParts.every((part, index) => isWild(part) || (requiredParts[index]?.every((word) => part.includes(word)) ?? false));
}

export const holds = (permissions: readonly string[], required: string): boolean => permissions.some((held) => implies(held, required));

/** Permissions as they are stored: each once. @throws Refusal BAD_REQUEST for what is none */
export function checkPermissions(permissions: readonly string[]): string[] {
  if (permissions.length > PERMISSIONS) throw badRequest(`must not have more than ${PERMISSIONS} items`, "permissions");
  for (const permission of permissions) {
    if (permission.length > PERMISSION_LENGTH || !PERMISSION.test(permission)) {
      throw badRequest(`has '${permission}', which is not words between colons, such as ${MANAGE_ACCOUNTS}`, "permissions");
    }
  }
  return [...new Set(permissions)];
}
