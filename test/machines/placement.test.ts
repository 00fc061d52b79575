import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { foldUsage } from "../../src/features/usage/usage.commands.js";
import { FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { watched } from "../access/checksum.js";
import { COMPANY_CAPABILITIES } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, makeAdmin, makeBackupServer, makeGroup, makeUser } from "../setup/tree.js";

let server: TestServer;
let partner: number, company: number;
let admin: Credentials;
const servers: Record<string, number> = {};
let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;

beforeAll(async () => {
  server = await startTestServer();
  partner = (await makeGroup(server, "self", GroupKind.MSP, "Partner")).id;
  for (const name of ["one", "two", "three"]) servers[name] = await makeBackupServer(server, name);
});
afterAll(() => server.stop());
beforeEach(async () => {
  company = (await makeGroup(server, partner, GroupKind.END_USER_COMPANY, fresh("Company"))).id;
  admin = await makeAdmin(server, company, fresh("admin"));
});

const user = (group = company, more: object = {}): Promise<MadeAccount> => makeUser(server, group, fresh("user"), more);
const register = (of: number, body: object = { agent_id: fresh("agent") }, as: Credentials = admin) =>
  server.rest("POST", `/users/${of}/machines`, { as, body });
const limit = async (path: string, devices: number): Promise<void> =>
  expect((await server.rest("PUT", path, { as: ROOT, body: { privileges: { quota_universal_devices_hard: devices } } })).status).toBe(200);
const devices = async (path: string): Promise<number> =>
  ((await server.rest("GET", path, { as: ROOT })).body as { usage: { universal_devices_count: number } }).usage.universal_devices_count;
const load = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await query<{ name: string; count: number }>(server.db, "select agent_id name, machine_count count from backup_servers order by id")
    ).map(({ name, count }) => [name, count]),
  );
const statuses = (answers: { status: number }[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await query<{ name: string; count: number }>(
        server.db,
        `select b.agent_id name, count(m.id)::int count from backup_servers b
         left join machines m on m.backup_server_id = b.id group by b.id order by b.id`,
      )
    ).map(({ name, count }) => [name, count]),
  );

describe("50 machines at once, with room for 10", () => {
  /** Registers for many users at once, while usage is folded. */
  async function race(users: number[]): Promise<{ status: number }[]> {
    let folding = true;
    const folder = (async () => {
      while (folding) await foldUsage(server.db);
    })();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => register(users[n % users.length]!)));
    folding = false;
    await folder;
    return answers;
  }

  it.each([
    ["the user", async (of: number[]) => limit(`/users/${of[0]!}`, 10), 1],
    ["its company", () => limit(`/groups/${company}`, 10), 5],
    ["the partner above", async () => limit(`/groups/${partner}`, (await devices(`/groups/${partner}`)) + 10), 5],
  ] as const)("limited by %s: exactly 10 are registered, spread evenly", async (_by, restrict, count) => {
    const users: number[] = [];
    for (let n = 0; n < count; n++) users.push((await user()).id);
    await restrict(users);
    const before = await load();
    const answers = await race(users);
    expect(statuses(answers)).toEqual({ 200: 10, 409: 40 });
    expect(await devices(`/groups/${company}`)).toBe(10);
    const added = Object.entries(await load()).map(([name, now]) => now - before[name]!);
    expect(added.reduce((sum, n) => sum + n)).toBe(10);
    const after = Object.values(await load());
    expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
    expect(await load()).toEqual(await counted());
    await limit(`/groups/${partner}`, -1);
  });

  it("without a limit all are registered, spread evenly", async () => {
    const users = [(await user()).id, (await user()).id];
    expect(statuses(await race(users))).toEqual({ 200: 50 });
    const after = Object.values(await load());
    expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
    expect([await devices(`/groups/${company}`), await devices(`/users/${users[0]!}`)]).toEqual([50, 25]);
  });
});

