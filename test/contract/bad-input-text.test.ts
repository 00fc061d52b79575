import { request as open } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checksum } from "../access/checksum.js";
import { ROOT } from "../setup/test-server.js";
import { type Sending, basic } from "./http.js";
import { raw, refusing } from "./refused.js";
import { type World, createWorld, must } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

const refused = refusing(() => world);
const LONG = "x".repeat(10_000);
const put = (body: string): [string, string, Sending] => ["PUT", `/groups/${world.tree.company.id}`, raw(body)];

describe("texts that can't be kept", () => {
  const texts = [
    ["10,000 characters", LONG, /1000 characters|255 characters/],
    ["a NUL", "a\u0000b", /NUL/],
    ["half a surrogate pair", "a\ud800b", /surrogate/],
    ["the other half", "\udc00", /surrogate/],
  ] as const;

  it.each(texts)("%s in a body", async (_what, text, why) => {
    const { company: group, otherUser } = world.tree;
    const places: [string, string, object, string][] = [
      ["PUT", `/groups/${group.id}`, { name: text }, "name"],
      ["PUT", `/groups/${group.id}`, { internal_tag: text }, "internal_tag"],
      ["PUT", `/groups/${group.id}`, { contact: { city: text } }, "city"],
      ["PUT", `/groups/${group.id}`, { pricing: { discounts: [{ name: text }] } }, "name"],
      ["POST", `/groups/${group.id}/children`, { name: text, kind: 50 }, "name"],
      ["POST", `/groups/${group.id}/users`, { login: text }, "login"],
      ["POST", `/groups/${group.id}/users`, { login: "x", nobody_knows: { deep: [text] } }, "deep"],
      ["PUT", `/users/${otherUser.id}`, { firstname: text }, "firstname"],
      ["POST", `/groups/${group.id}/settings/logon_ips`, { items: [text] }, "items"],
      ["POST", "/login", { username: text, password: "x" }, "username"],
      ["POST", "/login", { username: "x", password: text }, "password"],
      ["POST", "/actions/activate?token=x", { password: text }, "password"],
    ];
    for (const [method, target, body, field] of places)
      await refused(method, target, raw(JSON.stringify(body)), new RegExp(`^${field}\\b.*(${why.source})`));
  });

  it.each(texts)("%s as a property's name", (_what, text, why) => refused(...put(JSON.stringify({ [text]: 1 })), why));

  it.each([
    ["10,000 characters", LONG, /characters/],
    ["a NUL", "a%00b", /NUL/],
  ] as const)("%s in an address", async (_what, text, why) => {
    for (const [target, field] of [
      [`/groups/${text}`, "group"],
      [`/users/${text}`, "user"],
      [`/groups?prefix=${text}`, "prefix"],
      [`/accounts?login=${text}`, "login"],
      [`/actions/activate?token=${text}`, "token"],
    ] as const) {
      await refused("GET", target, {}, new RegExp(`^${field} .*${why.source}`));
    }
  });

  it.each(["%", "%Z1", "%C3", "%FF", "%ED%A0%80", "%c0%80"])("%s in a path", async (text) => {
    await refused("GET", `/groups/${text}`, {}, /^group is not percent-encoded UTF-8/);
    await refused("GET", `/groups/self/users/${text}`, {}, /^user is not percent-encoded UTF-8/);
  });

  it.each(["%", "%ZZ", "%C3", "%FF", "%ED%A0%80"])("%s in a query", (text) =>
    refused("GET", `/accounts?login=${text}`, {}, /^login is not percent-encoded UTF-8/),
  );

  it.each([
    "/groups?limit=1&limit=2",
    "/groups?prefix=a&prefix=a",
    "/accounts?login=a&login=b",
    "/groups/self/children?request_type=uuids_list&request_type=uuids_list",
  ])("a parameter given twice: %s", (target) => refused("GET", target, {}, /^(limit|prefix|login|request_type) is given more than once/));

  it.each(["SESSION=%00", `SESSION=${LONG.slice(0, 5000)}`, "SESSION=", 'SESSION="', "SESSION=a; SESSION=b", ";;;=;"])(
    "a cookie %j opens nothing",
    (cookie) => refused("GET", "/profile", { as: undefined, headers: { cookie } }, /authenticated/, 401),
  );

  it.each([":", "root", "root:\u0000", `root:${LONG}`, `${LONG}:x`, ":password", "\ud800:x", "root:wrong:extra"])(
    "Basic credentials %j open nothing",
    async (pair) => {
      await refused("GET", "/profile", { as: undefined, headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } }, /./, 403);
    },
  );
});

