import { ACCOUNT_HAS_NO_MORE_RIGHTS } from "../../access/rights.js";
import { ACCOUNTS_ARE_READABLE, GROUP_IS_READABLE, all, not } from "../../access/visibility.js";
import { accountOf, conditionSql, idsOnPathSql, placeOf, viewFromRow } from "../../access/visibility.sql.js";
import { AccountSort, FULL_ACCESS, GroupKind } from "../../kernel/enums.js";

/**
 * Why a brand's mail server may not have a mail to somebody: there is no such account (any more), or who set the server is
 * unknown, gone or could not get the recipient's token himself, or somebody else could change the server who could not.
 */
export type Distrust = "recipient" | "setter" | "changer";

/** The kinds of groups whose admins change brands: those of the roles in PARTNERS. */
const PARTNER_KINDS = [
  GroupKind.ROOT,
  GroupKind.DISTRIBUTOR,
  GroupKind.SUB_DISTRIBUTOR,
  GroupKind.PROVIDER,
  GroupKind.MSP,
  GroupKind.RESELLER,
];

/** Whether the account `h` of the group `hg` is an admin with full access who can log in. */
const IS_FULL_ADMIN = `h.sort = '${AccountSort.ADMIN}' and h.enabled and h.access_type & ${FULL_ACCESS} = ${FULL_ACCESS}
  and not exists (select from groups off where off.id = ${idsOnPathSql("hg")} and not off.enabled)`;

/** Whether that admin may act for the recipient `r`, as requireActingFor in accounts/account.lookup.ts decides it. */
const MAY_ACT_FOR_SEAT = all(ACCOUNTS_ARE_READABLE, ACCOUNT_HAS_NO_MORE_RIGHTS);
const MAY_ACT_FOR_RECIPIENT = `not exists (
  select from accounts seat join groups sg on sg.id = seat.group_id
  where seat.identity_id = r.identity_id
    and ${conditionSql(not(MAY_ACT_FOR_SEAT), viewFromRow("h", "hg"), { group: placeOf("sg"), account: accountOf("seat") })})`;

/** Whether that admin may read the brand's group `up` and change its brand; its capabilities and locks may change at any time. */
const MAY_CHANGE_BRAND = `hg.kind in (${PARTNER_KINDS.join(", ")})
  and ${conditionSql(GROUP_IS_READABLE, viewFromRow("h", "hg"), { group: placeOf("up") })}`;

/**
 * The reason why the server of the brand `b`, of the group `up`, may not have a mail to the account `r`, or null. Part of
 * the statement that reads the server, so that it is said of the settings that are used.
 */
export const SMTP_DISTRUST = `case
  when r.id is null then 'recipient'
  when not exists (
    select from accounts h join groups hg on hg.id = h.group_id
    where h.id = b.smtp_set_by and ${IS_FULL_ADMIN} and ${MAY_ACT_FOR_RECIPIENT}) then 'setter'
  when exists (
    select from accounts h join groups hg on hg.id = h.group_id
    where hg.id = ${idsOnPathSql("up")} and ${MAY_CHANGE_BRAND} and ${IS_FULL_ADMIN} and not (${MAY_ACT_FOR_RECIPIENT})) then 'changer'
end`;
