import { randomInt } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { TREE_LOCK } from "../../src/access/transaction.js";
import { foldUsage } from "../../src/features/usage/usage.commands.js";
import { type SecondEndpoint, openSecondEndpoint } from "../setup/second-endpoint.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { ACTS, type Act, WITHOUT_ACT } from "./acts.js";
import { type Stage, broken, makeStage } from "./stage.js";

/** PAIRS=all runs every command against every other; PAIRS=<number> that many of them; PAIR_SEED repeats a choice. */
const { PAIRS = "100", PAIR_SEED = String(randomInt(2 ** 31)) } = process.env;
/** How often each command of a pair is sent at once, and how often the pair meets on new objects. */
const COPIES = 3;
const ROUNDS = PAIRS === "all" ? 3 : 1;

let server: TestServer;
let endpoint: SecondEndpoint;
let blocker: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  await query(server.db, `alter database "${new URL(server.config.databaseUrl!).pathname.slice(1)}" set deadlock_timeout = '20ms'`);
  endpoint = await openEndpoint();
  blocker = new pg.Client({ connectionString: server.config.databaseUrl });
  await blocker.connect();
});
afterAll(async () => {
  await blocker.end();
  await endpoint.close();
  await server.stop();
});

/** The name under which the tried server's connections are known to PostgreSQL. */
const TRIED = "races";
const openEndpoint = (): Promise<SecondEndpoint> =>
  openSecondEndpoint(server.config, { poolSize: 20, writePatience: 60_000 }, `${server.config.databaseUrl}?application_name=${TRIED}`);

const basic = `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`;

/** What became of a request: "done", "refused" with what the client was told, or what it failed with. */
interface Outcome {
  act: Act;
  outcome: string;
}

