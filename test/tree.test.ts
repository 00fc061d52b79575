import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestServer, startTestServer } from "./setup/test-server.js";
import { type Tree, makeTree } from "./setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

describe("fixture", () => {
  it("gives every role its profile", async () => {
    for (const account of Object.values(tree.accounts)) {
      const { status, body } = await server.rest("GET", "/profile", { as: account });
      expect([status, (body as { login: string }).login]).toEqual([200, account.login]);
    }
  });
});
