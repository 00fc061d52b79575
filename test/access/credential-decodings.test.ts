import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attemptKeys } from "../../src/access/lockout/lockout.rules.js";
import { accountApi, program } from "../api-accounts/programs.js";
import { BEHIND_PROXY, from, login as logIn } from "../lockout/attempts.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeTree } from "../setup/tree.js";

/**
 * Clients write the name and secret of one account in different ways. Each way is taken, and each decoding of what was sent is
 * an attempt on the name that it reads: no way of writing a name has attempts of its own.
 */

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  tree = await makeTree(server);
});
afterAll(() => server.stop());

let addresses = 0;
/** An address that nobody has used. */
const address = (): string => `192.0.2.${++addresses}`;

interface Sent {
  status: number;
  retryAfter: number;
  error: string | undefined;
}

async function tokenFor(
  name: string,
  secret: string,
  here: string,
  form: Record<string, string> = { grant_type: "client_credentials" },
): Promise<Sent> {
  const authorization = `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
  const response = await fetch(`${server.url}/api/2/idp/token`, {
    method: "POST",
    headers: { authorization, ...from(here) },
    body: new URLSearchParams(form),
  });
  const { error } = (await response.json()) as { error?: string };
  return { status: response.status, retryAfter: Number(response.headers.get("retry-after")), error };
}

/** How many failures are counted for a name at an address. */
async function failuresOf(name: string, here: string): Promise<number> {
  const { login, network } = attemptKeys(server.config.secret, name, here);
  const row = await server.db("login_failures").where({ login, network }).first<{ failures: number } | undefined>("failures");
  return row?.failures ?? 0;
}

/** As Go's oauth2 and others encode a text for Basic. */
const formEncoded = (text: string): string => new URLSearchParams({ text }).toString().slice("text=".length);
/** Every character of a text as its bytes. */
const percentEncoded = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

describe("a client's identifier and secret in Basic, for a token", () => {
  it.each(["plain-shop", "shop@example.com", "shop+co", "100%shop", "50%25shop", "Käufer & Söhne"])(
    "of %j: as sent, and form-encoded",
    async (identifier) => {
      const { login, password } = await program(server, { identifier });
      for (const encode of [(text: string) => text, formEncoded, percentEncoded]) {
        const here = address();
        const statuses: number[] = [];
        for (let time = 0; time < 7; time++) statuses.push((await tokenFor(encode(login), encode(password), here)).status);
        expect(new Set(statuses)).toEqual(new Set([200]));
        expect([await failuresOf(login, here), await failuresOf(encode(login), here)]).toEqual([0, 0]);
      }
    },
  );

  it("many at once that are encoded are one attempt", async () => {
    const { login, password } = await program(server, { identifier: "many@example.com" });
    const here = address();
    const answers = await Promise.all(Array.from({ length: 12 }, () => tokenFor(formEncoded(login), formEncoded(password), here)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("each decoding is counted under the name that it tries", async () => {
    const here = address();
    expect(await tokenFor("two%40example.com", "wrong", here)).toMatchObject({ status: 401, error: "invalid_client" });
    expect([await failuresOf("two%40example.com", here), await failuresOf("two@example.com", here)]).toEqual([1, 1]);
    await tokenFor("one-name", "wr%6Fng", here);
    expect(await failuresOf("one-name", here)).toBe(2);
  });

  it.each([
    ["no-encoding", "wrong"],
    ["mal%formed", "wrong"],
    ["malformed", "wr%ong%2B"],
    ["malformed-bytes", "%ff%2B"],
    ["nul", "%00%2B"],
  ])("%j with %j has one decoding", async (name, secret) => {
    const here = address();
    expect((await tokenFor(name, secret, here)).status).toBe(401);
    expect(await failuresOf(name, here)).toBe(1);
  });

  it("no way of writing a name has attempts of its own, and a locked name refuses the request", async () => {
    const { login, password } = await program(server, { identifier: "guessed" });
    const here = address();
    const spellings = ["%67uessed", "g%75essed", "gu%65ssed", "GUE%53SED", "guesse%64"];
    for (const spelling of spellings) expect((await tokenFor(spelling, "wrong", here)).status).toBe(401);
    for (const spelling of [login, ...spellings, "%47%75essed"]) {
      const locked = await tokenFor(spelling, password, here);
      expect([locked.status, locked.error, locked.retryAfter > 50]).toEqual([401, "invalid_client", true]);
    }
    expect(await failuresOf("%47%75essed", here)).toBe(0);
    expect((await tokenFor("%67uessed", password, address())).status).toBe(200);
  });

  it("a secret that is right in no decoding leaves all of them counted, and the right one later only its own name forgotten", async () => {
    const { login, password } = await program(server, { identifier: "later@example.com" });
    const here = address();
    await tokenFor(formEncoded(login), "wrong", here);
    expect((await tokenFor(formEncoded(login), password, here)).status).toBe(200);
    expect([await failuresOf(login, here), await failuresOf(formEncoded(login), here)]).toEqual([0, 1]);
  });
});

describe("grant_type=password beside a Basic header that a connector has left over", () => {
  const form = ({ login, password }: Credentials): Record<string, string> => ({ grant_type: "password", username: login, password });

  it("of the same login and password", async () => {
    expect((await tokenFor(ROOT.login, ROOT.password, address(), form(ROOT))).status).toBe(200);
    expect((await tokenFor(ROOT.login.toUpperCase(), ROOT.password, address(), form(ROOT))).status).toBe(200);
    const as = await makeAdmin(server, tree.company.id, "plus+connector");
    expect((await tokenFor(as.login, as.password, address(), form(as))).status).toBe(200);
    expect((await tokenFor(formEncoded(as.login), formEncoded(as.password), address(), form(as))).status).toBe(200);
  });

  it("is one attempt where they are wrong", async () => {
    const here = address();
    const wrong = { ...ROOT, password: "wrong" };
    for (let time = 1; time <= 5; time++) {
      expect(await tokenFor(ROOT.login, "wrong", here, form(wrong))).toMatchObject({ status: 400, error: "invalid_grant" });
      expect(await failuresOf(ROOT.login, here)).toBe(time);
    }
    expect((await logIn(server, ROOT, here)).status).toBe(423);
  });

  it.each<[string, Credentials, Credentials]>([
    ["another password", { ...ROOT, password: "wrong" }, ROOT],
    ["a password in another case", { ...ROOT, password: ROOT.password.toUpperCase() }, ROOT],
    ["the right one, and another in the form", ROOT, { ...ROOT, password: "wrong" }],
    ["another login", { login: "somebody", password: ROOT.password }, ROOT],
  ])("of %s is invalid_client, and no second guess", async (_what, header, inForm) => {
    const here = address();
    expect(await tokenFor(header.login, header.password, here, form(inForm))).toMatchObject({ status: 401, error: "invalid_client" });
    expect([await failuresOf(header.login, here), await failuresOf(inForm.login, here)]).toEqual(
      header.login === inForm.login ? [1, 1] : [1, 0],
    );
  });
});

describe("X-API-ID", () => {
  const ask = async (bytes: Buffer, key: string, here: string): Promise<Sent> => {
    const response = await fetch(`${server.url}/api/v1/security/principals/self`, {
      headers: { "x-api-id": bytes.toString("latin1"), "x-api-key": key, ...from(here) },
    });
    const { error } = (await response.json()) as { error?: string };
    return { status: response.status, retryAfter: Number(response.headers.get("retry-after")), error };
  };

  it("is taken in Latin-1 and in UTF-8", async () => {
    const { login, password } = await program(server, { identifier: "Größe-é" });
    for (const encoding of ["latin1", "utf8"] as const) {
      const here = address();
      const statuses: number[] = [];
      for (let time = 0; time < 7; time++) statuses.push((await ask(Buffer.from(login, encoding), password, here)).status);
      expect([encoding, new Set(statuses)]).toEqual([encoding, new Set([200])]);
      expect(await failuresOf(login, here)).toBe(0);
    }
    const japanese = await program(server, { identifier: "店舗" });
    expect((await ask(Buffer.from(japanese.login), japanese.password, address())).status).toBe(200);
  });

  it("each decoding is counted under the name that it tries, and a locked name refuses the request", async () => {
    const { login, password } = await program(server, { identifier: "spätkauf" });
    const here = address();
    const misread = Buffer.from(login).toString("latin1");
    for (let time = 1; time <= 5; time++) {
      expect(await ask(Buffer.from(login), "wrong", here)).toMatchObject({ status: 401, error: "SEC-AUTH-002" });
      expect([await failuresOf(login, here), await failuresOf(misread, here)]).toEqual([time, time]);
    }
    for (const encoding of ["latin1", "utf8"] as const)
      expect((await ask(Buffer.from(login, encoding), password, here)).retryAfter).toBeGreaterThan(50);
    expect((await accountApi(server, "GET", "/principals/self", { as: { login, password }, headers: from(here) })).status).toBe(401);
    await ask(Buffer.from([0x62, 0xe4, 0x72]), "wrong", here);
    expect(await failuresOf("bär", here)).toBe(1);
  });
});

it.each([
  ["in UTF-8", Buffer.from("Büro/1.0"), "Büro/1.0"],
  ["in Latin-1", Buffer.from("Büro/1.0", "latin1"), "Büro/1.0"],
  ["beyond what is kept", Buffer.from(`${"x".repeat(499)}😀`), `${"x".repeat(499)}\ufffd`],
])("what a client calls itself is shown as it is written: %s", async (_how, agent, userAgent) => {
  const { headers } = await server.rest("POST", "/login", {
    body: { username: ROOT.login, password: ROOT.password },
    headers: { "user-agent": agent.toString("latin1") },
  });
  const cookie = headers.getSetCookie()[0]!.split(";")[0]!;
  const { data } = await server.graph("{ sessions(first: 1) { nodes { userAgent } } }", { headers: { cookie } });
  expect((data as { sessions: { nodes: object[] } }).sessions.nodes).toEqual([{ userAgent }]);
});
