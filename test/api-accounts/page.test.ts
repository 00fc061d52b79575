import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "../../src/access/roles.js";
import { watched } from "../access/checksum.js";
import { session } from "../access/sessions.js";
import { basic } from "../contract/http.js";
import { certificateHeader, issue } from "../certificates/issue.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeTree } from "../setup/tree.js";
import { AUDIT, type Asking, MANAGE, accountApi, freshIdentifier, program } from "./programs.js";

let server: TestServer;
let tree: Tree;
let folder: string;
let license: string;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const licensed = (claims: object): Promise<void> => writeFile(license, jwt.sign(claims, privateKey, { algorithm: "ES256" }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portico-license-"));
  license = join(folder, "license");
  await writeFile(join(folder, "key.pem"), publicKey.export({ type: "spki", format: "pem" }));
  await licensed({});
  server = await startTestServer({
    TRUSTED_PROXIES: "loopback",
    CLIENT_CERT_HEADER: "Client-Cert",
    LICENSE_FILE: license,
    LICENSE_KEY: join(folder, "key.pem"),
  });
  tree = await makeTree(server);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const ask = (method: string, path: string, asking: Asking = {}) => accountApi(server, method, path, { as: ROOT, ...asking });
const register = (body: object, asking: Asking = {}) => ask("POST", "/accounts", { ...asking, body });
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const ID = expect.stringMatching(/^\d+$/) as string;
const SECRET = expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string;

describe("201 and the fields of an account", () => {
  it("local, with everything", async () => {
    const body = {
      id: "ignored",
      type: "local",
      identifier: "billing",
      description: "Billing",
      permissions: [AUDIT],
      roles: ["partner_admin", `company_admin@${tree.company.uuid}`],
      expires: "2099-12-31T23:59:59.000Z",
      creationDate: null,
      lastAuthentication: null,
      lastModification: "2001-01-01T00:00:00Z",
    };
    const reply = await register(body);
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({ ...body, id: ID, secret: SECRET, creationDate: TIME, lastModification: TIME });
    expect(Object.keys(reply.body)).toEqual([
      "id",
      "type",
      "identifier",
      "secret",
      "description",
      "permissions",
      "roles",
      "expires",
      "creationDate",
      "lastAuthentication",
      "lastModification",
    ]);
  });

  it("local, with nothing: an identifier is made", async () => {
    const reply = await register({ type: "local" });
    expect(reply.body).toEqual({
      id: ID,
      type: "local",
      identifier: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      secret: SECRET,
      description: null,
      permissions: [],
      roles: [],
      expires: null,
      creationDate: TIME,
      lastAuthentication: null,
      lastModification: TIME,
    });
  });

  it("x509: neither secret nor expires", async () => {
    const reply = await register({ type: "x509", identifier: "CN=page,O=Example", description: null, permissions: null, roles: null });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      id: ID,
      type: "x509",
      identifier: "CN=page,O=Example",
      description: null,
      permissions: [],
      roles: [],
      creationDate: TIME,
      lastAuthentication: null,
      lastModification: TIME,
    });
  });

  it("the secret is shown this once, and stored as argon2id", async () => {
    const made = await program(server);
    expect((await ask("GET", `/accounts/${made.login}`)).text).not.toContain(made.password);
    const row = await server.db("api_accounts").where({ identifier: made.login }).first<{ secret_hash: string }>("secret_hash");
    expect(row.secret_hash).toMatch(/^\$argon2id\$/);
  });
});

const TEXTS: Readonly<Record<string, string>> = {
  "ACCOUNT-002": "Invalid Account",
  "ACCOUNT-003": "Account not found",
  "SEC-AUTH-002": "Invalid credentials or account does not exist",
  "SEC-AUTH-003": "Certificate is not trusted",
  "SEC-AUTH-004": "Certificate is expired",
  "SEC-AUTH-005": "Certificate is revoked",
  "SEC-AUTH-009": "Authentication expired",
  "SEC-AUTH-010": "Principal not authenticated or authentication expired",
  "LIC-001": "Invalid License",
  "LIC-002": "Expired License",
  "SEC-PERM-001": "Insufficient privileges",
};

