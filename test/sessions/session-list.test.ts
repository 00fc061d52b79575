import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { watched } from "../access/checksum.js";
import { BEHIND_PROXY, from } from "../lockout/attempts.js";
import { READ_AND_WRITE } from "../setup/masks.js";
import { ROOT, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type Tree, makeAdmin, makeTree } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
let made = 0;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  tree = await makeTree(server);
});
afterAll(() => server.stop());

interface Listed {
  id: string;
  accountId: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  address: string;
  userAgent: string;
  isCurrent: boolean;
}
type How = { as?: Credentials; headers?: Record<string, string> };

const FIELDS = "id accountId createdAt lastUsedAt expiresAt address userAgent isCurrent";
const account = (): Promise<MadeAccount> => makeAdmin(server, tree.company.id, `holds-sessions-${++made}`);

async function begin({ login: username, password }: Credentials, headers: Record<string, string> = {}, more: object = {}): Promise<string> {
  const answer = await server.rest("POST", "/login", { body: { username, password, ...more }, headers });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]!.split(";")[0]!;
}

async function list(how: How, args = ""): Promise<Listed[]> {
  const { data, errors } = await server.graph(`{ sessions${args} { nodes { ${FIELDS} } } }`, how);
  expect(errors).toBeUndefined();
  return (data as { sessions: { nodes: Listed[] } }).sessions.nodes;
}

const codeOf = async (text: string, how: How): Promise<string | undefined> => (await server.graph(text, how)).errors?.[0]?.extensions.code;
const works = async (cookie: string): Promise<boolean> => (await server.rest("GET", "/profile", { headers: { cookie } })).status === 200;

describe("a person's sessions", () => {
  it("are listed with what tells them apart, newest first, and nothing that opens them", async () => {
    const person = await account();
    await begin(person, { ...from("192.0.2.7"), "user-agent": `Old browser ${"x".repeat(600)}` });
    const cookie = await begin(person, { ...from("2001:db8::7"), "user-agent": "New browser" });
    const [current, old, ...others] = await list({ headers: { cookie, ...from("192.0.2.99") } });
    expect(others).toEqual([]);
    expect(current).toMatchObject({ accountId: String(person.id), address: "2001:db8::7", userAgent: "New browser", isCurrent: true });
    expect(old).toMatchObject({ address: "192.0.2.7", isCurrent: false });
    expect(old!.userAgent).toHaveLength(500);
    const lifetime = (Date.parse(current!.expiresAt) - Date.parse(current!.createdAt)) / 1000;
    expect([lifetime, Date.parse(current!.lastUsedAt)]).toEqual([server.config.sessionLifetime, Date.parse(current!.createdAt)]);
    expect(JSON.stringify([current, old])).not.toContain(cookie.split("=")[1]);
    expect((await list({ as: person })).map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
  });

  it("are those of all its accounts", async () => {
    const person = await account();
    const { body } = await server.rest("POST", `/groups/${tree.unit.id}/admins`, {
      as: ROOT,
      body: { login: person.login, use_existing_identity: 1 },
    });
    const second = (body as { id: number }).id;
    const cookies = [await begin(person, {}, { user_id: person.id }), await begin(person, {}, { user_id: second })];
    expect((await list({ headers: { cookie: cookies[0]! } })).map(({ accountId }) => accountId)).toEqual([
      String(second),
      String(person.id),
    ]);
  });

  it("note their use every five minutes, and from where", async () => {
    const person = await account();
    const cookie = await begin(person, from("192.0.2.7"));
    const use = () => server.statements(() => server.rest("GET", "/checkauth", { headers: { cookie, ...from("198.51.100.7") } }));
    expect(await use()).toHaveLength(2);
    await query(server.db, "update sessions set last_used_at = now() - interval '6 minutes' where account_id = ?", [person.id]);
    expect(await use()).toHaveLength(3);
    expect(await use()).toHaveLength(2);
    const [session] = await list({ as: person });
    expect([session!.address, Date.now() - Date.parse(session!.lastUsedAt) < 60_000]).toEqual(["198.51.100.7", true]);
  });

  it("come in pages, and not when they have run out", async () => {
    const person = await account();
    for (let count = 0; count < 5; count++) await begin(person);
    await query(server.db, "update sessions set expires_at = now() where id = (select min(id) from sessions where account_id = ?)", [
      person.id,
    ]);
    const page = async (after: string | null) => {
      const { data } = await server.graph(
        `query ($after: String) { sessions(first: 3, after: $after) { nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }`,
        { as: person, variables: { after } },
      );
      return (data as { sessions: { nodes: Listed[]; edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } })
        .sessions;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first.nodes.length, first.pageInfo.hasNextPage, second.nodes.length, second.pageInfo.hasNextPage]).toEqual([3, true, 1, false]);
    expect((await list({ as: person })).map(({ id }) => id)).toEqual([...first.nodes, ...second.nodes].map(({ id }) => id));
    for (const args of ["(first: 0)", "(first: 1001)", '(after: "nonsense")'])
      expect(await codeOf(`{ sessions${args} { nodes { id } } }`, { as: person })).toBe("BAD_REQUEST");
  });

  it("end one by one, or all but the present one", async () => {
    const person = await account();
    const [lost, other, third, own] = [await begin(person), await begin(person), await begin(person), await begin(person)];
    const how = { headers: { cookie: own } };
    const [{ id: ownId }, , , { id: lostId }] = (await list(how)) as [Listed, Listed, Listed, Listed];
    expect((await server.graph(`mutation { endSession(id: "${lostId}") }`, how)).data).toEqual({ endSession: true });
    expect([await works(lost), await works(other), await works(own)]).toEqual([false, true, true]);
    expect(await codeOf(`mutation { endSession(id: "${lostId}") }`, how)).toBe("NOT_FOUND");
    expect((await server.graph("mutation { endOtherSessions }", how)).data).toEqual({ endOtherSessions: 2 });
    expect([await works(other), await works(third), await works(own)]).toEqual([false, false, true]);
    await server.graph(`mutation { endSession(id: "${ownId}") }`, how);
    expect(await works(own)).toBe(false);
  });
});

