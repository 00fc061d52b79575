import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GraphAnswer, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeStorage, makeTree } from "../setup/tree.js";
import { type Caller, type CallerPlace, callerPlaces } from "./callers.js";
import { watched } from "./checksum.js";
import { EDGES, FIELDS_WITH_ID, INPUT_IDS, NAMING_FIELDS, OTHER_FIELDS, ROOT_FIELDS } from "./graph-fields.js";
import { NOTHING, SCOPED_ROLES, type ScopedRole, type Strangers, strangersOf } from "./strangers.js";

let server: TestServer;
let tree: Tree;
let places: Record<Caller, CallerPlace>;
let strangers: Record<ScopedRole, Record<string, Strangers>>;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  places = await callerPlaces(server, tree);
  strangers = await strangersOf(server, tree);
});
afterAll(() => server.stop());

const codeOf = ({ errors }: GraphAnswer): string | undefined => errors?.[0]?.extensions.code;
const ask = (role: Caller, text: string): Promise<GraphAnswer> => server.graph(text, { as: places[role].as! });

describe("the tables of this test", () => {
  it("have every root field of the schema", () => {
    expect([...Object.keys(NAMING_FIELDS), ...OTHER_FIELDS].sort()).toEqual([...ROOT_FIELDS].sort());
    expect(FIELDS_WITH_ID.filter((field) => !(field in NAMING_FIELDS))).toEqual([
      "Query.brand",
      "Query.certificateAuthority",
      "Query.identityProvider",
      "Query.image",
      "Mutation.endSession",
      "Mutation.login",
    ]);
  });

  it("have every id in an input", () => {
    expect([...INPUT_IDS].sort()).toEqual([
      "CreateGroupInput.preferredBackupServerId",
      "CreateGroupInput.storageId",
      "CreateUserInput.identityProviderId",
      "UpdateBrandInput.logoId",
      "UpdateGroupInput.defaultIdentityProviderId",
      "UpdateGroupInput.parentId",
      "UpdateGroupInput.storageId",
      "UpdateUserInput.identityProviderId",
    ]);
  });

  it("have every edge to a group or an account", () => {
    expect(EDGES).toEqual([
      "Account.group",
      "Admin.group",
      "Group.admins",
      "Group.ancestors",
      "Group.children",
      "Group.parent",
      "Group.users",
      "LoginPayload.account",
      "LoginPayload.accounts",
      "MigrateBackupServerPayload.groups",
      "Profile.account",
      "Profile.group",
      "User.group",
    ]);
  });
});

describe("root fields refuse objects outside of the caller's part of the tree", () => {
  it.each(Object.entries(NAMING_FIELDS))("%s", async (_name, field) => {
    const expected: Record<string, unknown> = {};
    const actual: Record<string, unknown> = {};
    const { changed } = await watched(server.db, async () => {
      for (const role of SCOPED_ROLES) {
        for (const [where, objects] of Object.entries(strangers[role])) {
          for (const reference of field.of.flatMap((sort) => [objects[sort].id, objects[sort].uuid])) {
            const key = `${role}, ${where}, ${reference}`;
            const answer = await ask(role, field.ask(reference));
            expected[key] = ["FORBIDDEN", null];
            actual[key] = [codeOf(answer), answer.data];
          }
        }
      }
    });
    expect(actual).toEqual(expected);
    expect(changed).toBe(false);
  });
});

describe("root fields answer NOT_FOUND for what is not there", () => {
  it.each(Object.entries(NAMING_FIELDS))("%s", async (_name, field) => {
    for (const reference of [NOTHING.id, NOTHING.uuid, "no-such-thing", ""]) {
      const { answer, changed } = await watched(server.db, () => ask(field.by ?? "root_admin", field.ask(reference)));
      expect([reference, codeOf(answer), changed]).toEqual([reference, "NOT_FOUND", false]);
    }
  });
});

describe("references in arguments and inputs", () => {
  it.each([
    ["moveGroup", (id: number, parent: number) => `mutation { moveGroup(id: "${id}", parentId: "${parent}") { id } }`],
    ["updateGroup", (id: number, parent: number) => `mutation { updateGroup(id: "${id}", input: { parentId: "${parent}" }) { id } }`],
  ])("%s moves nothing out of the caller's part of the tree", async (_name, text) => {
    for (const parent of [tree.otherPartner, tree.distributor, tree.otherCompany]) {
      const { answer, changed } = await watched(server.db, () => ask("partner_admin", text(tree.company.id, parent.id)));
      expect([codeOf(answer), changed]).toEqual(["FORBIDDEN", false]);
    }
  });

  it.each(["Admin", "User"])("create%s attaches no identity with accounts outside", async (sort) => {
    const { answer, changed } = await watched(server.db, () =>
      ask(
        "partner_admin",
        `mutation { create${sort}(groupId: "${tree.company.id}", input: { login: "other-admin", useExistingIdentity: true }) { id } }`,
      ),
    );
    expect([codeOf(answer), changed]).toEqual(["FORBIDDEN", false]);
  });

  it("a storage elsewhere can't be chosen", async () => {
    const { id } = await makeStorage(server, tree.otherPartner.id);
    for (const text of [
      `updateGroup(id: "${tree.company.id}", input: { storageId: "${id}" }) { id }`,
      `createGroup(parentId: "self", input: { name: "With storage", kind: END_USER_COMPANY, storageId: "${id}" }) { id }`,
    ]) {
      const { answer, changed } = await watched(server.db, () => ask("partner_admin", `mutation { ${text} }`));
      expect([codeOf(answer), changed]).toEqual(["BAD_REQUEST", false]);
    }
  });
});

