import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Server as HttpServer } from "node:http";
import type { Knex } from "knex";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "../db/connection.js";
import { createApp } from "../src/app.js";
import { createServices } from "../src/services.js";
import { loadConfig } from "../src/config/load-config.js";
import { createLogger } from "../src/kernel/log.js";
import { createTestDatabase, type TestDatabase } from "./setup/test-database.js";

const config = loadConfig({ DATABASE_URL: "postgres://unused/", PORTICO_SECRET: "x".repeat(32) });
let database: TestDatabase;
let server: HttpServer | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
afterEach(() => server?.close());

async function ask(db: Knex, path: string): Promise<Response> {
  const app = await createApp({ services: createServices(config, db, createLogger("silent")) });
  server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}

/** A server that takes connections and says nothing, as one behind a broken network does. */
async function silentDatabase(): Promise<{ url: string; sockets: Socket[]; server: Server }> {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  return { url: `postgres://u@127.0.0.1:${(silent.address() as AddressInfo).port}/d`, sockets, server: silent };
}

describe("probes", () => {
  it("report health and readiness", async () => {
    const health = await ask(database.db, "/healthz");
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    expect(health.headers.get("x-powered-by")).toBeNull();
    expect(health.headers.get("etag")).toBeNull();
    const readiness = await ask(database.db, "/readyz");
    expect([readiness.status, await readiness.json()]).toEqual([200, { status: "ok" }]);
  });

  it("say that the schema is not up to date", async () => {
    await database.db.raw("alter table knex_migrations rename to moved");
    const readiness = await ask(database.db, "/readyz");
    await database.db.raw("alter table moved rename to knex_migrations");
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toEqual({ status: "unavailable", reason: "the database schema is not up to date" });
  });

  it("say that the database is unreachable, while the process is healthy", async () => {
    const db = openDatabase("postgres://u@127.0.0.1:1/d", { poolSize: 2, log: createLogger("silent") });
    const readiness = await ask(db, "/readyz");
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toEqual({ status: "unavailable", reason: "the database is unreachable" });
    expect((await ask(db, "/healthz")).status).toBe(200);
    await closeDatabase(db);
  });

  it("wait two seconds at most", async () => {
    const silent = await silentDatabase();
    const db = openDatabase(silent.url, { poolSize: 2, log: createLogger("silent") });
    const begin = performance.now();
    const readiness = await ask(db, "/readyz");
    expect(readiness.status).toBe(503);
    expect(performance.now() - begin).toBeLessThan(3000);
    for (const socket of silent.sockets) socket.destroy();
    silent.server.close();
    await closeDatabase(db);
  });
});
