import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../src/kernel/enums.js";
import { hashPassword } from "../src/encryption/passwords.js";
import { projectRoot } from "../src/kernel/project-root.js";
import { removeDataFolder, testFolderPrefix } from "./setup/abandoned.js";
import { embeddedDatabaseIn, ServerProcess } from "./setup/server-process.js";

let dataFolder: string;
const started: ServerProcess[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" });
  dataFolder = await mkdtemp(testFolderPrefix);
  await chmod(dataFolder, 0o755);
}, 180_000);
afterEach(() => Promise.all(started.splice(0).map((server) => server.stop())));
afterAll(() => removeDataFolder(dataFolder));

function start(env: NodeJS.ProcessEnv = {}): ServerProcess {
  const server = new ServerProcess(dataFolder, env);
  started.push(server);
  return server;
}

const KNOWN_PASSWORD = "known to this test";
const KNOWN_HASH = await hashPassword({ password: KNOWN_PASSWORD, isMd5: false });

async function connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await embeddedDatabaseIn(dataFolder) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe("the server", () => {
  it("makes everything it needs at first start, and says the root password once", async () => {
    const server = start();
    const address = await server.ready();
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect(server.output).toMatch(/password/i);
    expect(await server.stop()).toBe(0);
    const again = start();
    await again.ready();
    expect(again.output).not.toMatch(/password/i);
  });

  it("finishes what runs when it is stopped, however often it is told", async () => {
    const server = start();
    const address = await server.ready();
    const begin = performance.now();
    await connected(async (client) => {
      // The database ends with the server, maybe before this connection does.
      client.on("error", () => undefined);
      await client.query("begin; lock table knex_migrations");
      const answer = fetch(`${address}/readyz`);
      await delay(200);
      for (const signal of ["SIGTERM", "SIGTERM", "SIGINT"] as const) server.signal(signal);
      await delay(300);
      await client.query("commit");
      expect((await answer).status).toBe(200);
    });
    expect(await server.ended()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  it("loses nothing when it is killed", async () => {
    const server = start();
    await server.ready();
    await connected((client) => client.query("create table survives as select 7 as value"));
    server.signal("SIGKILL");
    expect(await server.ended()).toBeNull();
    const next = start();
    await next.ready();
    const { rows } = await connected((client) => client.query<{ value: number }>("select value from survives"));
    expect(rows).toEqual([{ value: 7 }]);
  });

  it("keeps every write that it has acknowledged when it is killed", async () => {
    const server = start();
    const address = await server.ready();
    await connected((client) => client.query(`update identities set password_hash = $1`, [KNOWN_HASH]));
    const authorization = `Basic ${Buffer.from(`admin:${KNOWN_PASSWORD}`).toString("base64")}`;
    const acknowledged: string[] = [];
    let name = 0;
    const write = async (): Promise<void> => {
      for (;;) {
        const body = { name: `kept ${++name}`, kind: GroupKind.MSP };
        const status = await fetch(`${address}/api/1/groups/self/children`, {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify(body),
        }).then(
          (answer) => answer.status,
          () => null,
        );
        if (status === null) return;
        expect(status).toBe(201);
        acknowledged.push(body.name);
        // At once: what is acknowledged and not done yet has no time left.
        if (acknowledged.length === 50) server.signal("SIGKILL");
      }
    };
    await Promise.all([write(), write(), write(), write()]);
    expect(await server.ended()).toBeNull();
    const next = start();
    await next.ready();
    const { rows } = await connected((client) => client.query<{ name: string }>("select name from groups"));
    const kept = rows.map((row) => row.name);
    expect(acknowledged.filter((one) => !kept.includes(one))).toEqual([]);
  });

  it("has every change that it has acknowledged when it is killed, and none twice", async () => {
    const server = start();
    const address = await server.ready();
    await connected((client) => client.query(`update identities set password_hash = $1`, [KNOWN_HASH]));
    const headers = {
      authorization: `Basic ${Buffer.from(`admin:${KNOWN_PASSWORD}`).toString("base64")}`,
      "content-type": "application/json",
    };
    const send = (method: string, path: string, body: object): Promise<Response | null> =>
      fetch(`${address}/api/1${path}`, { method, headers, body: JSON.stringify(body) }).catch(() => null);
    let acknowledged = 0;
    /** Counts a group's tag up as long as the server runs. @returns the last number that was acknowledged */
    const countUp = async (id: number): Promise<number> => {
      for (let count = 1; ; count++) {
        const answer = await send("PUT", `/groups/${id}?version=${count}`, { internal_tag: String(count) });
        const body = answer && (await answer.text().catch(() => null));
        if (answer === null || body === null) return count - 1;
        expect([answer.status, body]).toEqual([200, `{"version":${count + 1}}`]);
        acknowledged += 1;
        if (acknowledged === 200) server.signal("SIGKILL");
      }
    };
    const groups: number[] = [];
    for (let count = 0; count < 4; count++) {
      const made = await send("POST", "/groups/self/children", { name: `counted ${count}`, kind: GroupKind.MSP });
      groups.push(((await made!.json()) as { id: number }).id);
    }
    const last = await Promise.all(groups.map(countUp));
    expect(await server.ended()).toBeNull();
    const next = start();
    await next.ready();
    for (const [index, id] of groups.entries()) {
      const { rows } = await connected((client) =>
        client.query<{ count: string; version: string }>("select internal_tag count, version from groups where id = $1", [id]),
      );
      const count = Number(rows[0]!.count);
      // The one that was under way may have been kept, unsaid.
      expect([last[index], last[index]! + 1]).toContain(count);
      expect(Number(rows[0]!.version)).toBe(count + 1);
    }
  });

  it("is stopped while it is starting", async () => {
    const server = start({ LOG_LEVEL: "debug" });
    await server.says("postgres: ");
    server.signal("SIGINT");
    expect(await server.ended()).toBe(0);
  });
});

/** The one message of a server that did not start. */
async function refusal(env: NodeJS.ProcessEnv): Promise<string> {
  const server = start(env);
  expect(await server.ended()).toBe(1);
  expect(server.output).not.toMatch(/^\s+at /m);
  return server.output;
}

describe("a server that cannot start", () => {
  it("names every wrong setting", async () => {
    expect(await refusal({ PORT: "80a", LOG_LEVEL: "loud" })).toMatch(/PORT must be .*"80a"\n.*LOG_LEVEL must be .*"loud"/);
  });

  it("names the taken port, before anything is started", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toBe(
      `Portico cannot listen: 127.0.0.1, port ${port} is in use by another program. Stop that one, or set PORT to another port.\n`,
    );
    other.close();
  });

  it("names the database it cannot reach, without the password", async () => {
    const output = await refusal({
      DATABASE_URL: "postgres://portico:hush@127.0.0.1:1/portal",
      PORTICO_SECRET: "x".repeat(32),
      SMTP_URL: "smtp://127.0.0.1:1",
    });
    expect(output).toMatch(
      /^The database of DATABASE_URL \(portal at 127\.0\.0\.1:1\) cannot be used: connect ECONNREFUSED 127\.0\.0\.1:1\n$(?![^])/m,
    );
    expect(output).not.toContain("hush");
  });
});
