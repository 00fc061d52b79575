import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind, StorageKind } from "../../src/kernel/enums.js";
import * as canonicalTexts from "../../db/migrations/202611271300_canonical_texts.js";
import { query } from "../../db/query.js";
import { FOLD_VERSION } from "../../src/kernel/fold-case.js";
import { hashPassword } from "../../src/encryption/passwords.js";
import { viewersByLogin } from "../../src/access/viewer.table.js";
import { FOLDED_COLUMNS, keepCanonicalForms } from "../../src/folded-columns.js";
import { foldAnew } from "../../src/kernel/folding.table.js";
import { createLogger } from "../../src/kernel/log.js";
import { program } from "../api-accounts/programs.js";
import { ROOT, type Answer, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeGroup, makeStorage, makeTree } from "../setup/tree.js";

/** How texts were compared before. */
const oldKey = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The same database behind two servers: with compiled reads, and on resolvers alone. */
let server: TestServer;
let resolved: TestServer;
let tree: Tree;
/** A place of its own for each kind of row that clashes. */
const ids: Record<string, number[]> = {};
const accounts: Credentials[] = [];
const logged: { msg: string; clashes?: { table: string; id: string; text: string }[] }[] = [];
const log = createLogger("info", { write: (line) => void logged.push(JSON.parse(line) as (typeof logged)[number]) });

const run = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => query(server.db, sql, values);
const rename = (id: number, name: string): Promise<unknown> =>
  run("update groups set name = ?, name_key = ? where id = ?", [name, oldKey(name), id]);
const put = (path: string, body: object): Promise<Answer> => server.rest("PUT", path, { as: ROOT, body });
const search = async (prefix: string): Promise<string[]> => {
  const { body } = await server.rest("GET", `/groups?prefix=${encodeURIComponent(prefix)}&limit=100`, { as: ROOT });
  return (body as { items: { name: string }[] }).items.map(({ name }) => name);
};

beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  const { db, config } = server;
  resolved = await startTestServer({}, { compiledReads: false, database: { db, url: config.databaseUrl!, drop: () => Promise.resolve() } });
  accounts.push(await makeAdmin(server, tree.partner.id, "nikos-one"), await makeAdmin(server, tree.otherPartner.id, "nikos-two"));
  ids["groups"] = [];
  for (const name of ["a", "b", "c"]) ids["groups"].push((await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, name)).id);
  ids["storages"] = [(await makeStorage(server, tree.distributor.id)).id, (await makeStorage(server, tree.distributor.id)).id];
  await program(server, { identifier: "prog-one" });

  // As an older version left it.
  await server.db.transaction((trx) => canonicalTexts.down(trx));
  const [one, two, three] = ids["groups"] as [number, number, number];
  await rename(one, "Müller GmbH");
  await rename(two, "MÜLLER GMBH");
  await rename(three, "Mu\u0308ller\u00ad GmbH");
  const logins = ["ΝΙΚΟΣ", "νικοσ"];
  for (const [at, login] of logins.entries()) {
    const hash = await hashPassword({ password: `password of ${at}`, isMd5: false });
    await run("update identities set login = ?, login_key = ?, password_hash = ? where login = ?", [
      login,
      oldKey(login),
      hash,
      accounts[at]!.login,
    ]);
    accounts[at] = { login, password: `password of ${at}` };
  }
  await run("update storages set name = 'Große', uid = 'große', uid_key = 'große' where id = ?", [ids["storages"][0]]);
  await run("update storages set name = 'GROSSE', uid = 'GROSSE', uid_key = 'grosse' where id = ?", [ids["storages"][1]]);
  // Without a clash, but folded otherwise.
  await run("update api_accounts set identifier = 'Straße', identifier_key = 'straße' where identifier = 'prog-one'");
  await run("update groups set name = 'İzmir', name_key = ? where id = ?", [oldKey("İzmir"), tree.otherCompany.id]);
  await server.db.transaction((trx) => canonicalTexts.up(trx));
  await keepCanonicalForms(server.db, log);
});
afterAll(async () => {
  await resolved.stop();
  await server.stop();
});

