import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { session } from "../access/sessions.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeGroup } from "../setup/tree.js";

/** Changes in one trip that meet each other, and moves. */

let server: TestServer;
let headers: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer({}, { compiledReads: true });
  headers = { cookie: await session(server, ROOT) };
});
afterAll(() => server.stop());

const MUTATION = `mutation ($id: ID!, $version: SafeInt, $tag: String) {
  updateGroup(id: $id, version: $version, input: { internalTag: $tag }) { version } }`;

/** Whether the change was made; false where the version is another. @throws Error for any other answer */
async function byRest(id: number, version: number, tag: string): Promise<boolean> {
  const { status, text } = await server.rest("PUT", `/groups/${id}?version=${version}`, { headers, body: { internal_tag: tag } });
  if (status === 426) return false;
  if (status !== 200 || text !== `{"version":${version + 1}}`) throw new Error(`${status} ${text}`);
  return true;
}

async function byGraph(id: number, version: number, tag: string): Promise<boolean> {
  const { data, errors } = await server.graph(MUTATION, { headers, variables: { id: String(id), version, tag } });
  if (errors?.[0]?.extensions.code === "VERSION_MISMATCH") return false;
  expect([errors, data]).toEqual([undefined, { updateGroup: { version: version + 1 } }]);
  return true;
}

const AT_ONCE = 5;
const ROUNDS = 200;

describe("two changes of one object with the same version", () => {
  it(`are made by exactly one of them, ${AT_ONCE * ROUNDS} times`, { timeout: 240_000 }, async () => {
    const endless = async (number: number): Promise<void> => {
      const { id } = await makeGroup(server, "self", GroupKind.MSP, `Contended ${number}`);
      for (let version = 1; version <= ROUNDS; version++) {
        const [second, first] = version % 2 === 0 ? [byRest, byGraph] : [byGraph, byRest];
        const made = await Promise.all([first(id, version, `first ${version}`), second(id, version, `second ${version}`)]);
        expect(made.filter(Boolean)).toHaveLength(1);
        const stored = await query(server.db, "select version, internal_tag tag from groups where id = ?", [id]);
        expect(stored).toEqual([{ version: version + 1, tag: `${made[0] ? "first" : "second"} ${version}` }]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => endless(number)));
  });
});

const WRITERS = 16;
const WRITES = 25;

describe("sixteen writers on one subtree that is moved", () => {
  it("are all served, and no deadlock reaches them", { timeout: 240_000 }, async () => {
    const { id: left } = await makeGroup(server, "self", GroupKind.MSP, "Left");
    const { id: right } = await makeGroup(server, "self", GroupKind.MSP, "Right");
    const { id: top } = await makeGroup(server, left, GroupKind.END_USER_COMPANY, "Company");
    const groups: number[] = [];
    for (let count = 0; count < WRITERS; count++)
      groups.push((await makeGroup(server, top, GroupKind.COMPANY_DEPARTMENT, `Department ${count}`)).id);
    const put = async (id: number, body: object): Promise<void> => {
      const { status, text } = await server.rest("PUT", `/groups/${id}`, { headers, body });
      expect([status, text]).toEqual([200, expect.stringMatching(/^\{"version":\d+\}$/)]);
    };
    const writer = async (number: number): Promise<void> => {
      for (let count = 1; count <= WRITES; count++) {
        // Its own, by name, and one that all write to.
        await put(groups[number]!, { name: `Department ${number} of ${count}`, contact: { city: `City ${count}` } });
        await put(groups[(number + count) % WRITERS]!, { internal_tag: `${number} ${count}` });
      }
    };
    let isDone = false;
    const mover = async (): Promise<void> => {
      for (let parent = right; !isDone; parent = parent === right ? left : right) await put(top, { parent_id: parent });
    };
    const moving = mover();
    await Promise.all(groups.map((_, number) => writer(number))).finally(() => (isDone = true));
    await moving;
    const stored = await query<{ name: string; version: number }>(
      server.db,
      "select name, version from groups where parent_id = ? order by id",
      [top],
    );
    expect(stored).toEqual(groups.map((_, number) => ({ name: `Department ${number} of ${WRITES}`, version: 1 + 2 * WRITES })));
  });
});
