import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checksum } from "../access/checksum.js";
import { ROOT } from "../setup/test-server.js";
import { fill } from "./case.js";
import { OPERATIONS, operationById } from "./document.js";
import { exchange } from "./http.js";
import { BUILT, NOT_READING, inside, queryOf } from "./operations.js";
import { type World, createWorld, must } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

const built = BUILT.map(operationById);
/** What may be read as often as one likes, with the same answer. */
const READING = built.filter(({ id, method }) => method === "GET" && !NOT_READING.includes(id));
/** Paths whose GET changes something, so that they have no HEAD. */
const CHANGING = [
  "/actions/mail/activate",
  "/actions/mail/emailupdate",
  "/actions/mail/reset",
  "/admins/{admin}/impersonate",
  "/admins/{admin}/jwt",
  "/login",
  "/logout",
  "/users/{user}/impersonate",
  "/users/{user}/jwt",
];
const targetOf = (path: string): string => fill(path, inside(world));

describe("paths", () => {
  it.each(READING)("$method $path with trailing and doubled slashes, never by a redirect", async ({ id, path }) => {
    const target = targetOf(path);
    const plain = must(path === "/checkauth" ? 204 : 200, await world.send("GET", target + queryOf(id), { as: ROOT }));
    for (const variant of [`${target}/`, `${target}//`, target.replaceAll("/", "//"), `/${target}`]) {
      const { status, text } = await world.send("GET", variant + queryOf(id), { as: ROOT });
      expect({ variant, status, text }).toEqual({ variant, status: plain.status, text: plain.text });
    }
  });

  it.each(["/api/1//login/", "/api/1/login/", "//api/1/login", "/api//1//login//"])("POST %s logs in", async (target) => {
    const { status, headers } = await exchange(world.server.url, "POST", target, {
      body: { username: ROOT.login, password: ROOT.password },
    });
    expect([status, headers["set-cookie"]?.length, headers.location]).toEqual([200, 1, undefined]);
  });

  it("serves a target in absolute form, as a proxy sends it", async () => {
    const { status, body } = await exchange(world.server.url, "GET", `${world.server.url}/api/1/accounts?login=x`);
    expect([status, body]).toEqual([200, { server_url: world.server.config.publicUrl, id: 0, login: "x" }]);
  });

  it.each([
    ["a@b.example", "a@b.example"],
    ["a%40b%2Bc", "a@b+c"],
    ["a+b", "a+b"],
    ["a%20b", "a b"],
    ["%C3%A9", "é"],
    ["", ""],
  ])("takes in a query after a trailing slash %j for %j", async (query, login) => {
    expect((await world.send("GET", `/accounts/?login=${query}`)).body).toMatchObject({ login });
  });

  it.each(["/nothing", "/", "", "/groups/self/nothing", "/groups/self/children/5", "/Groups", "/login/extra"])(
    "%s is no route: 404 in the envelope, before any credentials",
    async (target) => {
      for (const sending of [{}, { as: ROOT }]) {
        const { status, headers, body } = await world.send("GET", target, sending);
        expect([status, headers["content-type"]]).toEqual([404, "application/json"]);
        expect(body).toEqual({
          error: {
            details: { info: expect.any(String) as string },
            message: "Not found",
            domain: "PlatformAccountServer",
            context: {},
            code: 404,
          },
        });
      }
    },
  );

  it.each([...new Set(OPERATIONS.map(({ path }) => path)), "/groups/{group}/users/{user}"])(
    "%s answers 405 with Allow to other methods",
    async (path) => {
      const documented = OPERATIONS.filter(
        (operation) => operation.path === path.replace("/groups/{group}/users/{user}", "/users/{user}"),
      ).map(({ method }) => method);
      const methods = new Set([...documented, ...(documented.includes("GET") && !CHANGING.includes(path) ? ["HEAD"] : [])]);
      const target = path.replace(/\{\w+\}/g, "1");
      for (const method of ["PATCH", "TRACE", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"].filter((candidate) => !methods.has(candidate))) {
        const { status, headers, text } = await world.send(method, target);
        expect({ method, status, allow: headers.allow?.split(", ").sort() }).toEqual({ method, status: 405, allow: [...methods].sort() });
        if (method !== "HEAD") {
          expect(JSON.parse(text)).toMatchObject({ error: { message: "Method Not Allowed", domain: "PlatformAccountServer", code: 405 } });
        }
      }
    },
  );
});

describe("names of objects", () => {
  it.each(READING.filter(({ path }) => path.includes("{")))("$path by integer, by uuid in any case", async ({ id, path }) => {
    const { company, accounts } = world.tree;
    const uuid = async (target: string): Promise<string> => ((await world.send("GET", target, { as: ROOT })).body as { uuid: string }).uuid;
    const admin = await uuid(`/admins/${accounts.company_admin.id}`);
    const user = await uuid(`/users/${accounts.tenant_viewer.id}`);
    const { uuid: brand } = await world.server.db("brands").where({ id: world.brand }).first<{ uuid: string }>("uuid");
    const storage = await uuid(`/groups/${company.id}/storages/${world.storage}`);
    const plain = must(200, await world.send("GET", targetOf(path) + queryOf(id), { as: ROOT }));
    for (const names of [
      { ...inside(world), group: company.uuid, admin, user, brand, storage },
      {
        ...inside(world),
        group: company.uuid.toUpperCase(),
        admin: admin.toUpperCase(),
        user: user.toUpperCase(),
        brand: brand.toUpperCase(),
        storage: storage.toUpperCase(),
      },
    ]) {
      expect((await world.send("GET", fill(path, names) + queryOf(id), { as: ROOT })).text).toBe(plain.text);
    }
  });

  it.each(READING.filter(({ path }) => path.includes("{group}")))("$path by self", async ({ id, path }) => {
    const as = world.tree.accounts.company_admin;
    const plain = must(200, await world.send("GET", targetOf(path) + queryOf(id), { as }));
    expect((await world.send("GET", fill(path, { group: "self", storage: world.storage }) + queryOf(id), { as })).text).toBe(plain.text);
  });

  it("self is a service user's own account and group", async () => {
    const as = world.tree.accounts.tenant_viewer;
    const own = must(200, await world.send("GET", "/users/self", { as }));
    expect((await world.send("GET", "/groups/self/users/self", { as })).text).toBe(own.text);
    expect((await world.send("GET", `/groups/${world.tree.unit.id}/users/${as.id}/`, { as })).text).toBe(own.text);
  });

  it("serves the old path of a service user for GET, PUT and DELETE", async () => {
    const { id } = await world.pending("users");
    const old = `/groups/${world.tree.company.id}/users/${id}`;
    expect((await world.send("GET", old, { as: ROOT })).text).toBe((await world.send("GET", `/users/${id}`, { as: ROOT })).text);
    expect((await world.send("HEAD", old, { as: ROOT })).status).toBe(200);
    expect((await world.send("PUT", `${old}?version=1`, { as: ROOT, body: { status: 0 } })).text).toBe('{"version":2}');
    expect((await world.send("PUT", `${old}/?version=1`, { as: ROOT, body: { status: 1 } })).status).toBe(426);
    expect((await world.send("GET", old)).status).toBe(401);
    expect((await world.send("DELETE", `${old}?version=2`, { as: ROOT })).status).toBe(204);
    expect((await world.send("GET", old, { as: ROOT })).status).toBe(404);
  });
});

describe("credentials", () => {
  it.each(READING)("$path by session, quoted or not, and by Basic: the same answer", async ({ path }) => {
    const target = targetOf(path);
    const { cookie } = await world.session(ROOT);
    const byBasic = await world.send("GET", target, { as: ROOT });
    for (const header of [cookie, cookie.replace(/=(.*)$/, '="$1"'), `theme=dark; ${cookie}; other="x"`]) {
      expect((await world.send("GET", target, { headers: { cookie: header } })).text).toBe(byBasic.text);
    }
  });

  it("an explicit credential beats the cookie", async () => {
    const { cookie } = await world.session(ROOT);
    const as = world.tree.accounts.unit_admin;
    expect((await world.send("GET", "/profile", { as, headers: { cookie } })).body).toMatchObject({ id: as.id });
    expect((await world.send("GET", "/profile", { as, headers: { cookie: "SESSION=gone" } })).status).toBe(200);
    expect((await world.send("GET", "/profile", { as: { login: "root", password: "wrong" }, headers: { cookie } })).status).toBe(403);
  });

  it("the session cookie is host-only and has an expiry, so that every jar keeps it", async () => {
    const { headers } = await world.send("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
    const [pair = "", ...attributes] = headers["set-cookie"]![0]!.split("; ");
    expect(pair).toMatch(/^SESSION=[0-9a-f-]{36}$/);
    expect(attributes.filter((attribute) => /^domain=/i.test(attribute))).toEqual([]);
    expect(Number(/^Max-Age=(\d+)$/m.exec(attributes.join("\n"))?.[1])).toBeGreaterThan(0);
    expect(attributes).toContain("Path=/");
  });
});

describe("versions", () => {
  const objects = {
    group: async () => `/groups/${(await world.group()).id}`,
    admin: async () => `/admins/${(await world.pending("admins")).id}`,
    user: async () => `/users/${(await world.pending("users")).id}`,
  };

  it.each(Object.keys(objects) as (keyof typeof objects)[])("chain from GET over PUT to DELETE: %s", async (sort) => {
    const path = await objects[sort]();
    const first = await world.version(path);
    const put = must(200, await world.send("PUT", `${path}?version=${first}`, { as: ROOT, body: { status: 0 } })).body as {
      version: number;
    };
    expect(put).toEqual({ version: first + 1 });
    expect(await world.version(path)).toBe(put.version);
    const before = await checksum(world.server.db);
    for (const stale of [first, put.version + 1, 0, -1]) {
      expect((await world.send("PUT", `${path}?version=${stale}`, { as: ROOT, body: { status: 1 } })).status).toBe(426);
      expect((await world.send("DELETE", `${path}?version=${stale}`, { as: ROOT })).status).toBe(426);
    }
    expect(await checksum(world.server.db)).toBe(before);
    expect((await world.send("DELETE", `${path}?version=${put.version}`, { as: ROOT })).status).toBe(204);
    expect((await world.send("GET", path, { as: ROOT })).status).toBe(404);
  });

  it("of twenty changes at once with the same version, one wins", async () => {
    const { id } = await world.group();
    const put = (tag: number) => world.send("PUT", `/groups/${id}?version=1`, { as: ROOT, body: { internal_tag: `tag ${tag}` } });
    const statuses = (await Promise.all(Array.from({ length: 20 }, (_none, tag) => put(tag)))).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 426)]);
    expect(await world.version(`/groups/${id}`)).toBe(2);
  });
});

describe("HEAD", () => {
  it.each(
    built.filter(
      ({ id, method, path }) => method === "GET" && !["getActivationToken", "getResetToken"].includes(id) && !CHANGING.includes(path),
    ),
  )("$path is GET without the body", async ({ id, path }) => {
    const target = targetOf(path) + queryOf(id);
    for (const sending of [{ as: ROOT }, {}]) {
      const [get, head] = [await world.send("GET", target, sending), await world.send("HEAD", target, sending)];
      expect(head.text).toBe("");
      expect(head.status).toBe(get.status);
      for (const name of ["content-type", "content-length", "cache-control", "set-cookie"])
        expect(head.headers[name]).toEqual(get.headers[name]);
    }
  });

  it.each(CHANGING)("%s changes something by GET: 405, and nothing is changed", async (path) => {
    const before = await checksum(world.server.db);
    const { status, headers } = await world.send("HEAD", targetOf(path), { as: ROOT });
    expect([status, headers.allow?.includes("GET"), headers.allow?.includes("HEAD"), await checksum(world.server.db)]).toEqual([
      405,
      true,
      false,
      before,
    ]);
  });
});
