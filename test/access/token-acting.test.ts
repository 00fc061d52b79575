import { Writable } from "node:stream";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admissionOf, admit, tokenScopeOf } from "../../src/access/allow.js";
import { createApp } from "../../src/app.js";
import { AccessRight, AccountStatus, AdminRole } from "../../src/kernel/enums.js";
import { createServices } from "../../src/services.js";
import { createLogger } from "../../src/kernel/log.js";
import { createSchema } from "../../src/schema.js";
import { ALL_RIGHTS, LESS_THAN_FULL_ACCESS } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type Tree, makeAdmin, makeTree, makeUser } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { OPERATIONS, isDocumented, operation } from "./contract.js";
import { minimalCall } from "./minimal-call.js";
import { session } from "./sessions.js";

let server: TestServer;
let tree: Tree;
let migrator: MadeAccount;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  migrator = await makeAdmin(server, tree.partner.id, "migrator", { access_type: ALL_RIGHTS });
});
afterAll(() => server.stop());

let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;
const tokenOf = async (path: string, options: { as?: Credentials; headers?: Record<string, string> }): Promise<string> => {
  const { status, text, body } = await server.rest("GET", path, options);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  return (body as { jwt: string }).jwt;
};
const profile = (token: string): Promise<Answer> => server.rest("GET", `/profile?jwt=${token}`);
const bearer = (token: string): { headers: Record<string, string> } => ({ headers: { authorization: `Bearer ${token}` } });
const VIEWER = "{ viewer { login actor { id login } } }";