describe("the sessions of somebody else", () => {
  it("are seen and ended by admins that may act for them", async () => {
    const person = await account();
    const cookie = await begin(person, from("192.0.2.7"));
    const { partner_admin } = tree.accounts;
    const [session] = await list({ as: partner_admin }, `(accountId: "${person.id}")`);
    expect(session).toMatchObject({ address: "192.0.2.7", isCurrent: false });
    expect((await server.graph(`mutation { endSession(id: "${session!.id}") }`, { as: partner_admin })).data).toEqual({ endSession: true });
    expect(await works(cookie)).toBe(false);
    const again = await begin(person);
    expect((await server.graph(`mutation { endOtherSessions(accountId: "${person.id}") }`, { as: partner_admin })).data).toEqual({
      endOtherSessions: 1,
    });
    expect(await works(again)).toBe(false);
  });

  it("are nothing to anybody else, and nothing changes", async () => {
    const { partner_admin, company_admin, readonly_admin, unit_admin, tenant_viewer } = tree.accounts;
    const writer = await makeAdmin(server, tree.partner.id, "not-full-access", { access_type: READ_AND_WRITE });
    const company = await begin(company_admin);
    const partner = await begin(partner_admin);
    const [{ id: ofCompany }] = (await list({ headers: { cookie: company } })) as [Listed];
    const [{ id: ofPartner }] = (await list({ headers: { cookie: partner } })) as [Listed];
    const attempts: [Credentials, number, string, string][] = [
      [readonly_admin, company_admin.id, ofCompany, "FORBIDDEN"],
      [writer, company_admin.id, ofCompany, "FORBIDDEN"],
      [unit_admin, company_admin.id, ofCompany, "FORBIDDEN"],
      [tree.otherAdmin, company_admin.id, ofCompany, "FORBIDDEN"],
      [company_admin, partner_admin.id, ofPartner, "FORBIDDEN"],
      // To a service user the sessions of others are not there.
      [tenant_viewer, company_admin.id, ofCompany, "NOT_FOUND"],
    ];
    const { changed } = await watched(server.db, async () => {
      for (const [as, whose, id, code] of attempts) {
        expect([as.login, await codeOf(`{ sessions(accountId: "${whose}") { nodes { id } } }`, { as })]).toEqual([as.login, "FORBIDDEN"]);
        expect([as.login, await codeOf(`mutation { endOtherSessions(accountId: "${whose}") }`, { as })]).toEqual([as.login, "FORBIDDEN"]);
        expect([as.login, await codeOf(`mutation { endSession(id: "${id}") }`, { as })]).toEqual([as.login, code]);
      }
      for (const id of ["0", "nonsense", "9007199254740991"])
        expect(await codeOf(`mutation { endSession(id: "${id}") }`, { as: ROOT })).toBe("NOT_FOUND");
      expect(await codeOf("{ sessions { nodes { id } } }", {})).toBe("UNAUTHENTICATED");
    });
    expect(changed).toBe(false);
  });

  it("are seen by itself, a service user", async () => {
    const { tenant_viewer } = tree.accounts;
    await begin(tenant_viewer);
    expect(await list({ as: tenant_viewer })).toHaveLength(1);
    expect(await list({ as: tenant_viewer }, '(accountId: "self")')).toHaveLength(1);
  });
});