describe("one machine at once", () => {
  it("registered many times by its user is one device", async () => {
    const { id } = await user();
    const body = { agent_id: fresh("agent"), secret: "secret" };
    expect(statuses(await Promise.all(Array.from({ length: 10 }, () => register(id, body))))).toEqual({ 200: 10 });
    expect(await devices(`/users/${id}`)).toBe(1);
  });

  it("registered by many users is had by one", async () => {
    const users = await Promise.all(Array.from({ length: 5 }, () => user()));
    const body = { agent_id: fresh("agent"), secret: "secret" };
    expect(statuses(await Promise.all(users.map(({ id }) => register(id, body))))).toEqual({ 200: 1, 409: 4 });
    expect(await devices(`/groups/${company}`)).toBe(1);
  });
});

describe("a quota", () => {
  it("that is full refuses, changes nothing, and names whose it is", async () => {
    const { id } = await user();
    await limit(`/groups/${partner}`, 0);
    const { answer, changed } = await watched(server.db, () => register(id));
    expect([answer.status, changed, answer.text]).toEqual([409, false, expect.stringContaining(`of group ${partner} is used up`)]);
    await limit(`/groups/${partner}`, -1);
    expect((await register(id)).status).toBe(200);
  });

  it("counts what root admins record, and has room again when a machine is removed", async () => {
    const { id } = await user();
    await limit(`/groups/${company}`, 3);
    await server.graph(`mutation { recordUsage(id: "${company}", usage: { universalDevicesCount: 2 }) { universalDevicesCount } }`, {
      as: ROOT,
    });
    expect([(await register(id)).status, (await register(id)).status]).toEqual([200, 409]);
    const { data } = await server.graph(`{ user(id: "${id}") { machines { nodes { id agentId } } } }`, { as: admin });
    const [machine] = (data as { user: { machines: { nodes: { id: string }[] } } }).user.machines.nodes;
    expect((await server.graph(`mutation { deleteMachine(userId: "${id}", id: "${machine!.id}") }`, { as: admin })).data).toEqual({
      deleteMachine: machine!.id,
    });
    expect(await devices(`/groups/${company}`)).toBe(2);
    expect((await register(id)).status).toBe(200);
  });
});

describe("a user's count of devices", () => {
  it("never falls below nothing, whatever was recorded before its machines are removed", async () => {
    const { id } = await user();
    await register(id);
    await server.graph(`mutation { recordUsage(id: "${id}", usage: { universalDevicesCount: 0 }) { universalDevicesCount } }`, {
      as: ROOT,
    });
    const machine = (await server.db("machines").where({ user_id: id }).first<{ id: number }>("id")).id;
    expect((await server.graph(`mutation { deleteMachine(userId: "${id}", id: "${machine}") }`, { as: admin })).errors).toBeUndefined();
    expect([await devices(`/users/${id}`), await devices(`/groups/${company}`)]).toEqual([0, 0]);
  });
});

describe("a new machine is placed", () => {
  const lastServer = async (): Promise<string> =>
    (
      await query<{ name: string }>(
        server.db,
        "select b.agent_id name from machines m join backup_servers b on b.id = m.backup_server_id order by m.id desc limit 1",
      )
    )[0]!.name;

  it("where the fewest are, and agents online count for as many", async () => {
    const { id } = await user();
    const report = (host: string, count: number) =>
      server.rest("POST", "/datacenter/backupservers/online_agents", {
        as: ROOT,
        body: { backup_server_ip_address: `${host}.internal`, online_agents_count: count },
      });
    for (const host of ["one", "three"]) await report(host, 10_000);
    for (let n = 0; n < 4; n++) {
      await register(id);
      expect(await lastServer()).toBe("two");
    }
    for (const host of ["one", "three"]) await report(host, 0);
    await register(id);
    expect(await lastServer()).not.toBe("two");
  });

  it("on the server its group, or the nearest above, prefers", async () => {
    const preferring = await makeGroup(server, partner, GroupKind.END_USER_COMPANY, fresh("Preferring"), {
      preferred_backup_server: servers["three"],
    });
    const unit = await makeGroup(server, preferring.id, GroupKind.COMPANY_DEPARTMENT, "Unit");
    const other = await makeGroup(server, unit.id, GroupKind.COMPANY_DEPARTMENT, "Other", { preferred_backup_server: servers["one"] });
    for (const [group, expected] of [
      [preferring, "three"],
      [unit, "three"],
      [other, "one"],
    ] as const) {
      const { id } = await user(group.id);
      for (let n = 0; n < 2; n++) {
        expect((await register(id, undefined, await makeAdmin(server, group.id, fresh("admin")))).status).toBe(200);
        expect(await lastServer()).toBe(expected);
      }
    }
  });
});

