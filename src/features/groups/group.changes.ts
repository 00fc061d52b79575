import { checkIdentityProviderId } from "../identity-providers/identity-provider.rules.js";
import { badRequest, forbidden } from "../../kernel/errors.js";
import { checkContactLines, contactChanges, type ContactRow } from "../contacts/contact.type.js";
import { bodyId } from "../../kernel/reference.js";
import { checkLine, NAME_LENGTH, checkName } from "../../kernel/text.js";
import { listToMask } from "../../kernel/enums.js";
import type { PricingInput, UpdateGroupInput } from "./group.input.js";
import { checkMigrationService } from "./group.rules.js";
import { type GroupChanges, type GroupRow, TEXTS } from "./group.table.js";
import { checkLanguage } from "../../kernel/languages.js";

const given = <T>(value: T | undefined): value is T => value !== undefined;
/** For what can be changed but not cleared: null, like absence, leaves it as it is. */
const set = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

const PRICE_MAX = 1_000_000_000;
const PRICE_DIGITS = 6;
const PERCENT_MAX = 100;
const PERCENT_DIGITS = 4;

/** @throws Refusal BAD_REQUEST for a number that could not be kept as it is */
function checkDecimal(value: number | null, most: number, digits: number, field: string): number | null {
  if (value === null) return null;
  if (!(value >= 0 && value <= most)) throw badRequest(`must be between 0 and ${most}`, field);
  if (Number(value.toFixed(digits)) !== value) throw badRequest(`must not have more than ${digits} decimal places`, field);
  return value;
}

function pricingChanges(pricing: PricingInput | null | undefined): GroupChanges {
  const changes: GroupChanges = {};
  if (!set(pricing)) return changes;
  if (set(pricing.mode)) changes.pricingMode = pricing.mode;
  if (given(pricing.enabled)) changes.pricingEnabled = pricing.enabled;
  if (given(pricing.price)) changes.pricingPrice = checkDecimal(pricing.price, PRICE_MAX, PRICE_DIGITS, "pricing.price");
  if (set(pricing.currency)) {
    if (!/^[A-Z]{3}$/.test(pricing.currency)) throw badRequest("must be three capital letters", "pricing.currency");
    changes.pricingCurrency = pricing.currency;
  }
  if (given(pricing.storageDiscount)) {
    changes.pricingStorageDiscount = checkDecimal(pricing.storageDiscount, PERCENT_MAX, PERCENT_DIGITS, "pricing.storageDiscount");
  }
  if (given(pricing.rating)) changes.pricingRating = pricing.rating;
  if (set(pricing.discounts)) {
    changes.pricingDiscounts = pricing.discounts.map(({ name, enabled }) => ({ name: name ?? "", enabled: enabled ?? false }));
  }
  return changes;
}

/** A name there could be; which characters it has is looked at where it changes. @throws Refusal BAD_REQUEST */
function requireName(name: string): string {
  if (name.trim() === "") throw badRequest("must not be empty", "name");
  if (name.length > NAME_LENGTH) throw badRequest(`must not have more than ${NAME_LENGTH} characters`, "name");
  return name;
}

/**
 * What a client sends for a group, in stored form but for its texts, which lineChanges puts into it. Absent is left out;
 * null is left out where the field can't be null.
 *
 * @throws Refusal BAD_REQUEST for a value that no group could have
 */
