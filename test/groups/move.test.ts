import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { query } from "../../db/query.js";
import { seedTree } from "../../db/seeds/seed-tree.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeGroup } from "../setup/tree.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** What every tree must satisfy; each list is of the groups that do not. */
async function faults(): Promise<Record<string, unknown>[]> {
  return query(
    server.db,
    `select g.id, g.path, g.grade, g.isolated_by from groups g left join groups p on p.id = g.parent_id
     where g.path <> coalesce(p.path, '/') || g.id || '/' or g.grade <> coalesce(p.grade + 1, 0)
       or g.isolated_by is distinct from case when p.parent_has_access then p.isolated_by else p.id end
       or g.has_children <> exists (select from groups c where c.parent_id = g.id)`,
  );
}

const total = async (id: number): Promise<number> => {
  const { body } = await server.rest("GET", `/groups/${id}`, { as: ROOT });
  return (body as { usage: { storage_size: number } }).usage.storage_size;
};

const hasChildren = async (id: number): Promise<boolean> =>
  (await server.db("groups").where({ id }).first<{ has_children: boolean }>("has_children")).has_children;

describe("whether a group has children", () => {
  it("follows their creation, moves and removal", async () => {
    const from = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "First home");
    const to = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Second home");
    expect([await hasChildren(from.id), await hasChildren(to.id)]).toEqual([false, false]);
    const [child, sibling] = await Promise.all([
      makeGroup(server, from.id, GroupKind.MSP, "Child"),
      makeGroup(server, from.id, GroupKind.MSP, "Sibling"),
    ]);
    expect([await hasChildren(from.id), await hasChildren(child.id)]).toEqual([true, false]);

    await server.rest("PUT", `/groups/${child.id}`, { as: ROOT, body: { parent_id: to.id } });
    expect([await hasChildren(from.id), await hasChildren(to.id)]).toEqual([true, true]);
    await server.rest("PUT", `/groups/${sibling.id}`, { as: ROOT, body: { parent_id: to.id } });
    expect([await hasChildren(from.id), await hasChildren(to.id)]).toEqual([false, true]);

    for (const [{ id }, left] of [
      [child, true],
      [sibling, false],
    ] as const) {
      await server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { status: 0 } });
      expect((await server.rest("DELETE", `/groups/${id}?version=3`, { as: ROOT })).status).toBe(204);
      expect(await hasChildren(to.id)).toBe(left);
    }
  });
});

