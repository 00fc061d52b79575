import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { shown } from "./shown.sql.js";
import { METRIC_NAMES } from "./metrics.js";
import type { UsageFigures } from "./usage.type.js";

const COLUMNS = METRIC_NAMES.map((metric) => [metric, snakeCase(metric)] as const);

/** The advisory lock of whoever folds the queue, so that two folds do not wait for each other's rows. */
const FOLD_LOCK = 0x666f6c64;
const FOLD_ROWS = 5_000;

/** An owner's own figures and, for a group, the figures with everything below it as they are shown. */
export interface UsageRow {
  ownerId: number;
  own: UsageFigures;
  total: UsageFigures;
}

const list = (of: (column: string) => string): string => COLUMNS.map(([, column]) => of(column)).join(", ");

const ownAndTotal = ([metric, column]: (typeof COLUMNS)[number]): string =>
  `u.own_${column} "own_${metric}", ${shown(`u.total_${column} + coalesce(d.${column}, 0)`)} "total_${metric}"`;

const SELECT = `
select u.owner_id "ownerId",
  ${COLUMNS.map(ownAndTotal).join(",\n  ")}
from usages u
left join (
  select group_id, ${list((column) => `sum(${column}) ${column}`)}
  from usage_deltas where group_id = any(?::bigint[]) group by group_id
) d on d.group_id = u.owner_id
where u.owner_id = any(?::bigint[])`;

const figures = (row: Record<string, number>, prefix: string): UsageFigures =>
  Object.fromEntries(METRIC_NAMES.map((metric) => [metric, row[prefix + metric]])) as UsageFigures;

/** The usage of these owners, in no order. Every group and service user has a row. */
export async function usageOf(db: Knex, ownerIds: readonly number[]): Promise<UsageRow[]> {
  const rows = await query<Record<string, number>>(db, SELECT, [ownerIds, ownerIds]);
  return rows.map((row) => ({ ownerId: row["ownerId"]!, own: figures(row, "own_"), total: figures(row, "total_") }));
}

/** Gives a new owner its row; all figures are 0. */
export async function insertUsage(db: Knex, ownerId: number): Promise<void> {
  await db("usages").insert({ owner_id: ownerId });
}

/** Removes owners' rows and what was still to be added to them. */
export async function deleteUsage(db: Knex, ownerIds: readonly number[]): Promise<void> {
  await query(db, "delete from usages where owner_id = any(?::bigint[])", [ownerIds]);
  await query(db, "delete from usage_deltas where group_id = any(?::bigint[])", [ownerIds]);
}

/** Adds to an owner's own figures; a service user's total is its own. Queues nothing for the groups above. */
export async function addToOwn(db: Knex, ownerId: number, delta: Partial<UsageFigures>, isUser: boolean): Promise<void> {
  const columns = changed(delta);
  if (columns.length === 0) return;
  const sets = columns.flatMap(([column]) =>
    (isUser ? ["own_", "total_"] : ["own_"]).map((prefix) => `${prefix}${column} = ${prefix}${column} + :${column}::bigint`),
  );
  await query(db, `update usages set ${sets.join(", ")} where owner_id = :ownerId`, { ...Object.fromEntries(columns), ownerId });
}

/**
 * Queues a change for the totals of each of these groups, and keeps it in the history.
 *
 * @param userId the service user whose own figures change with them, if it is one's
 */
export async function queueDelta(db: Knex, groupIds: readonly number[], delta: Partial<UsageFigures>, userId?: number): Promise<void> {
  const columns = changed(delta);
  if (columns.length === 0 || groupIds.length === 0) return;
  const namesOf = (of: (column: string) => string): string => columns.map(([column]) => of(column)).join(", ");
  const names = namesOf((column) => column);
  await query(
    db,
    `with kept as (
       insert into usage_changes (owner_ids, ${names})
       select :ownerIds::bigint[], ${namesOf((column) => `:${column}::bigint`)} returning ${names}
     )
     insert into usage_deltas (group_id, ${names})
     select g, ${namesOf((column) => `kept.${column}`)} from kept, unnest(:groupIds::bigint[]) g`,
    { ...Object.fromEntries(columns), ownerIds: userId === undefined ? groupIds : [...groupIds, userId], groupIds },
  );
}

/** Takes an owner's total from some groups and gives it to others, and keeps that in the history: all of it, and not what is shown. */
export async function transferTotal(db: Knex, ownerId: number, from: readonly number[], to: readonly number[]): Promise<void> {
  await query(
    db,
    `
with total as (
  select ${list((column) => `u.total_${column} + coalesce(sum(d.${column}), 0) ${column}`)}
  from usages u left join usage_deltas d on d.group_id = u.owner_id where u.owner_id = ? group by u.owner_id
), kept as (
  insert into usage_changes (owner_ids, ${list((column) => column)})
  select owner_ids, ${list((column) => `nullif(sign * ${column}, 0)`)}
  from total, (values (?::bigint[], -1), (?::bigint[], 1)) side(owner_ids, sign)
  where owner_ids <> '{}' and greatest(${list((column) => column)}) > 0
  returning *
)
insert into usage_deltas (group_id, ${list((column) => column)}) select id, ${list((column) => column)} from kept, unnest(owner_ids) id`,
    [ownerId, from, to],
  );
}

const changed = (delta: Partial<UsageFigures>): (readonly [string, number])[] =>
  COLUMNS.map(([metric, column]) => [column, delta[metric] ?? 0] as const).filter(([, value]) => value !== 0);

const FOLD = `
with gone as (
  delete from usage_deltas where id in (select id from usage_deltas order by id limit ${FOLD_ROWS} for update skip locked)
  returning *
), sums as (
  select group_id, ${list((column) => `sum(${column}) ${column}`)} from gone group by group_id
), folded as (
  update usages u set ${list((column) => `total_${column} = u.total_${column} + coalesce(s.${column}, 0)`)}
  from sums s where u.owner_id = s.group_id
)
select count(*)::int rows from gone`;

/**
 * Adds queued changes to the totals they are for, unless another transaction is at it.
 *
 * @returns how many queued rows were folded
 */
export async function foldDeltas(trx: Knex): Promise<number> {
  const [lock] = await query<{ acquired: boolean }>(trx, "select pg_try_advisory_xact_lock(?) acquired", [FOLD_LOCK]);
  if (!lock!.acquired) return 0;
  const [folded] = await query<{ rows: number }>(trx, FOLD);
  return folded!.rows;
}