describe("who acts as another one", () => {
  it("is seen in the profile, in the token, and in a session that is begun by it", async () => {
    const { partner_admin: actor, company_admin: as } = tree.accounts;
    const token = await tokenOf(`/admins/${as.id}/impersonate`, { as: actor });
    const seen = { viewer: { login: as.login, actor: { id: String(actor.id), login: actor.login } } };
    expect((await server.graph(VIEWER, bearer(token))).data).toEqual(seen);
    const login = await server.rest("GET", `/login?jwt=${token}`);
    expect(login.status).toBe(200);
    const cookie = login.headers.getSetCookie()[0]!.split(";")[0]!;
    expect((await server.graph(VIEWER, { headers: { cookie } })).data).toEqual(seen);
    expect((await server.graph(VIEWER, { as: actor })).data).toEqual({ viewer: { login: actor.login, actor: null } });
  });

  it("stays so, whatever tokens and sessions come of it", async () => {
    const { company_admin: as, unit_admin: below } = tree.accounts;
    const first = await tokenOf(`/admins/${as.id}/jwt`, { as: ROOT });
    for (const path of ["/admins/self/jwt", "/admins/self/impersonate"]) {
      expect(jwt.decode(await tokenOf(path, bearer(first)))).toMatchObject({ uid: as.login, act: { uid: "root" } });
    }
    expect(jwt.decode(await tokenOf(`/admins/${below.id}/impersonate`, bearer(first)))).toMatchObject({
      uid: below.login,
      act: { uid: "root" },
    });
    const { headers } = await server.rest("GET", `/login?jwt=${first}`);
    const cookie = headers.getSetCookie()[0]!.split(";")[0]!;
    expect(jwt.decode(await tokenOf("/admins/self/jwt", { headers: { cookie } }))).toMatchObject({ act: { uid: "root" } });
    const switched = await server.rest("POST", "/login", { headers: { cookie }, body: { user_id: as.id } });
    expect(switched.status).toBe(200);
    const again = { cookie: switched.headers.getSetCookie()[0]!.split(";")[0]! };
    expect((await server.graph(VIEWER, { headers: again })).data).toMatchObject({ viewer: { actor: { login: "root" } } });
  });

  it("is in the log: when the token is given, when a session begins, and with each request", async () => {
    const lines: string[] = [];
    const log = createLogger("info", new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(String(chunk)), done()) }));
    const other = (await createApp({ services: createServices(server.config, server.db, log) })).listen(0, "127.0.0.1");
    await once(other, "listening");
    const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { partner_admin: actor, unit_admin: as } = tree.accounts;
    const authorization = `Basic ${Buffer.from(`${actor.login}:${actor.password}`).toString("base64")}`;
    const given = (await (await fetch(`${origin}/api/1/admins/${as.id}/impersonate`, { headers: { authorization } })).json()) as {
      jwt: string;
    };
    const login = await fetch(`${origin}/api/1/login?jwt=${given.jwt}`);
    await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: login.headers.getSetCookie()[0]! },
      body: JSON.stringify({ query: VIEWER }),
    });
    other.close();
    other.closeAllConnections();
    const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const both = { actor: { id: actor.id, login: actor.login }, as: { id: as.id, login: as.login } };
    expect(said).toContainEqual(expect.objectContaining({ ...both, msg: "a token to act as another account was given" }));
    expect(said).toContainEqual(expect.objectContaining({ ...both, msg: "a session to act as another account began" }));
    const acting = said
      .filter(({ acting: entry }) => entry !== undefined)
      .map(({ acting: entry, req }) => [(req as { path: string }).path, entry]);
    expect(acting).toEqual([
      ["/api/1/login", { actor: actor.login, as: as.login }],
      ["/graphql", { actor: actor.login, as: as.login }],
    ]);
    expect(lines.join("")).not.toContain(given.jwt);
  });

  const TAKEN: readonly (readonly [string, (actor: MadeAccount) => Promise<unknown>])[] = [
    ["is disabled", ({ id }) => server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } })],
    ["loses a right", ({ id }) => server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { access_type: LESS_THAN_FULL_ACCESS } })],
    ["is removed", ({ id }) => server.rest("DELETE", `/admins/${id}`, { as: ROOT })],
    [
      "changes its password",
      ({ login, password }) =>
        server.rest("POST", "/actions/change_password", {
          as: { login, password },
          body: { current_password: password, new_password: "another password" },
        }),
    ],
  ];

  it.each(TAKEN)("acts no more when it %s: neither by token nor in a session", async (_what, take) => {
    const actor = await makeAdmin(server, tree.partner.id, fresh("actor"));
    const token = await tokenOf(`/admins/${tree.accounts.company_admin.id}/impersonate`, { as: actor });
    const login = await server.rest("GET", `/login?jwt=${token}`);
    const cookie = login.headers.getSetCookie()[0]!.split(";")[0]!;
    expect([(await profile(token)).status, (await server.rest("GET", "/profile", { headers: { cookie } })).status]).toEqual([200, 200]);
    expect([200, 204]).toContain(((await take(actor)) as Answer).status);
    expect([(await profile(token)).status, (await server.rest("GET", "/profile", { headers: { cookie } })).status]).toEqual([401, 401]);
  });

  it("acts no more when the account rises above it, or is cut off from it", async () => {
    const actor = await makeAdmin(server, tree.partner.id, fresh("actor"));
    const risen = await makeAdmin(server, tree.company.id, fresh("risen"));
    const cut = await makeAdmin(server, tree.otherCompany.id, fresh("cut"));
    const tokens = [await tokenOf(`/admins/${risen.id}/jwt`, { as: actor }), await tokenOf(`/admins/${cut.id}/jwt`, { as: ROOT })];
    await server.rest("PUT", `/admins/${risen.id}`, { as: ROOT, body: { access_type: ALL_RIGHTS } });
    await server.rest("PUT", `/groups/${tree.otherCompany.id}`, { as: cut, body: { parent_has_access: 0 } });
    for (const token of tokens) expect((await profile(token)).status).toBe(401);
    await server.rest("PUT", `/groups/${tree.otherCompany.id}`, { as: cut, body: { parent_has_access: 1 } });
  });
});

