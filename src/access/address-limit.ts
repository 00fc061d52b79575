import { addressList, listHolds } from "../kernel/client-address.js";
import { Refusal } from "../kernel/errors.js";
import type { ViewerRow } from "./viewer.table.js";

/** The refusal of an account whose group is disabled or limits where it may be used from, or null. */
export function placeRefusal(row: ViewerRow, clientIp: string): Refusal | null {
  if (!row.groupsEnabled) {
    return new Refusal("ADDRESS_REFUSED", `access from your IP '${clientIp}' address is not allowed: the group is disabled`, { clientIp });
  }
  return addressRefusal(row, clientIp);
}

/** The refusal of an account whose group, or the nearest one above with a list, limits where it may be used from; or null. */
export function addressRefusal({ logonIps }: Pick<ViewerRow, "logonIps">, clientIp: string): Refusal | null {
  if (logonIps === null || listHolds(addressList(logonIps), clientIp)) return null;
  return new Refusal("ADDRESS_REFUSED", `access from your IP '${clientIp}' address is not allowed`, { clientIp });
}