/** The answer must be that documented error, and nothing may have changed. */
async function refused(
  status: number,
  code: string,
  detail: RegExp,
  work: () => Promise<{ status: number; text: string; body: never }>,
): Promise<void> {
  const { answer, changed } = await watched(server.db, work);
  expect({ status: answer.status, changed, body: answer.body }).toEqual({
    status,
    changed: false,
    body: { error: code, message: TEXTS[code], title: TEXTS[code], detail: expect.stringMatching(detail) as string },
  });
  expect(Object.keys(answer.body)).toEqual(["error", "message", "title", "detail"]);
}

describe("400 ACCOUNT-002", () => {
  it.each<[string, object, RegExp]>([
    ["no type", {}, /^type is required/],
    ["an unknown type", { type: "ldap" }, /^type must be one of local, x509/],
    ["an identifier with a colon", { type: "local", identifier: "a:b" }, /^identifier must not/],
    ["an empty identifier", { type: "local", identifier: "" }, /^identifier must not be empty/],
    ["an identifier that is a login", { type: "local", identifier: "ROOT" }, /^identifier is taken by a login/],
    ["an identifier that is taken", { type: "local", identifier: "Billing" }, /^identifier is taken by another/],
    ["an x509 account without a name", { type: "x509" }, /^identifier is required/],
    ["an x509 account with what is no name", { type: "x509", identifier: "backup" }, /^identifier must be a distinguished name/],
    ["the same name written otherwise", { type: "x509", identifier: "cn=Page, o=EXAMPLE" }, /^identifier is taken/],
    ["an x509 account that expires", { type: "x509", identifier: "CN=e", expires: "2099-01-01T00:00:00Z" }, /^expires must be null/],
    ["an end in the past", { type: "local", expires: "2001-01-01T00:00:00Z" }, /^expires must be in the future/],
    ["an end on no day", { type: "local", expires: "2099-02-30" }, /^expires /],
    ["an end that is no time", { type: "local", expires: "tomorrow" }, /^expires must be a date-time/],
    ["permissions that are no list", { type: "local", permissions: "a" }, /^permissions must be an array or null/],
    ["a permission without value", { type: "local", permissions: [{}] }, /^value is required/],
    ["a permission that is none", { type: "local", permissions: [{ value: "a b" }] }, /^permissions has 'a b'/],
    ["a role that is none", { type: "local", roles: ["owner"] }, /^roles has 'owner'/],
    ["a service user's role", { type: "local", roles: ["tenant_viewer"] }, /^roles has 'tenant_viewer'/],
    [
      "a role for a group that is not there",
      { type: "local", roles: ["partner_admin@00000000-0000-4000-8000-000000000000"] },
      /there is no such group/,
    ],
  ])("%s", (_name, body, detail) => refused(400, "ACCOUNT-002", detail, () => register(body)));

  it("no body, and two credentials", async () => {
    await refused(400, "ACCOUNT-002", /a body is required/, () => ask("POST", "/accounts"));
    await refused(400, "ACCOUNT-002", /more than one credential/, () =>
      ask("GET", "/accounts", { headers: { "x-api-id": "a", "x-api-key": "b" } }),
    );
    await refused(400, "ACCOUNT-002", /more than one credential/, () => ask("GET", "/accounts?access_token=x"));
  });
});

