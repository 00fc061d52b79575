import { PARTNERS, roleOf } from "../../access/roles.js";
import { accountRows } from "../accounts/account.table.js";
import { effectiveBrandIdById } from "../brands/brand.table.js";
import { type FieldSql, type RootSql, expression } from "../../sql-planner/sql.js";
import { literal } from "../../sql-planner/encoding.js";
import { AccountSort, FULL_ACCESS, GroupCapability, GroupKind } from "../../kernel/enums.js";
import { BACKUP_SERVICE } from "./profile.type.js";

/** A profile is a row of accounts. An account may know its own group whatever it may read else. */

export const viewerRoot: RootSql = {
  from: (row, bind) => `${accountRows.from(row)} where ${row}.id = ${bind(({ viewer }) => viewer.accountId, "bigint")}`,
};

export const profilesSql: FieldSql = {
  kind: "list",
  from: (_, row, bind) => `${accountRows.from(row)} where ${row}.identity_id = ${bind(({ viewer }) => viewer.identityId, "bigint")}`,
  order: (row) => [`${row}.id`],
};

export const groupSql: FieldSql = { kind: "one", from: (row, group) => `groups ${group} where ${group}.id = ${row}.group_id` };

const NOT_PARTNERS = Object.values(GroupKind).filter(
  (kind) => typeof kind === "number" && !PARTNERS.includes(roleOf(AccountSort.ADMIN, kind, FULL_ACCESS)),
);

/** As the resolver has it: full access, and the role of a partner. */
export const mayMoveGroupsSql = expression(
  (row) =>
    `(${row}.sort = '${AccountSort.ADMIN}' and ${row}.access_type & ${FULL_ACCESS} = ${FULL_ACCESS}
      and (select g.kind from groups g where g.id = ${row}.group_id) not in (${NOT_PARTNERS.join(", ")}))`,
);

export const brandIdSql = expression((row) => effectiveBrandIdById(`${row}.group_id`));

export const actorSql: FieldSql = {
  kind: "one",
  from: (row, actor, bind) => {
    const actorId = bind(({ viewer }) => viewer.actor?.accountId ?? null, "bigint");
    const login = bind(({ viewer }) => viewer.actor?.login ?? null, "text");
    return `(select ${actorId} id, ${login} login) ${actor}
      where ${actor}.id is not null and ${row}.id = ${bind(({ viewer }) => viewer.accountId, "bigint")}`;
  },
};

const { id, uuid, name, type, entryPoint } = BACKUP_SERVICE;
const BACKUP_SERVICE_VALUES = [String(id), ...[uuid, name, type, entryPoint].map((text) => `${literal(text)}::text`)].join(", ");

export const servicesSql: FieldSql = {
  kind: "list",
  from: (row, service) =>
    `(select ${BACKUP_SERVICE_VALUES}) ${service}(id, uuid, name, type, entry_point)
     where exists (select from groups g where g.id = ${row}.group_id and g.capabilities & ${GroupCapability.BACKUP} <> 0)`,
  order: (service) => [`${service}.id`],
};
