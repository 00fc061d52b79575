import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { TREE_LOCK } from "../../src/access/transaction.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { type Asker, CHANGES, type Headers, atStranger, changeAsker, credentialsOf, makeAsker } from "../access/asker.js";
import { type TestServer, startTestServer } from "../setup/test-server.js";
import { makeGroup } from "../setup/tree.js";

/** A cached viewer's change goes in one trip, which revalidates it: what has changed of it, or of the group, since it was cached counts. */

let server: TestServer;
beforeAll(async () => (server = await startTestServer({}, { compiledReads: true })));
afterAll(() => server.stop());

/** The admin of a company, with a department below that it may change, too. */
interface Writer extends Asker {
  unit: number;
}

let made = 0;
async function makeWriter(): Promise<Writer> {
  const asker = await makeAsker(server);
  const { id: unit } = await makeGroup(server, asker.company, GroupKind.COMPANY_DEPARTMENT, `Unit ${++made}`);
  return { ...asker, unit };
}

const MUTATION =
  "mutation ($id: ID!, $tag: String) { updateGroup(id: $id, input: { internalTag: $tag }) { name internalTag parent { name } } }";

type Change = (url: string, group: number, tag: string, headers: Headers) => Promise<Response>;
const json = (headers: Headers): Headers => ({ ...headers, "content-type": "application/json" });

const ENDPOINTS: readonly Change[] = [
  (url, group, tag, headers) =>
    fetch(`${url}/api/1/groups/${group}`, { method: "PUT", headers: json(headers), body: JSON.stringify({ internal_tag: tag }) }),
  (url, group, tag, headers) =>
    fetch(`${url}/graphql`, {
      method: "POST",
      headers: json(headers),
      body: JSON.stringify({ query: MUTATION, variables: { id: String(group), tag } }),
    }),
];

const tagOf = async (group: number): Promise<string | null> =>
  (await query<{ tag: string | null }>(server.db, "select internal_tag tag from groups where id = ?", [group]))[0]!.tag;

let tags = 0;

/**
 * Changes each group at each endpoint by each credential.
 *
 * @returns answers, but for what differs from one to the next, and whether it was done
 */
async function answers(url: string, writer: Writer, credentials: Record<string, Headers>): Promise<string[]> {
  const found: string[] = [];
  for (const [name, headers] of Object.entries(credentials)) {
    for (const change of ENDPOINTS) {
      for (const group of [writer.company, writer.unit]) {
        const tag = `tag ${++tags}`;
        const response = await change(url, group, tag, headers);
        const text = (await response.text()).replaceAll(/("version":|"retryAfter":|\bin |tag )\d+/g, "$1?");
        found.push(`${name}: ${response.status} ${text} ${(await tagOf(group)) === tag ? "done" : "not done"}`);
      }
    }
  }
  return found;
}

const run = (sql: string, values: unknown[]): Promise<unknown> => query(server.db, sql, values);

/** What may change of the groups. Each refuses the writer something, at least. */
const GROUP_CHANGES: Readonly<Record<string, (writer: Writer) => Promise<unknown>>> = {
  "the group is locked": ({ company }) => run("update groups set locked = true where id = ?", [company]),
  "the group below is locked": ({ unit }) => run("update groups set locked = true where id = ?", [unit]),
  "a group above is locked": ({ partner }) => run("update groups set locked = true where id = ?", [partner]),
  "the group below is moved away": ({ unit, elsewhere }) =>
    run("update groups set parent_id = ?, path = '/1/'||?::bigint||'/'||id||'/' where id = ?", [elsewhere, elsewhere, unit]),
  "the group below is behind a group that is cut off": ({ unit, company }) =>
    run("update groups set isolated_by = ? where id = ?", [company, unit]),
  "the groups are managed elsewhere": ({ unit, company }) =>
    run("update groups set external = true where id in (?, ?)", [unit, company]).then(() =>
      run("update accounts set access_type = access_type & ~8 where group_id = ?", [company]),
    ),
  "its own group may no longer be modified": ({ company }) =>
    run("update groups set capabilities = capabilities & ~16 where id = ?", [company]),
};