async function send(act: Act, stage: Stage, turn: number): Promise<Outcome> {
  const credentials: Record<string, string> =
    act.as === "root" ? { authorization: basic } : act.as === "nobody" ? {} : { cookie: `SESSION=${stage.sessions[act.as.seat]}` };
  const byRest = turn % 2 === 0 ? act.rest?.(stage, turn) : undefined;
  const [method, path, body] = byRest ?? ["POST", null, { query: `mutation { ${act.graph(stage, turn)} }` }];
  const isBytes = body instanceof Buffer;
  const answer = await fetch(`${endpoint.url}${path === null ? "/graphql" : `/api/1${path}`}`, {
    method,
    headers: { ...credentials, "content-type": isBytes ? "image/png" : "application/json" },
    ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status >= 500) return { act, outcome: `${answer.status} ${text}` };
  if (path !== null) return { act, outcome: answer.ok ? "done" : `refused ${text}` };
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  const code = errors?.[0]?.extensions.code;
  return { act, outcome: code === undefined ? "done" : code === "INTERNAL" || code.startsWith("GRAPHQL_") ? text : `refused ${text}` };
}

/** A generator of numbers below 1 that gives the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const share = ([one, other]: readonly [Act, Act]): boolean => one === other || (one.once !== undefined && one.once === other.once);

/** The pairs to be tried: all, or a choice in which are those of which one may succeed, and each command with itself. */
function pairs(): (readonly [Act, Act])[] {
  const all = ACTS.flatMap((one, index) => ACTS.slice(index).map((other) => [one, other] as const));
  if (PAIRS === "all") return all;
  const next = random(Number(PAIR_SEED));
  const shuffled = all
    .map((pair) => ({ pair, at: next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ pair }) => pair);
  return [...all.filter(share), ...shuffled.filter((pair) => !share(pair)).slice(0, Number(PAIRS))];
}

/** How many connections wait for the tree lock. */
async function waiting(): Promise<number> {
  const { rows } = await blocker.query<{ count: number }>(
    `select count(*)::int count from pg_locks
     where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]!.count;
}

/**
 * What went wrong when both were done at once, on objects of their own: all are let go at one moment, when each has come to
 * where it changes something.
 */
async function meet([one, other]: readonly [Act, Act]): Promise<string[]> {
  const stage = await makeStage(server);
  let answered = 0;
  await blocker.query(`begin; select pg_advisory_xact_lock(${TREE_LOCK})`);
  const sent = [...Array(COPIES).keys()]
    .flatMap((turn) => [send(one, stage, turn), send(other, stage, turn + 1)])
    .map((outcome) => outcome.finally(() => (answered += 1)));
  await expect.poll(async () => answered + (await waiting()), { interval: 5, timeout: 30_000 }).toBe(sent.length);
  await blocker.query("commit");
  const outcomes = await Promise.all(sent);
  const failed = outcomes
    .filter(({ outcome }) => outcome !== "done" && !outcome.startsWith("refused"))
    .map(({ act, outcome }) => `${act.name}: ${outcome}`);
  const done = new Map<string, number>();
  for (const { act, outcome } of outcomes) {
    const name = act.once;
    if (name !== undefined && outcome === "done") done.set(name, (done.get(name) ?? 0) + 1);
  }
  return [...failed, ...[...done].filter(([, count]) => count > 1).map(([name, count]) => `${name} was had ${count} times`)];
}

/** How often PostgreSQL has found a circle. Its processes tell late, but when they end. */
const deadlocks = async (): Promise<number> => {
  await endpoint.close();
  await expect
    .poll(() => query(server.db, "select from pg_stat_activity where application_name = ?", [TRIED]), { timeout: 30_000 })
    .toEqual([]);
  endpoint = await openEndpoint();
  const [row] = await query<{ deadlocks: number }>(server.db, "select deadlocks from pg_stat_database where datname = current_database()");
  return row!.deadlocks;
};

describe("changes of the same objects at once", () => {
  it("stand for every mutation of the graph", async () => {
    const { data } = await server.graph('{ __type(name: "Mutation") { fields { name } } }', { as: ROOT });
    const names = (data as { __type: { fields: { name: string }[] } }).__type.fields.map(({ name }) => name);
    const stage = await makeStage(server);
    const tried = new Set(ACTS.map((act) => /^\w+/.exec(act.graph(stage, 0))![0]));
    expect(names.filter((name) => !tried.has(name) && !(name in WITHOUT_ACT))).toEqual([]);
  });

  it("each is done where nobody is in the way", async () => {
    const refused: string[] = [];
    for (const act of ACTS.filter(({ swaps }) => swaps !== true)) {
      for (const turn of act.rest === undefined ? [1] : [0, 1]) {
        const { outcome } = await send(act, await makeStage(server), turn);
        if (outcome !== "done") refused.push(`${act.name}, ${turn === 0 ? "REST" : "graph"}: ${outcome}`);
      }
    }
    expect(refused).toEqual([]);
    expect(await broken(server.db)).toEqual([]);
  }, 120_000);

  it("leave a root admin with full access, whoever disables whom", async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await makeStage(server), await makeStage(server)];
      const seats = await query<{ id: number; login: string }>(
        server.db,
        `select a.id, i.login from accounts a join identities i on i.id = a.identity_id
         join groups g on g.id = a.group_id where g.parent_id is null and i.login in (?, ?) order by i.login`,
        [one.login, other.login],
      );
      const [first, second] = [one, other].map(({ login }) => seats.find((seat) => seat.login === login)!.id);
      await query(
        server.db,
        "update accounts a set enabled = false from groups g where g.id = a.group_id and g.parent_id is null and a.id <> all(?::bigint[])",
        [[first, second]],
      );
      const change = (stage: Stage, id: number, turn: number): Promise<Outcome> =>
        send(
          {
            name: "to disable or remove the other",
            as: { seat: "root" },
            graph: () => (turn === 0 ? `updateAdmin(id: "${id}", input: { status: DISABLED }) { id }` : `deleteAdmin(id: "${id}")`),
          },
          stage,
          1,
        );
      await Promise.all([change(one, second!, round % 2), change(other, first!, 0), change(one, second!, 0)]);
      const [left] = await query<{ count: number }>(
        server.db,
        "select count(*)::int count from accounts a join groups g on g.id = a.group_id where g.parent_id is null and a.enabled",
      );
      await query(server.db, "update accounts set enabled = true");
      expect(left!.count).toBe(1);
    }
  });

  it(
    "none is a fault, none lets through what may be once, and everything adds up",
    async () => {
      const chosen = pairs();
      console.info(`${chosen.length} pairs, PAIR_SEED=${PAIR_SEED}`);
      const wrong: string[] = [];
      const meetAll = async (some: readonly (readonly [Act, Act])[]): Promise<void> => {
        for (const [number, pair] of some.entries()) {
          for (let round = 0; round < ROUNDS; round++)
            wrong.push(...(await meet(pair)).map((problem) => `${pair[0].name} / ${pair[1].name}: ${problem}`));
          if (number % 20 === 0) await foldUsage(server.db);
        }
      };
      const swaps = (pair: readonly [Act, Act]): boolean => pair.some((act) => act.swaps);
      const before = await deadlocks();
      await meetAll(chosen.filter((pair) => !swaps(pair)));
      // All wait in one order. Where two take each other's names there is none, and who is aborted is done again.
      const inOrder = await deadlocks();
      await meetAll(chosen.filter(swaps));
      console.info(`${inOrder - before} deadlocks, and ${(await deadlocks()) - inOrder} where names are swapped`);
      expect(wrong).toEqual([]);
      expect(inOrder).toBe(before);
      expect(await broken(server.db)).toEqual([]);
      while ((await foldUsage(server.db)) > 0);
      expect(await broken(server.db)).toEqual([]);
    },
    PAIRS === "all" ? 3_600_000 : 240_000,
  );
});
