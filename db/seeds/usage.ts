import type { Forest } from "./forest.js";
import { Random, STREAM } from "./random.js";

const DEVICES = ["workstation", "server", "vm", "mobile", "virtualhost", "win_server_essential", "mailbox", "website", "universal_devices"];
const SIZES = [
  "workstations",
  "servers",
  "vms",
  "mobiles",
  "virtualhosts",
  "win_server_essentials",
  "mailboxes",
  "websites",
  "universal_devices",
];
/** How likely an owner that uses anything has some of each of DEVICES. */
const LIKELY = [0.35, 0.15, 0.12, 0.15, 0.04, 0.04, 0.12, 0.06, 0.1];

/** The columns of usages without own_ and total_. Figures are kept in this order. */
export const METRICS = [
  "storage_size",
  "local_storage_size",
  "service_users",
  "slices_count",
  ...DEVICES.map((name) => `${name}_count`),
  ...SIZES.map((name) => `size_for_${name}`),
] as const;
export const METRIC_COUNT = METRICS.length;

const [STORAGE, LOCAL_STORAGE, SERVICE_USERS, SLICES] = [0, 1, 2, 3] as const;
const COUNTS = 4;
const BYTES = COUNTS + DEVICES.length;

/** Leaves and service users have figures; most of the groups in between only what is below them. */
const IDLE = { user: 0.35, leaf: 0.5, inner: 0.95 } as const;

/** One device holds 4 MiB to 2 GiB: the sum over millions of owners stays below 2^53. */
const deviceBytes = (random: Random): number => Math.floor(2 ** (22 + 9 * random.fraction()));

/** Draws what owners themselves use. */
export class UsageDraw {
  private readonly random: Random;

  constructor(private readonly forest: Forest) {
    this.random = new Random(forest.seed);
  }

  /** Writes a group's own figures. */
  group(group: number, figures: Float64Array): void {
    this.random.restart(STREAM.usage, group * 4);
    this.draw(this.forest.tree.childCount[group] === 0 ? IDLE.leaf : IDLE.inner, figures);
    figures[SERVICE_USERS] = this.forest.seats.serviceUsers[group]!;
  }

  /** Writes the figures of a group's service user number `index`, from 0. */
  serviceUser(group: number, index: number, figures: Float64Array): void {
    this.random.restart(STREAM.usage, group * 4 + 1 + index);
    this.draw(IDLE.user, figures);
  }

  private draw(idle: number, figures: Float64Array): void {
    const { random } = this;
    figures.fill(0);
    if (random.chance(idle)) return;
    let stored = 0;
    LIKELY.forEach((likely, device) => {
      if (!random.chance(likely)) return;
      const count = 1 + random.below(random.chance(0.1) ? 20 : 3);
      figures[COUNTS + device] = count;
      stored += figures[BYTES + device] = count * deviceBytes(random);
    });
    const orphaned = random.chance(0.1) ? deviceBytes(random) : 0;
    figures[STORAGE] = stored + orphaned;
    figures[LOCAL_STORAGE] = random.chance(0.2) ? Math.floor(stored * random.fraction() * 2) : 0;
    figures[SLICES] = random.below(4);
  }
}

/** Figures of everything below each group that has something below. */
export interface Rollup {
  /** Adds to `figures` what lies below the group, its service users included. */
  addBelow(group: number, figures: Float64Array): void;
}

const add = (from: Float64Array, to: Float64Array, offset: number): void => {
  for (let metric = 0; metric < METRIC_COUNT; metric += 1) to[offset + metric]! += from[metric]!;
};

/**
 * Sums usage from the leaves up, children before their parents. Figures are drawn again and not kept, and only groups
 * with children get sums: 176 bytes each.
 */
export function rollUp(forest: Forest): Rollup {
  const { tree, seats } = forest;
  const usage = new UsageDraw(forest);
  const slots = new Int32Array(tree.size + 1);
  let inner = 0;
  for (let group = 0; group <= tree.size; group += 1) slots[group] = tree.childCount[group]! > 0 ? inner++ : -1;
  const sums = new Float64Array(inner * METRIC_COUNT);
  const figures = new Float64Array(METRIC_COUNT);
  const user = new Float64Array(METRIC_COUNT);

  const addBelow = (group: number, total: Float64Array): void => {
    for (let index = 0; index < seats.serviceUsers[group]!; index += 1) {
      usage.serviceUser(group, index, user);
      add(user, total, 0);
    }
    const slot = slots[group]!;
    if (slot >= 0) add(sums.subarray(slot * METRIC_COUNT, (slot + 1) * METRIC_COUNT), total, 0);
  };

  for (let group = tree.size; group > 0; group -= 1) {
    usage.group(group, figures);
    addBelow(group, figures);
    add(figures, sums, slots[tree.parent[group]!]! * METRIC_COUNT);
  }
  return { addBelow };
}
