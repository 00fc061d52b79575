import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, GroupKind } from "../../src/kernel/enums.js";
import { type Answer, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeStorage, makeTree } from "../setup/tree.js";
import { type Caller, ROLES, type CallerPlace, callerPlaces } from "./callers.js";
import { watched } from "./checksum.js";
import { OPERATIONS, type Operation, isDocumented } from "./contract.js";
import { REQUESTS, type Request } from "./requests.js";
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

const sortIn = (path: string): keyof Strangers => (/\{(user|admin|report)\}/.exec(path)?.[1] as keyof Strangers) ?? "group";
const NAMING = OPERATIONS.filter(({ id, path }) => id in REQUESTS && /\{(group|admin|user|report)\}/.test(path));
/** What old clients call `/users/{user}`. */
const ALIASES = NAMING.filter(({ path }) => path === "/users/{user}").map((operation) => ({
  ...operation,
  path: "/groups/self/users/{user}",
}));
const SWEPT = [...NAMING, ...ALIASES].map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

const pathTo = ({ path }: Operation, reference: number | string): string => path.replace(/\{\w+\}/, String(reference));

interface Attempt {
  as: CallerPlace["as"];
  request: Request;
  reference: number | string;
}

/** The outcome of each attempt: its status, and whether the body is the documented one. None may change anything. */
async function sweep(operation: Operation, attempts: Record<string, Attempt>): Promise<Record<string, string>> {
  const { answer, changed } = await watched(server.db, async () => {
    const outcomes: Record<string, string> = {};
    for (const [key, { as, request, reference }] of Object.entries(attempts)) {
      const { status, body } = await server.rest(
        operation.method,
        `${pathTo(operation, reference)}${request.query === undefined ? "" : `?${request.query}`}`,
        { as, body: request.body },
      );
      outcomes[key] =
        operation.method === "HEAD" || isDocumented(operation, status, body) ? String(status) : `${status}, not the documented body`;
    }
    return outcomes;
  });
  expect(changed).toBe(false);
  return answer;
}

const all = (attempts: Record<string, Attempt>, outcome: string): Record<string, string> =>
  Object.fromEntries(Object.keys(attempts).map((key) => [key, outcome]));

describe("objects outside of the caller's part of the tree answer 403, whatever names them", () => {
  it.each(SWEPT)("%s", async (_route, operation) => {
    const attempts: Record<string, Attempt> = {};
    for (const role of SCOPED_ROLES) {
      const request = await REQUESTS[operation.id]!(places[role]);
      for (const [where, objects] of Object.entries(strangers[role])) {
        const { id, uuid } = objects[sortIn(operation.path)];
        for (const reference of [id, uuid]) attempts[`${role}, ${where}, ${reference}`] = { as: places[role].as, request, reference };
      }
    }
    expect(await sweep(operation, attempts)).toEqual(all(attempts, "403"));
  });
});

describe("what is not there answers 404 to all whom the route admits", () => {
  const wrongSort = (sort: keyof Strangers, { accounts, unit }: Tree): number => (sort === "admin" ? unit.id : accounts.unit_admin.id);

  it.each(SWEPT)("%s", async (_route, operation) => {
    const attempts: Record<string, Attempt> = {};
    for (const role of ROLES.filter((candidate) => operation.allowedTo?.includes(candidate))) {
      const request = await REQUESTS[operation.id]!(places[role]);
      for (const reference of [
        NOTHING.id,
        NOTHING.uuid,
        0,
        "no-such-thing",
        "99999999999999999999",
        wrongSort(sortIn(operation.path), tree),
      ]) {
        attempts[`${role}, ${reference}`] = { as: places[role].as, request, reference };
      }
    }
    expect(await sweep(operation, attempts)).toEqual(all(attempts, "404"));
  });
});

describe("mail parameters are for accounts in the caller's part of the tree", () => {
  it.each(SCOPED_ROLES)("%s", async (role) => {
    for (const [where, { admin, user }] of Object.entries(strangers[role])) {
      for (const reference of [admin.id, admin.uuid, user.id, user.uuid]) {
        const { answer, changed } = await watched(server.db, () =>
          server.rest("GET", `/actions/mail/activate?user_id=${reference}`, { as: places[role].as }),
        );
        expect([where, reference, answer.status, changed]).toEqual([where, reference, 403, false]);
      }
    }
    for (const login of ["root", "other-admin", "OTHER-USER"]) {
      const { answer, changed } = await watched(server.db, () =>
        server.rest("GET", `/actions/mail/activate?login=${login}`, { as: places[role].as }),
      );
      expect([login, answer.status, changed]).toEqual([login, 403, false]);
    }
  });
});

