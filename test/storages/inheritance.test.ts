import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, makeAdmin, makeGroup, makeStorage } from "../setup/tree.js";
import { watched } from "../access/checksum.js";

let server: TestServer;
/** Three levels, each with a storage of its own. */
let distributor: MadeGroup, partner: MadeGroup, company: MadeGroup;
const storages: Record<string, number> = {};
beforeAll(async () => {
  server = await startTestServer();
  distributor = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Distributor");
  partner = await makeGroup(server, distributor.id, GroupKind.MSP, "Partner");
  company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Company");
  for (const [name, { id }] of Object.entries({ distributor, partner, company })) storages[name] = (await makeStorage(server, id, name)).id;
});
afterAll(() => server.stop());

const put = (path: string, body: object, as: Credentials = ROOT) => server.rest("PUT", `/groups/${path}`, { as, body });
const inherit = async (group: MadeGroup, inherited: 0 | 1): Promise<void> =>
  expect((await put(`${group.id}/storages`, { inherited })).status).toBe(200);

/** What a group's list shows: whether it inherits, and its storages, those from above in brackets. */
async function seen(group: MadeGroup): Promise<string> {
  const { body } = await server.rest("GET", `/groups/${group.id}/storages`, { as: ROOT });
  const { inherited, items } = body as { inherited: number; items: { name: string; inherited: number }[] };
  return `${inherited}: ${items.map(({ name, inherited: fromAbove }) => (fromAbove === 1 ? `[${name}]` : name)).join(" ")}`;
}
const all = (): Promise<string[]> => Promise.all([distributor, partner, company].map(seen));

async function refused(status: number, work: () => Promise<{ status: number; text: string }>, reason: RegExp): Promise<void> {
  const { answer, changed } = await watched(server.db, work);
  expect([answer.status, changed, answer.text]).toEqual([status, false, expect.stringMatching(reason)]);
}

describe("storages of three levels", () => {
  it("are inherited downwards and never upwards", async () => {
    expect(await all()).toEqual(["1: distributor", "1: [distributor] partner", "1: [distributor] [partner] company"]);
  });

  it("stop where a group does not inherit, for all below it", async () => {
    await inherit(partner, 0);
    expect(await all()).toEqual(["1: distributor", "0: partner", "1: [partner] company"]);
    expect((await server.rest("GET", `/groups/${company.id}/storages/${storages["distributor"]}`, { as: ROOT })).status).toBe(404);
    await inherit(company, 0);
    expect(await all()).toEqual(["1: distributor", "0: partner", "0: company"]);
    await inherit(partner, 1);
    expect(await all()).toEqual(["1: distributor", "1: [distributor] partner", "0: company"]);
    await inherit(company, 1);
    expect(await seen(company)).toBe("1: [distributor] [partner] company");
  });

  it("of a group that is cut off stay listed as its own properties are, to whom is above", async () => {
    const admin = await makeAdmin(server, company.id, "cutter");
    expect((await put(`${company.id}`, { parent_has_access: 0 }, admin)).status).toBe(200);
    expect(await seen(company)).toBe("1: [distributor] [partner] company");
    expect((await put(`${company.id}`, { parent_has_access: 1 }, admin)).status).toBe(200);
  });

  it("are listed by one statement for many groups, and by the page", async () => {
    const query = `query ($after: String) { group(id: "1") {
      children { nodes { storages(first: 1) { nodes { name } pageInfo { hasNextPage endCursor } }
        children { nodes { storages(first: 1, after: $after) { inherited nodes { name inherited } } } } } } } }`;
    const statements = await server.statements(async () => {
      const { data, errors } = await server.graph(query, { as: ROOT });
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({
        group: { children: { nodes: [{ storages: { nodes: [{ name: "distributor" }], pageInfo: { hasNextPage: false } } }] } },
      });
    });
    expect(statements.filter((sql) => sql.includes("storages_inherited)"))).toHaveLength(1);
    const first = await server.graph(
      `{ group(id: "${company.id}") { storages(first: 2) { nodes { name } pageInfo { hasNextPage endCursor } } } }`,
      { as: ROOT },
    );
    const { storages: page } = (first.data as { group: { storages: { pageInfo: { hasNextPage: boolean; endCursor: string } } } }).group;
    expect(page).toMatchObject({ nodes: [{ name: "distributor" }, { name: "partner" }], pageInfo: { hasNextPage: true } });
    const rest = await server.graph(
      `{ group(id: "${company.id}") {
       storages(first: 2, after: "${page.pageInfo.endCursor}") { nodes { name } pageInfo { hasNextPage } } } }`,
      { as: ROOT },
    );
    expect(rest.data).toMatchObject({ group: { storages: { nodes: [{ name: "company" }], pageInfo: { hasNextPage: false } } } });
  });
});