describe("401", () => {
  const none = { as: undefined as never };
  const list = (asking: Asking) => ask("GET", "/accounts", { ...none, ...asking });

  it("SEC-AUTH-002: unknown, wrong, half", async () => {
    const { login, password } = await program(server);
    const wrong: Asking[] = [
      { as: { login: ROOT.login, password: "not the password" } },
      { as: { login: "nobody", password: "nothing" } },
      { as: { login, password: `${password}x` } },
      { headers: { authorization: "Basic nonsense" } },
      { headers: { "x-api-id": login, "x-api-key": "wrong" } },
      { headers: { "x-api-id": "nobody", "x-api-key": password } },
      { headers: { "x-api-id": login } },
      { headers: { "x-api-key": password } },
      { headers: { "x-api-id": "CN=page,O=Example", "x-api-key": "" } },
    ];
    for (const asking of wrong) await refused(401, "SEC-AUTH-002", /./, () => list(asking));
  });

  it("SEC-AUTH-002: a good certificate whose subject is no account", async () => {
    const { certificate } = await issue(server, { subject: "CN=nobody" });
    await refused(401, "SEC-AUTH-002", /./, () => list({ headers: certificateHeader(certificate) }));
  });

  it("SEC-AUTH-003: a foreign certificate", async () => {
    await refused(401, "SEC-AUTH-003", /not issued by an authority of this server/, () =>
      list({ headers: { "client-cert": `:${Buffer.from("foreign").toString("base64")}:` } }),
    );
  });

  it("SEC-AUTH-004: an expired certificate", async () => {
    const { certificate, serial } = await issue(server, { subject: "CN=page,O=Example" });
    expect((await list({ headers: certificateHeader(certificate) })).status).toBe(403);
    await server
      .db("client_certificates")
      .where({ serial })
      .update({ expires_at: new Date(0) });
    await refused(401, "SEC-AUTH-004", /1970-01-01/, () => list({ headers: certificateHeader(certificate) }));
  });

  it("SEC-AUTH-005: a revoked certificate", async () => {
    const { certificate, serial } = await issue(server, { subject: "CN=page,O=Example" });
    await server.graph(`mutation { revokeClientCertificate(serial: "${serial}") { revokedAt } }`, { as: ROOT });
    await refused(401, "SEC-AUTH-005", /was revoked/, () => list({ headers: certificateHeader(certificate) }));
  });

  it("SEC-AUTH-009: the account has expired", async () => {
    const as = await program(server, { permissions: [AUDIT] });
    expect((await list({ as })).status).toBe(200);
    expect(
      (
        await ask("PUT", "/accounts", {
          body: { type: "local", identifier: as.login, permissions: [AUDIT], expires: "2001-01-01T00:00:00Z" },
        })
      ).status,
    ).toBe(200);
    await refused(401, "SEC-AUTH-009", /expired/, () => list({ as }));
    await refused(401, "SEC-AUTH-009", /expired/, () => list({ headers: { "x-api-id": as.login, "x-api-key": as.password } }));
  });

  it("SEC-AUTH-010: nothing, a session or a token that is none", async () => {
    const shown: Record<string, string>[] = [{}, { cookie: "SESSION=nothing" }, { authorization: "Bearer nothing" }];
    for (const headers of shown) await refused(401, "SEC-AUTH-010", /./, () => list({ headers }));
    await refused(401, "SEC-AUTH-010", /./, () => ask("GET", "/principals/self", none));
  });
});

