import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { subtree } from "../../access/group-path.js";

/** The ids of a subtree's groups, and of their accounts: all that has quotas and usage there. `?` is the subtree's range, twice. */
const OWNERS = `select id from groups where path >= ? and path < ?
  union all select a.id from accounts a join groups g on g.id = a.group_id where g.path >= ? and g.path < ?`;

/** Removes a group with its whole subtree, its accounts and all that hangs on either. By sets: no ids go to and fro. */
export async function deleteSubtree(db: Knex, path: string): Promise<void> {
  const range = subtree(path);
  await query(db, `delete from quotas where owner_id in (${OWNERS})`, [...range, ...range]);
  await query(db, `delete from usages where owner_id in (${OWNERS})`, [...range, ...range]);
  await query(db, "delete from usage_deltas where group_id in (select id from groups where path >= ? and path < ?)", range);
  // Identities have no account left if all of theirs are here: both go at once, and references are looked at afterwards.
  await query(
    db,
    `
with gone as (
  delete from accounts a using groups g where g.id = a.group_id and g.path >= ? and g.path < ? returning a.identity_id
)
delete from identities i where i.id in (select identity_id from gone) and not exists (
  select from accounts a join groups g on g.id = a.group_id where a.identity_id = i.id and not (g.path >= ? and g.path < ?))`,
    [...range, ...range],
  );
  await query(db, "delete from groups where path >= ? and path < ?", range);
}
