import { PARTNERS } from "../../access/roles.js";
import type { Viewer } from "../../access/viewer.js";
import { badRequest, forbidden } from "../../kernel/errors.js";
import { checkIdentifier, isLine, checkName } from "../../kernel/text.js";
import { GroupKind } from "../../kernel/enums.js";
import type { UpdateStorageInput } from "./storage.input.js";
import type { StorageChanges, StorageRow } from "./storage.table.js";

const UID_LENGTH = 255;

/** The kinds of groups whose admins register storages. */
const REGISTRARS: readonly GroupKind[] = [GroupKind.ROOT, GroupKind.DISTRIBUTOR, GroupKind.SUB_DISTRIBUTOR, GroupKind.PROVIDER];

/** @throws Refusal FORBIDDEN for admins of other kinds of groups, and for other roles */
export function requireRegistrar({ groupKind, role }: Pick<Viewer, "groupKind" | "role">): void {
  if (!PARTNERS.includes(role)) throw forbidden("role", `a ${role} registers no storages`);
  if (!REGISTRARS.includes(groupKind)) throw forbidden("role", `an admin of a ${GroupKind[groupKind]} registers no storages`);
}

/** @throws Refusal BAD_REQUEST for what names no installation */
export const checkUid = (uid: string): string => checkIdentifier(uid, "uid", UID_LENGTH);

/** @throws Refusal BAD_REQUEST for a link that a browser should not follow */
function checkLink(url: string, field: string): string {
  if (url === "") return url;
  // Where an address is parsed, line ends are dropped.
  if (!isLine(url) || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw badRequest("must be an http or https URL, or empty", field);
  return url;
}

const set = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/**
 * What a client sends for a storage and would change something, in stored form.
 *
 * @param stored what there is, as far as it is known
 * @throws Refusal BAD_REQUEST for what no storage could have
 */
export function storageChanges(input: UpdateStorageInput, stored: StorageChanges): StorageChanges {
  const changes: StorageChanges = {};
  if (set(input.name) && input.name !== stored.name) changes.name = checkName(input.name);
  if (set(input.contentUrl) && input.contentUrl !== stored.contentUrl) changes.contentUrl = checkLink(input.contentUrl, "contentUrl");
  if (set(input.contentMobileUrl) && input.contentMobileUrl !== stored.contentMobileUrl)
    changes.contentMobileUrl = checkLink(input.contentMobileUrl, "contentMobileUrl");
  return changes;
}

/** @throws Refusal FORBIDDEN for a storage that the group only inherits */
export function requireOwn(storage: StorageRow): void {
  if (storage.inherited) throw forbidden("inherited", `storage ${storage.id} belongs to group ${storage.ownerId} and is changed there`);
}
