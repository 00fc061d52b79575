import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { query } from "../../db/query.js";
import { TREE_LOCK, backgroundTransaction, transaction } from "../../src/access/transaction.js";
import { Semaphore } from "../../src/kernel/semaphore.js";
import { type SecondEndpoint, openSecondEndpoint } from "../setup/second-endpoint.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

const POOL = 10;
const headers = {
  authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`,
  "content-type": "application/json",
};
const CREATE = 'mutation ($input: CreateGroupInput!) { createGroup(parentId: "self", input: $input) { id } }';

let server: TestServer;
let blocker: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  blocker = new pg.Client({ connectionString: server.config.databaseUrl });
  await blocker.connect();
});
afterAll(async () => {
  await blocker.end();
  await server.stop();
});

const post = (url: string, path: string, body: object, as: Record<string, string> = headers): Promise<Response> =>
  fetch(`${url}${path}`, { method: "POST", headers: as, body: JSON.stringify(body) });
const graph = (url: string, text: string, variables: object = {}): Promise<Response> => post(url, "/graphql", { query: text, variables });

const hold = (): Promise<unknown> => blocker.query(`begin; select pg_advisory_xact_lock(${TREE_LOCK})`);
const release = (): Promise<unknown> => blocker.query("rollback");

/** How many connections wait for the tree lock. */
async function waiting(): Promise<number> {
  const [row] = await query<{ count: number }>(
    server.db,
    `select count(*)::int count from pg_locks
     where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
  );
  return row!.count;
}

afterEach(release);

const names = async (prefix: string): Promise<string[]> =>
  (await query<{ name: string }>(server.db, "select name from groups where starts_with(name, ?) order by name", [prefix])).map(
    ({ name }) => name,
  );

/** Sends seven writes to each endpoint, and says how many are answered. */
function sendWrites(
  endpoint: SecondEndpoint,
  prefix: string,
): { rest: Promise<Response>[]; graphs: Promise<Response>[]; expected: string[]; answered: () => number } {
  let answered = 0;
  const counted = (answer: Promise<Response>): Promise<Response> => answer.finally(() => (answered += 1));
  const numbers = [...Array(7).keys()];
  return {
    rest: numbers.map((number) =>
      counted(post(endpoint.url, "/api/1/groups/self/children", { name: `${prefix} rest ${number}`, kind: GroupKind.MSP })),
    ),
    graphs: numbers.map((number) => counted(graph(endpoint.url, CREATE, { input: { name: `${prefix} graph ${number}`, kind: "MSP" } }))),
    expected: [...numbers.map((number) => `${prefix} graph ${number}`), ...numbers.map((number) => `${prefix} rest ${number}`)],
    answered: () => answered,
  };
}

