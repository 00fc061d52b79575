import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeTree } from "../setup/tree.js";
import { CALLERS, type Caller, ROLES, type CallerPlace, callerPlaces } from "./callers.js";
import { watched } from "./checksum.js";
import { OPERATIONS, type Operation, isDocumented, operation } from "./contract.js";
import { REQUESTS, type Request } from "./requests.js";
import { NOTHING } from "./strangers.js";

/** What needs no credentials of the portal, by method and path. */
const OPEN = [
  "GET /accounts",
  "GET /login",
  "POST /login",
  "GET /brands/{brand}",
  "GET /actions/activate",
  "POST /actions/activate",
  "GET /actions/reset",
  "POST /actions/reset",
  "POST /actions/emailupdate",
  "GET /accounts/check",
];

/** What every account may do for itself, whatever its role. */
const SELF_SERVICE = [
  /^(GET|POST) \/logout$/,
  /^GET \/profiles?$/,
  /^\w+ \/checkauth$/,
  /^GET \/logic\//,
  /^POST \/actions\/change_password$/,
  /^GET \/users\/\{user\}$/,
  /^GET \/users\/\{user\}\/(jwt|links)$/,
  /^POST \/users\/\{user\}\/hosts$/,
  /^(HEAD|POST) \/users\/\{user\}\/machines$/,
  /^GET \/groups\/\{group\}\/backupconsole$/,
];

const routeOf = ({ method, path }: Operation): string => `${method} ${path}`;
const isSelfService = (operation: Operation): boolean => SELF_SERVICE.some((route) => route.test(routeOf(operation)));
const admits = (operation: Operation, caller: Caller, forItself: boolean): boolean => {
  if (operation.open) return true;
  if (caller === "nobody") return false;
  return operation.allowedTo === null || operation.allowedTo.includes(caller) || (forItself && isSelfService(operation));
};

let server: TestServer;
let tree: Tree;
let places: Record<Caller, CallerPlace>;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  places = await callerPlaces(server, tree);
});
afterAll(() => server.stop());

const toOwn = (operation: Operation): Request => ({
  path: { group: "self", user: "self", admin: "self", brand: 1, storage: 1, report: 1, image: 1 },
  ...(operation.takesBody && { body: {} }),
});

/** The outcome in words: the status, and what is wrong with a refusal. */
async function ask(operation: Operation, { as }: CallerPlace, request: Request): Promise<string> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => String(request.path?.[name]));
  const { answer, changed } = await watched(server.db, () =>
    server.rest(operation.method, `${path}${request.query === undefined ? "" : `?${request.query}`}`, { as, body: request.body }),
  );
  const { status, body } = answer;
  if (status !== 401 && status !== 403) return String(status);
  const documented = operation.method === "HEAD" || isDocumented(operation, status, body, true);
  return [status, ...(changed ? ["something changed"] : []), ...(documented ? [] : ["not the documented body"])].join(", ");
}

describe("the contract and the domain", () => {
  it("have the same open routes", () => {
    expect(
      OPERATIONS.filter(({ open }) => open)
        .map(routeOf)
        .sort(),
    ).toEqual([...OPEN].sort());
  });

  it("are about 114 operations, of which every table here is", () => {
    expect(OPERATIONS).toHaveLength(114);
    expect(SELF_SERVICE.filter((route) => !OPERATIONS.some((operation) => route.test(routeOf(operation))))).toEqual([]);
    expect(Object.keys(REQUESTS).filter((id) => !OPERATIONS.some((operation) => operation.id === id))).toEqual([]);
  });
});

describe("each role and a request without credentials", () => {
  it.each(OPERATIONS.map((operation) => [routeOf(operation), operation] as const))("%s", async (_route, operation) => {
    const expected: Partial<Record<Caller, string>> = {};
    const actual: Partial<Record<Caller, string>> = {};
    for (const caller of CALLERS) {
      const request = (await REQUESTS[operation.id]?.(places[caller])) ?? toOwn(operation);
      const refusal = caller === "nobody" ? "401" : "403";
      const success = operation.id in REQUESTS ? String(request.status ?? operation.success) : "501";
      expected[caller] = admits(operation, caller, true) ? success : refusal;
      actual[caller] = await ask(operation, places[caller], request);
    }
    expect(actual).toEqual(expected);
  });
});

describe("what an account may do for itself, it may do for another only by its role", () => {
  const routes = OPERATIONS.filter((operation) => isSelfService(operation) && /\{(user|group)\}/.test(operation.path));

  it.each(routes.map((operation) => [routeOf(operation), operation] as const))("%s", async (_route, operation) => {
    const expected: Partial<Record<Caller, string>> = {};
    const actual: Partial<Record<Caller, string>> = {};
    for (const caller of ROLES.filter((role) => !admits(operation, role, false))) {
      const path =
        caller === "tenant_viewer"
          ? { user: tree.otherUser.id, group: tree.company.id }
          : { user: tree.accounts.tenant_viewer.id, group: tree.unit.id };
      const request = { ...toOwn(operation), path };
      expected[caller] = "403";
      actual[caller] = await ask(operation, places[caller], request);
    }
    expect(actual).toEqual(expected);
  });

  it("and a service user learns not even which ids there are", async () => {
    for (const user of [tree.otherUser.id, NOTHING.id, NOTHING.uuid, "no-such-thing"]) {
      expect([user, await ask(operation("getUser"), places.tenant_viewer, { path: { user } })]).toEqual([user, "403"]);
    }
  });
});
