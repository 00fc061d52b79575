import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { query } from "../../db/query.js";
import { PasswordChecker } from "../../src/encryption/passwords.js";
import { DELAYS, LIMIT_OF_UNKNOWN_NETWORKS, NETWORKS_PER_LOGIN, attemptKeys } from "../../src/access/lockout/lockout.rules.js";
import { deleteForgotten } from "../../src/access/lockout/lockout.table.js";
import { session } from "../access/sessions.js";
import { ROOT, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { PASSWORD, type MadeAccount, type Tree, makeAdmin, makeTree } from "../setup/tree.js";
import { BEHIND_PROXY, basic, from, graphLogin, guess, login, signIn } from "./attempts.js";

const HERE = "192.0.2.1";
const ELSEWHERE = "198.51.100.1";

let server: TestServer;
let tree: Tree;
let made = 0;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const account = (): Promise<MadeAccount> => makeAdmin(server, tree.company.id, `guessed-${++made}`);
const retryAfter = ({ headers }: { headers: Headers }): number => Number(headers.get("retry-after"));
/** Lets all locks of the test run out. */
const wait = (): Promise<unknown> => query(server.db, "update login_failures set locked_until = now() where locked_until > now()");
const keysOf = ({ login: name }: Credentials, address: string) => attemptKeys(server.config.secret, name, address);

describe("five failures for a login from one address", () => {
  it("lock that pair: 423 with Retry-After, the right password included", async () => {
    const person = await account();
    expect(await guess(server, person.login, HERE, 6)).toEqual([401, 401, 401, 401, 401, 423]);
    const right = await login(server, person, HERE);
    expect([right.status, right.headers.getSetCookie()]).toEqual([423, []]);
    expect(retryAfter(right)).toBeGreaterThan(50);
    expect(retryAfter(right)).toBeLessThanOrEqual(60);
    expect(right.body).toEqual({
      error: {
        details: { info: `too many failures: try again in ${retryAfter(right)} seconds` },
        message: "Locked",
        domain: "PlatformAccountServer",
        context: {},
        code: 423,
      },
    });
    expect((await login(server, { ...person, login: person.login.toUpperCase() }, HERE)).status).toBe(423);
    expect((await login(server, person, ELSEWHERE)).status).toBe(200);
    expect((await login(server, ROOT, HERE)).status).toBe(200);
  });

  it("lock it at every endpoint", async () => {
    const person = await account();
    await guess(server, person.login, HERE, 5);
    const byBasic = await basic(server, person, HERE);
    expect([byBasic.status, byBasic.body]).toEqual([
      403,
      { error: expect.objectContaining({ details: { info: expect.stringMatching(/^too many failures/) as string } }) as object },
    ]);
    const byGraph = await graphLogin(server.url, person, HERE);
    expect(JSON.parse(byGraph.text)).toMatchObject({ errors: [{ extensions: { code: "LOCKED_OUT", retryAfter: retryAfter(byGraph) } }] });
    const byForm = await signIn(server.url, person, HERE);
    expect([byForm.status, await byForm.text()]).toEqual([423, expect.stringContaining("Too many failures: try again in")]);
    for (const seconds of [byBasic, byGraph, byForm].map(retryAfter)) expect(seconds).toBeGreaterThan(50);
  });

  it.each<[string, (wrong: Credentials) => Promise<unknown>]>([
    ["REST", (wrong) => basic(server, wrong, HERE)],
    ["GraphQL", (wrong) => graphLogin(server.url, wrong, HERE)],
    ["the sign-in page", (wrong) => signIn(server.url, wrong, HERE)],
  ])("at %s lock all endpoints", async (_where, attempt) => {
    const person = await account();
    for (let count = 0; count < 5; count++) await attempt({ ...person, password: "wrong" });
    expect((await login(server, person, HERE)).status).toBe(423);
  });

  it("lock Basic out even where this server has seen the password to be right", async () => {
    const person = await account();
    expect((await basic(server, person, HERE)).status).toBe(200);
    await guess(server, person.login, HERE, 5);
    expect([(await basic(server, person, HERE)).status, (await basic(server, person, ELSEWHERE)).status]).toEqual([403, 200]);
  });

  it("leave running sessions alone, but their changes of the password", async () => {
    const person = await account();
    const cookie = await session(server, person);
    const headers = { cookie, ...from(HERE) };
    const change = (current: string) =>
      server.rest("POST", "/actions/change_password", { headers, body: { current_password: current, new_password: "quite another one" } });
    for (let count = 0; count < 5; count++) expect((await change(`wrong ${count}`)).status).toBe(400);
    const locked = await change(PASSWORD);
    expect([locked.status, retryAfter(locked) > 50]).toEqual([423, true]);
    expect((await server.rest("GET", "/profile", { headers })).status).toBe(200);
    expect((await login(server, person, HERE)).status).toBe(423);
  });

  it("are forgotten after the right password", async () => {
    const person = await account();
    expect(await guess(server, person.login, HERE, 4)).toEqual([401, 401, 401, 401]);
    expect((await login(server, person, HERE)).status).toBe(200);
    expect(await guess(server, person.login, HERE, 4)).toEqual([401, 401, 401, 401]);
    expect((await login(server, person, HERE)).status).toBe(200);
  });

  it("lock for longer with each failure after them, an hour at most, and are forgotten a day after the first", async () => {
    const person = await account();
    await guess(server, person.login, HERE, 4);
    for (const delay of [...DELAYS, 3_600]) {
      expect(await guess(server, person.login, HERE, 2)).toEqual([401, 423]);
      const seconds = retryAfter(await login(server, person, HERE));
      expect([delay - 10 < seconds, seconds <= delay]).toEqual([true, true]);
      await wait();
    }
    await query(server.db, "update login_failures set forgotten_at = now() where login = ?", [keysOf(person, HERE).login]);
    expect(await guess(server, person.login, HERE, 4)).toEqual([401, 401, 401, 401]);
    expect((await login(server, person, HERE)).status).toBe(200);
  });

  it("are no more than five for however many guesses at once", async () => {
    const person = await account();
    const verified = vi.spyOn(PasswordChecker.prototype, "matches");
    try {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) => login(server, { ...person, password: `guess ${index}` }, HERE)),
      );
      const counted = (status: number): number => answers.filter((answer) => answer.status === status).length;
      expect([counted(401), counted(423), verified.mock.calls.length]).toEqual([5, 195, 5]);
    } finally {
      verified.mockRestore();
    }
  });

  it("count for all addresses of one IPv6 network", async () => {
    const person = await account();
    for (let host = 1; host <= 5; host++) await guess(server, person.login, `2001:db8:1:2:${host}::${host}`, 1);
    expect((await login(server, person, "2001:db8:1:2::99")).status).toBe(423);
    expect((await login(server, person, "2001:db8:1:3::99")).status).toBe(200);
  });
});