describe("machines go", () => {
  it("with their user, from every total above and from their servers", async () => {
    const { id } = await user();
    const [before, above] = [await load(), await devices(`/groups/${partner}`)];
    for (let n = 0; n < 4; n++) await register(id);
    expect((await server.rest("DELETE", `/users/${id}`, { as: ROOT })).status).toBe(204);
    expect([await load(), await devices(`/groups/${partner}`), await devices(`/groups/${company}`)]).toEqual([before, above, 0]);
  });

  it("with their group", async () => {
    const [before, above] = [await load(), await devices(`/groups/${partner}`)];
    for (const { id } of [await user(), await user()]) await register(id);
    await server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { status: 0 } });
    expect((await server.rest("DELETE", `/groups/${company}`, { as: ROOT })).status).toBe(204);
    expect([await load(), await devices(`/groups/${partner}`)]).toEqual([before, above]);
    expect(await load()).toEqual(await counted());
  });

  it("with a group that moves: they count where it is", async () => {
    const { id } = await user();
    await register(id);
    const target = await makeGroup(server, "self", GroupKind.MSP, fresh("Target"));
    expect((await server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { parent_id: target.id } })).status).toBe(200);
    expect(await devices(`/groups/${target.id}`)).toBe(1);
  });
});

describe("a migration", () => {
  it("takes machines and preferences of the subtree along, and leaves what is cut off", async () => {
    const unit = await makeGroup(server, company, GroupKind.COMPANY_DEPARTMENT, "Unit", { preferred_backup_server: servers["one"] });
    const cut = await makeGroup(server, company, GroupKind.COMPANY_DEPARTMENT, "Cut off", { preferred_backup_server: servers["one"] });
    await server.rest("PUT", `/groups/${cut.id}`, { as: ROOT, body: { capabilities: COMPANY_CAPABILITIES } });
    const cutter = await makeAdmin(server, cut.id, fresh("cutter"));
    const users = [await user(), await user(unit.id), await user(cut.id)];
    for (const { id } of users) for (let n = 0; n < 2; n++) expect((await register(id)).status).toBe(200);
    expect((await server.rest("PUT", `/groups/${cut.id}`, { as: cutter, body: { parent_has_access: 0 } })).status).toBe(200);

    const migrate = (group: number) =>
      server.rest("PUT", `/groups/${group}/backup_server_migration`, { as: ROOT, body: { backup_server_id: servers["two"] } });
    const { status, body } = await migrate(company);
    expect([status, (body as { tenants: object[] }).tenants]).toEqual([200, [{ id: company }, { id: unit.id }]]);
    const places = await query<{ userId: number; name: string }>(
      server.db,
      `select m.user_id "userId", b.agent_id name from machines m
       join backup_servers b on b.id = m.backup_server_id where m.user_id = any(?::bigint[]) order by m.id`,
      [users.map(({ id }) => id)],
    );
    expect(places.map(({ name }) => name)).toEqual(["two", "two", "two", "two", "one", "one"]);
    expect(await load()).toEqual(await counted());
    const preferences = await query(server.db, "select backup_server_id id from groups g where g.id = any(?::bigint[]) order by g.id", [
      [company, unit.id, cut.id],
    ]);
    expect(preferences).toEqual([{ id: servers["two"] }, { id: servers["two"] }, { id: servers["one"] }]);
    const refused = await watched(server.db, () => migrate(cut.id));
    expect([refused.answer.status, refused.changed]).toEqual([403, false]);
  });

  it("needs the right for it", async () => {
    const root = ((await server.rest("GET", "/groups/self", { as: ROOT })).body as { id: number }).id;
    const writer = await makeAdmin(server, root, fresh("writer"), { access_type: FULL_ACCESS });
    const { answer, changed } = await watched(server.db, () =>
      server.rest("PUT", `/groups/${company}/backup_server_migration`, { as: writer, body: { backup_server_id: servers["two"] } }),
    );
    expect([answer.status, changed, answer.text]).toEqual([403, false, expect.stringContaining("MIGRATION")]);
  });
});