describe("403", () => {
  describe.each(ROLES.filter((role) => role !== "root_admin"))("SEC-PERM-001: a %s, as all but root admins with full access:", (role) => {
    it.each<[string, string, object?]>([
      ["POST", "/accounts", { type: "local" }],
      ["GET", "/accounts"],
      ["PUT", "/accounts", { type: "local", identifier: "billing" }],
      ["GET", "/accounts/billing"],
      ["GET", "/accounts/nobody"],
      ["DELETE", "/accounts/billing"],
      ["GET", "/accounts/billing/resetPassword"],
    ])("%s %s", async (method, path, body) => {
      const { answer, changed } = await watched(server.db, () => ask(method, path, { as: tree.accounts[role], body }));
      expect([answer.status, (answer.body as { error: string }).error, changed]).toEqual([403, "SEC-PERM-001", false]);
    });
  });

  it("SEC-PERM-001 comes before what is wrong with the account", () =>
    refused(403, "SEC-PERM-001", /configuration:security:account:manage/, () =>
      register({ type: "local", roles: ["owner"] }, { as: tree.accounts.partner_admin }),
    ));

  it("SEC-PERM-001: a page of another site, by session and by certificate, a reset included", async () => {
    const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" };
    const cookie = await session(server, ROOT);
    for (const [method, path] of [
      ["GET", "/accounts/billing/resetPassword"],
      ["DELETE", "/accounts/billing"],
    ] as const) {
      await refused(403, "SEC-PERM-001", /another site/, () =>
        ask(method, path, { as: undefined as never, headers: { cookie, ...elsewhere } }),
      );
    }
    expect((await register({ type: "x509", identifier: "CN=manager", permissions: [MANAGE] })).status).toBe(201);
    const { certificate } = await issue(server, { subject: "CN=manager" });
    const headers = certificateHeader(certificate);
    expect((await ask("GET", "/accounts", { as: undefined as never, headers })).status).toBe(200);
    await refused(403, "SEC-PERM-001", /another site/, () =>
      ask("GET", "/accounts/billing/resetPassword", { as: undefined as never, headers: { ...headers, ...elsewhere } }),
    );
  });

  it("LIC-001 and LIC-002 for changes alone", async () => {
    const { login } = await program(server);
    const changes = [
      () => register({ type: "local" }),
      () => ask("PUT", "/accounts", { body: { type: "local", identifier: login } }),
      () => ask("GET", `/accounts/${login}/resetPassword`),
    ];
    try {
      await licensed({ exp: 1_000_000_000 });
      for (const change of changes) await refused(403, "LIC-002", /2001-09-09/, change);
      await writeFile(license, jwt.sign({}, "another key"));
      for (const change of changes) await refused(403, "LIC-001", /LICENSE_KEY/, change);
      await rm(license);
      for (const change of changes) await refused(403, "LIC-001", /LICENSE_FILE/, change);
      expect((await ask("GET", `/accounts/${login}`)).status).toBe(200);
    } finally {
      await licensed({});
    }
    expect((await changes[1]!()).status).toBe(200);
  });
});

describe("500", () => {
  it.each([
    ["ACCOUNT-001", "api_account_roles"],
    ["SEC-AUTH-001", "identities"],
  ])("%s for a fault, with the id under which the log has it", async (error, table) => {
    // A session is known without the one table, but not without the other.
    const cookie = await session(server, ROOT);
    await server.db.schema.renameTable(table, "away");
    try {
      const reply = await ask("GET", "/accounts", { as: undefined as never, headers: { cookie } });
      const text = "Unexpected error";
      expect([reply.status, reply.body]).toEqual([
        500,
        { error, message: text, title: text, detail: expect.stringMatching(/[0-9a-f-]{36}$/) as string },
      ]);
    } finally {
      await server.db.schema.renameTable("away", table);
    }
  });
});

describe("expires", () => {
  it.each([
    ["2099-01-31", "2099-01-31T23:59:59.999Z"],
    ["2099-01-31T12:00:00Z", "2099-01-31T12:00:00.000Z"],
    ["2099-01-31T12:00:00+02:00", "2099-01-31T10:00:00.000Z"],
  ])("%s is shown as %s", async (sent, shown) => {
    const made = await program(server, { expires: sent });
    expect((await ask("GET", `/accounts/${made.login}`)).body).toMatchObject({ expires: shown });
    expect((await ask("PUT", "/accounts", { body: { type: "local", identifier: made.login, expires: sent } })).body).toMatchObject({
      expires: shown,
    });
  });
});

