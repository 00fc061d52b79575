import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from "graphql";
import { describe, expect, it } from "vitest";
import { accountChanges, identityChanges } from "../../src/features/accounts/account.rules.js";
import { groupChanges } from "../../src/features/groups/group.changes.js";
import { quotaChanges } from "../../src/features/quotas/quota.rules.js";
import { storageChanges } from "../../src/features/storages/storage.rules.js";
import { createSchema } from "../../src/schema.js";

/** A field of an input that no command takes would be dropped without a word. */

const schema: GraphQLSchema = await createSchema();

/** Fields of which not every text is one. */
const TEXTS: Readonly<Record<string, string>> = {
  language: "en",
  migrationService: "https://example.com",
  currency: "EUR",
  email: "a@example.com",
  contentUrl: "https://example.com",
  contentMobileUrl: "https://example.com",
};
/** What stands for the one identity provider there is, and changes nothing. */
const PROVIDER = new Set(["defaultIdentityProviderId", "identityProviderId", "identityProviderUuid"]);

/** A value that a field can be set to. */
function sample(type: GraphQLInputType, name: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [sample(nullable.ofType, name)];
  if (isEnumType(nullable)) return nullable.getValues()[0]!.value;
  if (isInputObjectType(nullable))
    return Object.fromEntries(Object.values(nullable.getFields()).map((field) => [field.name, sample(field.type, field.name)]));
  switch (getNamedType(nullable).name) {
    case "Boolean":
      return true;
    case "ID":
      return "5";
    case "String":
      return TEXTS[name] ?? "a";
    case "DateTimeISO":
      return new Date();
    default:
      return 1;
  }
}

/** What each input leads to, by the functions that its command calls. */
const TAKEN: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object[]>> = {
  UpdateGroupInput: (input) => [groupChanges(input), quotaChanges(input["quotas"] as never), { ...(input["usage"] as object) }],
  UpdateUserInput: (input) => [
    accountChanges(input),
    identityChanges(input, { login: "", email: "" }),
    quotaChanges(input["quotas"] as never),
  ],
  UpdateAdminInput: (input) => [accountChanges(input), identityChanges(input, { login: "", email: "" })],
  UpdateStorageInput: (input) => [storageChanges(input, {})],
  PricingInput: (input) => [groupChanges({ pricing: input })],
  GroupQuotasInput: (input) => [quotaChanges(input)],
  UserQuotasInput: (input) => [quotaChanges(input)],
};

describe.each(Object.entries(TAKEN))("of %s", (name, changesOf) => {
  const type = schema.getType(name);
  const fields = isInputObjectType(type) ? Object.values(type.getFields()).filter((field) => !PROVIDER.has(field.name)) : [];

  it.each(fields.map((field) => [field.name, field] as const))("%s changes something", (field, { type: fieldType }) => {
    const changes = changesOf({ [field]: sample(fieldType, field) });
    expect(changes.some((change) => Object.keys(change).length > 0)).toBe(true);
  });
});
