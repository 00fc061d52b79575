import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, type Tree, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { isDocumented, operation } from "./contract.js";
import { session } from "./sessions.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer({ TRUSTED_PROXIES: "loopback" });
  tree = await makeTree(server);
});
afterAll(() => server.stop());
afterEach(() => server.db("groups").update({ logon_ips_enabled: false, logon_ips: [] }));

const from = (address: string): Record<string, string> => ({ "x-forwarded-for": address });
const allow = (group: MadeGroup, items: string[], as: Credentials = ROOT, headers: Record<string, string> = {}): Promise<Answer> =>
  server.rest("POST", `/groups/${group.id}/settings/logon_ips`, { as, headers, body: { items } });
const login = ({ login: username, password }: Credentials, headers: Record<string, string>, more: object = {}): Promise<Answer> =>
  server.rest("POST", "/login", { headers, body: { username, password, ...more } });

/** Whether an account may be used from an address: by login, by a session begun before, and by Basic. */
async function allowed(account: Credentials, cookie: string, address: string): Promise<boolean> {
  const headers = from(address);
  const byLogin = await login(account, headers);
  const bySession = await server.rest("GET", "/profile", { headers: { ...headers, cookie } });
  const byBasic = await server.rest("GET", "/profile", { as: account, headers });
  const byGraph = await server.graph("{ viewer { login } }", { headers: { ...headers, cookie } });
  const statuses = [byLogin.status, bySession.status, byBasic.status, byGraph.status];
  if (byLogin.status === 200) {
    expect([address, ...statuses]).toEqual([address, 200, 200, 200, 200]);
    return true;
  }
  expect([address, ...statuses]).toEqual([address, 403, 403, 403, 403]);
  expect(byLogin.body).toEqual({ message: expect.stringContaining(address) as string, client_ip: address });
  expect(byLogin.headers.getSetCookie()).toEqual([]);
  for (const { body } of [bySession, byBasic]) expect(isDocumented(operation("getProfile"), 403, body, true)).toBe(true);
  expect(byGraph.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  return false;
}

async function expectAllowed(account: Credentials, cookie: string, table: Record<string, boolean>): Promise<void> {
  for (const [address, due] of Object.entries(table))
    expect([account.login, address, await allowed(account, cookie, address)]).toEqual([account.login, address, due]);
}

describe("a list of addresses", () => {
  it("holds addresses, ranges and subnets of both families", async () => {
    const cookie = await session(server, tree.accounts.company_admin);
    const items = [
      "203.0.113.7",
      "192.0.2.10 - 192.0.2.20",
      "192.0.2.40-192.0.2.41",
      "198.51.100.0/25",
      "2001:db8:1::/48",
      "2001:db8:2::5",
      "2001:db8:3::1 - 2001:db8:3::9",
    ];
    expect((await allow(tree.company, items)).status).toBe(200);
    await expectAllowed(tree.accounts.company_admin, cookie, {
      "203.0.113.7": true,
      "203.0.113.8": false,
      "192.0.2.10": true,
      "192.0.2.20": true,
      "192.0.2.21": false,
      "192.0.2.41": true,
      "198.51.100.127": true,
      "198.51.100.128": false,
      "2001:db8:1:ffff::1": true,
      "2001:db8:2::5": true,
      "2001:db8:2::6": false,
      "2001:db8:3::9": true,
      "127.0.0.1": false,
    });
  });

  it("of the nearest group upwards decides, the own one first", async () => {
    const { unit_admin, company_admin, tenant_viewer, partner_admin } = tree.accounts;
    const cookies = await Promise.all([unit_admin, company_admin, tenant_viewer, partner_admin].map((account) => session(server, account)));
    await allow(tree.distributor, ["192.0.2.1"]);
    await allow(tree.company, ["192.0.2.2"]);
    await expectAllowed(unit_admin, cookies[0]!, { "192.0.2.1": false, "192.0.2.2": true });
    await expectAllowed(company_admin, cookies[1]!, { "192.0.2.1": false, "192.0.2.2": true });
    await expectAllowed(partner_admin, cookies[3]!, { "192.0.2.1": true, "192.0.2.2": false });
    await allow(tree.unit, ["192.0.2.3"]);
    await expectAllowed(tenant_viewer, cookies[2]!, { "192.0.2.1": false, "192.0.2.2": false, "192.0.2.3": true });
    await server.rest("DELETE", `/groups/${tree.unit.id}/settings/logon_ips`, { as: ROOT });
    await expectAllowed(tenant_viewer, cookies[2]!, { "192.0.2.2": true, "192.0.2.3": false });
    await expectAllowed(ROOT, await session(server, ROOT), { "192.0.2.99": true });
  });

  it("is kept when it is switched off", async () => {
    await allow(tree.company, ["192.0.2.1"]);
    expect((await server.rest("DELETE", `/groups/${tree.company.id}/settings/logon_ips`, { as: ROOT })).status).toBe(200);
    expect((await server.rest("GET", `/groups/${tree.company.id}/settings/logon_ips`, { as: ROOT })).body).toEqual({
      items: ["192.0.2.1"],
      status: 0,
    });
    await expectAllowed(tree.accounts.company_admin, await session(server, tree.accounts.company_admin), { "192.0.2.77": true });
  });

  it.each([
    "300.1.1.1",
    "1.2.3",
    "1.2.3.4/33",
    "1.2.3.4/",
    "1.2.3.4/-1",
    "/24",
    "1.2.3.4 -",
    "- 1.2.3.4",
    "1.2.3.4 - 1.2.3.5 - 1.2.3.6",
    "1.2.3.9 - 1.2.3.1",
    "1.2.3.4 - ::1",
    "::1/129",
    "example.com",
    "",
    "1.2.3.4/24 - 1.2.3.5",
    "1.2.3.4, 1.2.3.5",
    "fe80::1%eth0",
  ])("with '%s' is 400, naming it", async (item) => {
    const { answer, changed } = await watched(server.db, () => allow(tree.company, ["192.0.2.1", item]));
    expect([answer.status, changed, isDocumented(operation("setLogonIps"), 400, answer.body), answer.text]).toEqual([
      400,
      false,
      true,
      expect.stringContaining(`'${item}'`),
    ]);
  });

  it("may not shut out the caller of its own group, but others", async () => {
    const { company_admin, partner_admin } = tree.accounts;
    for (const items of [[], ["192.0.2.1"]]) {
      const { answer, changed } = await watched(server.db, () => allow(tree.company, items, company_admin, from("192.0.2.2")));
      expect([answer.status, changed]).toEqual([400, false]);
    }
    expect((await allow(tree.company, ["192.0.2.0/24"], company_admin, from("192.0.2.2"))).status).toBe(200);
    expect((await allow(tree.company, ["192.0.2.1"], partner_admin, from("198.51.100.1"))).status).toBe(200);
  });
});

describe("the address", () => {
  it("is the one before the trusted proxies, whatever the client claims", async () => {
    await allow(tree.company, ["192.0.2.1"]);
    const status = async (header: string): Promise<number> => (await login(tree.accounts.company_admin, from(header))).status;
    expect(await status("192.0.2.1")).toBe(200);
    expect(await status("198.51.100.9, 192.0.2.1")).toBe(200);
    expect(await status("192.0.2.1, 198.51.100.9")).toBe(403);
    expect(await status("192.0.2.1, 127.0.0.1")).toBe(200);
    expect(await status("::ffff:192.0.2.1")).toBe(200);
  });

  it("comes from the socket where no proxy is trusted", async () => {
    const untrusting = await startTestServer();
    try {
      const branch = await makeTree(untrusting);
      const { company_admin } = branch.accounts;
      await untrusting.rest("POST", `/groups/${branch.company.id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } });
      const refused = await untrusting.rest("GET", "/profile", { as: company_admin, headers: from("192.0.2.1") });
      expect(refused.status).toBe(403);
      const { body } = await untrusting.rest("POST", "/login", {
        headers: from("192.0.2.1"),
        body: { username: company_admin.login, password: company_admin.password },
      });
      expect((body as { client_ip: string }).client_ip).toBe("127.0.0.1");
    } finally {
      await untrusting.stop();
    }
  });
});

describe("a session from an address that is no longer allowed", () => {
  it("leaves the open routes open, and another person free to log in", async () => {
    const cookie = await session(server, tree.accounts.company_admin);
    await allow(tree.company, ["192.0.2.1"]);
    const headers = { cookie, ...from("198.51.100.1") };
    expect((await server.rest("GET", "/accounts?login=anyone", { headers })).status).toBe(200);
    expect((await login(tree.accounts.partner_admin, headers)).status).toBe(200);
  });

  it("can't switch to an account where it would be allowed less", async () => {
    await server.rest("POST", `/groups/${tree.otherCompany.id}/admins`, {
      as: ROOT,
      body: { login: "company-admin", use_existing_identity: 1 },
    });
    const { rows } = await server.db.raw<{ rows: { id: number }[] }>("select id from accounts where group_id = ?", [tree.otherCompany.id]);
    const { company_admin } = tree.accounts;
    const begun = await login(company_admin, from("198.51.100.1"), { user_id: company_admin.id });
    const cookie = begun.headers.getSetCookie()[0]!.split(";")[0]!;
    await allow(tree.otherCompany, ["192.0.2.1"]);
    const { answer, changed } = await watched(server.db, () =>
      server.rest("POST", "/login", { headers: { cookie, ...from("198.51.100.1") }, body: { user_id: rows[0]!.id } }),
    );
    expect([answer.status, changed, answer.body]).toEqual([403, false, expect.objectContaining({ client_ip: "198.51.100.1" })]);
    expect(
      (await server.rest("POST", "/login", { headers: { cookie, ...from("192.0.2.1") }, body: { user_id: rows[0]!.id } })).status,
    ).toBe(200);
  });
});
