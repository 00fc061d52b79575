import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, type Credentials, type GraphAnswer, type TestServer, startTestServer } from "../setup/test-server.js";
import { READ_AND_BRAND } from "../setup/masks.js";
import { type MadeAccount, type Tree, makeAdmin, makeTree } from "../setup/tree.js";
import { BEHIND_PROXY, guess, login } from "./attempts.js";

const HERE = "192.0.2.1";

let server: TestServer;
let tree: Tree;
let person: MadeAccount;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  tree = await makeTree(server);
  person = await makeAdmin(server, tree.company.id, "locked-out");
});
afterAll(() => server.stop());

const unlock = (as: Credentials, id: number | string): Promise<GraphAnswer> =>
  server.graph(`mutation { unlockLogin(accountId: "${id}") }`, { as });
const status = async (): Promise<number> => (await login(server, person, HERE)).status;

describe("unlocking a login", () => {
  it("lets it in at once, and says whether there was anything to forget", async () => {
    await guess(server, person.login, HERE, 5);
    expect(await status()).toBe(423);
    expect(await unlock(tree.accounts.partner_admin, person.id)).toEqual({ status: 200, data: { unlockLogin: true } });
    expect(await status()).toBe(200);
    expect((await unlock(tree.accounts.partner_admin, "self")).data).toEqual({ unlockLogin: false });
  });

  it("is for admins that may write, in their part of the tree, which holds all accounts of the identity", async () => {
    await guess(server, person.login, HERE, 5);
    const { partner_admin, readonly_admin, tenant_viewer, unit_admin } = tree.accounts;
    for (const as of [readonly_admin, tenant_viewer, unit_admin, tree.otherAdmin]) {
      expect((await unlock(as, person.id)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    }
    const brander = await makeAdmin(server, tree.company.id, "may-brand", { access_type: READ_AND_BRAND });
    expect((await unlock(brander, person.id)).errors?.[0]).toMatchObject({ message: "your access type lacks the right WRITE" });
    await server.rest("POST", `/groups/${tree.otherCompany.id}/admins`, {
      as: ROOT,
      body: { login: person.login, use_existing_identity: 1 },
    });
    expect((await unlock(partner_admin, person.id)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect(await status()).toBe(423);
    expect((await unlock(ROOT, person.id)).data).toEqual({ unlockLogin: true });
    expect(await status()).toBe(200);
  });

  it("goes on under a lock of the group: logins do", async () => {
    await server.rest("POST", `/groups/${tree.company.id}/lock`, { as: ROOT });
    const own = await makeAdmin(server, tree.otherCompany.id, "in-a-locked-group");
    await server.rest("POST", `/groups/${tree.otherCompany.id}/lock`, { as: ROOT });
    await guess(server, own.login, HERE, 5);
    expect((await unlock(tree.otherAdmin, own.id)).data).toEqual({ unlockLogin: true });
  });
});
