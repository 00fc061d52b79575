import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../setup/test-server.js";
import type { Sending } from "./http.js";
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
      await refused(
        "GET",
        "/profile",
        { as: undefined, headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } },
        /./,
        403,
      );
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
    for (const { id } of [other.tree.company, other.tree.otherCompany])
      must(200, await other.send("PUT", `/groups/${id}`, { as: ROOT, body }));
    for (const path of ["/groups/self", "/groups/self/children", `/groups/${other.tree.distributor.id}`]) {
      expect(must(200, await other.send("GET", path, { as: ROOT })).text).toContain('"usage":{"storage_size":9007199254740991,');
    }
  });
});
