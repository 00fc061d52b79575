import { snakeCase } from "../../src/kernel/snake-case.js";
import { HARD_QUOTAS, SOFT_QUOTAS, USAGE } from "../columns.js";
import { childBody, groupBody } from "../express/bodies.js";
import type { AdminRow, ChildRow, TreeRow } from "../express/rows.js";
import { adminOf, groupOfTree } from "../express/tree.js";

/* What PostGraphile answers, made into the other variants' answers. */

type Item = Readonly<Record<string, unknown>>;

interface Nodes {
  readonly nodes: readonly Item[];
}

interface Answer {
  readonly data: { readonly groupByRowId: Item };
}

/** Columns of type bigint or numeric, which come as text. */
const NUMBERS: ReadonlySet<string> = new Set([
  "id",
  "version",
  "parent_id",
  "brand_id",
  "storage_id",
  "pricing_price",
  "pricing_storage_discount",
  ...HARD_QUOTAS,
  ...SOFT_QUOTAS.map((name) => `soft_${name}`),
  ...USAGE.map((name) => `total_${name}`),
]);
const TIMES: ReadonlySet<string> = new Set(["created_at", "subscription_expiration", "pricing_mode_update_date"]);

function inDriversWords(column: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (NUMBERS.has(column)) return Number(value);
  return TIMES.has(column) ? new Date(value) : value;
}

/** An object as pg gives a row: the columns' names and types. */
function rowOf(item: Item, prefix = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([field, value]) => {
      const column = field === "rowId" ? "id" : snakeCase(field);
      return [prefix + column, inDriversWords(column, value)];
    }),
  );
}

/** A group with what belongs to it, as pg gives the joined row. */
function joinedRow({ storage, quotas, usage, ...group }: Item): ChildRow {
  const stored = (storage ?? { rowId: null, uuid: null, name: null }) as Item;
  return { ...rowOf(group), ...rowOf(stored, "storage_"), ...rowOf(quotas as Item), ...rowOf(usage as Item) } as unknown as ChildRow;
}

/** W1's answer. */
export const groupOf = ({ data }: Answer): object => groupBody(joinedRow(data.groupByRowId));

/** W2's answer. */
export const childrenBody = ({ data }: Answer): object => ({
  items: (data.groupByRowId["children"] as Nodes).nodes.map((node) => childBody(joinedRow(node))),
});

function branchOf({ children, accounts, ...group }: Item): object {
  return {
    ...groupOfTree(rowOf(group) as unknown as TreeRow),
    ...(children !== undefined && { children: { nodes: (children as Nodes).nodes.map(branchOf) } }),
    ...(accounts !== undefined && {
      admins: {
        nodes: (accounts as Nodes).nodes.map(({ identity, ...account }) =>
          adminOf({ ...rowOf(account), ...rowOf(identity as Item) } as unknown as AdminRow),
        ),
      },
    }),
  };
}

/** W3's answer. */
export const treeBody = ({ data }: Answer): object => ({ data: { group: branchOf(data.groupByRowId) } });
