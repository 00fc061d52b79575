import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { FULL_ACCESS } from "../../src/kernel/enums.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { watched } from "../access/checksum.js";
import { program } from "../api-accounts/programs.js";
import { ALL_RIGHTS, LESS_THAN_FULL_ACCESS } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, startTreeServer } from "../setup/tree.js";

/**
 * A shop sells a user: its module signs in, creates the user, asks for the token of the activation mail, and sets the password
 * that the customer has chosen.
 */

let server: TestServer;
let tree: Tree;
let made = 0;
beforeAll(async () => {
  ({ server, tree } = await startTreeServer());
});
afterAll(() => server.stop());

const fresh = (): string => `customer-${++made}`;
const CHOSEN = "what the customer chose";

/** An access token as the module asks for it. */
async function accessToken(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}/api/2/idp/token`, { method: "POST", headers, body: new URLSearchParams(form) });
  expect(response.status).toBe(200);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${token}` };
}

/** Creates a user, as the module does. @returns its id and login */
async function customer(headers: Record<string, string>, group = tree.company.id): Promise<{ id: number; login: string }> {
  const login = fresh();
  const { status, body } = await server.rest("POST", `/groups/${group}/users`, {
    headers,
    body: { login, email: `${login}@example.com`, status: 1 },
  });
  expect(status).toBe(201);
  return { id: (body as { id: number }).id, login };
}