describe("an unknown login", () => {
  it("is locked like a known one, with the same answers", async () => {
    const person = await account();
    const answers = async (name: string) => {
      const seen: unknown[] = [];
      for (let count = 0; count < 7; count++) {
        const { status, text, headers } = await login(server, { login: name, password: `wrong ${count}` }, HERE);
        seen.push([status, text.replace(/\d+ seconds/, "N seconds"), [...headers.keys()].sort()]);
      }
      const { status, text } = await basic(server, { login: name, password: "wrong" }, HERE);
      return [...seen, [status, text.replace(/\d+ seconds/, "N seconds")]];
    };
    expect(await answers("nobody-at-all")).toEqual(await answers(person.login));
  });
});

describe("many failures for a login from many addresses", () => {
  it("lock addresses never seen good for it, and no other", async () => {
    const person = await account();
    const good = "203.0.113.7";
    expect((await login(server, person, good)).status).toBe(200);
    const attackers = LIMIT_OF_UNKNOWN_NETWORKS / 4;
    for (let host = 1; host <= attackers; host++) await guess(server, person.login, `10.0.0.${host}`, 4);
    for (const address of ["10.0.0.1", "10.9.9.9"]) {
      const locked = await login(server, person, address);
      expect([locked.status, retryAfter(locked) > 50]).toEqual([423, true]);
    }
    expect([(await login(server, person, good)).status, (await basic(server, person, good)).status]).toEqual([200, 200]);
    expect(await guess(server, person.login, good, 1)).toEqual([401]);
    await wait();
    expect((await login(server, person, "10.9.9.9")).status).toBe(200);
    await guess(server, person.login, "10.0.0.200", 2);
    expect([(await login(server, person, "10.9.9.10")).status, (await login(server, person, "10.9.9.9")).status]).toEqual([423, 200]);
  }, 120_000);
});

describe("clients that do nothing wrong", () => {
  it("may begin with many requests at once", async () => {
    const person = await account();
    const answers = await Promise.all(Array.from({ length: 40 }, () => basic(server, person, HERE)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("pay one statement for Basic that is familiar", async () => {
    const person = await account();
    await basic(server, person, HERE);
    const statements = await server.statements(() => server.rest("GET", "/checkauth", { as: person, headers: from(HERE) }));
    // Who asks, and the document's own read of the account.
    expect(statements).toHaveLength(2);
  });

  it("leave nothing but the network they came from", async () => {
    const person = await account();
    await login(server, person, HERE);
    const rows = await query(server.db, "select failures from login_failures where login = ? and failures > 0", [
      keysOf(person, HERE).login,
    ]);
    const networks = await query(server.db, "select network from login_networks where login = ?", [keysOf(person, HERE).login]);
    expect([rows, networks]).toEqual([[], [{ network: keysOf(person, HERE).network }]]);
  });
});

describe("what is kept", () => {
  it("names nobody, and goes when it no longer counts", async () => {
    const person = await account();
    await guess(server, person.login, HERE, 5);
    const { login: key } = keysOf(person, HERE);
    await query(server.db, "update login_failures set forgotten_at = now() where login = ?", [key]);
    const left = async () => (await query(server.db, "select from login_failures where login = ?", [key])).length;
    await deleteForgotten(server.db);
    expect(await left()).toBe(1);
    await wait();
    await deleteForgotten(server.db);
    expect(await left()).toBe(0);
    await query(server.db, "insert into login_networks (login, network, seen_at) values (?, 'old', now() - interval '91 days')", [key]);
    await deleteForgotten(server.db);
    expect(await query(server.db, "select from login_networks where login = ?", [key])).toEqual([]);
  });

  it("is a limited number of networks for a login, the latest ones", async () => {
    const person = await account();
    const { login: key } = keysOf(person, HERE);
    await query(
      server.db,
      `insert into login_networks (login, network, seen_at) select ?, n::text::bytea, now() - n * interval '1 second'
       from generate_series(1, ?::integer) n`,
      [key, NETWORKS_PER_LOGIN],
    );
    await login(server, person, HERE);
    const rows = await query<{ network: Buffer }>(server.db, "select network from login_networks where login = ? order by seen_at desc", [
      key,
    ]);
    expect([rows.length, rows[0]!.network]).toEqual([NETWORKS_PER_LOGIN, keysOf(person, HERE).network]);
  });
});
