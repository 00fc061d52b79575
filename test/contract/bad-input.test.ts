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
const refusedPut = (body: string, reason: RegExp): Promise<void> => refused(...put(body), reason);
const TWO_53_AND_1 = "9007199254740993";

const create = (body: string): [string, string, Sending] => ["POST", `/groups/${world.tree.partner.id}/children`, raw(body)];
const put = (body: string): [string, string, Sending] => ["PUT", `/groups/${world.tree.company.id}`, raw(body)];
/** A body that creates a company, with more in it. */
const company = (more: string): string => `{"name":"Never","kind":40,${more}}`;

describe("what is not JSON, or not UTF-8", () => {
  it.each([
    "{",
    '{"name":}',
    "{'name':'x'}",
    '{"name":"x",}',
    '{"name":"x"} {}',
    "name=x",
    '{"name":"a\nb"}',
    '{"kind":NaN}',
    '{"kind":0x28}',
    '{"name":"\\x41"}',
    "// {}",
    "\u0000",
  ])("%j", (text) => refused(...put(text), /badly-formed JSON/));

  it.each([
    ["a lone byte", [0x22, 0xff, 0x22]],
    ["half a character", [0xc3, 0x28]],
    ["an overlong form", [0xc0, 0x80]],
    ["an encoded surrogate", [0xed, 0xa0, 0x80]],
    ["beyond the last plane", [0xf5, 0x80, 0x80, 0x80]],
  ] as [string, number[]][])("%s", (_what, bytes) =>
    refused(
      "PUT",
      "/groups/self",
      raw(Buffer.from([...Buffer.from('{"name":"'), ...bytes, ...Buffer.from('"}')])),
      /badly-formed JSON.*utf-8/,
    ),
  );

  it("UTF-16", () => refused("PUT", "/groups/self", raw(Buffer.from('{"name":"x"}', "utf16le")), /badly-formed JSON/));

  it.each(["[]", "null", "5", '"name"', "true", '[{"name":"x"}]'])("%s where an object is expected", (text) =>
    refused(...put(text), /must be a JSON object/),
  );
});

describe("what is nested too deeply", () => {
  const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  it.each([5_000, 100_000, 500_000])("lists nested %d deep", (depth) =>
    refused(
      "POST",
      `/groups/${world.tree.company.id}/users`,
      raw(`{"login":"never","email":"n@example.com","x":${"[".repeat(depth)}${"]".repeat(depth)}}`),
      /nested|deep/,
    ),
  );

  it("objects nested 100,000 deep", () => refusedPut(`{"contact":${objects(100_000)}}`, /nested|deep/));
});

describe("wrong types", () => {
  it.each([
    ['{"name":5,"kind":40}', /^name must be a string/],
    ['{"name":null,"kind":40}', /^name must be a string/],
    ['{"name":["x"],"kind":40}', /^name must be a string/],
    ['{"name":{},"kind":40}', /^name must be a string/],
    ['{"name":"x","kind":"40"}', /^kind must be an integer/],
    ['{"name":"x","kind":40.5}', /^kind must be/],
    ['{"name":"x","kind":[40]}', /^kind must be an integer/],
    ['{"name":"x","kind":true}', /^kind must be an integer/],
    ['{"kind":40}', /^name is required/],
    ['{"name":"x"}', /^kind is required/],
    [company('"contact":[]'), /^contact must be an object/],
    [company('"contact":{"city":["x"]}'), /^city must be a string/],
    [company('"privileges":[]'), /^privileges must be an object/],
    [company('"privileges":{"local_backup":1}'), /^local_backup must be an object/],
    [company('"pricing":{"mode":"1"}'), /^mode must be an integer/],
    [company('"pricing":{"mode":1,"discounts":{}}'), /^discounts must be an array/],
    [company('"agents":null'), /^agents must be an object/],
    [company('"storage":"5"'), /^storage must be/],
    [company('"storage":{"id":5}'), /^storage must be/],
    [company('"customer_id":{}'), /^customer_id must be/],
    [company('"language":7'), /^language must be/],
  ])("%s", (body, reason) => refused(...create(body), reason));

  it.each([
    ["POST", "/settings/logon_ips", '{"items":{"0":"192.0.2.1"}}', /^items must be an array/],
    ["POST", "/settings/logon_ips", '{"items":[["192.0.2.1"]]}', /^items\[0\] must be a string/],
    ["POST", "/settings/flags", '{"allow_add_devices":"1"}', /^allow_add_devices must be an integer/],
    ["POST", "/settings/local_backup_restriction", '{"status":1.5}', /^status must be/],
    ["POST", "/settings/agents_autoupdate", '{"status":1,"apply_for_children":[1]}', /^apply_for_children must be an integer/],
    ["PUT", "", '{"parent_id":"5"}', /^parent_id must be/],
    ["PUT", "", '{"usage":{"vm_count":"1"}}', /^vm_count must be an integer/],
    ["PUT", "", '{"usage":[]}', /^usage must be an object/],
    ["POST", "/admins", '{"login":["x"]}', /^login must be a string/],
    ["POST", "/users", '{"login":"x","email":{"a":1}}', /^email must be a string/],
    ["POST", "/users", '{"login":"x","backup":[]}', /^backup must be an object/],
  ])("%s %s %s", (method, path, body, reason) => refused(method, `/groups/${world.tree.company.id}${path}`, raw(body), reason));
});

