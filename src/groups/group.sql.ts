import { prefixEnd, searchKey } from "../access/fold-case.js";
import { parseReference } from "../access/reference.js";
import { CONTENTS_ARE_READABLE, GROUP_IS_READABLE } from "../access/visibility.js";
import { boundViewer, conditionSql, placeOf, remaining } from "../access/visibility.sql.js";
import { decodeCursor, isPageLength } from "../connection.type.js";
import { NO_ANSWER } from "../planner/plan.js";
import { type Bind, type FieldSql, type PageSql, type RootSql, type Run, page } from "../planner/sql.js";
import { AccountSort } from "../vocabulary.js";

/** How groups, their lists and their accounts are read where an operation is one statement. */

/** A group that may be read. */
const readable = (row: string, bind: Bind): string => conditionSql(GROUP_IS_READABLE, boundViewer(bind), { group: placeOf(row) });

/** Whether what is inside of a group that may be read may be read, too. */
const readableInside = (row: string, bind: Bind): string =>
  conditionSql(remaining(CONTENTS_ARE_READABLE, GROUP_IS_READABLE), boundViewer(bind), { group: placeOf(row) });

function referred({ args, viewer }: Run, form: "id" | "uuid"): unknown {
  const reference = parseReference(args["id"] as string);
  if (reference === "nothing") return NO_ANSWER;
  if (reference === "self") return form === "id" ? viewer.groupId : null;
  return (reference as Record<string, unknown>)[form] ?? null;
}

/** A group by integer, uuid or `self`. */
export const groupRoot: RootSql = {
  from: (row, bind) =>
    `groups ${row} where ${row}.id = coalesce(${bind((run) => referred(run, "id"), "bigint")}, (select id from groups where uuid = ${bind((run) => referred(run, "uuid"), "uuid")}))
     and ${readable(row, bind)}`,
};

/** The first page length graphql-js would refuse, or a cursor it would, make the plan answer nothing. */
const checkedPage = ({ args }: Run): unknown => (isPageLength(args["first"] as number | null) ? (args["first"] ?? null) : NO_ANSWER);

const cursorPart = (part: "key" | "id") => ({ args }: Run): unknown => {
  const after = decodeCursor(args["after"] as string);
  return after === null ? NO_ANSWER : after[part];
};

interface Filter {
  kinds?: number[] | null;
  enabled?: boolean | null;
  namePrefix?: string | null;
  uuids?: string[] | null;
}
const filterOf = ({ args }: Run): Filter => (args["filter"] as Filter | null | undefined) ?? {};

const children: PageSql = {
  first: checkedPage,
  from: (owner, row, args, bind) => {
    const filter = (args["filter"] as Filter | null | undefined) ?? {};
    const where = [`${row}.parent_id = ${owner}.id`];
    if (filter.kinds) where.push(`${row}.kind = any(${bind((run) => filterOf(run).kinds, "smallint[]")})`);
    if (filter.enabled != null) where.push(`${row}.enabled = ${bind((run) => filterOf(run).enabled, "boolean")}`);
    if (filter.uuids) where.push(`${row}.uuid = any(${bind((run) => filterOf(run).uuids, "uuid[]")})`);
    if (filter.namePrefix != null) {
      where.push(`search_key(${row}.name_key) >= ${bind((run) => searchKey(filterOf(run).namePrefix!), "text")}`);
      where.push(`search_key(${row}.name_key) < ${bind((run) => prefixEnd(searchKey(filterOf(run).namePrefix!)), "text")}`);
    }
    if (args["after"] != null) {
      const id = bind(cursorPart("id"), "bigint");
      where.push(args["orderBy"] === "NAME" ? `(${row}.name_key, ${row}.id) > (${bind(cursorPart("key"), "text")}, ${id})` : `${row}.id > ${id}`);
    }
    return `groups ${row} where ${where.join(" and ")}`;
  },
  order: (row, args) => ({ key: args["orderBy"] === "NAME" ? `${row}.name_key` : null, id: `${row}.id` }),
  guard: readableInside,
};
export const childrenSql: FieldSql = page(children);

const accounts = (sort: AccountSort): FieldSql =>
  page({
    first: checkedPage,
    from: (owner, row, args, bind) => {
      const where = [`${row}.group_id = ${owner}.id`, `${row}.sort = '${sort}'`];
      if (sort === AccountSort.SERVICE_USER && args["includeHidden"] !== true) where.push(`not ${row}.hidden`);
      if (args["after"] != null) where.push(`${row}.id > ${bind(cursorPart("id"), "bigint")}`);
      return `accounts ${row} join identities ${row}_i on ${row}_i.id = ${row}.identity_id where ${where.join(" and ")}`;
    },
    order: (row) => ({ key: null, id: `${row}.id` }),
    guard: readableInside,
  });
export const adminsSql = accounts(AccountSort.ADMIN);
export const usersSql = accounts(AccountSort.SERVICE_USER);

/** The group above, where the viewer may read it. */
export const parentSql: FieldSql = {
  kind: "one",
  from: (row, alias, bind) => `groups ${alias} where ${alias}.id = ${row}.parent_id and ${readable(alias, bind)}`,
};

export const discountsSql: FieldSql = {
  kind: "list",
  from: (row, alias) => `rows from (jsonb_to_recordset(${row}.pricing_discounts) as (name text, enabled boolean)) with ordinality ${alias}(name, enabled, n)`,
  order: (alias) => [`${alias}.n`],
};