describe("a storage is chosen", () => {
  it("where it is the group's own or inherited, and not elsewhere", async () => {
    const choose = (storage: string) => put(`${partner.id}`, { storage: { id: storages[storage] } });
    for (const storage of ["partner", "distributor"]) expect((await choose(storage)).status).toBe(200);
    await refused(400, () => choose("company"), /storage must be a storage of this group/);
    await inherit(partner, 0);
    // What was chosen stays chosen, and may be sent back.
    expect((await choose("distributor")).status).toBe(200);
    expect((await choose("partner")).status).toBe(200);
    await refused(400, () => choose("distributor"), /storage must be a storage of this group/);
    await refused(
      400,
      () =>
        server.rest("POST", `/groups/${partner.id}/children`, {
          as: ROOT,
          body: { kind: GroupKind.END_USER_COMPANY, name: "New", storage: storages["distributor"] },
        }),
      /storage must/,
    );
    await inherit(partner, 1);
  });

  it("and can't be removed while a group uses it, however far below", async () => {
    const unit = await makeGroup(server, company.id, GroupKind.COMPANY_DEPARTMENT, "Unit");
    const remove = () => server.rest("DELETE", `/groups/${distributor.id}/storages/${storages["distributor"]}`, { as: ROOT });
    expect((await put(`${company.id}`, { capabilities: 285 })).status).toBe(200);
    expect((await put(`${unit.id}`, { storage: { id: storages["distributor"] } })).status).toBe(200);
    await refused(400, remove, /is in use/);
    const { errors } = await server.graph(`mutation { updateGroup(id: "${unit.id}", input: { storageId: null }) { id } }`, { as: ROOT });
    expect(errors).toBeUndefined();
    expect((await remove()).status).toBe(204);
    expect(await seen(distributor)).toBe("1: ");
    storages["distributor"] = (await makeStorage(server, distributor.id, "distributor")).id;
  });

  it("by one and removed by another at once: never both", async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await makeStorage(server, partner.id);
      const [chosen, removed] = await Promise.all([
        put(`${partner.id}`, { storage: { id } }),
        server.rest("DELETE", `/groups/${partner.id}/storages/${id}`, { as: ROOT }),
      ]);
      expect([
        [200, 400],
        [400, 204],
      ]).toContainEqual([chosen.status, removed.status]);
    }
  });
});

describe("a group with its storages", () => {
  it("is removed with what is below it, used or not", async () => {
    const gone = await makeGroup(server, distributor.id, GroupKind.MSP, "Gone");
    const { id } = await makeStorage(server, gone.id);
    const below = await makeGroup(server, gone.id, GroupKind.END_USER_COMPANY, "Gone, too", { storage: id });
    await makeStorage(server, below.id);
    expect((await put(`${gone.id}`, { status: 0, storage: { id } })).status).toBe(200);
    expect((await server.rest("DELETE", `/groups/${gone.id}`, { as: ROOT })).status).toBe(204);
    expect(await server.db("storages").whereIn("group_id", [gone.id, below.id])).toEqual([]);
  });

  it("moves where the owner of what it uses is above it, too, or chooses another storage", async () => {
    const elsewhere = await makeGroup(server, distributor.id, GroupKind.MSP, "Elsewhere");
    const { id: other } = await makeStorage(server, elsewhere.id, "elsewhere");
    const mover = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Mover", { storage: storages["partner"] });
    const move = (more: object = {}) => put(`${mover.id}`, { parent_id: elsewhere.id, ...more });
    await refused(400, () => move(), /parent_id must be under the owner of storage \d+, in which group \d+ keeps its backups/);
    await refused(400, () => move({ storage: { id: storages["company"] } }), /storage must/);
    expect((await move({ storage: { id: other } })).status).toBe(200);
    expect((await put(`${mover.id}`, { storage: { id: storages["distributor"] } })).status).toBe(200);
    expect((await put(`${mover.id}`, { parent_id: partner.id })).status).toBe(200);
  });

  it("moves with a storage that some group within it owns", async () => {
    const { id: target } = await makeGroup(server, "self", GroupKind.SUB_DISTRIBUTOR, "Target");
    const mover = await makeGroup(server, distributor.id, GroupKind.MSP, "Owner");
    const { id } = await makeStorage(server, mover.id);
    await makeGroup(server, mover.id, GroupKind.END_USER_COMPANY, "Customer of the owner", { storage: id });
    expect((await put(`${mover.id}`, { parent_id: target })).status).toBe(200);
  });
});
