import type { ClientBase } from "pg";
import { AccountSort } from "../../src/kernel/enums.js";
import type { CopySource } from "./copy.js";
import { accountId, type Forest, groupId } from "./forest.js";
import { Random } from "./random.js";
import { eachSeat } from "./seats.js";
import { METRIC_COUNT, METRICS, type Rollup, rollUp, UsageDraw } from "./usage.js";

const OWN = METRICS.map((name) => `own_${name}`);
const TOTAL = METRICS.map((name) => `total_${name}`);

function* rowsOf(forest: Forest, rollup: Rollup): Generator<string> {
  const usage = new UsageDraw(forest);
  const own = new Float64Array(METRIC_COUNT);
  const total = new Float64Array(METRIC_COUNT);
  for (let group = 1; group <= forest.tree.size; group += 1) {
    usage.group(group, own);
    total.set(own);
    rollup.addBelow(group, total);
    yield `${groupId(forest, group)}\t${own.join("\t")}\t${total.join("\t")}\n`;
  }
  let latest = 0;
  let index = 0;
  for (const { group, account, sort } of eachSeat(forest.tree, forest.seats, new Random(forest.seed))) {
    if (sort !== AccountSort.SERVICE_USER) continue;
    index = group === latest ? index + 1 : 0;
    latest = group;
    usage.serviceUser(group, index, own);
    const figures = own.join("\t");
    yield `${accountId(forest, account)}\t${figures}\t${figures}\n`;
  }
}

/** One row for every group below the root and for every service user, and what all of them come to. */
export function usageRows(forest: Forest): CopySource & { belowRoot(): Float64Array } {
  const rollup = rollUp(forest);
  return {
    table: "usages",
    columns: ["owner_id", ...OWN, ...TOTAL],
    rows: () => rowsOf(forest, rollup),
    belowRoot() {
      const figures = new Float64Array(METRIC_COUNT);
      rollup.addBelow(0, figures);
      return figures;
    },
  };
}

/** Adds what lies below the root to its total. */
export async function addToRoot(client: ClientBase, rootId: number, figures: Float64Array): Promise<void> {
  const sets = METRICS.map((name, index) => `total_${name} = total_${name} + $${index + 2}`);
  await client.query("insert into usages (owner_id) values ($1) on conflict do nothing", [rootId]);
  await client.query(`update usages set ${sets.join(", ")} where owner_id = $1`, [rootId, ...figures]);
}