describe("properties nobody knows", () => {
  it.each(["colour", "__proto__", "constructor", "prototype", "name ", ""])("%j is refused where the contract closes the object", (name) =>
    refused(...create(company(`${JSON.stringify(name)}:{"kind":0}`)), new RegExp(`^${name} ?is not a known property`)),
  );

  it("leave no trace where it is open", async () => {
    const other = await createWorld();
    const { id } = await other.group();
    const body = '{"contact":{"__proto__":{"city":"Polluted","polluted":1},"constructor":{"prototype":{"polluted":1}}}}';
    must(200, await other.send("PUT", `/groups/${id}`, { as: ROOT, ...raw(body) }));
    expect((await other.send("GET", `/groups/${id}`, { as: ROOT })).body).toMatchObject({ contact: { city: "" } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await other.server.stop();
  });
});

describe("ids and numbers out of range", () => {
  it.each([
    "0",
    "-1",
    "1.5",
    "0x10",
    "1e3",
    "%20",
    "4000000000",
    "9007199254740991",
    "9007199254740992",
    TWO_53_AND_1,
    "1".repeat(400),
    "00000000000040008000000000000000",
    "{1}",
    "Self",
    "nonsense",
    "%2F",
    "..%2F1",
    "%F0%9F%98%80",
  ])("/groups/%s, /admins and /users", async (name) => {
    for (const folder of ["groups", "admins", "users"]) await refused("GET", `/${folder}/${name}`, {}, new RegExp(`there is no .*'`), 404);
    await refused("GET", `/groups/${name}/children`, {}, /there is no group/, 404);
  });

  it.each([TWO_53_AND_1, "1e400", "-1e400", "NaN", "Infinity", "", "one", "1,5", "0x1", "1".repeat(400), "1.5", "true"])(
    "?version=%s",
    async (version) => {
      await refused("DELETE", `/groups/${world.tree.company.id}?version=${version}`, {}, /^version must be/);
      await refused("PUT", `/users/${world.tree.otherUser.id}?version=${version}`, { body: {} }, /^version must be/);
    },
  );

  it.each([
    [`{"parent_id":${TWO_53_AND_1}}`, /^parent_id must be/],
    [`{"privileges":{"quota_vms_hard":${TWO_53_AND_1}}}`, /quota_vms_hard must be/],
    ['{"privileges":{"quota_vms_hard":1e400}}', /quota_vms_hard must be/],
    ['{"privileges":{"quota_vms_hard":1e300}}', /quota_vms_hard must be/],
    ['{"kind":1e400}', /^kind must be/],
    ['{"capabilities":4294967297}', /^capabilities must be/],
    ['{"capabilities":-1}', /^capabilities must be/],
    ['{"privileges":{"subscription_expiration":1e300}}', /subscription_expiration must be/],
    [`{"usage":{"storage_size":${TWO_53_AND_1}}}`, /storage_size must be/],
    ['{"default_identity_provider_id":1e400}', /^default_identity_provider_id must be/],
    [`{"storage":{"id":${TWO_53_AND_1}}}`, /^(storage|id).* must be/],
  ])("%s", (body, reason) => refused(...put(body), reason));

  it.each([
    ['{"access_type":4294967297}', /^access_type must be/],
    ['{"access_type":1e400}', /^access_type must be/],
    [`{"roles":${TWO_53_AND_1}}`, /^roles must be/],
    ['{"roles":-1}', /^roles must be/],
  ])("an admin with %s", (body, reason) => refused("PUT", `/admins/${world.tree.otherAdmin.id}`, raw(body), reason));

  it.each([
    `{"username":"root","password":"x","user_id":${TWO_53_AND_1}}`,
    '{"username":"root","password":"x","user_id":1e400}',
    '{"username":"root","password":"x","user_id":1.5}',
  ])("a login with %s", (body) => refused("POST", "/login", raw(body), /^user_id must be/));

  it.each(['{"pricing":{"price":1e300}}', '{"pricing":{"price":1e18}}', '{"pricing":{"storage_discount":1e10}}'])(
    "a number the database can't hold: %s",
    (body) => refusedPut(body, /^pricing\.(price|storage_discount) /),
  );

  it("an integer that no JavaScript number holds is not rounded: customer_id", () =>
    refused(
      "POST",
      `/groups/${world.tree.partner.id}/children`,
      raw('{"name":"Never","kind":40,"customer_id":9007199254740993}'),
      /^customer_id /,
    ));
});

describe("what is nearly right", () => {
  it("a property in another spelling is named as it was sent", () => refusedPut('{"parentId":5}', /^parentId is not a known property/));

  it.each(["jörg@example.com", "a@under_score.example", "a,b@example.com"])(
    "a login that only looks like an e-mail address, without one: %s",
    async (login) => {
      const { id: group } = await world.group();
      const { status } = await world.send("POST", `/groups/${group}/users`, { as: ROOT, body: { login } });
      expect([status, (await world.send("GET", `/groups/${group}/users`, { as: ROOT })).status]).toEqual([400, 200]);
    },
  );

  it("an e-mail address that the contract's answers may not have", () =>
    refused("POST", `/groups/${world.tree.unit.id}/users`, { body: { login: "local", email: "local@localhost" } }, /^email /));
});
