import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { foldCase } from "../../src/kernel/fold-case.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { ROOT, type Answer, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { runJobs } from "../setup/run-jobs.js";
import { type MadeAccount, type Tree, makeAdmin, makeBackupServer, makeStorage, makeTree, makeUser } from "../setup/tree.js";

/** What may have been stored before logins, names and addresses were judged as they are now. */
const OLD = {
  login: "old\u200b login\u202e…",
  email: "Jürgen Müller@intranet",
  firstname: "Ann\u00ad\nSofie",
  lastname: "Ad\u200bmin",
  phone: "\t+49\u202e 30",
};

let server: TestServer;
let tree: Tree;
let admin: MadeAccount;
let user: MadeAccount;

/** Gives an account's identity and itself these texts, as an older version would have stored them. */
async function makeOld({ id, password }: MadeAccount, { login, email, ...details }: typeof OLD): Promise<MadeAccount> {
  await server.db("accounts").where({ id }).update(details);
  await query(
    server.db,
    "update identities set login = ?, login_key = ?, email = ? where id = (select identity_id from accounts where id = ?)",
    [login, foldCase(login), email, id],
  );
  return { id, login, password };
}

beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  admin = await makeOld(await makeAdmin(server, tree.partner.id, "old-admin"), OLD);
  user = await makeOld(await makeUser(server, tree.company.id, "old-user"), { ...OLD, login: `${OLD.login}2` });
});
afterAll(() => server.stop());

const get = (path: string, as: Credentials = ROOT): Promise<Answer> => server.rest("GET", path, { as });

describe("an account with texts from before", () => {
  it.each<[string, () => MadeAccount]>([
    ["an admin", () => admin],
    ["a service user", () => user],
  ])("logs in by either endpoint, and sees itself: %s", async (_sort, account) => {
    const { login, password } = account();
    const headers = { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` };
    expect((await server.rest("POST", "/login", { body: { username: login, password } })).body).toMatchObject({ login });
    expect((await server.rest("GET", "/profile", { headers })).body).toMatchObject({ login, email: OLD.email, firstname: OLD.firstname });
    const { errors, data } = await server.graph("{ viewer { login email firstname lastname } }", { headers });
    expect([errors, data]).toEqual([undefined, { viewer: { login, email: OLD.email, firstname: OLD.firstname, lastname: OLD.lastname } }]);
  });

  it("is read, listed and found", async () => {
    for (const path of [
      `/admins/${admin.id}`,
      `/groups/${tree.partner.id}/admins`,
      `/users/${user.id}`,
      `/groups/${tree.company.id}/users`,
    ]) {
      const { status, text } = await get(path);
      expect([status, text]).toEqual([200, expect.stringContaining(JSON.stringify(OLD.lastname))]);
    }
    for (const prefix of ["old login", OLD.login])
      expect((await get(`/groups?prefix=${encodeURIComponent(prefix)}`)).text).toContain(JSON.stringify(OLD.login));
  });

  it("may be put back as it is, and changed in what is new alone", async () => {
    for (const [account, path] of [
      [admin, `/admins/${admin.id}`],
      [user, `/users/${user.id}`],
    ] as const) {
      const { body } = await get(path);
      const { login, email, firstname, lastname } = body as typeof OLD;
      const { status, text } = await server.rest("PUT", path, {
        as: ROOT,
        body: { email, firstname, lastname, ...(account === user && { login }) },
      });
      expect([status, text]).toEqual([200, expect.anything()]);
      expect((await get(path)).body).toMatchObject({
        login: account.login,
        email: OLD.email,
        firstname: OLD.firstname,
        lastname: OLD.lastname,
      });
      expect((await server.rest("PUT", path, { as: ROOT, body: { lastname: `${OLD.lastname}x` } })).status).toBe(400);
    }
    for (const body of [{ login: `${OLD.login}x` }, { email: `${OLD.email}x` }])
      expect((await server.rest("PUT", `/users/${user.id}`, { as: ROOT, body })).status).toBe(400);
  });

  it("is mailed, where its address is asked for as a check, too", async () => {
    const mails = async (): Promise<number> => (await query<{ n: number }>(server.db, "select count(*) n from outgoing_mails"))[0]!.n;
    const { status, text } = await server.rest("POST", "/actions/mail/reset", { as: ROOT, body: { login: OLD.login, email: OLD.email } });
    expect([status, text]).toEqual([204, ""]);
    expect(await mails()).toBe(1);
    await runJobs(createServices(server.config, server.db, createLogger("silent")));
    expect(await mails()).toBe(0);
  });

  it("gets another seat by its login", async () => {
    const { status, text } = await server.rest("POST", `/groups/${tree.company.id}/admins`, {
      as: ROOT,
      body: { login: OLD.login, use_existing_identity: 1 },
    });
    expect([status, text]).toEqual([201, expect.anything()]);
  });

  it("changes its login to one there may be", async () => {
    const body = { login: "old login\u202e…", newlogin: "new-root" };
    await query(server.db, "update identities set login = ?, login_key = ? where login = ?", [
      `root ${OLD.login}`,
      foldCase(`root ${OLD.login}`),
      ROOT.login,
    ]);
    const as = { ...ROOT, login: `root ${OLD.login}` };
    const headers = { authorization: `Basic ${Buffer.from(`${as.login}:${as.password}`).toString("base64")}` };
    expect(
      (
        await server.rest("POST", "/actions/change_login", {
          headers,
          body: { ...body, login: `root ${body.login}`, newlogin: "new\u200broot" },
        })
      ).status,
    ).toBe(400);
    expect(
      (
        await server.rest("POST", "/actions/change_login", {
          headers,
          body: { ...body, login: `root ${body.login}`, newlogin: ROOT.login },
        })
      ).status,
    ).toBe(200);
    expect((await get("/profile")).status).toBe(200);
  });
});

describe("an installation with texts from before", () => {
  it("may be put back, and registered anew", async () => {
    const { id } = await makeStorage(server, tree.distributor.id, "stored");
    await server
      .db("storages")
      .where({ id })
      .update({ name: OLD.login, name_key: foldCase(OLD.login), content_url: "ftp://old" });
    const put = (body: object): Promise<Answer> => server.rest("PUT", `/groups/${tree.distributor.id}/storages/${id}`, { as: ROOT, body });
    expect((await put({ name: OLD.login, content_url: "ftp://old" })).status).toBe(202);
    expect((await put({ name: `${OLD.login}x` })).status).toBe(400);
    expect((await put({ content_url: "ftp://older" })).status).toBe(400);

    const server1 = await makeBackupServer(server, "agent");
    const agentId = `agent\u200b ${OLD.login}`;
    await server
      .db("backup_servers")
      .where({ id: server1 })
      .update({ agent_id: agentId, agent_key: foldCase(agentId) });
    const register = (id: string): ReturnType<TestServer["graph"]> =>
      server.graph("mutation ($input: RegisterBackupServerInput!) { registerBackupServer(input: $input) { id } }", {
        as: ROOT,
        variables: { input: { agentId: id, address: "agent.example.com", secret: "secret of agent" } },
      });
    expect(await register(agentId)).toMatchObject({ data: { registerBackupServer: { id: String(server1) } } });
    expect((await register(`${agentId}x`)).errors![0]).toMatchObject({ extensions: { code: "BAD_REQUEST", field: "agentId" } });
  });
});
