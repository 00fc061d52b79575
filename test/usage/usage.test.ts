import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { foldUsage } from "../../src/features/usage/usage.commands.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeGroup, makeUser } from "../setup/tree.js";

let server: TestServer;
let partner: number, company: number, unit: number, user: number;
beforeAll(async () => {
  server = await startTestServer();
  partner = (await makeGroup(server, "self", GroupKind.MSP, "Partner")).id;
  company = (await makeGroup(server, partner, GroupKind.END_USER_COMPANY, "Company")).id;
  unit = (await makeGroup(server, company, GroupKind.COMPANY_DEPARTMENT, "Unit")).id;
  user = (await makeUser(server, unit, "counted")).id;
});
afterAll(() => server.stop());

const usageOf = async (id: number): Promise<Record<string, number>> =>
  ((await server.rest("GET", `/groups/${id}`, { as: ROOT })).body as { usage: Record<string, number> }).usage;
const storage = async (): Promise<number[]> => {
  const shown = await Promise.all([1, partner, company, unit].map(usageOf));
  return shown.map((usage) => usage["storage_size"]!);
};
const record = (id: number, usage: object): Promise<{ data: never; errors?: unknown[] }> =>
  server.graph("mutation ($id: ID!, $usage: UsageInput!) { recordUsage(id: $id, usage: $usage) { storageSize vmCount } }", {
    as: ROOT,
    variables: { id: String(id), usage },
  });

describe("usage", () => {
  it("of a user and of groups adds up to everything above, at once and after folding", async () => {
    expect((await record(user, { storageSize: 5, vmCount: 1 })).data).toEqual({ recordUsage: { storageSize: 5, vmCount: 1 } });
    await record(company, { storageSize: 25 });
    expect(await storage()).toEqual([30, 30, 30, 5]);
    expect(await foldUsage(server.db)).toBeGreaterThan(0);
    expect(await foldUsage(server.db)).toBe(0);
    expect(await storage()).toEqual([30, 30, 30, 5]);
  });

  it("counts service users", async () => {
    expect((await usageOf(1))["service_users"]).toBe(1);
    const second = await makeUser(server, unit, "counted-too");
    expect((await usageOf(partner))["service_users"]).toBe(2);
    await server.rest("DELETE", `/users/${second.id}`, { as: ROOT });
    expect((await usageOf(partner))["service_users"]).toBe(1);
    const refused = await server.rest("PUT", `/groups/${unit}`, { as: ROOT, body: { usage: { service_users: 9 } } });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining("service_users is counted by the server and can't be set"),
    ]);
  });

  it("sent back as it was read changes nothing, the version neither", async () => {
    const before = (await server.rest("GET", `/groups/${company}`, { as: ROOT })).body as { usage: object; version: number };
    const answer = await server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { usage: before.usage } });
    expect(answer.body).toEqual({ version: before.version });
    expect(await usageOf(company)).toEqual(before.usage);
  });

  it("goes with what is removed", async () => {
    const gone = (await makeGroup(server, partner, GroupKind.END_USER_COMPANY, "Gone")).id;
    await record(gone, { storageSize: 1000 });
    await makeUser(server, gone, "gone-user");
    expect((await storage()).slice(0, 2)).toEqual([1030, 1030]);
    await server.rest("PUT", `/groups/${gone}`, { as: ROOT, body: { status: 0 } });
    expect((await server.rest("DELETE", `/groups/${gone}`, { as: ROOT })).status).toBe(204);
    expect((await storage()).slice(0, 2)).toEqual([30, 30]);
    expect((await usageOf(1))["service_users"]).toBe(1);
    const left = await query(
      server.db,
      `select owner_id from usages u
       where not exists (select from groups where id = owner_id) and not exists (select from accounts where id = owner_id)`,
    );
    expect(left).toEqual([]);
  });

  it("of many writers at once loses nothing", async () => {
    const before = (await usageOf(1))["vm_count"]!;
    const units = await Promise.all(
      Array.from({ length: 8 }, (_, index) => makeGroup(server, company, GroupKind.COMPANY_DEPARTMENT, `Busy ${index}`)),
    );
    let folding = true;
    const folder = (async () => {
      while (folding) await foldUsage(server.db);
    })();
    await Promise.all(
      units.map(async ({ id }) => {
        for (let count = 1; count <= 10; count++) await record(id, { vmCount: count });
      }),
    );
    folding = false;
    await folder;
    expect((await usageOf(1))["vm_count"]).toBe(before + 80);
  });

  it("exceeds a hard quota only above it, and never an unlimited one", async () => {
    await server.rest("PUT", `/groups/${company}`, {
      as: ROOT,
      body: { privileges: { quota_vms_hard: 80, quota_servers_hard: -1, quota_mobiles_hard: null } },
    });
    const exceeded = async (): Promise<unknown> =>
      ((await server.rest("GET", `/groups/${company}/quota_exceedance`, { as: ROOT })).body as { vms: number }).vms;
    const own = (await usageOf(company))["vm_count"]!;
    await server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { privileges: { quota_vms_hard: own } } });
    expect(await exceeded()).toBe(0);
    await server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { privileges: { quota_vms_hard: own - 1 } } });
    expect(await exceeded()).toBe(1);
  });
});
