import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { updateGroup, changeIsolationBelow, groupsById } from "../../src/features/groups/group.table.js";
import { isolationOf } from "../../src/access/visibility.js";
import { eachBatch } from "../../src/features/reports/report-rows.table.js";
import { queryOf } from "../../src/features/reports/report-making.commands.js";
import type { ReportRecord } from "../../src/features/reports/report.table.js";
import { insertSnapshots } from "../../src/features/usage/snapshot.table.js";
import { PricingMode } from "../../src/kernel/enums.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Figures, type History, type ModelGroup, type Tree, modelReport } from "./model.js";

const DAYS = ["2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02"];
const COUNTS = [
  "workstation_count",
  "server_count",
  "vm_count",
  "mobile_count",
  "virtualhost_count",
  "win_server_essential_count",
  "mailbox_count",
  "website_count",
  "universal_devices_count",
];
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
const CHILD: Readonly<Record<number, readonly number[]>> = { 0: [10, 30, 40], 10: [30, 40], 30: [40], 40: [50], 50: [50] };

/** A tree on a server, and the same tree in the model; each change is made to both, or refused by the server and made to none. */
class World {
  readonly tree: Tree = new Map();
  readonly history: History = new Map();
  private made = 0;

  constructor(
    private readonly server: TestServer,
    private readonly random: Random,
    readonly root: number,
  ) {
    this.tree.set(root, {
      id: root,
      parent: null,
      kind: 0,
      name: "Root",
      cut: false,
      mode: 1,
      price: null,
      currency: "USD",
      customerId: null,
      quotas: {},
      own: {},
      admins: 1,
      users: [],
    });
  }

  pick<T>(values: readonly T[]): T {
    return values[this.random.below(values.length)]!;
  }

  /** Now and then the largest there may be: two of them are more than a number keeps. */
  private figure(most: number): bigint {
    return BigInt(
      this.random.chance(0.15) ? this.pick([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, 6e15, 0]) : this.random.below(most),
    );
  }

  figures(): Figures {
    const figures: Figures = {};
    for (const name of COUNTS) if (this.random.chance(0.4)) figures[name] = this.figure(9);
    let storage = 0n;
    for (const name of SIZES) if (this.random.chance(0.3)) storage += figures[`size_for_${name}`] = this.figure(2 ** 36);
    if (this.random.chance(0.7))
      figures["storage_size"] =
        this.random.chance(0.2) || storage > 2n ** 52n ? this.figure(1000) : storage + BigInt(this.random.below(2 ** 30));
    return figures;
  }

  private async put(id: number, body: object): Promise<boolean> {
    return (await this.server.rest("PUT", `/groups/${id}`, { as: ROOT, body })).status === 200;
  }

  async addGroup(): Promise<void> {
    const parent = this.pick([...this.tree.values()]);
    const kind = this.pick(CHILD[parent.kind]!);
    const name = `=Group ${++this.made}`;
    const customerId = this.random.chance(0.3) ? String(this.random.below(999)) : null;
    const { status, body } = await this.server.rest("POST", `/groups/${parent.id}/children`, {
      as: ROOT,
      body: { name, kind, ...(customerId !== null && { customer_id: customerId }) },
    });
    if (status !== 201) return;
    const { id } = body as { id: number };
    const mode = kind === 40 ? 2 : parent.mode;
    this.tree.set(id, {
      id,
      parent: parent.id,
      kind,
      name,
      cut: false,
      mode,
      price: null,
      currency: parent.currency,
      customerId,
      quotas: {},
      own: {},
      admins: 0,
      users: [],
    });
  }

  async addUser(): Promise<void> {
    const group = this.pick([...this.tree.values()].filter(({ kind }) => kind >= 40).concat([...this.tree.values()].slice(-1)));
    const login = `user-${this.root}-${++this.made}`;
    const localBackup = this.random.chance(0.7);
    const { status, body } = await this.server.rest("POST", `/groups/${group.id}/users`, {
      as: ROOT,
      body: { login, email: "u@example.com", privileges: { local_backup: localBackup ? 1 : 0 } },
    });
    if (status === 201) group.users.push({ id: (body as { id: number }).id, login, localBackup, own: {} });
  }

