import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type Tree, makeGroup, makeUser, startTreeServer } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => ({ server, tree } = await startTreeServer()));
afterAll(() => server.stop());

const ids = async (sql: string, values: unknown[] = []): Promise<number[]> =>
  (await query<{ id: number }>(server.db, sql, values)).map(({ id }) => id);
const loginsLike = (prefix: string): Promise<number[]> => ids("select id from identities where login like ?", [`${prefix}%`]);

describe("the end of a subtree", () => {
  it("ends the persons who have a seat nowhere else, so that their logins are free again, and leaves the others", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Ending");
    const below = await makeGroup(server, group.id, GroupKind.COMPANY_DEPARTMENT, "Ending below");
    await makeUser(server, group.id, "ending-one");
    const staying = await makeUser(server, below.id, "ending-two");
    await query(
      server.db,
      "insert into accounts (identity_id, group_id, sort, access_type) select identity_id, ?, 'admin', 1 from accounts where id = ?",
      [tree.otherCompany.id, staying.id],
    );
    expect(await loginsLike("ending-")).toHaveLength(2);
    const gone = [group.id, below.id, ...(await ids("select id from accounts where group_id in (?, ?)", [group.id, below.id]))];

    expect((await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { status: 0 } })).status).toBe(200);
    expect((await server.rest("DELETE", `/groups/${group.id}`, { as: ROOT })).status).toBe(204);

    expect(await loginsLike("ending-")).toHaveLength(1);
    expect(await ids("select id from accounts where identity_id in (select id from identities where login = 'ending-two')")).toHaveLength(
      1,
    );
    expect(
      await ids("select owner_id id from quotas where owner_id = any(?) union all select owner_id from usages where owner_id = any(?)", [
        gone,
        gone,
      ]),
    ).toEqual([]);
    await makeUser(server, tree.company.id, "ending-one");
  });
});
