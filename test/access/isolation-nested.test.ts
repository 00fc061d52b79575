import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { COMPANY_CAPABILITIES, PARTNER_CAPABILITIES } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type MadeGroup, makeAdmin, makeGroup } from "../setup/tree.js";
import { watched } from "./checksum.js";

/** A group of the fixture: its place, and its own admin. */
interface Node {
  group: MadeGroup;
  admin: MadeAccount;
  parent: string | null;
}

const SHAPE = [
  ["distributor", null, GroupKind.DISTRIBUTOR],
  ["partner", "distributor", GroupKind.MSP],
  ["company", "partner", GroupKind.END_USER_COMPANY],
  ["unit", "company", GroupKind.COMPANY_DEPARTMENT],
  ["subunit", "unit", GroupKind.COMPANY_DEPARTMENT],
  ["otherPartner", "distributor", GroupKind.MSP],
  ["otherCompany", "otherPartner", GroupKind.END_USER_COMPANY],
] as const;
type Name = (typeof SHAPE)[number][0];

let server: TestServer;
let nodes: Record<Name, Node>;
let cuts: Set<Name>;

beforeAll(async () => {
  server = await startTestServer();
  const made: Partial<Record<Name, Node>> = {};
  for (const [name, parent, kind] of SHAPE) {
    const isCompany = kind === GroupKind.END_USER_COMPANY || kind === GroupKind.COMPANY_DEPARTMENT;
    const group = await makeGroup(server, parent === null ? "self" : made[parent]!.group.id, kind, name);
    await server.rest("PUT", `/groups/${group.id}`, {
      as: ROOT,
      body: { capabilities: isCompany ? COMPANY_CAPABILITIES : PARTNER_CAPABILITIES },
    });
    made[name] = { group, parent, admin: await makeAdmin(server, group.id, `admin of ${name}`.replaceAll(" ", "-")) };
  }
  nodes = made as Record<Name, Node>;
});
afterAll(() => server.stop());

const idOf = (name: Name): number => nodes[name].group.id;

async function toggle(name: Name): Promise<void> {
  const value = cuts.has(name) ? 1 : 0;
  const { status } = await server.rest("PUT", `/groups/${idOf(name)}`, { as: nodes[name].admin, body: { parent_has_access: value } });
  expect(status).toBe(200);
  if (value === 1) cuts.delete(name);
  else cuts.add(name);
}

async function move(name: Name, to: Name, as: Credentials): Promise<number> {
  const { answer, changed } = await watched(server.db, () =>
    server.rest("PUT", `/groups/${idOf(name)}`, { as, body: { parent_id: idOf(to) } }),
  );
  if (answer.status === 200) nodes[name].parent = to;
  else expect(changed).toBe(false);
  return answer.status;
}

/** From a group up to the top, itself first. */
function upwards(name: Name): Name[] {
  const parent = nodes[name].parent as Name | null;
  return parent === null ? [name] : [name, ...upwards(parent)];
}

/** Whether the viewer sees into a group, or but its properties: no cut lies between them. Null stands for the root. */
function sees(viewer: Name | null, name: Name, into: boolean): boolean {
  const way = upwards(name);
  if (viewer !== null && !way.includes(viewer)) return false;
  const between = way.slice(0, viewer === null ? undefined : way.indexOf(viewer));
  return between.every((group) => !cuts.has(group) || (group === name && !into));
}