describe("edges lead no further than the caller's part of the tree", () => {
  const ADMIN_ROLES = ["partner_admin", "company_admin", "unit_admin", "readonly_admin"] as const;
  const UP = "group { id parent { id } ancestors { id } }";

  it.each(ADMIN_ROLES)("a %s sees its own group, but none above it", async (role) => {
    const own = { id: String(places[role].own), parent: null, ancestors: [] };
    const { data, errors } = await ask(
      role,
      `{ group(id: "self") { id parent { id } ancestors { id } } admin(id: "self") { ${UP} } viewer { account { ${UP} } }
         node(id: "${places[role].account}") { ... on Admin { ${UP} } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ group: own, admin: { group: own }, viewer: { account: { group: own } }, node: { group: own } });
  });

  it("from below, the way up ends at the caller's own group", async () => {
    const { data } = await ask(
      "company_admin",
      `{ group(id: "${tree.unit.id}") { parent { id parent { id } } ancestors { id } users { nodes { ${UP} } } } }`,
    );
    const company = String(tree.company.id);
    const { users, ...rest } = (data as { group: { users: { nodes: { group: unknown }[] } } }).group;
    expect(rest).toEqual({ parent: { id: company, parent: null }, ancestors: [{ id: company }] });
    expect(users.nodes.length).toBeGreaterThan(0);
    for (const { group } of users.nodes)
      expect(group).toEqual({ id: String(tree.unit.id), parent: { id: company }, ancestors: [{ id: company }] });
  });

  it("children are those of the group asked for", async () => {
    const { data } = await ask("partner_admin", `{ group(id: "self") { children { nodes { id parent { id } } } } }`);
    expect(data).toEqual({ group: { children: { nodes: [{ id: String(tree.company.id), parent: { id: String(tree.partner.id) } }] } } });
  });

  it.each([
    ["user", '{ user(id: "self") { group { name } } }'],
    ["viewer", "{ viewer { account { group { name } } } }"],
    ["profiles", "{ profiles { account { group { name users { nodes { login } } admins { nodes { login } } } } } }"],
  ])("a service user gets no group by %s", async (_name, text) => {
    expect(codeOf(await ask("tenant_viewer", text))).toBe("FORBIDDEN");
  });
});

describe("the graph-only fields admit by role", () => {
  it.each([
    ["node", "query", `node(id: "self") { id }`, ["root_admin", "partner_admin", "company_admin", "unit_admin", "readonly_admin"]],
    ["recordUsage", "mutation", `recordUsage(id: "self", usage: { serverCount: 1 }) { serverCount }`, ["root_admin"]],
  ] as const)("%s", async (_name, kind, text, admitted) => {
    for (const role of [...SCOPED_ROLES, "root_admin"] as const) {
      const code = codeOf(await ask(role, `${kind} { ${text} }`));
      expect([role, code]).toEqual([role, (admitted as readonly string[]).includes(role) ? undefined : "FORBIDDEN"]);
    }
    expect(codeOf(await server.graph(`${kind} { ${text} }`))).toBe("UNAUTHENTICATED");
  });
});

describe("a login's answer", () => {
  const LOGIN = `mutation ($username: String, $password: String, $userId: ID) {
    login(username: $username, password: $password, userId: $userId) {
      account { id account { group { id parent { id } ancestors { id } } } }
      accounts { id }
    }
  }`;

  it.each(["partner_admin", "company_admin", "unit_admin"] as const)("leads a %s no further than its account would", async (role) => {
    const { login: username, password } = tree.accounts[role];
    const { data, errors } = await server.graph(LOGIN, { variables: { username, password } });
    expect(errors).toBeUndefined();
    const own = { id: String(places[role].own), parent: null, ancestors: [] };
    expect(data).toMatchObject({ login: { account: { account: { group: own } } } });
  });

  it("leads a service user to no group", async () => {
    const { login: username, password } = tree.accounts.tenant_viewer;
    expect(codeOf(await server.graph(LOGIN, { variables: { username, password } }))).toBe("FORBIDDEN");
  });

  it("that names several accounts, and begins no session, leads to no group", async () => {
    await server.rest("POST", `/groups/${tree.company.id}/admins`, {
      as: ROOT,
      body: { login: tree.otherAdmin.login, use_existing_identity: 1 },
    });
    const { login: username, password } = tree.otherAdmin;
    const seats = await server.graph(
      `mutation ($username: String, $password: String) {
       login(username: $username, password: $password) { account { id } accounts { id } } }`,
      { variables: { username, password } },
    );
    expect(seats.data).toMatchObject({ login: { account: null, accounts: [{}, {}] } });
    const answer = await server.graph(
      `mutation ($username: String, $password: String) {
       login(username: $username, password: $password) { accounts { account { group { name users { nodes { login } } } } } } }`,
      { variables: { username, password } },
    );
    expect(codeOf(answer)).toBe("UNAUTHENTICATED");
  });

  it("takes no other identity's account", async () => {
    const login = await server.rest("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
    const cookie = login.headers.getSetCookie()[0]!.split(";")[0]!;
    const { answer, changed } = await watched(server.db, () =>
      server.graph(LOGIN, { headers: { cookie }, variables: { userId: String(tree.otherAdmin.id) } }),
    );
    expect([codeOf(answer), changed]).toEqual(["UNAUTHENTICATED", false]);
  });
});
