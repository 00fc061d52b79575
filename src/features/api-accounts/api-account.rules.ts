import { foldCase, lookupKeys } from "../../kernel/fold-case.js";
import { type Role, holdsRole } from "../../access/roles.js";
import { isWithin } from "../../access/visibility.js";
import { distinguishedNameKey, distinguishedNameKeys, parseDistinguishedName } from "../certificates/distinguished-name.rules.js";
import { badRequest, forbidden } from "../../kernel/errors.js";
import { checkIdentifier } from "../../kernel/text.js";
import { AccessRight } from "../../kernel/enums.js";
import { holds } from "./permission.rules.js";

/** The roles a program may hold: those of admins. */
export const PROGRAM_ROLES = [
  "root_admin",
  "partner_admin",
  "company_admin",
  "unit_admin",
  "readonly_admin",
] as const satisfies readonly Role[];
export type ProgramRole = (typeof PROGRAM_ROLES)[number];

/** A role as clients write it: for the whole tree, or on the group with that uuid. */
export interface NamedRole {
  role: ProgramRole;
  groupUuid: string | null;
}

/** A role on a group, with the rights its holder has there. */
export interface Grant {
  role: ProgramRole;
  groupPath: string;
  accessType: number;
}

/** What somebody holds, or would be given. */
export interface Rights {
  permissions: readonly string[];
  grants: readonly Grant[];
}

export const NO_RIGHTS: Rights = { permissions: [], grants: [] };

const ROLE = /^([a-z_]+)(?:@([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}))?$/i;
const ROLE_COUNT = 100;
const IDENTIFIER_LENGTH = 254;

/** Roles as they are meant: each once. @throws Refusal BAD_REQUEST for what is none, or a role a program can't hold so */
export function parseRoles(roles: readonly string[]): NamedRole[] {
  if (roles.length > ROLE_COUNT) throw badRequest(`must not have more than ${ROLE_COUNT} items`, "roles");
  return [...new Set(roles.map((text) => text.toLowerCase()))].map((text) => {
    const [, word, groupUuid = null] = ROLE.exec(text) ?? [];
    const role = PROGRAM_ROLES.find((candidate) => candidate === word);
    if (role === undefined)
      throw badRequest(
        `has '${text}', which is not one of ${PROGRAM_ROLES.join(", ")}, alone or followed by @ and a group's uuid`,
        "roles",
      );
    if (role === "root_admin" && groupUuid !== null)
      throw badRequest("has root_admin for a group, but it holds for the whole tree only", "roles");
    return { role, groupUuid };
  });
}

/** How a local account's identifier is compared. @throws Refusal BAD_REQUEST for one that could not be used by Basic */
export function localIdentifierKey(identifier: string): string {
  if (identifier.includes(":")) throw badRequest("must not hold a colon", "identifier");
  return foldCase(checkIdentifier(identifier, "identifier", IDENTIFIER_LENGTH));
}

/** How an x509 account's identifier is compared. @throws Refusal BAD_REQUEST for what is no distinguished name */
export function x509IdentifierKey(identifier: string): string {
  const name = parseDistinguishedName(identifier);
  if (name === null) throw badRequest("must be a distinguished name such as CN=backup,O=Example", "identifier");
  return distinguishedNameKey(name);
}

/** The keys an identifier could be stored under, whatever the type of its account. */
export function identifierKeys(identifier: string): string[] {
  const name = parseDistinguishedName(identifier);
  return [...lookupKeys(identifier), ...(name === null ? [] : distinguishedNameKeys(name))];
}

const coversGrant = (held: Grant, required: Grant): boolean =>
  holdsRole(held.role, required.role) &&
  isWithin({ path: required.groupPath }, { path: held.groupPath }) &&
  (required.accessType & ~held.accessType) === 0;

/** The access rights that a role on that path gets from its giver: those of the giver's role there that holds it; 0 where none does. */
export function rightsToGive({ grants }: Rights, role: ProgramRole, groupPath: string): number {
  const source = grants.find((held) => coversGrant(held, { role, groupPath, accessType: 0 }));
  return (source?.accessType ?? 0) & (role === "readonly_admin" ? AccessRight.READ : ~0);
}

/** What one asks for and the other does not hold, in words; null where it holds all. */
function missingRight(held: Rights, required: Rights): string | null {
  const permission = required.permissions.find((each) => !holds(held.permissions, each));
  if (permission !== undefined) return `the permission ${permission}, which you don't have`;
  const grant = required.grants.find((each) => !held.grants.some((own) => coversGrant(own, each)));
  return grant === undefined ? null : `the role ${grant.role}, which you don't hold there with these rights`;
}

export const isCovered = (held: Rights, required: Rights): boolean => missingRight(held, required) === null;

/** @throws Refusal FORBIDDEN where one asks for more than the other holds */
export function requireCovered(held: Rights, required: Rights): void {
  const missing = missingRight(held, required);
  if (missing !== null) throw forbidden("permission", `this takes ${missing}`);
}
