import { Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { createServices, createTasks } from "../../src/services.js";
import { createLogger } from "../../src/kernel/log.js";
import { deleteOldTokenMails } from "../../src/features/mail/mail-limit.table.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, startTreeServer } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => void ({ server, tree } = await startTreeServer()));
afterAll(() => server.stop());
beforeEach(async () => {
  await server.db("outgoing_mails").delete();
  await server.db("token_mails").delete();
});

let made = 0;
const fresh = (): string => `person-${++made}`;
const ask = (action: string, login: string, email = `${login}@example.com`) =>
  server.rest("POST", `/actions/mail/${action}`, { as: ROOT, body: { login, email } });
const answers = async (asked: Promise<{ status: number; text: string }>[]): Promise<string[]> =>
  (await Promise.all(asked)).map(({ status, text }) => `${status} ${text}`);
const waiting = async (): Promise<number> => (await server.db("outgoing_mails")).length;
const tokens = async (accountId: number): Promise<number> =>
  (await server.db("action_tokens").where({ account_id: accountId }).whereNull("used_at")).length;

/** Asks on the open page, and does what is left to the background. */
async function forgot(logins: readonly string[], log?: Writable): Promise<void> {
  const tasks = createTasks(
    createServices(server.config, server.db, log === undefined ? createLogger("silent") : createLogger("info", log)),
  );
  for (const login of logins) {
    const { data } = await server.graph("mutation ($login: String!) { requestPasswordReset(login: $login) }", { variables: { login } });
    expect(data).toEqual({ requestPasswordReset: true });
  }
  const jobs = await query<{ id: number; payload: { login: string } }>(
    server.db,
    `delete from graphile_worker._private_jobs
     where task_id = (select id from graphile_worker._private_tasks where identifier = 'mailForgottenPassword') returning id, payload`,
  );
  expect(jobs).toHaveLength(logins.length);
  await Promise.all(jobs.map(({ payload }) => tasks.mailForgottenPassword(payload, 1)));
}
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_none, index) => make(index));

describe("of twenty asked for at once", () => {
  it("three resets are mailed, and each of the answers is the same", async () => {
    const { id, login } = await makeAdmin(server, tree.partner.id, fresh());
    expect(await answers(times(20, () => ask("reset", login)))).toEqual(times(20, () => "204 "));
    expect([await waiting(), await tokens(id)]).toEqual([3, 3]);
  });

  it("three from the open page are mailed, whatever the case of the login", async () => {
    const { id, login } = await makeAdmin(server, tree.partner.id, fresh());
    await forgot(times(20, (index) => (index % 2 === 0 ? login : login.toUpperCase())));
    expect([await waiting(), await tokens(id)]).toEqual([3, 3]);
  });

  it("three activations are mailed", async () => {
    const login = fresh();
    await server.rest("POST", `/groups/${tree.partner.id}/admins`, { as: ROOT, body: { login, email: `${login}@example.com` } });
    expect(await answers(times(20, () => ask("activate", login)))).toEqual(times(20, () => "204 "));
    expect(await waiting()).toBe(3);
  });

  it("three changes of e-mail are mailed, with their notices, to however many addresses", async () => {
    const { id, login } = await makeAdmin(server, tree.partner.id, fresh());
    expect(await answers(times(20, (index) => ask("emailupdate", login, `new-${index}-${login}@example.com`)))).toEqual(
      times(20, () => "204 "),
    );
    expect([await waiting(), await tokens(id)]).toEqual([6, 3]);
  });

  it("ten go to an address that twenty persons share, in whatever case it is written", async () => {
    const email = `shared-${fresh()}@example.com`;
    const people = await Promise.all(
      times(20, (index) => makeAdmin(server, tree.partner.id, fresh(), { email: index % 2 === 0 ? email : email.toUpperCase() })),
    );
    await answers(people.map(({ login }, index) => ask("reset", login, index % 2 === 0 ? email : email.toUpperCase())));
    expect(await waiting()).toBe(10);
    // Those whose mail was not sent have used up nothing of their own.
    const [counted] = await query<{ sent: number; keys: number }>(
      server.db,
      `select sum(cardinality(sent_at)) sent, count(*) filter (where cardinality(sent_at) = 0) keys
       from token_mails where cardinality(sent_at) < 2`,
    );
    expect(counted).toEqual({ sent: 10, keys: 10 });
  });

  it("ten changes of e-mail go to one new address", async () => {
    const people = await Promise.all(times(12, () => makeAdmin(server, tree.partner.id, fresh())));
    const address = `target-${fresh()}@example.com`;
    await answers(people.map(({ login }) => ask("emailupdate", login, address)));
    expect(await waiting()).toBe(20);
  });
});

