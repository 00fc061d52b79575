import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { prefixEnd } from "../../kernel/fold-case.js";
import { ACCOUNTS_ARE_READABLE, GROUP_IS_READABLE } from "../../access/visibility.js";
import { conditionFor, placeOf } from "../../access/visibility.sql.js";
import type { Viewer } from "../../access/viewer.js";
import type { GroupKind } from "../../kernel/enums.js";

/** Most groups, and most accounts, that a search answers: some old clients ask for everything at once. */
export const HITS_LIMIT = 10_000;

/** One hit of a search: a group, or an account by its login. */
export interface SearchRow {
  id: number;
  uuid: string;
  name: string;
  parentId: number | null;
  /** The group's kind; -1 for a service user, null for an admin. */
  kind: GroupKind | null;
}

/** What is searched for: a prefix in the form of searchKey, or the whole of it, and how many hits at most. */
export interface Search {
  key: string;
  exact: boolean;
  limit: number;
}

/**
 * The least key that is found, and the one before which the search ends. Between a key and it with U+0002 added stand the
 * keys of names that clash.
 */
export const bounds = ({ key, exact }: Pick<Search, "key" | "exact">): [string, string] => [key, exact ? `${key}\u0002` : prefixEnd(key)];

const GROUP_HIT = `g.id, g.uuid, g.name, g.parent_id "parentId", g.kind`;
const ACCOUNT_HIT = `a.id, a.uuid, i.login "name", a.group_id "parentId",
  (case when a.sort = 'service_user' then -1 end)::int "kind"`;

/** Where a search looks, in SQL: from whose group, and the bounds and the number of what it finds. */
interface SearchSql {
  reader: string;
  from: string;
  to: string;
  limit: string;
}
const BOUND: SearchSql = { reader: ":reader", from: ":from", to: ":to", limit: ":limit" };
const boundValues = ({ groupId }: Viewer, search: Search): Record<keyof SearchSql, unknown> => {
  const [from, to] = bounds(search);
  return { reader: groupId, from, to, limit: search.limit };
};

/** The first groups in order of name, found in one index, which holds what can be found from the reader's group. */
const foundGroups = ({ reader, from, to, limit }: SearchSql): string =>
  `select group_id, name_key from searchable_groups
   where reader_id = ${reader} and name_key >= ${from} and name_key < ${to}
   order by name_key, group_id limit ${limit}`;

/** The first accounts in order of login, found likewise. */
const foundAccounts = ({ reader, from, to, limit }: SearchSql): string =>
  `select account_id, login_key from searchable_accounts
   where reader_id = ${reader} and login_key >= ${from} and login_key < ${to}
   order by login_key, account_id limit ${limit}`;

/**
 * Hits among groups, with the key they are sorted by, and that they are no accounts.
 *
 * @param readable whether the group `g` may be read
 */
export const groupHits = (search: SearchSql, readable: string): string =>
  `select ${GROUP_HIT}, false accounts, s.name_key "key" from (${foundGroups(search)}) s join groups g on g.id = s.group_id
   where ${readable}`;

/** Hits among accounts likewise. Hidden ones are left out. @param readable whether the accounts of the group `g` may be read */
export const accountHits = (search: SearchSql, readable: string): string =>
  `select ${ACCOUNT_HIT}, true accounts, s.login_key "key" from (${foundAccounts(search)}) s
     join accounts a on a.id = s.account_id join identities i on i.id = a.identity_id join groups g on g.id = a.group_id
   where not a.hidden and ${readable}`;

/**
 * Groups the viewer may read, in order of name. The condition on what is found is the same as everywhere, in case the index
 * were ever wrong.
 */
export function searchGroups(db: Knex, viewer: Viewer, search: Search): Promise<SearchRow[]> {
  const visible = conditionFor(GROUP_IS_READABLE, viewer, { group: placeOf("g") });
  return query(db, `${groupHits(BOUND, visible.sql)} order by s.name_key, g.id`, { ...visible.bindings, ...boundValues(viewer, search) });
}

/** Accounts the viewer may see, in order of login. */
export function searchAccounts(db: Knex, viewer: Viewer, search: Search): Promise<SearchRow[]> {
  const visible = conditionFor(ACCOUNTS_ARE_READABLE, viewer, { group: placeOf("g") });
  return query(db, `${accountHits(BOUND, visible.sql)} order by s.login_key, a.id`, {
    ...visible.bindings,
    ...boundValues(viewer, search),
  });
}

/** A service user's own group and the service user itself, as far as they match. */
export function searchOwn(db: Knex, viewer: Viewer, search: Search): Promise<SearchRow[]> {
  const [from, to] = bounds(search);
  return query(
    db,
    `select ${GROUP_HIT} from groups g where g.id = :groupId and search_key(g.name_key) >= :from and search_key(g.name_key) < :to
     union all
     select ${ACCOUNT_HIT} from accounts a join identities i on i.id = a.identity_id
     where a.id = :accountId and search_key(i.login_key) >= :from and search_key(i.login_key) < :to`,
    { groupId: viewer.groupId, accountId: viewer.accountId, from, to },
  );
}
