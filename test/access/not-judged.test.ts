import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { createLogger } from "../../src/kernel/log.js";
import { type FragileWay, openFragileWay } from "../setup/fragile-way.js";
import { type SecondEndpoint, openSecondEndpoint } from "../setup/second-endpoint.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type MadeAccount, type Tree, makeAdmin, startTreeServer } from "../setup/tree.js";
import { session } from "./sessions.js";

/** A credential that can't be judged at the moment is neither a bad one nor none at all. */

let server: TestServer;
let tree: Tree;
let way: FragileWay;
let endpoint: SecondEndpoint;
let made = 0;
beforeAll(async () => {
  ({ server, tree } = await startTreeServer());
  way = await openFragileWay(server.config.databaseUrl!);
});
beforeEach(async () => void (endpoint = await openSecondEndpoint(server.config, { poolSize: 5, log: createLogger("silent") }, way.url)));
afterEach(() => endpoint.close());
afterAll(async () => {
  await way.shut();
  await server.stop();
});

const account = (): Promise<MadeAccount> => makeAdmin(server, tree.company.id, `person-${++made}`);

/** A session in which the root admin acts as somebody. */
async function actedSession(): Promise<string> {
  const person = await account();
  const cookie = await session(server, person);
  await query(
    server.db,
    `update sessions set actor_id = (select a.id from accounts a join identities i on i.id = a.identity_id where i.login = ?)
     where account_id = ?`,
    [ROOT.login, person.id],
  );
  return cookie;
}

/**
 * The statuses of an answer for which a statement with that text finds no database, tried once more as it is, and of the same
 * afterwards.
 */
async function statuses(text: string, path: string, cookie: string, accept = "application/json"): Promise<[away: number, back: number]> {
  const ask = async (): Promise<number> => (await fetch(endpoint.url + path, { headers: { cookie, accept }, redirect: "manual" })).status;
  way.breakAt(text, "before", 2);
  const away = await ask();
  expect(way.isBroken()).toBe(true);
  return [away, await ask()];
}

describe("while the database is away", () => {
  it("a session is not passed over for another one because nobody knows who acts in it", async () => {
    const cookies = `${await session(server, await account())}; ${await actedSession()}`;
    expect(await statuses("where a.id = $1", "/api/1/profile", cookies)).toEqual([503, 401]);
  });

  it("a session in which somebody acts is not refused because nobody knows whether that one still may", async () => {
    expect(await statuses("where r.identity_id = $1 order by r.id", "/api/1/profile", await actedSession())).toEqual([503, 200]);
  });

  it("nobody is sent to sign in anew", async () => {
    expect(await statuses("where s.token_hash = $1", "/graphql", await session(server, await account()), "text/html")).toEqual([503, 200]);
  });
});
