import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind, StorageKind } from "../../src/kernel/enums.js";
import { query } from "../../db/query.js";
import { ROOT, type Answer, type Credentials, type GraphAnswer, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeGroup, makeStorage, startTreeServer } from "../setup/tree.js";
import { program } from "../api-accounts/programs.js";

/** The same database behind two servers: with compiled reads, and on resolvers alone. */
let server: TestServer;
let resolved: TestServer;
let tree: Tree;
beforeAll(async () => {
  ({ server, tree } = await startTreeServer());
  const { db, config } = server;
  resolved = await startTestServer({}, { compiledReads: false, database: { db, url: config.databaseUrl!, drop: () => Promise.resolve() } });
});
afterAll(async () => {
  await resolved.stop();
  await server.stop();
});

/** Texts of which each pair is one name. */
const SAME = [
  ["Müller GmbH", "Mu\u0308ller GmbH"],
  ["ΝΙΚΟΣ", "νικοσ"],
  ["Großmann", "GROSSMANN"],
  ["Ａｃｍｅ", "acme"],
  ["❤ Care", "❤\ufe0f care"],
] as const;
/** The same of what can be a login. */
const SAME_LOGINS = [
  ["Müller", "mu\u0308ller"],
  ["ΝΙΚΟΣ", "νικοσ"],
  ["Groß", "GROSS"],
  ["Ａｄａ", "ada"],
] as const;

const put = (path: string, body: object): Promise<Answer> => server.rest("PUT", path, { as: ROOT, body });
const post = (path: string, body: object): Promise<Answer> => server.rest("POST", path, { as: ROOT, body });

describe.each(SAME)("%j and %j", (one, other) => {
  it("are no siblings: not as new ones, not renamed, not moved", async () => {
    const first = await makeGroup(server, tree.distributor.id, GroupKind.MSP, one);
    expect((await post(`/groups/${tree.distributor.id}/children`, { name: other, kind: GroupKind.MSP })).status).toBe(409);
    const elsewhere = await makeGroup(server, "self", GroupKind.MSP, other);
    expect((await put(`/groups/${elsewhere.id}`, { parent_id: tree.distributor.id })).status).toBe(409);
    expect((await put(`/groups/${elsewhere.id}`, { name: `${other} 2` })).status).toBe(200);
    expect((await put(`/groups/${elsewhere.id}`, { parent_id: tree.distributor.id })).status).toBe(200);
    expect((await put(`/groups/${elsewhere.id}`, { name: other })).status).toBe(409);
    expect((await put(`/groups/${first.id}`, { name: other })).status).toBe(200);
  });

  it("are no two storages of a group, and no two uids", async () => {
    const { id } = await makeStorage(server, tree.distributor.id, one);
    const register = (name: string, uid: string): Promise<Answer> =>
      post(`/groups/${tree.distributor.id}/storages`, { kind: StorageKind.EXPRESS, name, uid });
    expect((await register(other, `uid of ${other}`)).status).toBe(409);
    expect((await register(`${one} 2`, one)).status).toBe(200);
    expect((await register(`${one} 3`, other)).status).toBe(409);
    expect((await put(`/groups/${tree.distributor.id}/storages/${id}`, { name: `${other} 2` })).status).toBe(409);
    expect((await put(`/groups/${tree.distributor.id}/storages/${id}`, { name: other })).status).toBe(202);
  });

  it("are one agent", async () => {
    const number = SAME.findIndex(([name]) => name === one);
    const register = (agentId: string, host: string): Promise<GraphAnswer> =>
      server.graph("mutation ($input: RegisterBackupServerInput!) { registerBackupServer(input: $input) { id } }", {
        as: ROOT,
        variables: { input: { agentId, address: `${host}${number}.example.com`, secret: "secret" } },
      });
    const first = await register(one, "a");
    expect([first.errors, await register(other, "b")]).toEqual([undefined, first]);
  });
});