/** Every viewer finds and reads what the domain says it sees, and nothing else. */
async function expectVisibility(): Promise<void> {
  const names = Object.keys(nodes) as Name[];
  for (const viewer of [null, ...names]) {
    const as = viewer === null ? ROOT : nodes[viewer].admin;
    const { body } = await server.rest("GET", "/groups?limit=1000", { as });
    const hits = (body as { items: { id: number }[] }).items.map(({ id }) => id);
    const seen = Object.fromEntries(names.map((name) => [name, [hits.includes(idOf(name)), hits.includes(nodes[name].admin.id)]]));
    const due = Object.fromEntries(names.map((name) => [name, [sees(viewer, name, false), sees(viewer, name, true)]]));
    expect({ viewer, cuts: [...cuts], seen }).toEqual({ viewer, cuts: [...cuts], seen: due });
    const statuses = await Promise.all(
      names.map(async (name) => [name, (await server.rest("GET", `/groups/${idOf(name)}/children`, { as })).status]),
    );
    const dueStatuses = names.map((name) => [name, sees(viewer, name, true) ? 200 : 403]);
    expect({ viewer, cuts: [...cuts], statuses }).toEqual({ viewer, cuts: [...cuts], statuses: dueStatuses });
  }
}

beforeEach(async () => {
  cuts ??= new Set();
  for (const name of [...cuts]) await toggle(name);
  for (const [name, parent] of SHAPE) if (parent !== null && nodes[name].parent !== parent) await move(name, parent, ROOT);
});

describe("nested cuts", () => {
  /** Steps that end where they began. */
  it.each([
    [["partner", "company", "partner", "company"]],
    [["company", "partner", "partner", "company"]],
    [["company", "distributor", "partner", "company", "distributor", "partner"]],
    [["unit", "distributor", "company", "unit", "unit", "company", "distributor", "unit"]],
    [["otherPartner", "unit", "partner", "otherPartner", "partner", "unit"]],
  ] as const)("toggled in the order %j", async (steps) => {
    for (const name of steps) {
      await toggle(name);
      await expectVisibility();
    }
    expect(cuts.size).toBe(0);
  });
});

describe("the root group", () => {
  it("has nobody above it to be cut off from", async () => {
    await toggle("company");
    for (const value of [0, 1]) {
      expect((await server.rest("PUT", "/groups/self", { as: ROOT, body: { parent_has_access: value } })).status).toBe(200);
      await expectVisibility();
    }
    await toggle("company");
    await expectVisibility();
  });
});

describe("moving", () => {
  it("takes a cut along, and what is under it", async () => {
    await toggle("company");
    await toggle("unit");
    expect(await move("company", "otherPartner", nodes.distributor.admin)).toBe(200);
    await expectVisibility();
    await toggle("company");
    await expectVisibility();
    await toggle("unit");
    await expectVisibility();
  });

  it("takes along a cut below the group that moves", async () => {
    await toggle("unit");
    expect(await move("company", "otherPartner", nodes.distributor.admin)).toBe(200);
    await expectVisibility();
    await toggle("unit");
    await expectVisibility();
  });

  it("within a cut-off group stays within it", async () => {
    await toggle("distributor");
    await toggle("unit");
    expect(await move("company", "otherPartner", nodes.distributor.admin)).toBe(200);
    await expectVisibility();
    await toggle("distributor");
    await expectVisibility();
  });

  it("directly under the cut-off group stays within it", async () => {
    await toggle("distributor");
    expect(await move("company", "distributor", nodes.distributor.admin)).toBe(200);
    await expectVisibility();
    await toggle("distributor");
    await expectVisibility();
  });

  it("out of a cut-off group is 403 for those above", async () => {
    await toggle("partner");
    for (const as of [ROOT, nodes.distributor.admin]) expect(await move("company", "otherPartner", as)).toBe(403);
    await expectVisibility();
  });

  it("into a cut-off group is 403 for those above, and for those inside, who do not see the group", async () => {
    await toggle("otherPartner");
    for (const as of [ROOT, nodes.distributor.admin, nodes.otherPartner.admin]) expect(await move("company", "otherPartner", as)).toBe(403);
    await expectVisibility();
  });

  it("below the inside of a cut-off group is 403", async () => {
    await toggle("otherCompany");
    for (const as of [ROOT, nodes.distributor.admin]) expect(await move("unit", "otherCompany", as)).toBe(403);
    await toggle("otherCompany");
    expect(await move("unit", "otherCompany", nodes.distributor.admin)).toBe(200);
    await expectVisibility();
  });
});