describe("what is large and fits", () => {
  let other: World;
  beforeAll(async () => {
    other = await createWorld();
  });
  afterAll(() => other.server.stop());

  it("a hundred addresses, and a text of 255 characters in each place", async () => {
    const { company: group } = other.tree;
    const items = Array.from({ length: 100 }, (_none, index) => `192.0.2.${index}`);
    must(200, await other.send("POST", `/groups/${group.id}/settings/logon_ips`, { as: ROOT, body: { items } }));
    const text = "x".repeat(255);
    must(
      200,
      await other.send("PUT", `/groups/${group.id}`, {
        as: ROOT,
        body: { name: text, internal_tag: text, customer_id: text, contact: { address1: text } },
      }),
    );
  });

  it("a batch of a hundred uuids is served", async () => {
    const uuids = Array.from({ length: 100 }, (_none, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`);
    const target = `/groups/${other.tree.partner.id}/children?request_type=tenants_batch&uuids=${uuids.join(",")}`;
    expect((await other.send("GET", target, { as: ROOT })).text).toBe('{"items":[]}');
  });

  it("usage whose total no JavaScript number holds is shown as the largest", async () => {
    const body = { usage: { storage_size: Number.MAX_SAFE_INTEGER } };
    for (const { id } of [other.tree.company, other.tree.otherCompany]) must(200, await other.send("PUT", `/groups/${id}`, { as: ROOT, body }));
    for (const path of ["/groups/self", "/groups/self/children", `/groups/${other.tree.distributor.id}`]) {
      expect(must(200, await other.send("GET", path, { as: ROOT })).text).toContain('"usage":{"storage_size":9007199254740991,');
    }
  });
});

describe("bodies that are too large", () => {
  const SIZE = 20 * 1024 * 1024;

  /** Sends 20 MB as a program does that reads the answer only when all is sent, or the connection breaks. */
  function upload(headers: Record<string, string>): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const request = open(`${world.server.url}/api/1/groups/${world.tree.company.id}`, {
        method: "PUT",
        headers: { authorization: basic(ROOT), "content-type": "application/json", ...headers },
      });
      request.on("error", reject);
      request.on("response", (response) => {
        let text = "";
        response.on("data", (data: Buffer) => (text += data.toString()));
        response.on("end", () => resolve({ status: response.statusCode!, text }));
        response.on("error", reject);
      });
      const piece = Buffer.alloc(65_536, "a");
      let sent = 0;
      const pump = (): void => {
        while (sent < SIZE) {
          sent += piece.length;
          if (!request.write(piece)) return void request.once("drain", pump);
        }
        request.end();
      };
      pump();
    });
  }

  it.each([
    ["with Content-Length", { "content-length": String(SIZE) }],
    ["in chunks", { "transfer-encoding": "chunked" }],
  ])("20 MB %s: 413, which the client can read", async (_how, headers) => {
    const before = await checksum(world.server.db);
    for (let round = 0; round < 3; round++) {
      const { status, text } = await upload(headers);
      expect(status).toBe(413);
      expect(JSON.parse(text)).toMatchObject({
        error: {
          details: { info: expect.stringMatching(/1048576 bytes/) as string },
          message: "Payload Too Large",
          domain: "PlatformAccountServer",
          code: 413,
        },
      });
    }
    expect(await checksum(world.server.db)).toBe(before);
    expect((await world.send("GET", "/profile", { as: ROOT })).status).toBe(200);
  });

  it("a body of just the limit is looked at", () => refused(...put(`{"name":"${"a".repeat(1024 * 1024 - 11)}"}`), /^name must not have more than/));
  it("one byte more is not", () => refused(...put(`{"name":"${"a".repeat(1024 * 1024 - 10)}"}`), /1048576 bytes/, 413));
});