describe("moving a group", () => {
  it("takes the subtree, its usage and its isolation along", async () => {
    const from = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "From");
    const to = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "To");
    const partner = await makeGroup(server, from.id, GroupKind.MSP, "Partner");
    const company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Company");
    await makeGroup(server, company.id, GroupKind.COMPANY_DEPARTMENT, "Unit");
    await server.rest("PUT", `/groups/${company.id}`, { as: ROOT, body: { usage: { storage_size: 70 } } });
    await server.rest("PUT", `/groups/${partner.id}`, { as: ROOT, body: { usage: { storage_size: 100 } } });
    expect([await total(from.id), await total(partner.id)]).toEqual([170, 170]);

    const moved = await server.rest("PUT", `/groups/${partner.id}?version=2`, { as: ROOT, body: { parent_id: to.id } });

    expect([moved.status, moved.text]).toEqual([200, '{"version":3}']);
    expect(await faults()).toEqual([]);
    expect([await total(from.id), await total(to.id), await total(partner.id)]).toEqual([0, 170, 170]);
    const children = await server.rest("GET", `/groups/${to.id}/children`, { as: ROOT });
    expect((children.body as { items: { id: number }[] }).items.map(({ id }) => id)).toEqual([partner.id]);
  });

  it.each([
    ["under itself", (own: number) => own, 400, "parent_id must not be the group itself or one below it"],
    ["under no group", () => 987654321, 400, "parent_id names no group: 987654321"],
    ["to nowhere", () => null, 400, "parent_id must not be null: only the root group has no parent"],
  ])("%s is refused and changes nothing", async (name, target, status, info) => {
    const group = await makeGroup(server, "self", GroupKind.MSP, `Not moved ${name}`);
    const answer = await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { parent_id: target(group.id), name: "renamed" } });
    expect([answer.status, (answer.body as { error: { details: { info: string } } }).error.details.info]).toEqual([status, info]);
    const after = await server.rest("GET", `/groups/${group.id}`, { as: ROOT });
    expect(after.body).toMatchObject({ name: `Not moved ${name}`, version: 1, parent_id: 1 });
  });

  it("is refused where the rules, a disabled group or a taken name forbid it", async () => {
    const partner = await makeGroup(server, "self", GroupKind.MSP, "Rules");
    const company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Twin");
    const disabled = await makeGroup(server, "self", GroupKind.MSP, "Disabled");
    await makeGroup(server, disabled.id, GroupKind.END_USER_COMPANY, "Child");
    await server.rest("PUT", `/groups/${disabled.id}`, { as: ROOT, body: { status: 0 } });
    const other = await makeGroup(server, "self", GroupKind.MSP, "Other");
    await makeGroup(server, other.id, GroupKind.END_USER_COMPANY, "Twin");
    const move = async (id: number, parent_id: number): Promise<number> =>
      (await server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { parent_id } })).status;
    expect(await move(partner.id, company.id)).toBe(400);
    expect(await move(company.id, disabled.id)).toBe(400);
    expect(await move(company.id, other.id)).toBe(409);
    expect(await faults()).toEqual([]);
  });

  it("of two moves at once that would make a cycle, one is refused", async () => {
    for (let round = 0; round < 5; round++) {
      // Of all kinds only resellers and units may live below their like, and providers only below a second root.
      const second = await makeGroup(server, "self", GroupKind.ROOT, `Second root ${round}`);
      const provider = await makeGroup(server, second.id, GroupKind.PROVIDER, "Provider");
      const [left, right] = await Promise.all(["Left", "Right"].map((name) => makeGroup(server, provider.id, GroupKind.RESELLER, name)));
      const answers = await Promise.all([
        server.rest("PUT", `/groups/${left!.id}`, { as: ROOT, body: { parent_id: right!.id } }),
        server.rest("PUT", `/groups/${right!.id}`, { as: ROOT, body: { parent_id: left!.id } }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    }
    expect(await faults()).toEqual([]);
  });

  it("moves ten thousand groups in one transaction", async () => {
    const big = await startTestServer();
    try {
      await seedTree(big.db, { groups: 14_000, seed: 7 });
      const [top] = await query<{ id: number; below: number }>(
        big.db,
        `select g.id, (select count(*)::int from groups x where x.path >= g.path and x.path < rtrim(g.path, '/') || '0') below
         from groups g where g.kind = 10 order by 2 desc limit 1`,
      );
      const target = await makeGroup(big, 1, GroupKind.ROOT, "Target");
      const statements = await big.statements(async () => {
        const { status, text } = await big.rest("PUT", `/groups/${top!.id}`, { as: ROOT, body: { parent_id: target.id } });
        expect([status, text.startsWith('{"version":')]).toEqual([200, true]);
      });
      expect(statements.filter((sql) => sql.startsWith("begin"))).toHaveLength(1);
      const [moved] = await query<{ below: number }>(big.db, "select count(*)::int below from groups where path like ?", [
        `/1/${target.id}/%`,
      ]);
      expect(moved!.below).toBe(top!.below + 1);
    } finally {
      await big.stop();
    }
  });
});

describe("fifty creates of the same name at once", () => {
  it("make one group", async () => {
    const parent = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Crowded");
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        server.rest("POST", `/groups/${parent.id}/children`, { as: ROOT, body: { name: "Same", kind: GroupKind.MSP } }),
      ),
    );
    const counts = new Map<number, number>();
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
    expect(counts).toEqual(
      new Map([
        [201, 1],
        [409, 49],
      ]),
    );
  });
});