const basicOf = ({ login, password }: Credentials): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`,
});

describe("a shop's module", () => {
  it.each<[string, () => Promise<Record<string, string>>]>([
    [
      "client_credentials by Basic",
      async () =>
        accessToken(
          { grant_type: "client_credentials" },
          basicOf(await program(server, { roles: [`partner_admin@${tree.partner.uuid}`] })),
        ),
    ],
    [
      "client_credentials in the form",
      async () => {
        const { login, password } = await program(server, { roles: ["partner_admin"] });
        return accessToken({ grant_type: "client_credentials", client_id: login, client_secret: password });
      },
    ],
    [
      "the password of an admin",
      () =>
        accessToken({
          grant_type: "password",
          username: tree.accounts.partner_admin.login,
          password: tree.accounts.partner_admin.password,
        }),
    ],
  ])("by %s: the customer logs in with the password it chose", async (_how, signIn) => {
    const headers = await signIn();
    const { id, login } = await customer(headers);
    const mail = await server.rest("GET", `/actions/mail/activate?user_id=${id}&login=${login}&email=${login}@example.com`, { headers });
    expect([mail.status, mail.body]).toEqual([
      200,
      expect.objectContaining({ login, activated: 0, token: expect.stringMatching(/./) as string }),
    ]);
    const { token } = mail.body as { token: string };
    expect((await server.rest("POST", `/actions/activate?token=${token}`, { body: { password: CHOSEN } })).status).toBe(200);
    expect((await server.rest("POST", "/login", { body: { username: login, password: CHOSEN } })).status).toBe(200);
    expect((await server.rest("POST", `/actions/activate?token=${token}`, { body: { password: CHOSEN } })).status).toBe(401);
    const again = await server.rest("GET", `/actions/mail/activate?user_id=${id}`, { headers });
    expect([again.status, again.body]).toEqual([200, expect.objectContaining({ activated: 1 })]);
    expect(again.body).not.toHaveProperty("token");
  });

  it("and in the graph", async () => {
    const as = await program(server, { roles: [`company_admin@${tree.company.uuid}`] });
    const { id, login } = await customer(basicOf(as));
    const { data } = await server.graph(`mutation { prepareActionMail(action: ACTIVATE, target: { userId: "${id}" }) { token } }`, { as });
    const { token } = (data as { prepareActionMail: { token: string } }).prepareActionMail;
    expect(
      (
        await server.graph("mutation ($token: String, $password: String!) { activateAccount(token: $token, password: $password) }", {
          variables: { token, password: CHOSEN },
        })
      ).errors,
    ).toBeUndefined();
    expect((await server.rest("POST", "/login", { body: { username: login, password: CHOSEN } })).status).toBe(200);
  });
});

describe("a program is handed no token", () => {
  const asked = async (as: Credentials, path: string): Promise<[number, boolean]> => {
    await server.rest("GET", "/groups/self", { as });
    const { answer, changed } = await watched(server.db, (): Promise<Answer> => server.rest("GET", path, { as }));
    return [answer.status, changed];
  };
  const activate = ({ login }: { login: string }): string => `/actions/mail/activate?login=${login}`;

  it("for anything but an activation", async () => {
    const as = await program(server, { roles: ["root_admin"] });
    const { login } = await customer(basicOf(as));
    expect(await asked(as, `/actions/mail/reset?login=${login}`)).toEqual([403, false]);
    expect(await asked(as, `/actions/mail/emailupdate?login=${login}&email=mine@example.com`)).toEqual([403, false]);
    for (const action of ["RESET", "EMAIL_UPDATE"]) {
      const { errors } = await server.graph(
        `mutation { prepareActionMail(action: ${action},
         target: { login: "${login}", email: "${login}${action === "RESET" ? "" : "-new"}@example.com" }) { token } }`,
        { as },
      );
      expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    }
  });

  it("without full access; who may only read gets the parameters", async () => {
    const { id } = (await server.rest("GET", "/groups/self", { as: ROOT })).body as { id: number };
    const lesser = await makeAdmin(server, id, "makes-lesser-programs", { access_type: FULL_ACCESS });
    const as = await program(server, { roles: ["partner_admin"] }, lesser);
    await server
      .db("api_account_roles")
      .where({ api_account_id: server.db("api_accounts").where({ identifier: as.login }).select("id") })
      .update({ access_type: LESS_THAN_FULL_ACCESS });
    const target = await customer(basicOf(ROOT));
    expect(await asked(as, activate(target))).toEqual([403, false]);
    const reader = await program(server, { roles: ["readonly_admin"] });
    const { status, body } = await server.rest("GET", activate(target), { as: reader });
    expect([status, body]).toEqual([200, expect.objectContaining({ activated: 0 })]);
    expect(body).not.toHaveProperty("token");
  });

  it("for an identity that has an account elsewhere, more rights, or a role above its own", async () => {
    const as = await program(server, { roles: [`partner_admin@${tree.partner.uuid}`] });
    const elsewhere = await customer(basicOf(as));
    expect(
      (
        await server.rest("POST", `/groups/${tree.otherCompany.id}/admins`, {
          as: ROOT,
          body: { login: elsewhere.login, use_existing_identity: 1 },
        })
      ).status,
    ).toBe(201);
    expect(await asked(as, activate(elsewhere))).toEqual([403, false]);

    const stronger = fresh();
    await server.rest("POST", `/groups/${tree.company.id}/admins`, {
      as: ROOT,
      body: { login: stronger, email: `${stronger}@example.com`, access_type: ALL_RIGHTS },
    });
    await server
      .db("api_account_roles")
      .where({ api_account_id: server.db("api_accounts").where({ identifier: as.login }).select("id") })
      .update({ access_type: FULL_ACCESS });
    expect(await asked(as, activate({ login: stronger }))).toEqual([403, false]);

    const whole = await program(server, { roles: ["partner_admin"] });
    const root = fresh();
    await server.rest("POST", "/groups/self/admins", { as: ROOT, body: { login: root, email: `${root}@example.com` } });
    expect(await asked(whole, activate({ login: root }))).toEqual([403, false]);
    expect((await server.rest("GET", activate({ login: root }), { as: await program(server, { roles: ["root_admin"] }) })).status).toBe(
      200,
    );
  });
});

it("each token that a program is handed is in the log, and not what it is", async () => {
  const lines: string[] = [];
  const log = createLogger("info", new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) }));
  const app = await createApp({ services: createServices(server.config, server.db, log) });
  const listening = app.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const as = await program(server, { roles: ["partner_admin"] });
  const { id, login } = await customer(basicOf(as));
  try {
    const ask = async (who: Credentials): Promise<string> => {
      const response = await fetch(
        `http://127.0.0.1:${(listening.address() as AddressInfo).port}/api/1/actions/mail/activate?user_id=${id}`,
        { headers: basicOf(who) },
      );
      return ((await response.json()) as { token: string }).token;
    };
    const tokens = [await ask(as), await ask(ROOT)];
    const handed = lines.filter((line) => line.includes("was handed a token")).map((line) => JSON.parse(line) as object);
    expect(handed).toEqual([
      expect.objectContaining({
        apiAccount: { id: expect.any(Number) as number, identifier: as.login },
        action: "activate",
        accountId: id,
        login,
      }),
    ]);
    for (const token of tokens) expect(lines.join("")).not.toContain(token);
  } finally {
    listening.close();
  }
});