describe("writes that wait for others", () => {
  it("leave connections to reads and logins, and are done once they may", async () => {
    const endpoint = await openSecondEndpoint(server.config, { poolSize: POOL, writePatience: 60_000 });
    await post(endpoint.url, "/api/1/groups/self/children", { name: "first", kind: GroupKind.MSP });
    await hold();
    const writes = sendWrites(endpoint, "late");
    await expect.poll(waiting, { timeout: 30_000 }).toBe(POOL / 2);

    const reads = [...Array(30).keys()].map((number) =>
      number % 2 === 0
        ? fetch(`${endpoint.url}/api/1/groups/self`, { headers })
        : graph(endpoint.url, "{ viewer { login group { name } } }"),
    );
    const logins = [...Array(POOL).keys()].map(() =>
      post(endpoint.url, "/api/1/login", { username: ROOT.login, password: ROOT.password }, { "content-type": "application/json" }),
    );
    for (const answer of await Promise.all([...reads, ...logins])) expect(answer.status).toBe(200);
    expect(writes.answered()).toBe(0);
    expect(await waiting()).toBe(POOL / 2);

    await release();
    for (const answer of await Promise.all(writes.rest)) expect(answer.status).toBe(201);
    for (const answer of await Promise.all(writes.graphs))
      expect(await answer.json()).toEqual({ data: { createGroup: { id: expect.any(String) as string } } });
    expect(await names("late")).toEqual(writes.expected);
    await endpoint.close();
  });

  it("are refused when others take too long, and change nothing", async () => {
    const endpoint = await openSecondEndpoint(server.config, { poolSize: POOL, writePatience: 300 });
    await hold();
    const writes = sendWrites(endpoint, "never");
    for (const answer of await Promise.all(writes.rest)) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(await answer.json()).toEqual({
        error: {
          details: { info: "others are making changes that this one has to wait for, and nothing was changed: try again in a few seconds" },
          message: "Service Unavailable",
          domain: "PlatformAccountServer",
          context: {},
          code: 503,
        },
      });
    }
    for (const answer of await Promise.all(writes.graphs)) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(((await answer.json()) as { errors: { extensions: object }[] }).errors.map(({ extensions }) => extensions)).toEqual([
        { code: "BUSY", rule: "unavailable", retryAfter: 5 },
      ]);
    }
    expect(await waiting()).toBe(0);
    await release();
    expect(await names("never")).toEqual([]);
    expect((await post(endpoint.url, "/api/1/groups/self/children", { name: "afterwards", kind: GroupKind.MSP })).status).toBe(201);
    await endpoint.close();
  });

  /** Holds the one turn that a endpoint with two connections has, until it is told to end. */
  async function holdTurn(endpoint: SecondEndpoint): Promise<() => Promise<void>> {
    let end!: () => void;
    const held = transaction(endpoint.db, "shared", () => new Promise<void>((resolve) => (end = resolve)));
    await expect.poll(() => end).toBeDefined();
    return () => (end(), held);
  }

  it("wait for their turn no longer, whatever is done in it", async () => {
    const endpoint = await openSecondEndpoint(server.config, { poolSize: 2, writePatience: 300 });
    const end = await holdTurn(endpoint);
    let status: number | undefined;
    const refused = post(endpoint.url, "/api/1/groups/self/children", { name: "in vain", kind: GroupKind.MSP }).then(
      (answer) => (status = answer.status),
    );
    try {
      await expect.poll(() => status, { timeout: 10_000 }).toBe(503);
    } finally {
      await end();
      await refused;
    }
    expect(await names("in vain")).toEqual([]);
    await endpoint.close();
  });

  it("have waited for their turn, and wait for the tree lock so much less", async () => {
    const endpoint = await openSecondEndpoint(server.config, { poolSize: 2, writePatience: 30_000 });
    const end = await holdTurn(endpoint);
    const patience: number[] = [];
    endpoint.db.on("query", ({ sql }: { sql: string }) =>
      patience.push(...[...sql.matchAll(/lock_timeout = (\d+)/g)].map(([, milliseconds]) => Number(milliseconds))),
    );
    const write = transaction(endpoint.db, "shared", () => Promise.resolve("written"));
    await delay(20);
    await end();
    expect(await write).toBe("written");
    expect(patience).toHaveLength(1);
    expect(patience[0]).toBeLessThan(30_000);
    await endpoint.close();
  });

  it("in the background outlast what a request waits for, and hold no connection meanwhile", async () => {
    const endpoint = await openSecondEndpoint(server.config, { poolSize: 2, writePatience: 300 });
    await hold();
    let tries = 0;
    const listen = ({ sql }: { sql: string }): void => void (tries += sql.startsWith("begin") ? 1 : 0);
    endpoint.db.on("query", listen);
    const folded = backgroundTransaction(endpoint.db, "shared", () => Promise.resolve("folded"));
    await expect.poll(() => tries, { timeout: 10_000 }).toBeGreaterThan(3);
    expect((await post(endpoint.url, "/api/1/groups/self/children", { name: "refused", kind: GroupKind.MSP })).status).toBe(503);
    await release();
    expect(await folded).toBe("folded");
    await endpoint.close();
  });
});

describe("turns", () => {
  it("come in the order of asking, and to no more at a time than there are places", async () => {
    const turns = new Semaphore(2);
    const come: number[] = [];
    const holders = [1, 2, 3, 4].map((holder) => turns.acquire(60_000).then((got) => void (got && come.push(holder))));
    await Promise.all(holders.slice(0, 2));
    expect(come).toEqual([1, 2]);
    turns.release();
    await holders[2];
    expect(come).toEqual([1, 2, 3]);
    expect(await turns.acquire(50)).toBe(false);
    turns.release();
    await holders[3];
    expect(come).toEqual([1, 2, 3, 4]);
  });

  it("are refused to who would be one too many in the queue, and to who has waited long enough", async () => {
    const turns = new Semaphore(1);
    expect(await turns.acquire(60_000)).toBe(true);
    const queue = [...Array(200).keys()].map(() => turns.acquire(50));
    expect(await turns.acquire(60_000)).toBe(false);
    expect(new Set(await Promise.all(queue))).toEqual(new Set([false]));
    turns.release();
    expect(await turns.acquire(50)).toBe(true);
  });
});