describe("what is used up", () => {
  it("by the open page leaves an admin what he may send, and the other way round", async () => {
    const [one, other] = [await makeAdmin(server, tree.partner.id, fresh()), await makeAdmin(server, tree.partner.id, fresh())];
    await forgot(times(5, () => one.login));
    await answers(times(5, () => ask("reset", one.login)));
    expect([await waiting(), await tokens(one.id)]).toEqual([6, 6]);
    await answers(times(5, () => ask("reset", other.login)));
    await forgot(times(5, () => other.login));
    expect([await waiting(), await tokens(other.id)]).toEqual([12, 6]);
  });

  it("of one kind leaves the other kinds; a token handed out is no mail", async () => {
    const { login } = await makeAdmin(server, tree.partner.id, fresh());
    await answers(times(4, () => ask("reset", login)));
    expect((await ask("emailupdate", login, `other-${login}@example.com`)).status).toBe(204);
    expect(await waiting()).toBe(5);
    for (let time = 0; time < 5; time++) {
      const { body } = await server.rest("GET", `/actions/mail/reset?login=${login}`, { as: ROOT });
      expect((body as { token: string }).token).toMatch(/^[\w-]{43}$/);
    }
  });

  it("leaves earlier links good", async () => {
    const { login } = await makeAdmin(server, tree.partner.id, fresh());
    const { body } = await server.rest("GET", `/actions/mail/reset?login=${login}`, { as: ROOT });
    await answers(times(5, () => ask("reset", login)));
    expect(
      (
        await server.rest("POST", `/actions/reset?token=${(body as { token: string }).token}`, {
          body: { password: "chosen after all that" },
        })
      ).status,
    ).toBe(200);
  });

  it("comes back after an hour, one by one", async () => {
    const { id, login } = await makeAdmin(server, tree.partner.id, fresh());
    await answers(times(3, () => ask("reset", login)));
    const age = `update token_mails set sent_at = (select array_agg(t - ? * interval '1 minute' order by t) from unnest(sent_at) t)
      where cardinality(sent_at) > 0`;
    await query(server.db, age, [40]);
    await ask("reset", login);
    expect(await tokens(id)).toBe(3);
    await query(server.db, age, [21]);
    await answers(times(5, () => ask("reset", login)));
    expect(await tokens(id)).toBe(6);
    await deleteOldTokenMails(server.db);
    expect(await server.db("token_mails").whereRaw("sent_at[cardinality(sent_at)] > now() - interval '1 hour'")).not.toEqual([]);
    await query(server.db, age, [61]);
    await deleteOldTokenMails(server.db);
    expect(await server.db("token_mails")).toEqual([]);
  });

  it("is kept as digests that name nobody, and what is not sent is logged without an address", async () => {
    const { id, login } = await makeAdmin(server, tree.partner.id, fresh());
    let logged = "";
    await forgot(
      times(4, () => login),
      new Writable({ write: (chunk, _encoding, done) => ((logged += String(chunk)), done()) }),
    );
    const lines = logged.split("\n").filter((line) => line.includes("not sent"));
    const [account] = await query<{ identityId: number }>(server.db, 'select identity_id "identityId" from accounts where id = ?', [id]);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ ...account, action: "reset", source: "anyone" }]);
    expect(logged).not.toMatch(/person-|example\.com/);
    expect(JSON.stringify(await query(server.db, "select convert_from(key, 'LATIN1') as key from token_mails"))).not.toMatch(
      /person|example/,
    );
  });
});