describe("the siblings", () => {
  const body = { type: "local", description: "Replaced", roles: ["unit_admin"], permissions: [AUDIT], expires: "2099-01-01T00:00:00.000Z" };

  it("PUT makes the account what the body says, and keeps its secret", async () => {
    const made = await program(server, { description: "Before", roles: ["partner_admin"], permissions: [MANAGE] });
    const reply = await ask("PUT", "/accounts", { body: { ...body, identifier: made.login } });
    expect([reply.status, reply.body]).toEqual([
      200,
      { ...body, id: made.id, identifier: made.login, creationDate: TIME, lastAuthentication: null, lastModification: TIME },
    ]);
    const emptied = await ask("PUT", "/accounts", { body: { type: "local", identifier: made.login.toUpperCase() } });
    expect(emptied.body).toMatchObject({ identifier: made.login, description: null, roles: [], permissions: [], expires: null });
    expect((await ask("GET", "/principals/self", { as: made })).status).toBe(200);
    await refused(400, "ACCOUNT-002", /^type must be local/, () =>
      ask("PUT", "/accounts", { body: { type: "x509", identifier: made.login } }),
    );
    await refused(400, "ACCOUNT-002", /^identifier is required/, () => ask("PUT", "/accounts", { body: { type: "local" } }));
    await refused(404, "ACCOUNT-003", /nobody/, () => ask("PUT", "/accounts", { body: { type: "local", identifier: "nobody" } }));
  });

  it("GET and DELETE of one, by whatever spelling of its identifier", async () => {
    await register({ type: "x509", identifier: "CN=a/b,O=Example" });
    const path = `/accounts/${encodeURIComponent("cn=A/B, o=example")}`;
    expect((await ask("GET", path)).body).toMatchObject({ identifier: "CN=a/b,O=Example" });
    await refused(400, "ACCOUNT-002", /has no secret/, () => ask("GET", `${path}/resetPassword`));
    const { status, text } = await ask("DELETE", path);
    expect([status, text]).toEqual([204, ""]);
    for (const [method, target] of [
      ["GET", path],
      ["DELETE", path],
      ["GET", `${path}/resetPassword`],
    ] as const) {
      await refused(404, "ACCOUNT-003", /CN=A\/B/i, () => ask(method, target));
    }
  });

  it("resetPassword shows a new secret; the old one is worth nothing", async () => {
    const made = await program(server, { permissions: [AUDIT] });
    expect((await ask("GET", "/accounts", { as: made })).status).toBe(200);
    const reply = await ask("GET", `/accounts/${made.login}/resetPassword`);
    expect(reply.body).toMatchObject({
      id: made.id,
      type: "local",
      identifier: made.login,
      secret: SECRET,
      permissions: [AUDIT],
      expires: null,
    });
    await refused(401, "SEC-AUTH-002", /./, () => ask("GET", "/accounts", { as: made }));
    expect((await ask("GET", "/accounts", { as: { ...made, password: (reply.body as { secret: string }).secret } })).status).toBe(200);
  });

  it("HEAD resets no secret: 405, and what only reads has it", async () => {
    const as = await program(server);
    for (const [path, status] of [
      [`/accounts/${as.login}/resetPassword`, 405],
      [`/accounts/${as.login}`, 200],
    ] as const) {
      const { status: seen, headers } = await fetch(`${server.url}/api/v1/security${path}`, {
        method: "HEAD",
        headers: { authorization: basic(ROOT) },
      });
      expect([path, seen, headers.get("allow")]).toEqual([path, status, status === 405 ? "GET" : null]);
    }
    expect((await ask("GET", "/principals/self", { as })).status).toBe(200);
  });

  it("GET lists all of them, in one statement of theirs", async () => {
    for (let count = 0; count < 5; count += 1) await program(server, { roles: ["partner_admin", "unit_admin"] });
    const seen = await server.statements(async () => {
      const { body } = await ask("GET", "/accounts");
      expect((body as unknown[]).length).toBeGreaterThanOrEqual(5);
    });
    expect(seen.filter((sql) => sql.includes("from api_accounts r "))).toHaveLength(1);
  });

  it("principals/self", async () => {
    expect((await ask("GET", "/principals/self")).text).toBe(
      '{"identifier":"root","accountType":"portal","permissions":[{"value":"*"}],"roles":["root_admin"]}',
    );
    expect((await ask("GET", "/principals/self", { as: tree.accounts.company_admin })).body).toEqual({
      identifier: "company-admin",
      accountType: "portal",
      permissions: [],
      roles: [`company_admin@${tree.company.uuid}`],
    });
    const made = await program(server, { permissions: [AUDIT], roles: [`unit_admin@${tree.unit.uuid}`] });
    const expected = { identifier: made.login, accountType: "local", permissions: [AUDIT], roles: [`unit_admin@${tree.unit.uuid}`] };
    expect((await ask("GET", "/principals/self", { as: made })).body).toEqual(expected);
    expect(
      (
        await ask("GET", "/principals/self", {
          as: undefined as never,
          headers: { "x-api-id": made.login.toUpperCase(), "x-api-key": made.password },
        })
      ).body,
    ).toEqual(expected);
    expect((await ask("GET", `/accounts/${made.login}`)).body).toMatchObject({ lastAuthentication: TIME });
  });

  it("404 for what is no path, 405 with Allow, 415, and slashes as they come", async () => {
    expect(await ask("GET", "/nothing")).toMatchObject({
      status: 404,
      body: { error: "HTTP-404", message: "Not Found", title: "Not Found" },
    });
    const patched = await fetch(`${server.url}/api/v1/security/accounts`, { method: "PATCH" });
    expect([patched.status, patched.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, PUT"]);
    expect(await ask("POST", "/accounts", { body: {}, headers: { "content-type": "text/plain" } })).toMatchObject({
      status: 415,
      body: { error: "HTTP-415" },
    });
    expect((await ask("GET", "//accounts/")).status).toBe(200);
  });
});

describe("the same through the graph", () => {
  it("registers, pages, replaces, resets and removes", async () => {
    const identifier = freshIdentifier();
    const registered = await server.graph(
      `mutation { registerApiAccount(input: { type: LOCAL, identifier: "${identifier}", roles: ["readonly_admin"] }) {
       secret account { id local { expires } } } }`,
      { as: ROOT },
    );
    expect(registered.data).toMatchObject({ registerApiAccount: { secret: SECRET, account: { local: { expires: null } } } });
    const first = await server.graph("{ apiAccounts(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }", { as: ROOT });
    const { nodes, pageInfo } = (
      first.data as { apiAccounts: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
    ).apiAccounts;
    expect([nodes.length, pageInfo.hasNextPage]).toEqual([1, true]);
    const next = await server.graph(`{ apiAccounts(first: 1, after: "${pageInfo.endCursor}") { nodes { id } } }`, { as: ROOT });
    expect((next.data as { apiAccounts: { nodes: { id: string }[] } }).apiAccounts.nodes[0]!.id).not.toBe(nodes[0]!.id);
    const changes = [
      `replaceApiAccount(input: { type: LOCAL, identifier: "${identifier}" }) { roles }`,
      `resetApiAccountSecret(identifier: "${identifier}") { secret }`,
      `deleteApiAccount(identifier: "${identifier}")`,
    ];
    for (const change of changes) {
      const { answer, changed } = await watched(server.db, () =>
        server.graph(`mutation { ${change} }`, { as: tree.accounts.partner_admin }),
      );
      expect([answer.errors?.[0]?.extensions.code, changed]).toEqual(["FORBIDDEN", false]);
      expect((await server.graph(`mutation { ${change} }`, { as: ROOT })).errors).toBeUndefined();
    }
    expect((await server.graph(`{ apiAccount(identifier: "${identifier}") { id } }`, { as: ROOT })).errors?.[0]?.extensions.code).toBe(
      "NOT_FOUND",
    );
  });
});