describe.each(SAME_LOGINS)("the logins %j and %j", (one, other) => {
  let account: Credentials;
  const login = (username: string): Promise<Answer> => server.rest("POST", "/login", { body: { username, password: account.password } });

  it("are one, by every way in", async () => {
    account = await makeAdmin(server, tree.partner.id, one, { email: "one@example.com" });
    const as = { ...account, login: other };
    expect((await post(`/groups/${tree.company.id}/users`, { login: other, email: "two@example.com" })).status).toBe(409);
    expect((await login(other)).status).toBe(200);
    for (const credentials of [as, as])
      expect((await server.rest("GET", "/profile", { as: credentials })).body).toMatchObject({ login: one });
    const form = { grant_type: "password", username: other, password: account.password };
    expect((await fetch(`${server.url}/api/2/idp/token`, { method: "POST", body: new URLSearchParams(form) })).status).toBe(200);
    expect((await server.rest("GET", `/actions/mail/reset?login=${encodeURIComponent(other)}`, { as: ROOT })).status).toBe(200);
    expect((await server.rest("POST", "/actions/change_login", { as: ROOT, body: { login: ROOT.login, newlogin: other } })).status).toBe(
      409,
    );
  });

  it("are no identifiers of programs", async () => {
    await expect(program(server, { identifier: other })).rejects.toThrow();
  });

  it("are counted together when passwords are guessed", async () => {
    const guess = (username: string): Promise<Answer> => server.rest("POST", "/login", { body: { username, password: "wrong" } });
    for (const username of [one, other, one, other, one]) await guess(username);
    expect((await guess(other)).status).toBe(423);
    await query(server.db, "delete from login_failures");
  });
});

describe("a search", () => {
  const byRest =
    (at: TestServer) =>
    async (prefix: string, exact = false): Promise<string[]> => {
      const { body } = await at.rest("GET", `/groups?prefix=${encodeURIComponent(prefix)}&limit=100${exact ? "&strict=1" : ""}`, {
        as: ROOT,
      });
      return (body as { items: { name: string }[] }).items.map(({ name }) => name);
    };
  const children =
    (at: TestServer) =>
    async (prefix: string): Promise<string[]> => {
      const { data } = await at.graph(
        'query ($prefix: String) { group(id: "self") { children(filter: { namePrefix: $prefix }) { nodes { name } } } }',
        { as: ROOT, variables: { prefix } },
      );
      return (data as { group: { children: { nodes: { name: string }[] } } }).group.children.nodes.map(({ name }) => name);
    };
  const NAMES = ["İstanbul Yazılım", "ΟΔΥΣΣΕΥΣ ΑΕ", "Zoe\u0308 & Co", "Weißbier"];
  beforeAll(async () => {
    for (const name of NAMES) await makeGroup(server, "self", GroupKind.DISTRIBUTOR, name);
  });

  it.each([
    ["istanbul", NAMES[0]],
    ["İSTANBUL", NAMES[0]],
    ["I", NAMES[0]],
    ["i\u0307stan", NAMES[0]],
    ["ISTANBUL YAZILIM".slice(0, 8), NAMES[0]],
    ["ΟΔΥΣ", NAMES[1]],
    ["οδυς", NAMES[1]],
    ["ΟΔΥΣΣΕΥΣ", NAMES[1]],
    ["Οδυσσευς", NAMES[1]],
    ["Zoë", NAMES[2]],
    ["zoe\u0308 &", NAMES[2]],
    ["WEISS", NAMES[3]],
    ["weiß", NAMES[3]],
  ])("by %j finds %j, through either endpoint, compiled or not", async (prefix, name) => {
    for (const find of [byRest(server), byRest(resolved), children(server), children(resolved)]) expect(await find(prefix)).toContain(name);
  });

  it("for exactly a name finds it in each of its forms", async () => {
    for (const find of [byRest(server), byRest(resolved)]) {
      expect(await find("istanbul yazılım", true)).toEqual([NAMES[0]]);
      expect(await find("istanbul", true)).toEqual([]);
    }
  });

  it("follows a name that changes, and one that moves", async () => {
    const [first, second] = [
      await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "İpek"),
      await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Kozmos"),
    ];
    expect((await put(`/groups/${second.id}`, { name: "İznik" })).status).toBe(200);
    expect((await put(`/groups/${first.id}`, { name: "Çini" })).status).toBe(200);
    for (const find of [byRest(server), byRest(resolved)])
      expect([await find("izn"), await find("ipek"), await find("çin")]).toEqual([["İznik"], [], ["Çini"]]);
  });
});