/** What may change of a writer, or of what it writes to, while its change waits for the lock, in SQL. */
const WHILE_IT_WAITS: Readonly<Record<string, (writer: Writer) => string>> = {
  "it is disabled": ({ id }) => `update accounts set enabled = false where id = ${id}`,
  "its rights are less": ({ id }) => `update accounts set access_type = 1 where id = ${id}`,
  "it is signed out": ({ id }) => `delete from sessions where account_id = ${id}`,
  "a group above it is disabled": ({ partner }) => `update groups set enabled = false where id = ${partner}`,
  "the group is locked": ({ unit }) => `update groups set locked = true where id = ${unit}`,
  "a group above is locked": ({ partner }) => `update groups set locked = true where id = ${partner}`,
  "the group is moved away": ({ unit, elsewhere }) =>
    `update groups set parent_id = ${elsewhere}, path = '/1/${elsewhere}/'||id||'/' where id = ${unit}`,
  "the group is cut off by one above": ({ unit, company }) => `update groups set isolated_by = ${company} where id = ${unit}`,
};

/** How many connections wait for the tree lock. */
async function waiting(): Promise<number> {
  const [row] = await query<{ count: number }>(
    server.db,
    `select count(*)::int count from pg_locks
     where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
  );
  return row!.count;
}

describe("a cached viewer's change", () => {
  it("is one trip, which revalidates the viewer", async () => {
    const writer = await makeWriter();
    const credentials = await credentialsOf(server, writer);
    for (let time = 0; time < 2; time++) await answers(server.url, writer, credentials);
    for (const [name, headers] of Object.entries(credentials)) {
      for (const change of ENDPOINTS) {
        const statements = await server.statements(async () =>
          expect((await change(server.url, writer.unit, `tag ${++tags}`, headers)).status).toBe(200),
        );
        expect([name, statements.map((sql) => sql.trimStart().split(/[ ;]/, 1)[0])]).toEqual([
          name,
          ["begin", "update", "select", "commit"],
        ]);
      }
    }
  });

  it.each([...Object.entries(CHANGES), ...Object.entries(GROUP_CHANGES).map(([what, change]) => [what, change] as const)])(
    "is answered as one who is not cached, when %s",
    async (what, change) => {
      const writer = await makeWriter();
      const credentials = await credentialsOf(server, writer);
      for (let time = 0; time < 2; time++) await answers(server.url, writer, credentials);
      const before = await answers(server.url, writer, credentials);
      expect(before.filter((answer) => !/: 200 .* done$/.test(answer) || answer.includes("not done"))).toEqual([]);
      if (what in CHANGES) await changeAsker(server, writer, CHANGES[what]!);
      else await (change as (writer: Writer) => Promise<unknown>)(writer);
      const after = await answers(server.url, writer, credentials);
      if (what in GROUP_CHANGES) expect(after.some((answer) => answer.endsWith("not done"))).toBe(true);
      // Failures that were counted now are no part of the change.
      await run("delete from login_failures where forgotten_at < now() + interval '36 hours'", []);
      expect(after).toEqual(await atStranger(server, (url) => answers(url, writer, credentials)));
    },
  );

  it("is refused from a page of another site", async () => {
    const writer = await makeWriter();
    const { session: cookie } = await credentialsOf(server, writer);
    for (let time = 0; time < 2; time++) await answers(server.url, writer, { session: cookie! });
    for (const change of ENDPOINTS) {
      const response = await change(server.url, writer.unit, "from elsewhere", {
        ...cookie!,
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
      });
      expect(response.status).toBe(403);
      expect(await tagOf(writer.unit)).not.toBe("from elsewhere");
    }
  });

  it.each(Object.entries(WHILE_IT_WAITS))("is refused where %s while it waits for the tree lock", async (_what, change) => {
    const writer = await makeWriter();
    const { session: cookie } = await credentialsOf(server, writer);
    for (let time = 0; time < 2; time++) await answers(server.url, writer, { session: cookie! });
    const blocker = new pg.Client({ connectionString: server.config.databaseUrl });
    await blocker.connect();
    try {
      await blocker.query(`begin; select pg_advisory_xact_lock(${TREE_LOCK})`);
      const sent = ENDPOINTS.map((send) => send(server.url, writer.unit, "too late", cookie!));
      await expect.poll(waiting, { timeout: 7_000 }).toBe(ENDPOINTS.length);
      await blocker.query(change(writer));
      await blocker.query("commit");
      for (const response of await Promise.all(sent)) {
        const text = await response.text();
        expect([response.status === 200 && !text.includes('"errors"'), text]).toEqual([false, text]);
      }
      expect(await tagOf(writer.unit)).not.toBe("too late");
    } finally {
      await blocker.end();
    }
  });
});
