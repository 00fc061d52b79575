import type { Context } from "../../graph/context.js";
import type { GroupRow } from "../groups/group.table.js";
import { maySetSmtp } from "./brand.rules.js";
import { type BrandRow, publicPartOf } from "./brand.table.js";
import type { Brand } from "./brand.type.js";
import { OWN_ADDRESSES, ownAddresses } from "./own-addresses.rules.js";

/** A stored brand as it is shown for a group, or for none. How its mail is sent is shown to those alone who may set that. */
export function toBrand(row: BrandRow, { config, viewer }: Pick<Context, "config" | "viewer">, group: GroupRow | null): Brand {
  const { id, uuid, logoId, smtpReplyAddress, smtpServer, smtpPort, smtpUser, smtpEncryption, smtpPassword } = row;
  const whole = group !== null && viewer !== null && group.brandId === id && maySetSmtp(viewer, group);
  const own = ownAddresses(config);
  const addresses = Object.fromEntries(OWN_ADDRESSES.map((name) => [name, row[name] ?? own[name]]));
  const smtp = {
    smtpReplyAddress,
    smtpServer,
    smtpPort,
    smtpUser,
    smtpEncryption,
    smtpPassword: "",
    smtpPasswordSet: smtpPassword !== null,
  };
  return { ...publicPartOf(row), ...addresses, id, uuid, logoId, smtpOverride: whole && row.smtpOverride, ...(whole && smtp) } as Brand;
}