  async change(): Promise<void> {
    const group = this.pick([...this.tree.values()].slice(1));
    if (group === undefined) return;
    const steps: Record<string, () => Promise<void>> = {
      usage: async () => {
        const figures = this.figures();
        const { errors } = await this.record(group.id, figures);
        if (errors === undefined) Object.assign(group.own, figures);
      },
      userUsage: async () => {
        const user = this.pick([...this.tree.values()].flatMap(({ users }) => users));
        if (user === undefined) return;
        const figures = this.figures();
        const { errors } = await this.record(user.id, figures);
        if (errors === undefined) Object.assign(user.own, figures);
      },
      mode: async () => {
        if (await this.put(group.id, { pricing: { mode: PricingMode.PRODUCTION } })) group.mode = 1;
      },
      price: async () => {
        const price = this.random.below(500) / 100;
        if (await this.put(group.id, { pricing: { price } })) group.price = price;
      },
      quotas: async () => {
        const name = this.pick(["vms", "servers", "storage"]);
        const value = this.random.chance(0.3) ? -1 : this.random.below(100);
        if (await this.put(group.id, { privileges: { [`quota_${name}_hard`]: value } })) group.quotas[name] = value === -1 ? null : value;
      },
      name: async () => {
        const name = `Renamed "${++this.made}" ὄνομα \\ 名`;
        if (await this.put(group.id, { name })) group.name = name;
      },
      move: async () => {
        const target = this.pick([...this.tree.values()]);
        if (await this.put(group.id, { parent_id: target.id })) group.parent = target.id;
      },
      disable: async () => void (await this.put(group.id, { status: this.pick([0, 1]) })),
      remove: async () => {
        if (!(await this.put(group.id, { status: 0 }))) return;
        const { status } = await this.server.rest("DELETE", `/groups/${group.id}`, { as: ROOT });
        if (status === 204) this.removed(group);
      },
      cut: async () => {
        const { db } = this.server;
        const before = (await groupsById(db, [group.id]))[0]!;
        group.cut = !group.cut;
        const after = await updateGroup(db, group.id, { parentHasAccess: !group.cut }, { grows: true });
        await changeIsolationBelow(db, after.path, isolationOf(before), isolationOf(after));
      },
    };
    await steps[
      this.pick([
        "usage",
        "usage",
        "usage",
        "userUsage",
        "userUsage",
        "mode",
        "price",
        "quotas",
        "name",
        "move",
        "move",
        "disable",
        "remove",
        "cut",
      ])
    ]!();
  }

  private record(id: number, figures: Figures) {
    const usage = Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [
        name.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase()),
        Number(value),
      ]),
    );
    return this.server.graph("mutation ($id: ID!, $usage: UsageInput!) { recordUsage(id: $id, usage: $usage) { vmCount } }", {
      as: ROOT,
      variables: { id: String(id), usage },
    });
  }

  private removed(group: ModelGroup): void {
    for (const child of [...this.tree.values()].filter(({ parent }) => parent === group.id)) this.removed(child);
    this.tree.delete(group.id);
  }

  async keep(day: string): Promise<void> {
    await insertSnapshots(this.server.db, this.root, day, new Date(Date.now() + 3_600_000));
    this.history.set(day, structuredClone(this.tree));
  }
}

let server: TestServer;
const worlds: World[] = [];
const SEEDS = [1, 2, 3, 4];

async function grown(seed: number): Promise<{ world: World; server: TestServer }> {
  const own = await startTestServer();
  const { account_group_id: root } = (await own.rest("GET", "/profile", { as: ROOT })).body as { account_group_id: number };
  const world = new World(own, new Random(seed), root);
  const first = (await own.rest("GET", `/groups/${root}`, { as: ROOT })).body as {
    pricing: { mode: number; price: number | null; currency: string };
  };
  Object.assign(world.tree.get(root)!, first.pricing);
  for (let count = 0; count < 18; count += 1) await world.addGroup();
  for (let count = 0; count < 8; count += 1) await world.addUser();
  for (const day of DAYS) {
    for (let count = 0; count < 14; count += 1) await world.change();
    await world.addGroup();
    await world.addUser();
    await world.keep(day);
  }
  return { world, server: own };
}

async function rowsOf(
  own: TestServer,
  asked: { root: number; kind: 4 | 5; level: number; begin: string; end: string; hideZero: boolean },
  now = new Date(),
): Promise<unknown[]> {
  const report = {
    groupId: asked.root,
    kind: asked.kind,
    level: asked.level,
    beginDate: asked.begin,
    endDate: asked.end,
    hideZeroUsage: asked.hideZero,
  } as ReportRecord;
  const rows: unknown[] = [];
  await eachBatch(own.db, await queryOf(own.db, report, now), (texts) =>
    Promise.resolve(void rows.push(...texts.map((text) => JSON.parse(text.toString()) as unknown))),
  );
  return rows;
}

describe.each(SEEDS)("a random tree and its history, %i", (seed) => {
  let world: World;
  beforeAll(async () => {
    ({ world, server } = await grown(seed));
    worlds.push(world);
  }, 120_000);
  afterAll(() => server.stop());

  it.each([4, 5] as const)(
    "kind %i agrees with the model at every level, for every group, hidden zeros or not",
    async (kind) => {
      const ids = new Set([...world.history.values()].flatMap((tree) => [...tree.keys()]));
      let compared = 0;
      for (const root of ids) {
        for (const level of [0, 1, 2, 3]) {
          for (const [begin, end] of [
            [DAYS[0]!, DAYS.at(-1)!],
            [DAYS[1]!, DAYS[3]!],
            ["2026-10-03", "2026-10-04"],
          ] as const) {
            const asked = { root, kind, level, begin, end, hideZero: (root + level) % 2 === 0 };
            const expected = modelReport(world.history, asked);
            expect({ asked, rows: await rowsOf(server, asked) }).toEqual({ asked, rows: expected });
            compared += expected.length;
          }
        }
      }
      expect(compared).toBeGreaterThan(100);
    },
    120_000,
  );

  it("this day, which is not kept yet, counts as it is", async () => {
    const day = new Date().toISOString().slice(0, 10);
    const history: History = new Map([...world.history, [day, world.tree]]);
    for (const kind of [4, 5] as const) {
      for (const level of [0, 1, 2, 3]) {
        const asked = { root: world.root, kind, level, begin: DAYS[2]!, end: day, hideZero: false };
        expect(await rowsOf(server, asked)).toEqual(modelReport(history, asked));
      }
    }
  });
});
