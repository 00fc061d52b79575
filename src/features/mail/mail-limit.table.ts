import type { Knex } from "knex";
import { query } from "../../../db/query.js";

/** What mails with a token are counted by, and how many there may be in an hour. */
export interface MailLimit {
  /** A keyed digest. */
  key: Buffer;
  most: number;
}

/** Whatever was sent longer ago no longer counts. */
const WINDOW = "interval '1 hour'";

/**
 * Counts a mail by all its keys, unless one of them is used up. Others wait with the same keys until the transaction ends.
 *
 * @returns whether it was counted
 */
export async function countTokenMail(trx: Knex, limits: readonly MailLimit[]): Promise<boolean> {
  const keys = limits.map(({ key }) => key);
  const held = await query<{ key: Buffer; sent: number }>(
    trx,
    `insert into token_mails as m (key) select key from unnest(?::bytea[]) with ordinality k (key, place) order by place
     on conflict (key) do update set sent_at = array(select t from unnest(m.sent_at) t where t > now() - ${WINDOW})
     returning key, cardinality(sent_at) sent`,
    [keys],
  );
  if (limits.some(({ key, most }) => held.some((row) => row.key.equals(key) && row.sent >= most))) return false;
  await query(trx, "update token_mails set sent_at = sent_at || now() where key = any(?::bytea[])", [keys]);
  return true;
}

/** Removes what no longer counts. */
export async function deleteOldTokenMails(db: Knex): Promise<void> {
  await query(db, `delete from token_mails where coalesce(sent_at[cardinality(sent_at)] <= now() - ${WINDOW}, true)`);
}
