import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { prefixEnd } from "../access/fold-case.js";
import { enterableCondition, readableCondition } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import type { GroupKind } from "../vocabulary.js";

/** One hit of a search: a group, or an account by its login. */
export interface SearchRow {
  id: number;
  uuid: string;
  name: string;
  parentId: number | null;
  /** The group's kind; -1 for a service user, null for an admin. */
  kind: GroupKind | null;
}

/** What is searched for: a case-folded prefix, or the whole of it, and how many hits at most. */
export interface Search {
  key: string;
  exact: boolean;
  limit: number;
}

const matching = (column: string, { exact }: Search): string => `${column} >= ? and ${column} ${exact ? "<=" : "<"} ?`;
const bounds = ({ key, exact }: Search): [string, string] => [key, exact ? key : prefixEnd(key)];

const GROUP = `g.id, g.uuid, g.name, g.parent_id "parentId", g.kind`;
const ACCOUNT = `a.id, a.uuid, i.login "name", a.group_id "parentId", (case when a.sort = 'service_user' then -1 end)::int "kind"`;

/**
 * Groups the viewer may read, in order of name. The first ones are found in one index, which holds what can be found
 * from the viewer's group; the condition on them is the same as everywhere, in case that ever were wrong.
 */
export function searchGroups(db: Knex, viewer: Viewer, search: Search): Promise<SearchRow[]> {
  const scope = readableCondition(viewer);
  return query(
    db,
    `select ${GROUP} from (
       select group_id, name_key from searchable_groups where reader_id = ? and ${matching("name_key", search)} order by name_key, group_id limit ?
     ) s join groups g on g.id = s.group_id where ${scope.sql} order by s.name_key, g.id`,
    [viewer.groupId, ...bounds(search), search.limit, ...scope.bindings],
  );
}

/** Accounts the viewer may see, in order of login, found likewise. Hidden ones are left out. */
export function searchAccounts(db: Knex, viewer: Viewer, search: Search): Promise<SearchRow[]> {
  const scope = enterableCondition(viewer);
  return query(
    db,
    `select ${ACCOUNT} from (
       select account_id, login_key from searchable_accounts where reader_id = ? and ${matching("login_key", search)} order by login_key, account_id limit ?
     ) s join accounts a on a.id = s.account_id join identities i on i.id = a.identity_id join groups g on g.id = a.group_id
     where not a.hidden and ${scope.sql} order by s.login_key, a.id`,
    [viewer.groupId, ...bounds(search), search.limit, ...scope.bindings],
  );
}

/** A service user's own group and the service user itself, as far as they match. */
export function searchOwn(db: Knex, viewer: Viewer, search: Search): Promise<SearchRow[]> {
  return query(
    db,
    `select ${GROUP} from groups g where g.id = ? and ${matching("g.name_key", search)}
     union all
     select ${ACCOUNT} from accounts a join identities i on i.id = a.identity_id where a.id = ? and ${matching("i.login_key", search)}`,
    [viewer.groupId, ...bounds(search), viewer.accountId, ...bounds(search)],
  );
}
