import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { seedTree } from "../../db/seeds/seed-tree.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeGroup, makeTree, makeUser } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

/** What the tables hold and should not, or should and do not, worked out from the tree by walking it. */
const faults = (): Promise<unknown[]> =>
  query(
    server.db,
    `with readable as (
       select r.id reader_id, g.id, g.name_key, g.parent_has_access from groups r join groups g on starts_with(g.path, r.path)
       where g.id = r.id or g.isolated_by is not distinct from case when r.parent_has_access then r.isolated_by else r.id end
     ), logins as (
       select r.reader_id, i.login_key, a.id from readable r join accounts a on a.group_id = r.id join identities i on i.id = a.identity_id
       where not a.hidden and (r.parent_has_access or r.reader_id = r.id)
     ), kept as (select 'group' sort, * from searchable_groups union all select 'account', * from searchable_accounts),
     meant as (select 'group' sort, reader_id, name_key, id from readable union all select 'account', * from logins)
     (select 'superfluous' fault, * from (table kept except all table meant) k)
     union all (select 'missing', * from (table meant except all table kept) m)`,
  );

const found = async (prefix: string, as = ROOT): Promise<string[]> => {
  const { body } = await server.rest("GET", `/groups?prefix=${prefix}&limit=100`, { as });
  return (body as { items: { name: string }[] }).items.map(({ name }) => name);
};

describe("what a search can find", () => {
  it("follows a group's name, its place, its isolation and its end", async () => {
    const { distributor, partner } = tree;
    const group = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "quarry one");
    const below = await makeGroup(server, group.id, GroupKind.COMPANY_DEPARTMENT, "quarry below");
    const admin = await makeAdmin(server, group.id, "quarry-admin");
    await makeUser(server, below.id, "quarry-user");
    const { id: hidden } = await makeUser(server, below.id, "quarry-hidden");
    await query(server.db, "update accounts set hidden = true where id = ?", [hidden]);
    expect(await found("quarry", tree.accounts.partner_admin)).toEqual(["quarry below", "quarry one", "quarry-admin", "quarry-user"]);

    expect((await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { name: "Quarry two" } })).status).toBe(200);
    expect(await found("quarry")).toEqual(["quarry below", "Quarry two", "quarry-admin", "quarry-user"]);
    expect((await server.rest("PUT", `/groups/${group.id}`, { as: admin, body: { parent_has_access: 0 } })).status).toBe(200);
    expect(await found("quarry")).toEqual(["Quarry two"]);
    expect(await found("quarry", admin)).toEqual(["quarry below", "Quarry two", "quarry-admin", "quarry-user"]);
    expect(await faults()).toEqual([]);

    expect((await server.rest("PUT", `/groups/${group.id}`, { as: admin, body: { parent_has_access: 1 } })).status).toBe(200);
    const elsewhere = await makeGroup(server, distributor.id, GroupKind.MSP, "Elsewhere");
    expect((await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { parent_id: elsewhere.id } })).status).toBe(200);
    expect(await found("quarry", tree.accounts.partner_admin)).toEqual([]);
    expect(await found("quarry")).toHaveLength(4);
    expect(await faults()).toEqual([]);

    expect((await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { status: 0 } })).status).toBe(200);
    expect((await server.rest("DELETE", `/groups/${group.id}`, { as: ROOT })).status).toBe(204);
    expect(await found("quarry")).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it("follows a login and the end of an account", async () => {
    const { id } = await makeUser(server, tree.unit.id, "pebble-one");
    await query(server.db, "update identities set login = 'Pebble-two', login_key = 'pebble-two' where login_key = 'pebble-one'");
    expect(await found("pebble")).toEqual(["Pebble-two"]);
    await query(server.db, "update accounts set hidden = true where id = ?", [id]);
    expect(await found("pebble")).toEqual([]);
    await query(server.db, "update accounts set hidden = false where id = ?", [id]);
    expect(await found("pebble")).toEqual(["Pebble-two"]);
    expect(await faults()).toEqual([]);
    expect((await server.rest("DELETE", `/users/${id}`, { as: ROOT })).status).toBe(204);
    expect(await found("pebble")).toEqual([]);
    expect(await faults()).toEqual([]);
  });
});

describe("what a search reads", () => {
  it("is as many rows as it answers, from the root as from a small group", async () => {
    const large = await startTestServer();
    try {
      await seedTree(large.db, { groups: 5_000, seed: 4 });
      const statements = await large.statements(() => large.rest("GET", "/groups?prefix=a&limit=10", { as: ROOT }));
      expect(statements.join("\n").match(/from searchable_\w+/g)).toEqual(["from searchable_groups", "from searchable_accounts"]);
      const readers = await query<{ id: number }>(
        large.db,
        `(select id from groups order by id limit 1)
         union all (select parent_id from groups where grade = 3 group by 1 order by count(*), 1 limit 1)`,
      );
      for (const { id } of readers) {
        const plan = await query<{
          "QUERY PLAN": { Plan: { Plans: { "Node Type": string; "Actual Rows": number; "Shared Hit Blocks": number }[] } }[];
        }>(
          large.db,
          `explain (analyze, buffers, format json)
           select group_id from searchable_groups
           where reader_id = ? and name_key >= 'a' and name_key < 'b' order by name_key, group_id limit 10`,
          [id],
        );
        const [scan] = plan[0]!["QUERY PLAN"][0]!.Plan.Plans;
        expect(scan!["Node Type"]).toBe("Index Only Scan");
        expect(scan!["Actual Rows"]).toBeLessThanOrEqual(10);
        expect(scan!["Shared Hit Blocks"]).toBeLessThan(20);
      }
    } finally {
      await large.stop();
    }
  });
});
