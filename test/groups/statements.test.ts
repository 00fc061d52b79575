import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "../../db/connection.js";
import { seedTree } from "../../db/seeds/seed-tree.js";
import { query } from "../../db/query.js";
import { createApp } from "../../src/app.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { openWay } from "../setup/way.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

const WIDE = `query ($id: ID!, $first: Int) { group(id: $id) { children(first: $first) { nodes { name usage { storageSize }
  children(first: $first) { nodes { name quotas { quotaVmsHard }
    admins { nodes { login } } users { nodes { login usage { storageSize } } } } } } } } }`;

describe.each([
  // The compiled read, who asks included.
  ["compiled", true, 1, 1],
  // Who asks; the group; its children; their quotas, usage, and whether they have children. Below: eight kinds of rows.
  ["on resolvers", false, 5, 9],
])("statements of reads, %s", (_how, compiledReads, forChildren, forThreeLevels) => {
  let server: TestServer;
  /** Groups with 1, about 10 and 1000 children. */
  let parents: { id: number; children: number }[];

  beforeAll(async () => {
    server = await startTestServer({}, { compiledReads });
    await seedTree(server.db, { groups: 10_000, seed: 3 });
    parents = await query(
      server.db,
      `select distinct on (size) id, children from (
         select parent_id id, count(*)::int children,
           case when count(*) = 1 then 1 when count(*) = 1000 then 3 when count(*) between 8 and 12 then 2 end size
         from groups where parent_id is not null group by parent_id) p
       where size is not null order by size, id`,
    );
    // The first requests of a credential cost what later ones do not: its password is looked at, then whose it is remembered.
    for (let time = 0; time < 2; time++) await server.rest("GET", "/profile", { as: ROOT });
  });
  afterAll(() => server.stop());

  it("GET /groups/{group}/children runs the same number with 1, 10 and 1000 children", async () => {
    const counts = [];
    for (const { id, children } of parents) {
      const statements = await server.statements(async () => {
        const { body } = await server.rest("GET", `/groups/${id}/children`, { as: ROOT });
        expect((body as { items: unknown[] }).items).toHaveLength(children);
      });
      counts.push(statements.length);
    }
    expect(parents.map(({ children }) => children === 1000)).toEqual([false, false, true]);
    expect(counts).toEqual([forChildren, forChildren, forChildren]);
  });

  it("a GraphQL query over three levels runs the same number, however wide", async () => {
    const counts = [];
    for (const first of [1, 10, 30]) {
      const statements = await server.statements(async () => {
        const { errors } = await server.graph(WIDE, { as: ROOT, variables: { id: "1", first } });
        expect(errors).toBeUndefined();
      });
      counts.push(statements.length);
    }
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeLessThanOrEqual(forThreeLevels);
  });

  it("a request by session costs one statement before the work", async () => {
    const login = await server.rest("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
    const cookie = login.headers.get("set-cookie")!.split(";")[0]!;
    const statements = await server.statements(() => server.rest("GET", "/checkauth", { headers: { cookie } }));
    // Who asks, and the document's own read of the account.
    expect(statements).toHaveLength(2);
  });
});

it("an update of a group takes one trip where it is simple, else three: who asks; its group with rights; the change", async () => {
  const server = await startTestServer();
  const way = await openWay(server.config.databaseUrl!);
  const db = openDatabase(way.url, { poolSize: 1 });
  const app = await createApp({ services: createServices(server.config, db, createLogger("silent")) });
  const endpoint = app.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const headers = {
    authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`,
    "content-type": "application/json",
  };
  const update = async (changes: object): Promise<void> => {
    const { status } = await fetch(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/api/1/groups/self`, {
      method: "PUT",
      headers,
      body: JSON.stringify(changes),
    });
    expect(status).toBe(200);
  };
  // A password is looked at once, a connection made, and each statement prepared from its second run on.
  for (const tag of ["a", "b", "c"]) await update({ internal_tag: tag });
  let before = way.trips();
  await update({ internal_tag: "d" });
  expect(way.trips() - before).toBe(1);
  for (const tag of ["a", "b", "c"]) await update({ internal_tag: tag, external: 0 });
  before = way.trips();
  await update({ internal_tag: "d", external: 0 });
  expect(way.trips() - before).toBe(3);
  endpoint.close();
  endpoint.closeAllConnections();
  await closeDatabase(db);
  await way.close();
  await server.stop();
});
