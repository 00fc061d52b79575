import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, type Tree, makeAdmin, makeGroup, makeTree } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const MAILED = { notifications_backup: 1, notifications_management: 1 };

/** Puts admins who are mailed into a group, without passwords, which cost time. */
async function mail(group: MadeGroup, count: number): Promise<void> {
  const taken = Number((await server.db("identities").count<{ count: string }[]>())[0]!.count);
  for (let index = 0; index < count; index++) {
    const login = `watcher-${taken + index}`;
    const { status, text } = await server.rest("POST", `/groups/${group.id}/admins`, {
      as: ROOT,
      body: { login, email: `${login}@example.com`, ...MAILED },
    });
    if (status !== 201) throw new Error(text);
  }
}

interface Listed {
  nodes: { recipient: string; subject: { hierarchyName: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function watchers(group: MadeGroup, page = "", as: Credentials = ROOT): Promise<Listed> {
  const { data, errors } = await server.graph(
    `{ watchers(id: "${group.id}", events: [ERROR], service: BACKUP${page}) { nodes { recipient subject { hierarchyName } }
     pageInfo { hasNextPage endCursor } } }`,
    { as },
  );
  expect(errors).toBeUndefined();
  return (data as { watchers: Listed }).watchers;
}

describe("watchers", () => {
  it("take as many statements for many as for few", async () => {
    const few = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Few");
    const many = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Many");
    await mail(few, 1);
    await mail(many, 12);
    const count = async (group: MadeGroup): Promise<number> => (await server.statements(() => watchers(group))).length;
    expect((await watchers(many)).nodes.length).toBeGreaterThan((await watchers(few)).nodes.length);
    expect(await count(many)).toBe(await count(few));
  });

  it("come page by page", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Paged");
    await mail(group, 5);
    const all = (await watchers(group, ", first: null")).nodes.map(({ recipient }) => recipient);
    const seen: string[] = [];
    for (let after = ""; ;) {
      const { nodes, pageInfo } = await watchers(group, `, first: 2${after}`);
      seen.push(...nodes.map(({ recipient }) => recipient));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(seen).toEqual(all);
  });

  it("behind a cut, and above the caller's part of the tree, are left out", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Cut");
    await mail(group, 2);
    await mail(tree.partner, 1);
    const own = await makeAdmin(server, group.id, "cut-admin", MAILED);
    expect((await watchers(group, ", levelsUp: 0")).nodes).toHaveLength(3);
    expect((await server.rest("PUT", `/groups/${group.id}`, { as: own, body: { parent_has_access: 0 } })).status).toBe(200);
    expect((await watchers(group, ", levelsUp: 0")).nodes).toEqual([]);
    const inside = await watchers(group, "", own);
    expect(inside.nodes.map(({ subject }) => subject.hierarchyName)).toEqual(["Cut", "Cut", "Cut"]);
  });

  it("of a brand with a reply address are mailed from there", async () => {
    const sender = async (): Promise<string> => {
      const { data } = await server.graph(`{ watchers(id: "${tree.partner.id}", events: [ERROR], service: BACKUP) { nodes { sender } } }`, {
        as: ROOT,
      });
      return (data as { watchers: { nodes: { sender: string }[] } }).watchers.nodes[0]!.sender;
    };
    expect(await sender()).toBe(server.config.mailFrom);
    await server.db("brands").update({ smtp_reply_address: "answers@brand.example" });
    expect(await sender()).toBe("answers@brand.example");
  });
});
