import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, AccountStatus, GroupKind } from "../../src/kernel/enums.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { ServerProcess } from "../setup/server-process.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

/** Two processes over one database: what one is told, the other goes by at its very next request. */

const ROOT = { login: "admin", password: "correct-horse-battery" };
const PASSWORD = "a password for tests";

let database: TestDatabase;
let folder: string;
let processes: ServerProcess[];
/** Where changes are made, and where their effect is seen. */
let [here, there]: string[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" });
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "portico-two-processes-"));
  const env = {
    DATABASE_URL: database.url,
    PUBLIC_URL: "https://portal.example.com",
    PORTICO_SECRET: "a secret for tests, long enough to be one",
    PORTICO_ROOT_PASSWORD: ROOT.password,
  };
  processes = [new ServerProcess(folder, env)];
  here = await processes[0]!.ready();
  processes.push(new ServerProcess(folder, env));
  there = await processes[1]!.ready();
}, 180_000);
afterAll(async () => {
  await Promise.all(processes.map((server) => server.stop()));
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const basic = ({ login, password }: { login: string; password: string }): string =>
  `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;

async function call(
  origin: string,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Response> {
  return fetch(`${origin}/api/1${path}`, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** As the root admin, by the first process. */
async function asRoot<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await call(here!, method, path, { headers: { authorization: basic(ROOT) }, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

interface Account {
  id: number;
  login: string;
  company: number;
  partner: number;
}

let made = 0;

/** A company with an admin of its own, under a partner of its own. */
async function makeAccount(): Promise<Account> {
  made += 1;
  const { id: partner } = await asRoot<{ id: number }>("POST", "/groups/self/children", { name: `Partner ${made}`, kind: GroupKind.MSP });
  const { id: company } = await asRoot<{ id: number }>("POST", `/groups/${partner}/children`, {
    name: `Company ${made}`,
    kind: GroupKind.END_USER_COMPANY,
  });
  const login = `admin-${made}`;
  const { id } = await asRoot<{ id: number }>("POST", `/groups/${company}/admins`, { login, email: `${login}@example.com` });
  const { token } = await asRoot<{ token: string }>("GET", `/actions/mail/activate?login=${login}`);
  expect((await call(here!, "POST", `/actions/activate?token=${token}`, { body: { password: PASSWORD } })).status).toBe(200);
  return { id, login, company, partner };
}

/** The headers and queries by which the account shows itself, each made by the first process. */
async function credentialsOf({ login }: Account): Promise<Record<string, { headers?: Record<string, string>; query?: string }>> {
  const session = await call(here!, "POST", "/login", { body: { username: login, password: PASSWORD } });
  const own = { authorization: basic({ login, password: PASSWORD }) };
  const token = async (): Promise<string> =>
    ((await (await call(here!, "GET", "/admins/self/jwt", { headers: own })).json()) as { jwt: string }).jwt;
  return {
    session: { headers: { cookie: session.headers.getSetCookie()[0]!.split(";")[0]! } },
    Basic: { headers: own },
    jwt: { query: `?jwt=${await token()}` },
    Bearer: { headers: { authorization: `Bearer ${await token()}` } },
    access_token: { query: `?access_token=${await token()}` },
  };
}

type Credentials = Awaited<ReturnType<typeof credentialsOf>>;

/** What each credential is worth at the other process. */
async function statusesThere(credentials: Credentials, path = "/profile"): Promise<Record<string, number>> {
  const entries = Object.entries(credentials).map(async ([name, { headers, query = "" }]) => [
    name,
    (await call(there!, "GET", path + query, { headers: headers ?? {} })).status,
  ]);
  return Object.fromEntries((await Promise.all(entries)) as [string, number][]);
}

const all = (status: number, basicStatus = status): Record<string, number> => ({
  session: status,
  Basic: basicStatus,
  jwt: status,
  Bearer: status,
  access_token: status,
});

const ENDING: readonly (readonly [string, (account: Account) => Promise<unknown>])[] = [
  [
    "a changed password",
    ({ login }) =>
      call(here!, "POST", "/actions/change_password", {
        headers: { authorization: basic({ login, password: PASSWORD }) },
        body: { current_password: PASSWORD, new_password: "another password" },
      }),
  ],
  ["a disabled account", ({ id }) => asRoot("PUT", `/admins/${id}`, { status: AccountStatus.DISABLED })],
  ["a disabled group", ({ company }) => asRoot("PUT", `/groups/${company}`, { status: 0 })],
  ["a disabled group above", ({ partner }) => asRoot("PUT", `/groups/${partner}`, { status: 0 })],
  ["a removed account", ({ id }) => asRoot("DELETE", `/admins/${id}`)],
];

describe("at the very next request, by the other process:", () => {
  it.each(ENDING)("%s ends every credential", async (_what, change) => {
    const account = await makeAccount();
    const credentials = await credentialsOf(account);
    // Twice: what the other process remembers of a password is remembered then.
    for (let time = 0; time < 2; time++) expect(await statusesThere(credentials)).toEqual(all(200));
    await change(account);
    expect(await statusesThere(credentials)).toEqual(all(401, 403));
  });

  it("what was disabled and is enabled again revives no token and no session", async () => {
    const account = await makeAccount();
    const credentials = await credentialsOf(account);
    await asRoot("PUT", `/admins/${account.id}`, { status: AccountStatus.DISABLED });
    await asRoot("PUT", `/admins/${account.id}`, { status: AccountStatus.ENABLED });
    expect(await statusesThere(credentials)).toEqual(all(401, 200));
  });

  it("a group that is enabled again has them all back", async () => {
    const account = await makeAccount();
    const credentials = await credentialsOf(account);
    await asRoot("PUT", `/groups/${account.partner}`, { status: 0 });
    expect(await statusesThere(credentials)).toEqual(all(401, 403));
    await asRoot("PUT", `/groups/${account.partner}`, { status: 1 });
    expect(await statusesThere(credentials)).toEqual(all(200));
  });

  it("a moved group takes its reach along", async () => {
    const account = await makeAccount();
    const elsewhere = await makeAccount();
    const { id: admin } = await asRoot<{ id: number }>("POST", `/groups/${account.partner}/admins`, {
      login: `mover-${made}`,
      email: "mover@example.com",
    });
    const { token } = await asRoot<{ token: string }>("GET", `/actions/mail/activate?login=mover-${made}`);
    await call(here!, "POST", `/actions/activate?token=${token}`, { body: { password: PASSWORD } });
    const credentials = await credentialsOf({ ...account, id: admin, login: `mover-${made}` });
    expect(await statusesThere(credentials, `/groups/${account.company}`)).toEqual(all(200));
    await asRoot("PUT", `/groups/${account.company}`, { parent_id: elsewhere.partner });
    expect(await statusesThere(credentials, `/groups/${account.company}`)).toEqual(all(403));
  });

  it("rights that are taken are gone", async () => {
    const account = await makeAccount();
    const credentials = await credentialsOf(account);
    await asRoot("PUT", `/admins/${account.id}`, { access_type: AccessRight.READ });
    const put = async ({ headers, query = "" }: Credentials[string]): Promise<number> =>
      (await call(there!, "PUT", `/groups/self${query}`, { headers: headers ?? {}, body: { internal_tag: "x" } })).status;
    for (const credential of Object.values(credentials)) expect(await put(credential)).toBe(403);
  });

  it("addresses that are no longer allowed are refused", async () => {
    const account = await makeAccount();
    const credentials = await credentialsOf(account);
    await asRoot("POST", `/groups/${account.company}/settings/logon_ips`, { items: ["192.0.2.1"] });
    expect(await statusesThere(credentials)).toEqual(all(403));
    const bodyOf = async (name: string): Promise<object> => {
      const { headers, query = "" } = credentials[name]!;
      return (await (await call(there!, "GET", `/profile${query}`, { headers: headers ?? {} })).json()) as object;
    };
    for (const name of ["Bearer", "access_token"]) {
      expect(await bodyOf(name)).toEqual({ client_ip: "127.0.0.1", message: "access from your IP '127.0.0.1' address is not allowed" });
    }
    for (const name of ["session", "Basic", "jwt"]) expect(await bodyOf(name)).toHaveProperty("error.code", 403);
    const graph = Object.values(credentials).map(
      async ({ headers = {}, query = "" }) =>
        (
          await fetch(`${there}/graphql${query}`, {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: '{"query":"{ viewer { id } }"}',
          })
        ).status,
    );
    expect(await Promise.all(graph)).toEqual([403, 403, 403, 403, 403]);
  });
});

describe("of an API account, at the very next request, by the other process:", () => {
  const ACCOUNTS = "/api/v1/security/accounts";
  const asAdmin = { "content-type": "application/json", authorization: basic(ROOT) };

  interface Program {
    identifier: string;
    secret: string;
    accessToken: string;
  }

  async function makeProgram(): Promise<Program> {
    made += 1;
    const identifier = `program-${made}`;
    const answer = await fetch(here + ACCOUNTS, {
      method: "POST",
      headers: asAdmin,
      body: JSON.stringify({ type: "local", identifier, roles: ["partner_admin"], permissions: [] }),
    });
    const { secret } = (await answer.json()) as { secret: string };
    const token = await fetch(`${here}/api/2/idp/token`, {
      method: "POST",
      headers: { authorization: basic({ login: identifier, password: secret }) },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    return { identifier, secret, accessToken: ((await token.json()) as { access_token: string }).access_token };
  }

  /** What its secret, both ways, and its access token are worth there: on the portal's API, on the account API, on the portal's again. */
  async function worth({ identifier, secret, accessToken }: Program): Promise<number[]> {
    const asked = [
      [`${there}/api/1/groups/self`, { authorization: basic({ login: identifier, password: secret }) }],
      [`${there}/api/v1/security/principals/self`, { "x-api-id": identifier, "x-api-key": secret }],
      [`${there}/api/1/groups/self`, { authorization: `Bearer ${accessToken}` }],
    ] as const;
    return Promise.all(asked.map(async ([url, headers]) => (await fetch(url, { headers })).status));
  }

  it.each<[string, string, string, object | undefined, number[]]>([
    ["a new secret", "GET", "/{identifier}/resetPassword", undefined, [403, 401, 401]],
    ["its removal", "DELETE", "/{identifier}", undefined, [403, 401, 401]],
    ["roles that are taken", "PUT", "", { roles: [], permissions: [] }, [403, 200, 403]],
    ["its end", "PUT", "", { roles: ["partner_admin"], permissions: [], expires: "2020-01-01T00:00:00Z" }, [403, 401, 401]],
  ])("%s", async (_what, method, path, body, after) => {
    const program = await makeProgram();
    // Twice: what the other process remembers of a secret is remembered then.
    for (let time = 0; time < 2; time++) expect(await worth(program)).toEqual([200, 200, 200]);
    const { identifier } = program;
    const changed = await fetch(here + ACCOUNTS + path.replace("{identifier}", identifier), {
      method,
      headers: asAdmin,
      ...(body && { body: JSON.stringify({ type: "local", identifier, ...body }) }),
    });
    expect(changed.ok).toBe(true);
    expect(await worth(program)).toEqual(after);
  });
});