describe("search", () => {
  interface Hit {
    id: number;
  }
  const readable = async (role: ScopedRole): Promise<number[]> => {
    const { own, account } = places[role];
    if (role === "tenant_viewer") return [own, account].sort((a, b) => a - b);
    const { rows } = await server.db.raw<{ rows: Hit[] }>(
      `select g.id from groups g where g.path like (select path from groups where id = ?) || '%'
       union select a.id from accounts a join groups g on g.id = a.group_id
       where g.path like (select path from groups where id = ?) || '%'`,
      [own, own],
    );
    return rows.map(({ id }) => id).sort((a, b) => a - b);
  };

  it.each(SCOPED_ROLES)("lists all and only what a %s may read", async (role) => {
    const answer = await server.rest("GET", "/groups?limit=1000", { as: places[role].as });
    const { items } = answer.body as { items: Hit[] };
    expect(items.map(({ id }) => id).sort((a, b) => a - b)).toEqual(await readable(role));
    const { data } = await server.graph("{ groups(limit: 1000) { hits { id } } }", { as: places[role].as! });
    const { hits } = (data as { groups: { hits: { id: string }[] } }).groups;
    expect(hits.map(({ id }) => Number(id))).toEqual(items.map(({ id }) => id));
  });

  it.each(["root", "Distributor", "other", "OTHER", "distributor-admin"])("finds nothing outside by the prefix %s", async (prefix) => {
    for (const role of SCOPED_ROLES) {
      for (const strict of [0, 1]) {
        const { body } = await server.rest("GET", `/groups?prefix=${prefix}&strict=${strict}&limit=1000`, { as: places[role].as });
        expect([role, body]).toEqual([role, { items: [] }]);
      }
      const { data } = await server.graph(`{ groups(prefix: "${prefix}") { hits { id } } }`, { as: places[role].as! });
      expect([role, data]).toEqual([role, { groups: { hits: [] } }]);
    }
  });
});

describe("references in bodies", () => {
  const refused = async (status: number, work: () => Promise<Answer>): Promise<void> => {
    const { answer, changed } = await watched(server.db, work);
    expect([answer.status, changed, answer.text]).toEqual([status, false, expect.any(String)]);
  };

  it.each(["otherPartner", "distributor", "otherCompany"] as const)(
    "move no group into another branch, nor above one's own group: below the %s",
    (parent) =>
      refused(403, () =>
        server.rest("PUT", `/groups/${tree.company.id}`, { as: tree.accounts.partner_admin, body: { parent_id: tree[parent].id } }),
      ),
  );

  it.each(["company_admin", "unit_admin", "readonly_admin", "tenant_viewer"] as const)("as %s move no group into another branch", (role) =>
    refused(403, () => server.rest("PUT", `/groups/${tree.unit.id}`, { as: places[role].as, body: { parent_id: tree.otherCompany.id } })),
  );

  it("choose no storage of another branch", async () => {
    const { id: storage } = await makeStorage(server, tree.otherPartner.id);
    const as = tree.accounts.partner_admin;
    await refused(400, () => server.rest("PUT", `/groups/${tree.company.id}`, { as, body: { storage: { id: storage } } }));
    await refused(400, () =>
      server.rest("POST", "/groups/self/children", { as, body: { kind: GroupKind.END_USER_COMPANY, name: "With storage", storage } }),
    );
  });

  describe("an identity with accounts outside", () => {
    let inside: number;
    beforeAll(async () => {
      const { body } = await server.rest("POST", `/groups/${tree.company.id}/admins`, {
        as: ROOT,
        body: { login: "shared", email: "shared@example.com" },
      });
      inside = (body as { id: number }).id;
      await server.rest("POST", `/groups/${tree.otherCompany.id}/admins`, {
        as: ROOT,
        body: { login: "shared", use_existing_identity: 1 },
      });
    });

    it.each(["admins", "users"])("gets no more accounts in %s from within one branch", async (sort) => {
      for (const login of ["shared", "SHARED", "other-admin", "root"]) {
        await refused(403, () =>
          server.rest("POST", `/groups/${tree.company.id}/${sort}`, {
            as: tree.accounts.partner_admin,
            body: { login, use_existing_identity: 1 },
          }),
        );
      }
    });

    it("keeps its e-mail against those who see one of its accounts only", async () => {
      for (const as of [tree.accounts.partner_admin, tree.accounts.company_admin]) {
        await refused(403, () => server.rest("PUT", `/admins/${inside}`, { as, body: { email: "taken@example.com" } }));
      }
      const { status } = await server.rest("PUT", `/admins/${inside}`, { as: ROOT, body: { email: "moved@example.com" } });
      expect(status).toBe(200);
    });

    it("is not there at all: 404; all within the branch: taken", async () => {
      const as = tree.accounts.partner_admin;
      const body = { use_existing_identity: 1, access_type: AccessRight.READ };
      await refused(404, () => server.rest("POST", "/groups/self/admins", { as, body: { ...body, login: "nobody-at-all" } }));
      const { status } = await server.rest("POST", "/groups/self/admins", { as, body: { ...body, login: "unit-admin" } });
      expect(status).toBe(201);
    });
  });
});
