import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { watched } from "../access/checksum.js";
import { issue } from "../certificates/issue.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeTree } from "../setup/tree.js";
import { AUDIT, MANAGE, type Wanted, accountApi, freshIdentifier, program } from "./programs.js";

/** A program sees and changes only API accounts that hold nothing it does not hold itself. */

let server: TestServer;
let tree: Tree;
let manager: Credentials;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  manager = await program(server, { permissions: [MANAGE, AUDIT, { value: "reports:*" }], roles: [`partner_admin@${tree.partner.uuid}`] });
  // The first use of a program is noted.
  await accountApi(server, "GET", "/principals/self", { as: manager });
});
afterAll(() => server.stop());

/** What holds more than the manager. */
const MORE: Readonly<Record<string, () => Wanted>> = {
  "everything permitted": () => ({ permissions: [{ value: "*" }] }),
  "another permission": () => ({ permissions: [{ value: "backup:run" }] }),
  "a wider permission": () => ({ permissions: [{ value: "configuration:security:account:manage,audit,delete" }] }),
  "a stronger role": () => ({ roles: ["root_admin"] }),
  "the role for the whole tree": () => ({ roles: ["partner_admin"] }),
  "the role of a group above": () => ({ roles: [`partner_admin@${tree.distributor.uuid}`] }),
  "the role of a group beside": () => ({ roles: [`readonly_admin@${tree.otherPartner.uuid}`] }),
  "one role of two": () => ({ roles: [`company_admin@${tree.company.uuid}`, `unit_admin@${tree.otherUnit.uuid}`] }),
};
const NO_MORE: Readonly<Record<string, () => Wanted>> = {
  nothing: () => ({}),
  "the same": () => ({ permissions: [MANAGE, AUDIT], roles: [`partner_admin@${tree.partner.uuid}`] }),
  "a part of it": () => ({ permissions: [{ value: "reports:read" }], roles: [`company_admin@${tree.company.uuid}`] }),
};

const graph = async (text: string, as: Credentials): Promise<number> =>
  (await server.graph(text, { as })).errors?.[0]?.extensions.code === "FORBIDDEN" ? 403 : 200;

/** Every way to see or change one account, the removal last. */
const WAYS: Readonly<Record<string, (identifier: string, as: Credentials) => Promise<number>>> = {
  GET: async (identifier, as) => (await accountApi(server, "GET", `/accounts/${identifier}`, { as })).status,
  PUT: async (identifier, as) =>
    (await accountApi(server, "PUT", "/accounts", { as, body: { type: "local", identifier, description: "changed" } })).status,
  resetPassword: async (identifier, as) => (await accountApi(server, "GET", `/accounts/${identifier}/resetPassword`, { as })).status,
  "the graph's apiAccount": (identifier, as) => graph(`{ apiAccount(identifier: "${identifier}") { id } }`, as),
  "the graph's replaceApiAccount": (identifier, as) =>
    graph(`mutation { replaceApiAccount(input: { type: LOCAL, identifier: "${identifier}" }) { id } }`, as),
  "the graph's resetApiAccountSecret": (identifier, as) =>
    graph(`mutation { resetApiAccountSecret(identifier: "${identifier}") { secret } }`, as),
  DELETE: async (identifier, as) => (await accountApi(server, "DELETE", `/accounts/${identifier}`, { as })).status,
  "the graph's deleteApiAccount": (identifier, as) => graph(`mutation { deleteApiAccount(identifier: "${identifier}") }`, as),
};

const listed = async (as: Credentials): Promise<string[]> => {
  const { status, body } = await accountApi(server, "GET", "/accounts", { as });
  expect(status).toBe(200);
  return (body as { identifier: string }[]).map(({ identifier }) => identifier);
};

