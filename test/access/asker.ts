import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { query } from "../../db/query.js";
import { attemptKeys } from "../../src/access/lockout/lockout.rules.js";
import { createApp } from "../../src/app.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type MadeAccount, makeAdmin, makeGroup } from "../setup/tree.js";
import { session } from "./sessions.js";

/** An admin whose credentials are cached, and all that may change of who it is. */

export interface Asker extends MadeAccount {
  partner: number;
  company: number;
  elsewhere: number;
}

let made = 0;
export async function makeAsker(server: TestServer): Promise<Asker> {
  made += 1;
  const { id: partner } = await makeGroup(server, "self", 30, `Partner ${made}`);
  const { id: elsewhere } = await makeGroup(server, "self", 30, `Elsewhere ${made}`);
  const { id: company } = await makeGroup(server, partner, 40, `Company ${made}`);
  return { ...(await makeAdmin(server, company, `asker-${made}`)), partner, company, elsewhere };
}

export type Headers = Record<string, string>;

/** Headers by which it may show who it is. */
export async function credentialsOf(server: TestServer, { login, password }: MadeAccount): Promise<Record<string, Headers>> {
  const basic = { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` };
  const token = await server.rest("GET", "/admins/self/jwt", { headers: basic });
  const form = new URLSearchParams({ grant_type: "password", username: login, password });
  const granted = await fetch(`${server.url}/api/2/idp/token`, { method: "POST", body: form });
  const { access_token: accessToken } = (await granted.json()) as { access_token: string };
  return {
    "access token": { authorization: `Bearer ${accessToken}` },
    session: { cookie: await session(server, { login, password }) },
    Basic: basic,
    Bearer: { authorization: `Bearer ${(token.body as { jwt: string }).jwt}` },
  };
}

/** Does the work at a server that has never seen anybody. @param work is given the server's address */
export async function atStranger<T>({ config, db }: TestServer, work: (url: string) => Promise<T>): Promise<T> {
  const app = await createApp({ services: createServices(config, db, createLogger("silent")) });
  const endpoint = app.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  try {
    return await work(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`);
  } finally {
    endpoint.close();
    endpoint.closeAllConnections();
  }
}

type Run = (sql: string, values: unknown[]) => Promise<unknown>;

/** Ways in which an asker may change, by what is so then. */
export const CHANGES: Readonly<Record<string, (server: TestServer, asker: Asker, run: Run) => Promise<unknown>>> = {
  "its session is over": (_server, { id }, run) => run("delete from sessions where account_id = ?", [id]),
  "its session has run out": (_server, { id }, run) =>
    run("update sessions set expires_at = now() - interval '1 second' where account_id = ?", [id]),
  "its session owes a second factor": (_server, { id }, run) =>
    run("update sessions set second_factor_owed = true where account_id = ?", [id]),
  "its session was last used long ago": (_server, { id }, run) =>
    run("update sessions set last_used_at = now() - interval '1 hour' where account_id = ?", [id]),
  "it is disabled": (_server, { id }, run) => run("update accounts set enabled = false where id = ?", [id]),
  "its rights are less": (_server, { id }, run) => run("update accounts set access_type = 1 where id = ?", [id]),
  "its tokens are void": (_server, { id }, run) => run("update accounts set token_epoch = token_epoch + 1 where id = ?", [id]),
  "its password is another": (_server, { id }, run) =>
    run(
      "update identities set password_hash = (select password_hash from identities where login = ?) where id = (select identity_id from accounts where id = ?)",
      [ROOT.login, id],
    ),
  "its login is another": (_server, { id }, run) =>
    run("update identities set login = login||'x', login_key = login_key||'x' where id = (select identity_id from accounts where id = ?)", [
      id,
    ]),
  "its login is locked": (server, { login: name }, run) => {
    const { login, network } = attemptKeys(server.config.secret, name, "127.0.0.1");
    return run(
      "insert into login_failures (login, network, failures, locked_until, forgotten_at) values (?, ?, 9, now() + interval '1 hour', now() + interval '2 days')",
      [login, network],
    );
  },
  "its network is no longer known": (_server, _asker, run) => run("delete from login_networks", []),
  "its group is disabled": (_server, { company }, run) => run("update groups set enabled = false where id = ?", [company]),
  "a group above is disabled": (_server, { partner }, run) => run("update groups set enabled = false where id = ?", [partner]),
  "its group limits addresses": (_server, { company }, run) =>
    run("update groups set logon_ips = '{192.0.2.1}', logon_ips_enabled = true where id = ?", [company]),
  "a group above limits addresses": (_server, { partner }, run) =>
    run("update groups set logon_ips = '{192.0.2.1}', logon_ips_enabled = true where id = ?", [partner]),
  "its group is moved": (server, { company, elsewhere }) =>
    server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { parent_id: elsewhere } }),
  "its group is cut off": (_server, { company }, run) => run("update groups set parent_has_access = false where id = ?", [company]),
  "a group above is cut off": (_server, { partner, company }, run) =>
    run("update groups set parent_has_access = id <> ?, isolated_by = case id when ? then ?::bigint end where id = any(?::bigint[])", [
      partner,
      company,
      partner,
      [partner, company],
    ]),
  "it is removed": (server, { id }) => server.rest("DELETE", `/admins/${id}`, { as: ROOT }),
};
/** Lets an asker change in one of the ways. */
export const changeAsker = (server: TestServer, asker: Asker, way: (typeof CHANGES)[string]): Promise<unknown> =>
  way(server, asker, (sql, values) => query(server.db, sql, values));
