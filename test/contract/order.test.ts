import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checksum } from "../access/checksum.js";
import { READ_AND_BRAND } from "../setup/masks.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import type { Sending } from "./http.js";
import { type World, createWorld, must } from "./world.js";

let world: World;
/** A locked group, a group as many versions on, and callers that lack something. */
let locked: number;
let versioned: number;
let branding: Credentials;

beforeAll(async () => {
  world = await createWorld();
  versioned = (await world.group()).id;
  locked = (await world.group()).id;
  must(204, await world.send("POST", `/groups/${locked}/lock`, { as: ROOT }));
  branding = await world.account("admins", world.tree.partner.id, { access_type: READ_AND_BRAND });
});
afterAll(() => world.server.stop());

type Offence = [what: string, status: number, method: string, target: string, sending: Sending];

const NOWHERE = 4_000_000_000;
const STALE = "?version=4000000000";
const json = { "content-type": "application/json" };
const text = { "content-type": "text/plain" };
const huge = `"${"a".repeat(1024 * 1024)}`;

/** Requests that offend by two adjacent things, or by more; the earlier one decides. */
const offences = (): Offence[] => {
  const { partner, company, otherCompany, accounts } = world.tree;
  const { partner_admin: asPartner, tenant_viewer: asUser } = accounts;
  return [
    ["no route 404, method 405", 404, "PATCH", "/nothing", {}],
    ["method 405, credentials 401", 405, "PATCH", "/groups/self", {}],
    ["method 405, bad credentials 403", 405, "PATCH", "/groups/self", { as: { login: "root", password: "wrong" } }],
    ["credentials 401, role 403", 401, "POST", "/groups/self/lock", {}],
    ["credentials 401, content type 415", 401, "PUT", "/groups/self", { raw: "x", headers: text }],
    ["credentials 401, size 413", 401, "PUT", "/groups/self", { raw: huge, headers: json }],
    ["credentials 401, body 400", 401, "PUT", "/groups/self?version=x", { raw: "{", headers: json }],
    ["bad Basic 403, body 400", 403, "PUT", "/groups/self", { as: { login: "root", password: "wrong" }, raw: "{", headers: json }],
    ["role 403, content type 415", 403, "PUT", "/groups/self", { as: asUser, raw: "x", headers: text }],
    ["role 403, body 400", 403, "PUT", "/groups/self", { as: asUser, raw: "{", headers: json }],
    ["role 403, object 404", 403, "GET", `/groups/${NOWHERE}`, { as: asUser }],
    ["content type 415, size 413", 415, "PUT", "/groups/self", { as: ROOT, raw: huge, headers: text }],
    ["content type 415, parameter 400", 415, "PUT", "/groups/self?version=x", { as: ROOT, raw: "{", headers: text }],
    ["content type 415, object 404", 415, "PUT", `/groups/${NOWHERE}`, { as: ROOT, raw: "x", headers: text }],
    ["size 413, broken JSON 400", 413, "PUT", "/groups/self", { as: ROOT, raw: huge, headers: json }],
    ["size 413, parameter 400", 413, "PUT", "/groups/self?version=x", { as: ROOT, raw: huge, headers: json }],
    ["size 413, object 404", 413, "PUT", `/groups/${NOWHERE}`, { as: ROOT, raw: huge, headers: json, chunked: true }],
    ["broken JSON 400, object 404", 400, "PUT", `/groups/${NOWHERE}`, { as: ROOT, raw: "{", headers: json }],
    ["parameter 400, object 404", 400, "DELETE", `/groups/${NOWHERE}?version=x`, { as: ROOT }],
    ["parameter 400, object 404", 400, "GET", `/groups/${NOWHERE}/children?request_type=x`, { as: ROOT }],
    ["unknown property 400, object 404", 400, "PUT", `/groups/${NOWHERE}`, { as: ROOT, body: { nobody_knows: 1 } }],
    ["wrong type 400, object 404", 400, "PUT", `/users/${NOWHERE}`, { as: ROOT, body: { firstname: 5 } }],
    ["unfit value 400, object 404", 400, "PUT", `/groups/${NOWHERE}`, { as: ROOT, body: { name: "" } }],
    ["unfit quota 400, object 404", 400, "PUT", `/groups/${NOWHERE}`, { as: ROOT, body: { privileges: { quota_vms_hard: -2 } } }],
    [
      "unfit price 400, object 404",
      400,
      "POST",
      `/groups/${NOWHERE}/children`,
      { as: ROOT, body: { name: "X", kind: 40, pricing: { mode: 1, price: -1 } } },
    ],
    ["no login 400, object 404", 400, "POST", `/groups/${NOWHERE}/users`, { as: ROOT, body: {} }],
    ["no address 400, object 404", 400, "POST", `/groups/${NOWHERE}/settings/logon_ips`, { as: ROOT, body: { items: ["x"] } }],
    ["no login of an identity 400, object 404", 400, "POST", `/groups/${NOWHERE}/admins`, { as: ROOT, body: { use_existing_identity: 1 } }],
    ["unfit figure 400, object 404", 400, "PUT", `/groups/${NOWHERE}`, { as: ROOT, body: { usage: { vm_count: -1 } } }],
    ["unfit figure 400, usage by a partner 403", 400, "PUT", `/groups/${versioned}`, { as: asPartner, body: { usage: { vm_count: -1 } } }],
    ["body 400, scope 403", 400, "PUT", `/groups/${otherCompany.id}`, { as: asPartner, body: { name: "" } }],
    ["object 404, right 403", 404, "PUT", `/groups/${NOWHERE}`, { as: branding, body: { name: "X" } }],
    ["object 404, right 403", 404, "DELETE", `/users/${NOWHERE}`, { as: branding }],
    ["scope 403, version 426", 403, "PUT", `/groups/${otherCompany.id}${STALE}`, { as: asPartner, body: { name: "X" } }],
    ["scope 403, version 426", 403, "DELETE", `/admins/${world.tree.otherAdmin.id}${STALE}`, { as: asPartner }],
    ["right 403, version 426", 403, "PUT", `/groups/${company.id}${STALE}`, { as: branding, body: { name: "X" } }],
    ["lock 403, version 426", 403, "PUT", `/groups/${locked}${STALE}`, { as: asPartner, body: { name: "X" } }],
    ["lock 403, version 426, still enabled 400", 403, "DELETE", `/groups/${locked}${STALE}`, { as: asPartner }],
    ["scope 403, rules 400", 403, "POST", `/groups/${otherCompany.id}/children`, { as: asPartner, body: { name: "X", kind: 10 } }],
    ["lock 403, rules 400", 403, "POST", `/groups/${locked}/children`, { as: asPartner, body: { name: "X", kind: 10 } }],
    [
      "lock 403, uniqueness 409",
      403,
      "POST",
      `/groups/${locked}/users`,
      { as: asPartner, body: { login: "root", email: "x@example.com" } },
    ],
    ["version 426, still enabled 400", 426, "DELETE", `/groups/${versioned}${STALE}`, { as: ROOT }],
    ["version 426, kind 400", 426, "PUT", `/groups/${versioned}${STALE}`, { as: ROOT, body: { kind: 30 } }],
    ["version 426, move under itself 400", 426, "PUT", `/groups/${versioned}${STALE}`, { as: ROOT, body: { parent_id: versioned } }],
    ["version 426, mode 400", 426, "PUT", `/groups/${versioned}${STALE}`, { as: ROOT, body: { pricing: { mode: 3 } } }],
    ["version 426, uniqueness 409", 426, "PUT", `/groups/${versioned}${STALE}`, { as: ROOT, body: { name: "Company" } }],
    ["version 426, uniqueness 409", 426, "PUT", `/users/${accounts.tenant_viewer.id}${STALE}`, { as: ROOT, body: { login: "root" } }],
    ["rules 400, uniqueness 409", 400, "POST", `/groups/${partner.id}/children`, { as: ROOT, body: { name: "Company", kind: 10 } }],
    [
      "rules 400, uniqueness 409",
      400,
      "POST",
      `/groups/${partner.id}/users`,
      { as: ROOT, body: { login: "root", email: "x@example.com" } },
    ],
    ["kind 400, uniqueness 409", 400, "PUT", `/groups/${versioned}`, { as: ROOT, body: { kind: 30, name: "Company" } }],
    ["uniqueness 409 alone", 409, "PUT", `/groups/${versioned}?version=1`, { as: ROOT, body: { name: "Company" } }],
  ];
};

async function expectOrder(entries: Offence[]): Promise<void> {
  const before = await checksum(world.server.db);
  const found: { what: string; status: number }[] = [];
  for (const [what, , method, target, sending] of entries) found.push({ what, status: (await world.send(method, target, sending)).status });
  expect(found).toEqual(entries.map(([what, status]) => ({ what, status })));
  expect(await checksum(world.server.db)).toBe(before);
}

describe("of two reasons to refuse, the first is told", () => {
  it("in the documented order, and nothing changes", () => expectOrder(offences()));
});