describe("names and logins from before they were compared so", () => {
  it("are named to the operator where they clash", () => {
    const { clashes = [] } = logged.find((line) => line.clashes !== undefined)!;
    const named = clashes.map(({ table, text }) => `${table}: ${text}`);
    expect(named).toHaveLength(5);
    expect(named).toEqual(expect.arrayContaining(["groups: MÜLLER GMBH", "groups: Mu\u0308ller\u00ad GmbH"]));
    expect(named.filter((name) => name.startsWith("identities"))).toHaveLength(1);
    expect(named.filter((name) => name.startsWith("storages"))).toHaveLength(2);
  });

  it("are listed, read and searched as they are", async () => {
    const { body } = await server.rest("GET", `/groups/${tree.partner.id}/children`, { as: ROOT });
    expect((body as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Müller GmbH", "MÜLLER GMBH", "Mu\u0308ller\u00ad GmbH"]),
    );
    expect((await search("müller")).toSorted()).toEqual(["Müller GmbH", "MÜLLER GMBH", "Mu\u0308ller\u00ad GmbH"].toSorted());
    expect(await search("izm")).toEqual(["İzmir"]);
    expect((await search("νικος")).toSorted()).toEqual(["ΝΙΚΟΣ", "νικοσ"].toSorted());
  });

  it("log in by their exact text, each as itself, again and again and with one password", async () => {
    const profile = async (as: Credentials): Promise<unknown> =>
      ((await server.rest("GET", "/profile", { as })).body as { login?: string }).login;
    for (const account of [...accounts, ...accounts, ...accounts]) expect(await profile(account)).toBe(account.login);
    for (const account of accounts) {
      expect((await server.rest("POST", "/login", { body: { username: account.login, password: account.password } })).body).toMatchObject({
        login: account.login,
      });
      const [other] = accounts.filter((each) => each !== account);
      expect((await server.rest("GET", "/profile", { as: { ...account, password: other!.password } })).status).toBe(403);
    }
    const hash = await hashPassword({ password: "one password for both", isMd5: false });
    await run("update identities set password_hash = ? where login = any(?::text[])", [hash, accounts.map(({ login }) => login)]);
    for (const account of accounts) account.password = "one password for both";
    for (const account of [...accounts, ...accounts, ...accounts]) expect(await profile(account)).toBe(account.login);
    for (const account of [...accounts, ...accounts, ...accounts]) {
      const { id } = account === accounts[0] ? tree.partner : tree.otherPartner;
      expect((await server.rest("GET", "/groups/self", { as: account })).body).toMatchObject({ id });
    }
  });

  it("are listed page by page, each once, compiled or not", async () => {
    for (const at of [server, resolved]) {
      const names: string[] = [];
      for (let after: string | null = null; names.length < 20;) {
        const { data } = await at.graph(
          `query ($after: String) { group(id: "${tree.partner.id}") {
           children(orderBy: NAME, first: 1, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } } }`,
          { as: ROOT, variables: { after } },
        );
        const { nodes, pageInfo } = (
          data as { group: { children: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } }
        ).group.children;
        names.push(nodes[0]!.name);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect(names.filter((name) => /^m/i.test(name)).toSorted()).toEqual(
        ["Müller GmbH", "MÜLLER GMBH", "Mu\u0308ller\u00ad GmbH"].toSorted(),
      );
    }
  });

  it("keep new ones from being added to them", async () => {
    expect(
      (
        await server.rest("POST", `/groups/${tree.partner.id}/children`, {
          as: ROOT,
          body: { name: "müller gmbh", kind: GroupKind.END_USER_COMPANY },
        })
      ).status,
    ).toBe(409);
    expect(
      (await server.rest("POST", `/groups/${tree.company.id}/admins`, { as: ROOT, body: { login: "Νικος", email: "a@example.com" } }))
        .status,
    ).toBe(409);
    expect(
      (
        await server.rest("POST", `/groups/${tree.distributor.id}/storages`, {
          as: ROOT,
          body: { name: "x", kind: StorageKind.EXPRESS, uid: "Grosse" },
        })
      ).status,
    ).toBe(409);
  });

  it("may be put back, and changed", async () => {
    const [one, two] = ids["groups"] as [number, number];
    expect((await put(`/groups/${two}`, { name: "MÜLLER GMBH" })).status).toBe(200);
    expect((await put(`/groups/${two}`, { name: "Müller gmbh" })).status).toBe(409);
    expect((await put(`/groups/${two}`, { name: "Müller & Co" })).status).toBe(200);
    expect((await put(`/groups/${two}`, { name: "müller & co" })).status).toBe(200);
    expect((await put(`/groups/${one}`, { name: "MÜLLER GmbH" })).status).toBe(200);
  });

  it("have their canonical form as soon as it is free: in another place, and at the next start", async () => {
    const [one, , three] = ids["groups"] as [number, number, number];
    const keyOf = async (id: number): Promise<unknown> => (await run("select name_key from groups where id = ?", [id]))[0]!["name_key"];
    expect(await keyOf(three)).toContain("\u0001");
    expect((await put(`/groups/${three}`, { parent_id: tree.otherPartner.id })).status).toBe(200);
    expect(await keyOf(three)).toBe("müller gmbh");
    expect((await put(`/groups/${three}`, { parent_id: tree.partner.id })).status).toBe(409);
    await rename(one, "someone else");
    expect((await put(`/groups/${three}`, { parent_id: tree.partner.id })).status).toBe(200);

    await run("update storages set name = 'x', name_key = 'x', uid = 'x', uid_key = 'x' where name_key = 'grosse'");
    logged.length = 0;
    await keepCanonicalForms(server.db, log);
    expect(await run("select name_key, uid_key from storages where id = any(?::bigint[]) and name <> 'x'", [ids["storages"]])).toEqual([
      { name_key: "grosse", uid_key: "grosse" },
    ]);
    expect(logged.flatMap(({ clashes = [] }) => clashes).map(({ table }) => table)).toEqual(["identities"]);
  });
});

describe("a name of a program and a login", () => {
  it("may clash likewise: neither is taken for the other", async () => {
    await program(server, { identifier: "prog-two" });
    await makeAdmin(server, tree.partner.id, "prog-three");
    await run("update api_accounts set identifier = 'Weiß', identifier_key = 'weiß' where identifier = 'prog-two'");
    await run("update identities set login = 'weiss', login_key = 'weiss' where login = 'prog-three'");
    await run("update canonical_forms set version = 'an older one'");
    await keepCanonicalForms(server.db, log);
    expect(await run("select identifier_key from api_accounts where identifier = 'Weiß'")).toEqual([{ identifier_key: "weiss\u0001Weiß" }]);
    expect((await viewersByLogin(server.db, "WEISS")).map(({ login }) => login)).toEqual(["weiss"]);
    await expect(run("update api_accounts set identifier_key = 'weiss' where identifier = 'Weiß'")).rejects.toThrow(
      "somebody has this login",
    );
  });
});

describe("a newer table", () => {
  it("has all stored forms computed anew, by one of the servers that start at once, and once", async () => {
    await run("update groups set name_key = 'of an older table' where id = ?", [tree.unit.id]);
    await run("update canonical_forms set version = 'an older one'");
    const done = await Promise.all([1, 2].map(() => foldAnew(server.db, FOLDED_COLUMNS)));
    expect(done.toSorted()).toEqual([false, true]);
    expect(await run("select version from canonical_forms")).toEqual([{ version: FOLD_VERSION }]);
    const [row] = await run("select name_key, lower(name) name from groups where id = ?", [tree.unit.id]);
    expect(row!["name_key"]).toBe(row!["name"]);
    const statements = await server.statements(() => foldAnew(server.db, FOLDED_COLUMNS));
    expect(statements).toHaveLength(1);
  });

  it("lets two rows change places, and marks neither", async () => {
    const [one, two] = [
      await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "First"),
      await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Second"),
    ];
    await run("update groups set name_key = 'in between' where id = ?", [one.id]);
    await run("update groups set name_key = 'first' where id = ?", [two.id]);
    await run("update groups set name_key = 'second' where id = ?", [one.id]);
    await run("update canonical_forms set version = 'an older one'");
    await keepCanonicalForms(server.db, log);
    expect(await run("select name_key from groups where id = any(?::bigint[]) order by id", [[one.id, two.id]])).toEqual([
      { name_key: "first" },
      { name_key: "second" },
    ]);
  });

  it("knows of every column that holds canonical forms", async () => {
    const columns = await run(
      `select table_name || '.' || column_name place from information_schema.columns
       where table_schema = 'public' and column_name like '%\\_key' and collation_name = 'C'`,
    );
    const kept = ["searchable_groups.name_key", "searchable_accounts.login_key"];
    expect(columns.map(({ place }) => place).toSorted()).toEqual(
      [...new Set([...FOLDED_COLUMNS.map(({ table, column }) => `${table}.${column}`), ...kept])].toSorted(),
    );
  });
});
