import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMINS } from "../../src/access/roles.js";
import { watched } from "../access/checksum.js";
import { READ_AND_BRAND } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeBackupServer, makeTree, makeUser } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
let made = 0;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const register = (user: number | string, as: Credentials) =>
  server.rest("POST", `/users/${user}/machines`, { as, body: { agent_id: `agent ${++made}` } });
const ask = (text: string, as: Credentials) => server.graph(`mutation { ${text} }`, { as });

async function refused(status: number, work: () => Promise<{ status: number; text: string }>, reason: RegExp): Promise<void> {
  const { answer, changed } = await watched(server.db, work);
  expect([answer.status, changed, answer.text]).toEqual([status, false, expect.stringMatching(reason)]);
}

describe("machines", () => {
  it("can't be placed before there is a backup server", async () => {
    await refused(409, () => register("self", tree.accounts.tenant_viewer), /no backup server yet/);
    await makeBackupServer(server);
    expect((await register("self", tree.accounts.tenant_viewer)).status).toBe(200);
  });

  it.each([...ADMINS])("are registered for others by admins of companies and units alone, through either endpoint: %s", async (role) => {
    const { [role]: as, tenant_viewer: user } = tree.accounts;
    const may = ["company_admin", "unit_admin"].includes(role);
    expect((await register(user.id, as)).status).toBe(may ? 200 : 403);
    const { answer, changed } = await watched(server.db, () =>
      ask(`registerMachine(userId: "${user.id}", input: { agentId: "graph ${role}" }) { agentId }`, as),
    );
    expect([answer.errors?.[0]?.extensions.code, changed]).toEqual([may ? undefined : "FORBIDDEN", may]);
  });

  it("need the right to write", async () => {
    const brander = await makeAdmin(server, tree.company.id, "brander", { access_type: READ_AND_BRAND });
    await refused(403, () => register(tree.accounts.tenant_viewer.id, brander), /WRITE/);
  });

  it("are not a service user's to register or remove for another, who learns not even which ids there are", async () => {
    for (const id of [tree.otherUser.id, 4_000_000_000, tree.accounts.unit_admin.id]) {
      for (const text of [`registerMachine(userId: "${id}", input: { agentId: "x" }) { id }`, `deleteMachine(userId: "${id}", id: "1")`]) {
        expect([text, (await ask(text, tree.accounts.tenant_viewer)).errors?.[0]?.extensions.code]).toEqual([text, "FORBIDDEN"]);
      }
    }
  });

  it("are one user's, by number and uuid: another's is not there", async () => {
    const other = await makeUser(server, tree.unit.id, "second-user");
    const { id, uuid } = await server
      .db("machines")
      .where({ user_id: tree.accounts.tenant_viewer.id })
      .first<{ id: number; uuid: string }>("id", "uuid");
    for (const reference of [id, uuid, "self", "nonsense"]) {
      const { answer, changed } = await watched(server.db, () =>
        ask(`deleteMachine(userId: "${other.id}", id: "${reference}")`, tree.accounts.unit_admin),
      );
      expect([answer.errors?.[0]?.extensions.code, changed]).toEqual(["NOT_FOUND", false]);
    }
    expect((await ask(`deleteMachine(userId: "self", id: "${uuid}")`, tree.accounts.tenant_viewer)).data).toEqual({
      deleteMachine: String(id),
    });
  });

  it("are out of sight and reach while their company is cut off, to those above", async () => {
    const set = (value: 0 | 1) =>
      server.rest("PUT", "/groups/self", { as: tree.accounts.company_admin, body: { parent_has_access: value } });
    const { id } = tree.accounts.tenant_viewer;
    await set(0);
    for (const as of [ROOT, tree.accounts.partner_admin]) {
      expect((await server.rest("HEAD", `/users/${id}/machines`, { as })).status).toBe(403);
      expect((await server.rest("GET", `/users/${id}/links`, { as })).status).toBe(403);
      const { answer, changed } = await watched(server.db, () => ask(`deleteMachine(userId: "${id}", id: "1")`, as));
      expect([answer.errors?.[0]?.extensions.code, changed]).toEqual(["FORBIDDEN", false]);
    }
    expect((await register(id, tree.accounts.company_admin)).status).toBe(200);
    expect((await set(1)).status).toBe(200);
  });

  it("stop where the group may add no devices, but not for a lock that root admins pass", async () => {
    const flag = (value: 0 | 1) =>
      server.rest("POST", `/groups/${tree.unit.id}/settings/flags`, { as: ROOT, body: { allow_add_devices: value } });
    await flag(0);
    await refused(403, () => register("self", tree.accounts.tenant_viewer), /may not add devices/);
    await flag(1);
    await server.rest("POST", `/groups/${tree.company.id}/lock`, { as: ROOT });
    await refused(403, () => register("self", tree.accounts.tenant_viewer), /is locked/);
    await refused(403, () => register(tree.accounts.tenant_viewer.id, tree.accounts.unit_admin), /is locked/);
    await server.rest("DELETE", `/groups/${tree.company.id}/lock`, { as: ROOT });
  });
});
