import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../setup/test-server.js";
import { makeTree } from "../setup/tree.js";
let server: TestServer;
beforeAll(async () => { server = await startTestServer(); });
afterAll(() => server.stop());
test("x", async () => {
  const t0 = Date.now();
  const tree = await makeTree(server);
  console.log("tree", Date.now() - t0);
  const a = await server.rest("GET", `/groups/${tree.unit.id}`, { as: tree.accounts.unit_admin });
  console.log(a.status, a.text);
  expect(a.status).toBe(200);
});
