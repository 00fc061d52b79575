import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../setup/test-server.js";
import { fill } from "./case.js";
import { operationById } from "./document.js";
import type { Sending } from "./http.js";
import { BUILT, NOT_READING, inside, queryOf } from "./operations.js";
import { type World, createWorld, must } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

const JSON_TYPES = [
  "application/json",
  "application/json; charset=UTF-8",
  "application/json;charset=utf8",
  'application/json; charset="utf-8"',
  "Application/JSON",
];
const built = BUILT.map(operationById);
const READING = built.filter(({ id, method }) => method === "GET" && ![...NOT_READING, "checkAuth", "getLogo", "getImage"].includes(id));
const targetOf = (path: string): string => fill(path, inside(world));

/** Creates a child with a body as it is given. */
const create = (sending: Sending, name = world.fresh("Child")) =>
  world.send("POST", `/groups/${world.tree.partner.id}/children`, { as: ROOT, raw: JSON.stringify({ name, kind: 40 }), ...sending });

describe("what clients say they send", () => {
  it.each(JSON_TYPES)("Content-Type %s", async (type) => {
    expect((await create({ headers: { "content-type": type } })).status).toBe(201);
  });

  it.each(JSON_TYPES)("Content-Type %s on GET and DELETE without a body", async (type) => {
    const headers = { "content-type": type };
    expect((await world.send("GET", "/groups/self", { as: ROOT, headers })).status).toBe(200);
    expect((await world.send("DELETE", `/groups/${await world.disabledGroup()}`, { as: ROOT, headers })).status).toBe(204);
    expect((await world.send("DELETE", "/groups/self/settings/logon_ips", { as: ROOT, headers })).status).toBe(200);
  });

  it("a GET and a DELETE with any Content-Type at all", async () => {
    const headers = { "content-type": "text/plain" };
    expect((await world.send("GET", "/groups/self/settings", { as: ROOT, headers })).status).toBe(200);
    expect((await world.send("DELETE", `/groups/${await world.disabledGroup()}`, { as: ROOT, headers })).status).toBe(204);
  });

  it.each<[string, Sending]>([
    ["an empty body of length 0", { raw: "", headers: { "content-type": "application/json" } }],
    ["an empty body in chunks", { raw: "", chunked: true, headers: { "content-type": "application/json" } }],
    ["no body", {}],
  ])("POST /logout/ with %s", async (_what, sending) => {
    const { cookie } = await world.session(ROOT);
    const { status, text } = await world.send("POST", "/logout/", { ...sending, headers: { ...sending.headers, cookie } });
    expect([status, text]).toEqual([204, ""]);
    expect((await world.send("GET", "/profile", { headers: { cookie } })).status).toBe(401);
  });

  it.each(["utf-8", "UTF-8", "identity"])("a stray Content-Encoding: %s", async (encoding) => {
    expect((await create({ headers: { "content-type": "application/json", "content-encoding": encoding } })).status).toBe(201);
    expect((await world.send("GET", "/profile", { as: ROOT, headers: { "content-encoding": encoding } })).status).toBe(200);
  });

  it("a body in chunks, wherever a body is taken", async () => {
    const json = { "content-type": "application/json" };
    const { id } = await world.group();
    const user = await world.pending("users");
    const admin = await world.pending("admins");
    const { token } = await world.token();
    const own = await world.account("users");
    const requests: [string, string, object, number, Sending?][] = [
      ["POST", "/login", { username: ROOT.login, password: ROOT.password }, 200],
      ["POST", `/groups/${id}/children`, { name: "Unit", kind: 50 }, 201],
      ["PUT", `/groups/${id}`, { internal_tag: "x" }, 200],
      ["POST", `/groups/${id}/admins`, { login: world.fresh("a"), email: "a@example.com" }, 201],
      ["POST", `/groups/${id}/users`, { login: world.fresh("u"), email: "u@example.com" }, 201],
      ["PUT", `/admins/${admin.id}`, { firstname: "X" }, 200],
      ["PUT", `/users/${user.id}`, { firstname: "X" }, 200],
      ["POST", `/actions/activate?token=${token}`, { password: "a long enough one" }, 200],
      ["POST", "/actions/change_password", { current_password: own.password, new_password: "a long enough one" }, 200, { as: own }],
      ["POST", `/groups/${id}/settings/flags`, { allow_add_devices: 0 }, 200],
      ["POST", `/groups/${id}/settings/agents_autoupdate`, { status: 0, apply_for_children: 0 }, 200],
      ["POST", `/groups/${id}/settings/local_backup_restriction`, { status: 1 }, 200],
      ["POST", `/groups/${id}/limits/logon_ips`, { items: ["127.0.0.1"] }, 200],
    ];
    for (const [method, target, body, status, more = { as: ROOT }] of requests) {
      const answer = await world.send(method, target, { ...more, raw: JSON.stringify(body), headers: json, chunked: true });
      expect({ target, status: answer.status }).toEqual({ target, status });
    }
  });

  it("a body that arrives a byte at a time, in more than one packet", async () => {
    const body = JSON.stringify({ name: "Ünit", kind: 40 });
    const { hostname, port } = new URL(world.server.url);
    const authorization = `Basic ${btoa(`${ROOT.login}:${ROOT.password}`)}`;
    const head = `POST /api/1/groups/${world.tree.partner.id}/children HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n`;
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let received = "";
      socket.on("data", (data) => (received += data.toString("utf8")));
      socket.on("close", () => resolve(received));
      socket.on("error", reject);
      socket.write(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`);
      for (const byte of Buffer.from(body)) socket.write(Buffer.concat([Buffer.from("1\r\n"), Buffer.from([byte]), Buffer.from("\r\n")]));
      socket.write("0\r\n\r\n");
    });
    expect(text).toMatch(/^HTTP\/1\.1 201 /);
  });
});

describe("what clients say they take", () => {
  it.each([
    undefined,
    "application/json",
    "*/*",
    "text/plain",
    "application/*",
    "text/plain; charset=utf-8",
    "image/png, */*;q=0.1",
    "text/html",
    "application/json;charset=UTF-8",
  ])("Accept %s gets JSON", async (accept) => {
    const { status, headers, text } = await world.send("GET", "/logic/languages", {
      as: ROOT,
      headers: accept === undefined ? {} : { accept },
    });
    expect([status, headers["content-type"], text]).toEqual([200, "application/json", '[{"code":"en"},{"code":"de"},{"code":"fr"}]']);
  });

  it.each(["image/png", "application/xml", "application/json;q=0", "*/*;q=0", "text/plain;q=0.0"])(
    "Accept %s is impossible: 406, and nothing is done",
    async (accept) => {
      const name = world.fresh("Never");
      for (const reply of [
        await world.send("GET", "/profile", { as: ROOT, headers: { accept } }),
        await create({ headers: { accept, "content-type": "application/json" } }, name),
      ]) {
        expect([reply.status, reply.headers["content-type"]]).toEqual([406, "application/json"]);
        expect(reply.body).toMatchObject({ error: { message: "Not Acceptable", domain: "PlatformAccountServer", context: {}, code: 406 } });
      }
      expect((await world.send("GET", `/groups?prefix=${name}`, { as: ROOT })).text).toBe('{"items":[]}');
    },
  );

  it("an answer without a body fits every Accept", async () => {
    expect((await world.send("GET", "/checkauth", { as: ROOT, headers: { accept: "image/png" } })).status).toBe(204);
  });
});

describe("what is sent", () => {
  it.each(READING)("$path on one line, as application/json of its exact length", async ({ id, path }) => {
    const { headers, text } = must(200, await world.send("GET", targetOf(path) + queryOf(id), { as: ROOT }));
    expect(text).not.toMatch(/[\r\n]/);
    expect([headers["content-type"], headers["content-length"], headers["transfer-encoding"]]).toEqual([
      "application/json",
      String(Buffer.byteLength(text)),
      undefined,
    ]);
  });

  it("numbers as JSON numbers", async () => {
    const { id } = await world.group();
    const { kind, grade, usage, privileges } = (await world.send("GET", `/groups/${id}`, { as: ROOT })).body as Record<string, unknown>;
    expect([
      kind,
      grade,
      (usage as { storage_size: unknown }).storage_size,
      (privileges as { quota_vms_hard: unknown }).quota_vms_hard,
    ]).toEqual([40, 3, 0, -1]);
    const { text } = await world.send("GET", `/groups/${world.tree.partner.id}/children`, { as: ROOT });
    expect(text).not.toMatch(/"(kind|grade|status|version|capabilities|creation_date|\w+_size|\w+_count)":"/);
  });

  it("numbers beyond 32 bits exactly", async () => {
    const { id } = await world.group();
    const figures = { usage: { storage_size: 4_503_599_627_370_497 }, privileges: { quota_storage_hard: 9_007_199_254_740_991 } };
    must(200, await world.send("PUT", `/groups/${id}`, { as: ROOT, body: figures }));
    const { text } = await world.send("GET", `/groups/${id}`, { as: ROOT });
    expect(text).toContain('"storage_size":4503599627370497');
    expect(text).toContain('"quota_storage_hard":9007199254740991');
    must(200, await world.send("PUT", `/groups/${id}`, { as: ROOT, body: { usage: { storage_size: 0 } } }));
  });

  it("text as UTF-8, as it was sent", async () => {
    const name = 'Ünïcode 漢字 \u{1F600} " \\ </script>';
    const { id } = must(201, await create({ headers: { "content-type": "application/json" } }, name)).body as { id: number };
    expect((await world.send("GET", `/groups/${id}`, { as: ROOT })).body).toMatchObject({ name });
  });
});

describe("behind a proxy, under another address", () => {
  let other: World;
  beforeAll(async () => {
    other = await createWorld({
      PUBLIC_URL: "https://portal.example/base//",
      TRUSTED_PROXIES: "loopback",
      CONSOLE_URL: "https://console.example/",
    });
  });
  afterAll(() => other.server.stop());

  it("addresses are absolute and without a trailing slash", async () => {
    const { login } = await other.pending("users");
    expect((await other.send("GET", "/accounts?login=x")).body).toMatchObject({ server_url: "https://portal.example/base" });
    expect((await other.send("GET", `/actions/mail/activate?login=${login}`, { as: ROOT })).body).toMatchObject({
      host: "https://portal.example/base",
      base_url: "https://portal.example/base",
    });
  });

  it("the cookie is Secure over TLS, and the client is who the proxy says", async () => {
    const headers = { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7" };
    const answer = await other.send("POST", "/login", { headers, body: { username: ROOT.login, password: ROOT.password } });
    expect(answer.headers["set-cookie"]![0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(answer.body).toMatchObject({ client_ip: "203.0.113.7" });
    const plain = await other.send("POST", "/login", {
      headers: { "x-forwarded-proto": "http" },
      body: { username: ROOT.login, password: ROOT.password },
    });
    expect(plain.headers["set-cookie"]![0]).not.toMatch(/Secure/);
  });
});