describe("nobody climbs by a token: refused, with nothing changed", () => {
  const ATTEMPTS: readonly (readonly [string, number, () => Promise<Answer>])[] = [
    [
      "a read-only root admin and the root admin's token",
      403,
      async () => server.rest("GET", `/admins/${await rootId()}/jwt`, { as: await readonlyRoot() }),
    ],
    [
      "a read-only root admin and a partner's token",
      403,
      async () => server.rest("GET", `/admins/${tree.accounts.partner_admin.id}/jwt`, { as: await readonlyRoot() }),
    ],
    [
      "a read-only root admin who impersonates an admin",
      403,
      async () => server.rest("GET", `/admins/${tree.accounts.unit_admin.id}/impersonate`, { as: await readonlyRoot() }),
    ],
    [
      "a read-only root admin who impersonates a user",
      403,
      async () => server.rest("GET", `/users/${tree.accounts.tenant_viewer.id}/impersonate`, { as: await readonlyRoot() }),
    ],
    [
      "a read-only admin and a user's token",
      403,
      () => server.rest("GET", `/users/${tree.accounts.tenant_viewer.id}/jwt`, { as: tree.accounts.readonly_admin }),
    ],
    [
      "an admin without full access",
      403,
      async () =>
        server.rest("GET", `/admins/${tree.accounts.unit_admin.id}/jwt`, {
          as: await makeAdmin(server, tree.company.id, fresh("half"), { access_type: LESS_THAN_FULL_ACCESS }),
        }),
    ],
    [
      "an admin whose target may migrate, as it may not",
      403,
      () => server.rest("GET", `/admins/${migrator.id}/jwt`, { as: tree.accounts.partner_admin }),
    ],
    [
      "an admin whose target buys, as it may not",
      403,
      async () => {
        const { id } = await makeAdmin(server, tree.company.id, fresh("buyer"), { roles: AdminRole.BUYER });
        return server.rest("GET", `/admins/${id}/impersonate`, { as: tree.accounts.company_admin });
      },
    ],
    [
      "an admin and the one above it",
      403,
      () => server.rest("GET", `/admins/${tree.accounts.partner_admin.id}/jwt`, { as: tree.accounts.company_admin }),
    ],
    [
      "an admin and one of another branch",
      403,
      () => server.rest("GET", `/admins/${tree.otherAdmin.id}/impersonate`, { as: tree.accounts.partner_admin }),
    ],
    [
      "an admin and an identity with a seat elsewhere",
      403,
      async () => server.rest("GET", `/users/${await seatElsewhere()}/jwt`, { as: tree.accounts.partner_admin }),
    ],
    [
      "a partner who impersonates a user by the root admins' route",
      403,
      () => server.rest("GET", `/users/${tree.accounts.tenant_viewer.id}/impersonate`, { as: tree.accounts.partner_admin }),
    ],
    [
      "a service user and another one's token",
      403,
      () => server.rest("GET", `/users/${tree.otherUser.id}/jwt`, { as: tree.accounts.tenant_viewer }),
    ],
    [
      "a service user who impersonates its admin",
      403,
      () => server.rest("GET", `/admins/${tree.accounts.unit_admin.id}/impersonate`, { as: tree.accounts.tenant_viewer }),
    ],
    ["a limited token that asks for one without limit", 403, async () => server.rest("GET", "/users/self/jwt", bearer(await limited()))],
    ["a limited token that begins a session", 403, async () => server.rest("GET", `/login?jwt=${await limited()}`)],
    [
      "a token that changes the password",
      400,
      async () =>
        server.rest("POST", "/actions/change_password", {
          ...bearer(await tokenOf(`/admins/${tree.accounts.company_admin.id}/jwt`, { as: ROOT })),
          body: { current_password: "guessed", new_password: "another password" },
        }),
    ],
    [
      "who acts as another one reaches no farther than that one",
      403,
      async () =>
        server.rest(
          "GET",
          `/groups/${tree.partner.id}`,
          bearer(await tokenOf(`/admins/${tree.accounts.company_admin.id}/jwt`, { as: ROOT })),
        ),
    ],
    [
      "a link that logs into another identity's session",
      401,
      async () =>
        server.rest("GET", `/login?jwt=${await tokenOf("/admins/self/jwt", { as: tree.otherAdmin })}`, {
          headers: { cookie: await session(server, ROOT) },
        }),
    ],
  ];

  const rootId = async (): Promise<number> => ((await server.rest("GET", "/profile", { as: ROOT })).body as { id: number }).id;
  let auditor: MadeAccount | undefined;
  const readonlyRoot = async (): Promise<MadeAccount> => {
    const { body } = await server.rest("GET", "/profile", { as: ROOT });
    return (auditor ??= await makeAdmin(server, (body as { account_group_id: number }).account_group_id, "auditor", {
      access_type: AccessRight.READ,
    }));
  };
  const seatElsewhere = async (): Promise<number> => {
    const { login, id } = await makeUser(server, tree.unit.id, fresh("seated"));
    await server.rest("POST", `/groups/${tree.otherUnit.id}/users`, { as: ROOT, body: { login, use_existing_identity: 1 } });
    return id;
  };
  const limited = (): Promise<string> => tokenOf("/users/self/jwt?scope=AgentRegistration", { as: tree.accounts.tenant_viewer });

  it.each(ATTEMPTS)("%s", async (_what, status, attempt) => {
    // What the attempt needs is made at the first time; the second changes nothing but what it should not.
    await attempt();
    const answer = await attempt();
    expect([answer.status, answer.headers.getSetCookie(), answer.text.includes('jwt":')]).toEqual([status, [], false]);
  });

  it("and a refusal leaves everything as it was", async () => {
    const as = await readonlyRoot();
    for (const path of [
      `/admins/${await rootId()}/jwt`,
      `/users/${tree.accounts.tenant_viewer.id}/impersonate`,
      `/admins/${tree.otherAdmin.id}/impersonate`,
    ]) {
      const { answer, changed } = await watched(server.db, () => server.rest("GET", path, { as }));
      expect([answer.status, changed]).toEqual([403, false]);
    }
  });
});

