import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, request as open } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { ServerProcess } from "../setup/server-process.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { ROOT } from "../setup/test-server.js";

const CHILDREN = 6478;
const MEGABYTE = 1024 * 1024;
const AS_ROOT = { authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}` };
const LARGE = "/api/1/groups/1/children";

let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let url: string;

/** Gives the root as many children, all like the one it has, save for their names. */
async function multiply(id: number): Promise<void> {
  const from = 1_000_000;
  const copies = `generate_series(1, ${CHILDREN - 1}) n`;
  await query(
    database.db,
    `insert into groups select (jsonb_populate_record(g, jsonb_build_object(
       'id', ${from} + n, 'uuid', gen_random_uuid(),
       'path', '/1/' || ${from} + n || '/', 'name', 'Child ' || n, 'name_key', 'child ' || n))).*
     from groups g, ${copies} where g.id = ?`,
    [id],
  );
  for (const table of ["quotas", "usages"]) {
    await query(
      database.db,
      `insert into ${table} select (jsonb_populate_record(o, jsonb_build_object('owner_id', ${from} + n))).* from ${table} o, ${copies}
       where o.owner_id = ?`,
      [id],
    );
  }
  await query(database.db, "analyze");
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "portico-large-answers-"));
  server = new ServerProcess(folder, {
    DATABASE_URL: database.url,
    DATABASE_POOL: "2",
    LOG_LEVEL: "info",
    PORTICO_SECRET: "a secret for tests, long enough to be one",
    PORTICO_ROOT_LOGIN: ROOT.login,
    PORTICO_ROOT_PASSWORD: ROOT.password,
  });
  url = await server.ready();
  const made = await fetch(url + LARGE, {
    method: "POST",
    headers: { ...AS_ROOT, "content-type": "application/json" },
    body: '{"name":"Child","kind":30}',
  });
  await multiply(((await made.json()) as { id: number }).id);
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Asks for the children and reads the answer without keeping it. @returns its length in bytes */
async function readAll(): Promise<number> {
  const response = await fetch(url + LARGE, { headers: AS_ROOT });
  expect(response.status).toBe(200);
  let length = 0;
  for await (const piece of response.body!) length += (piece as Uint8Array).length;
  return length;
}

/** Asks for the children and goes away: when the first bytes are there, or at once. */
function goAway(when: "first bytes" | "at once"): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = open(url + LARGE, { headers: AS_ROOT, agent: false }, (response: IncomingMessage) => {
      response.once("data", () => request.destroy());
      response.on("error", () => undefined);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET") reject(error);
    });
    request.once("close", resolve);
    request.end();
    if (when === "at once") request.once("finish", () => setTimeout(() => request.destroy(), 5));
  });
}

/** How many statements run that make such an answer; the server has others of its own. */
const running = async (): Promise<number> => {
  const [row] = await query<{ count: number }>(
    database.db,
    `select count(*)::int count from pg_stat_activity
     where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and query like '%string_agg(%'`,
  );
  return row!.count;
};

describe("a client that goes away in the middle of a large answer", () => {
  it.each(["first bytes", "at once"] as const)(
    "(%s) leaves no statement running and no connection taken",
    { timeout: 60_000 },
    async (when) => {
      expect(await readAll()).toBeGreaterThan(5 * MEGABYTE);
      const gone = Promise.all(Array.from({ length: 20 }, () => goAway(when)));
      await expect.poll(running, { interval: 2, timeout: 10_000 }).toBeGreaterThan(0);
      await gone;
      await expect.poll(running, { timeout: 20_000 }).toBe(0);
      const answers = await Promise.all(Array.from({ length: 4 }, () => fetch(`${url}/api/1/groups/1`, { headers: AS_ROOT })));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(server.output).not.toContain('"level":50');
    },
  );
});

/** A line of /proc/<pid>/status, in megabytes. */
async function memory(line: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, "utf8");
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
}

// Only Linux says how much memory a process had at most.
describe.skipIf(process.platform !== "linux")(`memory for ${CHILDREN} children`, () => {
  /** The most memory taken while the work is done, by whole readings. */
  async function peak(readings: number, before: () => Promise<unknown>): Promise<{ before: number; most: number }> {
    await before();
    await writeFile(`/proc/${server.pid}/clear_refs`, "5");
    const taken = await memory("VmRSS");
    await Promise.all(Array.from({ length: readings }, readAll));
    return { before: taken, most: await memory("VmHWM") };
  }

  /** The median of three: how much of what is no longer needed has been collected is up to the moment. */
  async function usualPeak(readings: number, before: () => Promise<unknown> = () => delay(500)): Promise<{ growth: number; most: number }> {
    const peaks = [await peak(readings, before), await peak(readings, before), await peak(readings, before)];
    const median = (values: number[]): number => values.sort((a, b) => a - b)[1]!;
    return { growth: median(peaks.map(({ before, most }) => most - before)), most: median(peaks.map(({ most }) => most)) };
  }

  it("grows by less than 40 MB for one reading", async () => {
    expect((await usualPeak(1)).growth).toBeLessThan(40);
  });

  /** Waits until what is no longer needed has been collected, as it is when nothing happens for some seconds. A start takes 130 MB. */
  const atRest = (): Promise<void> => expect.poll(() => memory("VmRSS"), { interval: 250, timeout: 60_000 }).toBeLessThan(250);

  it("stays below 400 MB with 16 readings at once, and comes to rest", { timeout: 300_000 }, async () => {
    expect((await usualPeak(16, atRest)).most).toBeLessThan(400);
    await atRest();
  });
});