export function groupChanges(input: UpdateGroupInput): GroupChanges {
  const changes: GroupChanges = pricingChanges(input.pricing);
  if (set(input.name)) changes.name = requireName(input.name);
  if (set(input.kind)) changes.kind = input.kind;
  if (given(input.parentId)) changes.parentId = bodyId(input.parentId, "parentId");
  if (set(input.enabled)) changes.enabled = input.enabled;
  if (set(input.parentHasAccess)) changes.parentHasAccess = input.parentHasAccess;
  if (set(input.capabilities)) changes.capabilities = listToMask(input.capabilities);
  if (set(input.external)) changes.external = input.external;
  for (const field of TEXTS) if (given(input[field])) changes[field] = input[field];
  if (set(input.language)) changes.language = checkLanguage(input.language);
  if (given(input.storageId)) changes.storageId = bodyId(input.storageId, "storageId");
  if (given(input.migrationEnabled)) changes.migrationEnabled = input.migrationEnabled;
  if (set(input.migrationService)) changes.migrationService = checkMigrationService(input.migrationService);
  if (set(input.agents?.autoupdate)) changes.agentsAutoupdate = input.agents.autoupdate;
  if (set(input.contact)) changes.contact = contactChanges(input.contact);
  if (set(input.billingContact)) changes.billingContact = contactChanges(input.billingContact);
  checkIdentityProviderId(input.defaultIdentityProviderId, "defaultIdentityProviderId");
  return changes;
}

/** Changes with their texts as they are stored. @throws Refusal BAD_REQUEST for one that is no line */
export function lineChanges(changes: GroupChanges): GroupChanges {
  const { name, contact, billingContact, pricingDiscounts } = changes;
  const note = (text: string, field: string): string => checkLine(text, field, { mayBeEmpty: true });
  return {
    ...changes,
    ...(name !== undefined && { name: checkName(name) }),
    ...Object.fromEntries(
      TEXTS.flatMap((field) => {
        const text = changes[field];
        return set(text) ? [[field, note(text, field)]] : [];
      }),
    ),
    ...(contact !== undefined && { contact: checkContactLines(contact, "contact") }),
    ...(billingContact !== undefined && { billingContact: checkContactLines(billingContact, "billingContact") }),
    ...(pricingDiscounts !== undefined && {
      pricingDiscounts: pricingDiscounts.map((discount) => ({ ...discount, name: note(discount.name, "pricing.discounts") })),
    }),
  };
}

const contactDifference = (sent: Partial<ContactRow>, stored: ContactRow): Partial<ContactRow> =>
  Object.fromEntries(Object.entries(sent).filter(([name, value]) => stored[name as keyof ContactRow] !== value));

function difference(changes: GroupChanges, stored: GroupRow): GroupChanges {
  const { contact, billingContact, ...others } = changes;
  const differs = ([field, value]: [string, unknown]): boolean =>
    field === "pricingDiscounts"
      ? JSON.stringify(value) !== JSON.stringify(stored.pricingDiscounts)
      : value !== stored[field as keyof GroupRow];
  const contacts = {
    contact: contact && contactDifference(contact, stored.contact),
    billingContact: billingContact && contactDifference(billingContact, stored.billingContact),
  };
  const different = Object.entries(contacts).filter(([, sent]) => sent !== undefined && Object.keys(sent).length > 0);
  return Object.fromEntries<unknown>([...Object.entries(others).filter(differs), ...different]);
}

/**
 * The changes that would change something, in stored form: old clients send back the whole group they have read, with texts
 * from when these could be anything.
 *
 * @throws Refusal BAD_REQUEST for a new text that is no line
 */
export const effectiveChanges = (changes: GroupChanges, stored: GroupRow): GroupChanges =>
  difference(lineChanges(difference(changes, stored)), stored);

/** What an admin may change of its own group; all else is decided from strictly above. */
const OWN: ReadonlySet<keyof GroupChanges> = new Set([
  "name",
  "contact",
  "billingContact",
  "language",
  "internalTag",
  "parentHasAccess",
  "agentsAutoupdate",
  "migrationEnabled",
  "migrationService",
]);

/** Whether a group's own admins may change all of that. */
export const areOwnChanges = (changes: GroupChanges): boolean =>
  Object.keys(changes).every((field) => OWN.has(field as keyof GroupChanges));

/** @throws Refusal FORBIDDEN naming the first field that only the groups above may change */
export function checkOwnChanges(changes: GroupChanges): void {
  const foreign = Object.keys(changes).find((field) => !OWN.has(field as keyof GroupChanges));
  if (foreign !== undefined) throw forbidden("own-group", "of your own group is decided by the groups above it", foreign);
}