describe("a token that is limited to scopes", () => {
  let tokens: string[];
  beforeAll(async () => {
    tokens = [
      await tokenOf("/users/self/jwt?scope=AgentRegistration", { as: tree.accounts.tenant_viewer }),
      await tokenOf("/admins/self/jwt?scope=AgentRegistration", { as: ROOT }),
      await tokenOf("/admins/self/jwt?scope=SomeScope1,%20SomeScope2", { as: ROOT }),
    ];
  });
  const admitting = ["registerMachine", "checkMachines", "listHosts"];

  it("is refused by every route that its scopes do not name", async () => {
    const closed = OPERATIONS.filter(({ open, id }) => !open && !admitting.includes(id));
    for (const { id, method, path } of closed) {
      for (const token of tokens) {
        const { answer, changed } = await watched(server.db, () =>
          server.rest(method, path.replace(/\{\w+\}/g, "self"), {
            ...bearer(token),
            ...(method !== "GET" && method !== "HEAD" && { body: {} }),
          }),
        );
        const documented = method === "HEAD" || isDocumented(operation(id), 403, answer.body, true);
        expect([id, answer.status, documented, changed]).toEqual([id, 403, true, false]);
      }
    }
  });

  it("is admitted, whatever the role, to a field that names one of its scopes, and to no other", () => {
    const scoped = { role: "tenant_viewer", tokenScopes: ["Other", "AgentRegistration"] } as const;
    expect(() => admit(scoped, ["company_admin"], "AgentRegistration")).not.toThrow();
    expect(() => admit(scoped, ["tenant_viewer"])).toThrow(/scopes/);
    expect(() => admit({ ...scoped, tokenScopes: ["Other"] }, ["tenant_viewer"], "AgentRegistration")).toThrow(/scopes/);
    expect(() => admit({ role: "company_admin", tokenScopes: null }, ["company_admin"], "AgentRegistration")).not.toThrow();
    expect(() => admit({ role: "unit_admin", tokenScopes: null }, ["company_admin"], "AgentRegistration")).toThrow(/unit_admin/);
  });

  it("is refused by every field that its scopes do not name", async () => {
    const schema = await createSchema();
    for (const [root, type] of [
      ["Query", schema.getQueryType()!],
      ["Mutation", schema.getMutationType()!],
    ] as const) {
      for (const [name, { extensions }] of Object.entries(type.getFields())) {
        if (admissionOf(extensions) === "anyone" || tokenScopeOf(extensions) !== undefined) continue;
        for (const token of tokens) {
          const { errors } = await server.graph(minimalCall(schema, root, name), bearer(token));
          expect([name, errors?.[0]?.extensions.code]).toEqual([name, "FORBIDDEN"]);
        }
      }
    }
  });

  it("has few fields that name a scope", async () => {
    const schema = await createSchema();
    const naming = [schema.getQueryType()!, schema.getMutationType()!].flatMap((type) =>
      Object.values(type.getFields()).filter(({ extensions }) => tokenScopeOf(extensions) !== undefined),
    );
    expect(naming.map(({ name }) => name).sort()).toEqual(["checkMachineRegistration", "registerMachine", "serviceHosts"]);
  });
});