describe("a program", () => {
  it.each(Object.entries(MORE))("neither sees nor changes an account that holds %s", async (_what, wanted) => {
    const { login } = await program(server, wanted());
    for (const [name, way] of Object.entries(WAYS)) {
      const { answer, changed } = await watched(server.db, () => way(login, manager));
      expect([name, answer, changed]).toEqual([name, 403, false]);
    }
    expect((await accountApi(server, "GET", `/accounts/${login}`, { as: manager })).body).toMatchObject({ error: "SEC-PERM-001" });
    expect([(await listed(manager)).includes(login), (await listed(ROOT)).includes(login)]).toEqual([false, true]);
  });

  it.each(Object.entries(NO_MORE))("sees and changes one that holds %s", async (_what, wanted) => {
    for (const [name, way] of Object.entries(WAYS)) {
      const { login } = await program(server, wanted());
      expect(await listed(manager)).toContain(login);
      expect([name, await way(login, manager)]).toEqual([name, expect.toBeOneOf([200, 204])]);
    }
  });

  it("sees an account no longer that has been given more, nor one once it has lost that itself", async () => {
    const { login } = await program(server, { roles: [`company_admin@${tree.company.uuid}`] });
    const loser = await program(server, { permissions: [MANAGE], roles: [`partner_admin@${tree.partner.uuid}`] });
    expect((await listed(loser)).includes(login)).toBe(true);
    expect(
      (await accountApi(server, "PUT", "/accounts", { as: ROOT, body: { type: "local", identifier: loser.login, permissions: [MANAGE] } }))
        .status,
    ).toBe(200);
    expect((await listed(loser)).includes(login)).toBe(false);
    expect((await listed(loser)).includes(loser.login)).toBe(true);
    expect(
      (await accountApi(server, "PUT", "/accounts", { as: ROOT, body: { type: "local", identifier: login, roles: ["partner_admin"] } }))
        .status,
    ).toBe(200);
    expect(await WAYS["DELETE"]!(login, manager)).toBe(403);
  });

  it("sees and resets itself, though one of its roles is on a group that has cut itself off", async () => {
    const own = await program(server, {
      permissions: [MANAGE],
      roles: [`partner_admin@${tree.partner.uuid}`, `company_admin@${tree.otherCompany.uuid}`],
    });
    await server.db("groups").where({ id: tree.otherCompany.id }).update({ parent_has_access: false });
    try {
      expect([
        (await listed(own)).includes(own.login),
        await WAYS["GET"]!(own.login, own),
        await WAYS["resetPassword"]!(own.login, own),
      ]).toEqual([true, 200, 200]);
    } finally {
      await server.db("groups").where({ id: tree.otherCompany.id }).update({ parent_has_access: true });
    }
  });

  it("with the rights of a root admin neither gets nor revokes a certificate for an account of more permissions", async () => {
    const root = await program(server, { permissions: [MANAGE], roles: ["root_admin"] });
    await server.graph("{ principal { identifier } }", { as: root });
    const subject = (): string => `CN=${freshIdentifier()}`;
    const register = async (identifier: string, permissions: object[]): Promise<string> => {
      expect((await accountApi(server, "POST", "/accounts", { as: ROOT, body: { type: "x509", identifier, permissions } })).status).toBe(
        201,
      );
      return (await issue(server, { subject: identifier })).serial;
    };
    const [weak, strong] = [subject(), subject()];
    const serials = [await register(weak, [MANAGE]), await register(strong, [{ value: "*" }])];
    for (const [identifier, serial, due] of [
      [strong, serials[1], 403],
      [weak, serials[0], 200],
    ] as const) {
      for (const text of [
        `mutation { issueClientCertificate(input: { subject: "${identifier}" }) { certificate { serial } } }`,
        `mutation { revokeClientCertificate(serial: "${serial}") { serial } }`,
      ]) {
        const { answer, changed } = await watched(server.db, () => graph(text, root));
        expect([identifier, answer, changed]).toEqual([identifier, due, due === 200]);
      }
    }
  });
});

describe("the list of a program", () => {
  it("comes in pages that are full, without gaps, by a number of statements that its length alone decides", async () => {
    const MANY = 1200;
    await query(
      server.db,
      `insert into api_accounts (type, identifier, identifier_key, secret_hash, permissions)
       select 'local', 'many-' || n, 'many-' || n, 'x', case when n % 5 = 0 then '{reports:read}'::text[] else '{*}' end
       from generate_series(1, ?::integer) n`,
      [MANY],
    );
    const found: string[] = [];
    const lengths: number[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await server.graph(
        "query ($after: String) { apiAccounts(first: 50, after: $after) { nodes { identifier } pageInfo { hasNextPage endCursor } } }",
        { as: manager, variables: { after } },
      );
      const { nodes, pageInfo } = (
        data as { apiAccounts: { nodes: { identifier: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
      ).apiAccounts;
      lengths.push(nodes.length);
      found.push(...nodes.map(({ identifier }) => identifier));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(lengths.slice(0, -1).every((length) => length === 50)).toBe(true);
    expect(found.filter((identifier) => identifier.startsWith("many-"))).toEqual(
      Array.from({ length: MANY / 5 }, (_none, n) => `many-${5 * (n + 1)}`),
    );
    expect(new Set(found).size).toBe(found.length);
    const statements = await server.statements(() => listed(manager));
    expect(statements.filter((sql) => sql.includes("from api_accounts r ") && sql.includes("order by r.id"))).toHaveLength(3);
    expect(await listed(manager)).toEqual(found);
  });
});
