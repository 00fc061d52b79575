import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FULL_ACCESS, GroupCapability, GroupKind, PricingMode } from "../../src/kernel/enums.js";
import { COMPANY_CAPABILITIES, LESS_THAN_FULL_ACCESS, PARTNER_CAPABILITIES, UNIT_CAPABILITIES } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, type Tree, makeGroup, makeStorage, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const put = (group: MadeGroup, as: Credentials, body: object): Promise<Answer> => server.rest("PUT", `/groups/${group.id}`, { as, body });

async function expectRefused(work: () => Promise<Answer>): Promise<void> {
  const { answer, changed } = await watched(server.db, work);
  expect([answer.status, changed, answer.text]).toEqual([403, false, expect.any(String)]);
}

/** What an admin may change of its own group. */
const OWN: [string, object][] = [
  ["name", { name: "Renamed" }],
  ["contact", { contact: { firstname: "Una" } }],
  ["billing", { billing: { email: "billing@example.com" } }],
  ["language", { language: "de" }],
  ["internal tag", { internal_tag: "tag" }],
  ["agents' updates", { agents: { autoupdate: 0 } }],
];

/** What is changed only from strictly above. */
const ABOVE: [string, object][] = [
  ["kind", { kind: GroupKind.RESELLER }],
  ["parent", { parent_id: 0 }],
  ["hard quotas", { privileges: { quota_vms_hard: 3 } }],
  ["soft quotas", { privileges: { server_count: 3 } }],
  ["local backup among its quotas", { privileges: { local_backup: { permitted: 0 } } }],
  ["end of subscription", { privileges: { subscription_expiration: 2_000_000_000 } }],
  ["pricing mode", { pricing: { mode: PricingMode.DEMO_PERSISTENT } }],
  ["currency", { pricing: { currency: "EUR" } }],
  ["price", { pricing: { price: 3 } }],
  ["external", { external: 1 }],
  ["capabilities", { capabilities: GroupCapability.BACKUP }],
  ["status", { status: 0 }],
  ["usage", { usage: { server_count: 3 } }],
];
const ADMINS = ["partner_admin", "company_admin", "unit_admin"] as const;
const GROUP_OF = { partner_admin: "partner", company_admin: "company", unit_admin: "unit" } as const;

describe("of its own group an admin", () => {
  it.each(OWN)("may change the %s", async (_what, body) => {
    for (const role of ADMINS) expect([role, (await put(tree[GROUP_OF[role]], tree.accounts[role], body)).status]).toEqual([role, 200]);
  });

  it.each(ABOVE)("may not change the %s", async (_what, body) => {
    for (const role of ADMINS) {
      const group = tree[GROUP_OF[role]];
      const sent = "parent_id" in body ? { parent_id: tree.otherPartner.id } : body;
      await expectRefused(() => put(group, tree.accounts[role], sent));
      await expectRefused(() => put(group, tree.accounts[role], { ...sent, internal_tag: "smuggled" }));
    }
  });

  it("may not choose the storage, which those above may", async () => {
    const { id } = await makeStorage(server, tree.partner.id);
    const body = { storage: { id } };
    await expectRefused(() => put(tree.company, tree.accounts.company_admin, body));
    expect((await put(tree.company, tree.accounts.partner_admin, body)).status).toBe(200);
  });

  describe.each(ADMINS)("as %s", (role) => {
    it("may send back all it has read", async () => {
      const { body } = await server.rest("GET", "/groups/self", { as: tree.accounts[role] });
      const { kind, status, capabilities, external, privileges, usage } = body as Record<string, unknown>;
      const { mode, currency } = (body as { pricing: { mode: number; currency: string } }).pricing;
      const echo = {
        kind,
        status,
        capabilities,
        external,
        privileges,
        usage,
        pricing: { mode, currency },
        internal_tag: `echo of ${role}`,
      };
      expect((await put(tree[GROUP_OF[role]], tree.accounts[role], echo)).status).toBe(200);
    });

    it.each([
      ["flags", { allow_download_docs: 0 }],
      ["local_backup_restriction", { status: 0 }],
      ["logon_ips", { items: ["0.0.0.0/0"] }],
    ])("may change its settings: %s", async (path, body) => {
      expect((await server.rest("POST", `/groups/self/settings/${path}`, { as: tree.accounts[role], body })).status).toBe(200);
    });
  });

  it("may not delete it, disabled or not", async () => {
    await expectRefused(() => server.rest("DELETE", "/groups/self", { as: tree.accounts.company_admin }));
    await expectRefused(() => server.rest("DELETE", `/groups/${tree.partner.id}`, { as: tree.accounts.partner_admin }));
  });
});

