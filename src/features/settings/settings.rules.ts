import type { BlockList } from "node:net";
import { addressList } from "../../kernel/client-address.js";
import { badRequest } from "../../kernel/errors.js";
import type { GroupChanges } from "../groups/group.table.js";
import type { SentFlags } from "./settings.type.js";

/** What a client sets of a group's flags; null, like absence, leaves one as it is. */
export const flagChanges = (sent: SentFlags): GroupChanges =>
  Object.fromEntries(Object.entries(sent).filter(([, value]) => typeof value === "boolean"));

/** Most items of a list of logon addresses: it is gone through at each request from below. */
const LOGON_IPS = 1000;

/** A list of logon addresses. @throws Refusal BAD_REQUEST for what is none, or too long */
export function logonAddresses(items: readonly string[]): BlockList {
  if (items.length > LOGON_IPS) throw badRequest(`must not have more than ${LOGON_IPS} items`, "items");
  return addressList(items);
}