describe("from strictly above", () => {
  it.each([
    ...ABOVE.filter(([what]) => !["kind", "parent", "pricing mode", "usage"].includes(what)),
    ["pricing mode", { pricing: { mode: PricingMode.PRODUCTION } }],
  ] as const)("the %s of a company changes", async (_what, body) => {
    const company = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, `Company ${JSON.stringify(body)}`);
    expect((await put(company, tree.accounts.partner_admin, body)).status).toBe(200);
  });

  it("kind changes as the rules say", async () => {
    const group = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "To become a distributor");
    expect((await put(group, ROOT, { kind: GroupKind.SUB_DISTRIBUTOR })).status).toBe(200);
  });

  it("usage changes by root admins only", async () => {
    const body = { usage: { server_count: 12 } };
    await expectRefused(() => put(tree.unit, tree.accounts.partner_admin, body));
    expect((await put(tree.unit, ROOT, body)).status).toBe(200);
  });
});

describe("capabilities", () => {
  const capabilitiesOf = async (group: MadeGroup): Promise<number> =>
    ((await server.rest("GET", `/groups/${group.id}`, { as: ROOT })).body as { capabilities: number }).capabilities;
  const give = async (group: MadeGroup, capabilities: number): Promise<void> =>
    expect((await put(group, ROOT, { capabilities })).status).toBe(200);

  it.each([
    [10, 383, () => makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Kind 10")],
    [20, 383, () => makeGroup(server, "self", GroupKind.SUB_DISTRIBUTOR, "Kind 20")],
    [30, 383, () => makeGroup(server, "self", GroupKind.MSP, "Kind 30")],
    [40, 29, () => makeGroup(server, "self", GroupKind.END_USER_COMPANY, "Kind 40")],
    [50, 21, () => makeGroup(server, tree.company.id, GroupKind.COMPANY_DEPARTMENT, "Kind 50")],
  ] as const)("of a new group of kind %i are %i", async (_kind, capabilities, make) => {
    expect(await capabilitiesOf(await make())).toBe(capabilities);
  });

  it("of the root and of a provider's resellers are 383, too", async () => {
    const { body } = await server.rest("GET", "/groups/self", { as: ROOT });
    expect((body as { capabilities: number }).capabilities).toBe(383);
    const [{ id }] = (await server.db.raw<{ rows: [{ id: number }] }>("update groups set kind = 21 where name = 'Kind 20' returning id"))
      .rows;
    expect(await capabilitiesOf(await makeGroup(server, id, GroupKind.RESELLER, "Kind 31"))).toBe(383);
  });

  it("Backup: without it there is no backup service in the profile", async () => {
    const services = async () =>
      ((await server.rest("GET", "/profile", { as: tree.accounts.unit_admin })).body as { services: object[] }).services.length;
    expect(await services()).toBe(1);
    await give(tree.unit, UNIT_CAPABILITIES & ~GroupCapability.BACKUP);
    expect(await services()).toBe(0);
    await give(tree.unit, UNIT_CAPABILITIES);
  });

  it("Children: without it a group gets none, neither born nor moved", async () => {
    const parent = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "Childless");
    const company = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Homeless");
    await give(parent, PARTNER_CAPABILITIES & ~GroupCapability.CHILDREN);
    await expectRefused(() =>
      server.rest("POST", `/groups/${parent.id}/children`, { as: ROOT, body: { kind: GroupKind.END_USER_COMPANY, name: "Child" } }),
    );
    await expectRefused(() => put(company, ROOT, { parent_id: parent.id }));
    await give(parent, PARTNER_CAPABILITIES);
    expect((await put(company, ROOT, { parent_id: parent.id })).status).toBe(200);
  });

  describe("Modification: without it", () => {
    beforeAll(() => give(tree.company, COMPANY_CAPABILITIES & ~GroupCapability.MODIFICATION));
    afterAll(() => give(tree.company, COMPANY_CAPABILITIES));

    it.each(OWN)("its own admins can't change its %s, those above can", async (_what, body) => {
      const sent = Object.fromEntries(
        Object.entries(body).map(([name, value]) => [name, typeof value === "string" ? (name === "language" ? "fr" : `${value}!`) : value]),
      ) as object;
      const altered =
        "contact" in sent
          ? { contact: { firstname: "Ute" } }
          : "billing" in sent
            ? { billing: { email: "b2@example.com" } }
            : "agents" in sent
              ? { agents: { autoupdate: 1 } }
              : sent;
      await expectRefused(() => put(tree.company, tree.accounts.company_admin, altered));
      expect((await put(tree.company, tree.accounts.partner_admin, altered)).status).toBe(200);
    });

    it("its own admins can't change its settings, those above can", async () => {
      const post = (as: Credentials, value: number) =>
        server.rest("POST", `/groups/${tree.company.id}/settings/flags`, { as, body: { allow_download_tools: value } });
      expect((await post(tree.accounts.partner_admin, 0)).status).toBe(200);
      await expectRefused(() => post(tree.accounts.company_admin, 1));
    });

    it("its own admins change what is below it", async () => {
      expect((await put(tree.unit, tree.accounts.company_admin, { internal_tag: "below" })).status).toBe(200);
    });
  });

  it.each([
    ["CustomPricing", GroupCapability.CUSTOM_PRICING, { pricing: { mode: PricingMode.PRODUCTION } }, { pricing: { price: 5 } }],
    ["CustomPricing", GroupCapability.CUSTOM_PRICING, { pricing: { currency: "EUR" } }, { internal_tag: "allowed" }],
    ["CustomPrice", GroupCapability.CUSTOM_PRICE, { pricing: { price: 7 } }, { pricing: { currency: "CHF" } }],
  ])("%s (%i): without it %j is refused, though %j is not", async (_name, bit, refused, allowed) => {
    const partner = await makeGroup(server, tree.distributor.id, GroupKind.MSP, `Partner for ${JSON.stringify(refused)}`);
    const company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Customer");
    for (const group of [partner, company]) await give(group, PARTNER_CAPABILITIES & ~bit);
    await expectRefused(() => put(company, ROOT, refused));
    expect((await put(company, ROOT, allowed)).status).toBe(200);
    for (const group of [partner, company]) await give(group, PARTNER_CAPABILITIES);
    expect((await put(company, ROOT, refused)).status).toBe(200);
  });

  it("CustomStorage: without it no storage is chosen", async () => {
    const partner = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "Without storages");
    const company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Customer");
    const { id } = await makeStorage(server, partner.id);
    for (const group of [partner, company]) await give(group, PARTNER_CAPABILITIES & ~GroupCapability.CUSTOM_STORAGE);
    await expectRefused(() => put(company, ROOT, { storage: { id } }));
    await expectRefused(() =>
      server.rest("POST", `/groups/${partner.id}/children`, {
        as: ROOT,
        body: { kind: GroupKind.END_USER_COMPANY, name: "Stored", storage: id },
      }),
    );
    for (const group of [partner, company]) await give(group, PARTNER_CAPABILITIES);
    expect((await put(company, ROOT, { storage: { id } })).status).toBe(200);
  });

  it("RequireCustomerId: with it children need one", async () => {
    const partner = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "Asks for numbers");
    await give(partner, PARTNER_CAPABILITIES | GroupCapability.REQUIRE_CUSTOMER_ID);
    const post = (more: object) =>
      server.rest("POST", `/groups/${partner.id}/children`, {
        as: ROOT,
        body: { kind: GroupKind.END_USER_COMPANY, name: "Numbered", ...more },
      });
    for (const more of [{}, { customer_id: null }, { customer_id: "" }]) {
      const { answer, changed } = await watched(server.db, () => post(more));
      expect([answer.status, changed, answer.text]).toEqual([400, false, expect.stringContaining("customer_id")]);
    }
    expect((await post({ customer_id: "C-1" })).status).toBe(201);
  });
});

describe("moving groups", () => {
  it.each(["company_admin", "unit_admin", "readonly_admin"] as const)("is not for a %s", async (role) => {
    await expectRefused(() => put(tree.unit, tree.accounts[role], { parent_id: tree.partner.id }));
  });

  it("needs full access", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Mover's target");
    await server.db("accounts").where({ id: tree.accounts.partner_admin.id }).update({ access_type: LESS_THAN_FULL_ACCESS });
    await expectRefused(() => put(tree.unit, tree.accounts.partner_admin, { parent_id: group.id }));
    await server.db("accounts").where({ id: tree.accounts.partner_admin.id }).update({ access_type: FULL_ACCESS });
    expect((await put(tree.unit, tree.accounts.partner_admin, { parent_id: group.id })).status).toBe(200);
  });
});
