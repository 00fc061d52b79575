import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureSigningKeys } from "../../src/authentication/oauth/signing-key.commands.js";
import { createApp } from "../../src/app.js";
import { createServices } from "../../src/services.js";
import { createLogger } from "../../src/kernel/log.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { AccountStatus, GroupKind } from "../../src/kernel/enums.js";
import { basic } from "../contract/http.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeGroup, makeTree } from "../setup/tree.js";
import { accountApi, program } from "../api-accounts/programs.js";

let server: TestServer;
let tree: Tree;
/** A second node over the same database. */
let other: { url: string; stop: () => void };
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  const app = await createApp({ services: createServices(server.config, server.db, createLogger("silent")) });
  const listening = app.listen(0, "127.0.0.1");
  await once(listening, "listening");
  other = { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, stop: () => void listening.close() };
});
afterAll(async () => {
  other.stop();
  await server.stop();
});

interface TokenAnswer {
  status: number;
  headers: Headers;
  body: { access_token: string; token_type: string; expires_in: number; expires_on: number; error?: string; error_description?: string };
}

async function tokenOf(
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
  url = server.url,
): Promise<TokenAnswer> {
  const response = await fetch(`${url}/api/2/idp/token`, { method: "POST", headers, body: new URLSearchParams(form) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as TokenAnswer["body"] };
}

const clientForm = ({ login, password }: Credentials) => ({ grant_type: "client_credentials", client_id: login, client_secret: password });
const passwordForm = ({ login, password }: Credentials) => ({ grant_type: "password", username: login, password });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const withToken = async (token: string, path = "/groups/self", url = server.url): Promise<number> =>
  (await fetch(`${url}/api/1${path}`, { headers: bearer(token) })).status;

describe("POST /api/2/idp/token", () => {
  it("client_credentials, in the form and by Basic", async () => {
    const as = await program(server, { roles: [`partner_admin@${tree.partner.uuid}`] });
    const before = Math.floor(Date.now() / 1000);
    for (const { status, headers, body } of [
      await tokenOf(clientForm(as)),
      await tokenOf({ grant_type: "client_credentials" }, { authorization: basic({ ...as, login: as.login.toUpperCase() }) }),
    ]) {
      expect([status, headers.get("cache-control"), headers.get("pragma")]).toEqual([200, "no-store", "no-cache"]);
      expect(body).toEqual({
        access_token: expect.any(String) as string,
        token_type: "bearer",
        expires_in: 7200,
        expires_on: expect.any(Number) as number,
      });
      expect(body.expires_on - before - 7200).toBeLessThan(30);
      expect(body.expires_on - before).toBeGreaterThanOrEqual(7200);
      const shown = await server.rest("GET", "/groups/self", { headers: bearer(body.access_token) });
      expect(shown.body).toMatchObject({ id: tree.partner.id });
      expect((await server.rest("GET", `/groups/self?access_token=${body.access_token}`)).status).toBe(200);
      expect((await server.graph("{ principal { identifier } }", { headers: bearer(body.access_token) })).data).toEqual({
        principal: { identifier: as.login },
      });
      expect((await accountApi(server, "GET", "/principals/self", { headers: bearer(body.access_token) })).status).toBe(200);
    }
  });

  it("password, for a portal login", async () => {
    const { status, body } = await tokenOf({ ...passwordForm(tree.accounts.company_admin), scope: "anything" });
    expect(status).toBe(200);
    expect((await server.rest("GET", "/profile", { headers: bearer(body.access_token) })).body).toMatchObject({ login: "company-admin" });
    expect((await tokenOf(passwordForm({ ...tree.accounts.company_admin, login: "COMPANY-ADMIN" }))).status).toBe(200);
  });

  it("password, with a client that shows who it is", async () => {
    const client = await program(server);
    expect((await tokenOf(passwordForm(ROOT), { authorization: basic(client) })).status).toBe(200);
    const wrong = await tokenOf(passwordForm(ROOT), { authorization: basic({ ...client, password: "wrong" }) });
    expect([wrong.status, wrong.body.error]).toEqual([401, "invalid_client"]);
  });

  it("errors by RFC 6749", async () => {
    const as = await program(server);
    const expired = await program(server);
    await server
      .db("api_accounts")
      .where({ identifier: expired.login })
      .update({ expires_at: new Date(0) });
    const cases: [Record<string, string> | string, Record<string, string>, number, string][] = [
      [{ ...clientForm(as), client_secret: "wrong" }, {}, 401, "invalid_client"],
      [{ ...clientForm(as), client_id: "nobody" }, {}, 401, "invalid_client"],
      [clientForm(ROOT), {}, 401, "invalid_client"],
      [clientForm(expired), {}, 401, "invalid_client"],
      [{ grant_type: "client_credentials" }, {}, 401, "invalid_client"],
      [{ grant_type: "client_credentials" }, { authorization: "Basic nonsense" }, 401, "invalid_client"],
      [{ grant_type: "client_credentials" }, { authorization: "Bearer x" }, 401, "invalid_client"],
      [clientForm(as), { authorization: basic(as) }, 400, "invalid_request"],
      [{ ...passwordForm(ROOT), password: "not the password" }, {}, 400, "invalid_grant"],
      [{ ...passwordForm(ROOT), username: "nobody" }, {}, 400, "invalid_grant"],
      [passwordForm(as), {}, 400, "invalid_grant"],
      [{ grant_type: "password", username: ROOT.login }, {}, 400, "invalid_request"],
      [{ grant_type: "authorization_code", code: "x" }, {}, 400, "unsupported_grant_type"],
      [{}, {}, 400, "invalid_request"],
      ["grant_type=password&grant_type=password", {}, 400, "invalid_request"],
      ["grant_type=password&username=a%00b&password=c", {}, 400, "invalid_request"],
    ];
    for (const [form, headers, status, error] of cases) {
      const answer = await tokenOf(form, headers);
      expect([form, answer.status, answer.body]).toEqual([
        form,
        status,
        { error, error_description: expect.stringMatching(/./) as string },
      ]);
      expect(answer.headers.get("www-authenticate")).toBe(
        status === 401 && headers["authorization"] !== undefined ? 'Basic realm="Portico"' : null,
      );
    }
    const json = await fetch(`${server.url}/api/2/idp/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect([json.status, await json.json()]).toMatchObject([400, { error: "invalid_request" }]);
    const get = await fetch(`${server.url}/api/2/idp/token`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("costs the same work for a client that is there and one that is not", async () => {
    const { login } = await program(server);
    const work = async (client_id: string): Promise<number> =>
      (await server.statements(() => tokenOf({ ...clientForm(ROOT), client_id }))).length;
    expect(await work(login)).toBe(await work("nobody-at-all"));
  });
});

describe("a token ends with what it was given for", () => {
  const gone = async (form: Record<string, string>, end: () => Promise<unknown>): Promise<number[]> => {
    const { access_token: token } = (await tokenOf(form)).body;
    const path = "/groups/self";
    expect([await withToken(token, path), await withToken(token, path, other.url)]).toEqual([200, 200]);
    await end();
    return [await withToken(token, path), await withToken(token, path, other.url)];
  };

  it("a reset secret, an expiry, a removal", async () => {
    const roles = ["partner_admin"];
    const [one, two, three] = [await program(server, { roles }), await program(server, { roles }), await program(server, { roles })];
    expect(await gone(clientForm(one), () => accountApi(server, "GET", `/accounts/${one.login}/resetPassword`, { as: ROOT }))).toEqual([
      401, 401,
    ]);
    expect(
      await gone(clientForm(two), () =>
        server
          .db("api_accounts")
          .where({ identifier: two.login })
          .update({ expires_at: new Date(0) }),
      ),
    ).toEqual([401, 401]);
    expect(await gone(clientForm(three), () => accountApi(server, "DELETE", `/accounts/${three.login}`, { as: ROOT }))).toEqual([401, 401]);
  });

  it("a role that is taken away, a group that is disabled", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Disabled later");
    const [one, two] = [
      await program(server, { roles: ["partner_admin"] }),
      await program(server, { roles: [`company_admin@${group.uuid}`] }),
    ];
    const replace = { as: ROOT, body: { type: "local", identifier: one.login } };
    expect(await gone(clientForm(one), () => accountApi(server, "PUT", "/accounts", replace))).toEqual([403, 403]);
    expect(await gone(clientForm(two), () => server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { status: 0 } }))).toEqual([
      403, 403,
    ]);
  });

  it("a changed password, a disabled account, a disabled group above", async () => {
    const parent = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "Disabled above");
    const group = await makeGroup(server, parent.id, GroupKind.END_USER_COMPANY, "Below it");
    const [one, two, three] = [
      await makeAdmin(server, group.id, "changes"),
      await makeAdmin(server, group.id, "disabled"),
      await makeAdmin(server, group.id, "below"),
    ];
    const change = { as: one, body: { current_password: one.password, new_password: "another long password" } };
    expect(await gone(passwordForm(one), () => server.rest("POST", "/actions/change_password", change))).toEqual([401, 401]);
    expect(
      await gone(passwordForm(two), () => server.rest("PUT", `/admins/${two.id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } })),
    ).toEqual([401, 401]);
    expect(await gone(passwordForm(three), () => server.rest("PUT", `/groups/${parent.id}`, { as: ROOT, body: { status: 0 } }))).toEqual([
      401, 401,
    ]);
  });

  it("an address that is not allowed: 403 with the address, to Bearer", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Elsewhere");
    const as = await makeAdmin(server, group.id, "elsewhere");
    const { access_token: token } = (await tokenOf(passwordForm(as))).body;
    await server.rest("POST", `/groups/${group.id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } });
    const reply = await server.rest("GET", "/groups/self", { headers: bearer(token) });
    expect([reply.status, reply.body]).toEqual([403, { client_ip: "127.0.0.1", message: expect.stringContaining("127.0.0.1") as string }]);
    const asked = await tokenOf(passwordForm(as));
    expect([asked.status, asked.body.error]).toEqual([400, "invalid_grant"]);
  });
});

describe("a token that is not ours, or not any more", () => {
  const decode = (token: string) => jwt.decode(token, { complete: true })!;
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const es256 = (header: object, payload: object, key = signingKey): string => {
    const text = `${part(header)}.${part(payload)}`;
    return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  };
  let signingKey: ReturnType<typeof createPrivateKey>;
  let published: { kid: string; kty: string; crv: string; x: string; y: string }[];
  let header: jwt.JwtHeader;
  let payload: jwt.JwtPayload;
  let token: string;

  beforeAll(async () => {
    token = (await tokenOf(passwordForm(ROOT))).body.access_token;
    ({ header, payload } = decode(token) as { header: jwt.JwtHeader; payload: jwt.JwtPayload });
    const row = await server.db("signing_keys").first<{ id: string; private_key: string }>();
    signingKey = createPrivateKey(new Encryption(server.config).decrypt(row.private_key, `signing_keys.private_key:${row.id}`));
    published = ((await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: typeof published }).keys;
  });

  it("verifies by the published key alone", () => {
    const jwk = published.find(({ kid }) => kid === header.kid)!;
    expect(Object.keys(jwk)).not.toContain("d");
    expect(
      jwt.verify(token, createPublicKey({ key: jwk, format: "jwk" }), { algorithms: ["ES256"], issuer: server.config.publicUrl }),
    ).toMatchObject({ client_id: "root" });
    expect(header).toMatchObject({ alg: "ES256", typ: "at+jwt" });
  });

  it("is made again by the same key, and then good", async () => {
    expect(await withToken(es256(header, payload))).toBe(200);
  });

  it.each<[string, () => string]>([
    ["alg none", () => `${part({ ...header, alg: "none" })}.${part(payload)}.`],
    ["alg none, signature kept", () => `${part({ ...header, alg: "none" })}.${part(payload)}.${token.split(".")[2]!}`],
    [
      "HS256 with the public key as secret",
      () => {
        const pem = createPublicKey({ key: published[0]!, format: "jwk" }).export({ type: "spki", format: "pem" });
        const text = `${part({ ...header, alg: "HS256" })}.${part(payload)}`;
        return `${text}.${createHmac("sha256", pem).update(text).digest("base64url")}`;
      },
    ],
    [
      "RS256 of a key of one's own",
      () => {
        const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        return jwt.sign(payload, privateKey, { algorithm: "RS256", keyid: header.kid! });
      },
    ],
    ["another key under the same id", () => es256(header, payload, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey)],
    ["a key in the header", () => es256({ ...header, kid: "00000000-0000-4000-8000-000000000000", jwk: published[0] }, payload)],
    ["a key id that is no uuid", () => es256({ ...header, kid: "' or true --" }, payload)],
    ["no key id", () => es256({ alg: "ES256", typ: "at+jwt" }, payload)],
    ["another type", () => es256({ ...header, typ: "JWT" }, payload)],
    ["expired", () => es256(header, { ...payload, exp: 1_000_000_000 })],
    ["not yet valid", () => es256(header, { ...payload, nbf: 9_999_999_999 })],
    ["for another audience", () => es256(header, { ...payload, aud: ["https://elsewhere.example"] })],
    ["by another issuer", () => es256(header, { ...payload, iss: "https://elsewhere.example" })],
    ["a changed payload", () => [part(header), part({ ...payload, account: tree.otherAdmin.id }), token.split(".")[2]!].join(".")],
    ["cut off", () => token.slice(0, -5)],
    ["without signature", () => token.split(".").slice(0, 2).join(".")],
    ["nothing", () => "x"],
    ["a header that is no JSON", () => `eyJ.${token.split(".").slice(1).join(".")}`],
    ["a header that is null", () => `${Buffer.from("null").toString("base64url")}.${token.split(".").slice(1).join(".")}`],
    ["a payload that is no JSON", () => `${part({ ...header, typ: "JWT" })}.eyJ.${token.split(".")[2]!}`],
    ["a longer signature", () => `${token}AAAA`],
  ])("%s: 401", async (_name, make) => {
    expect(await withToken(make())).toBe(401);
    expect((await server.rest("GET", `/groups/self?access_token=${encodeURIComponent(make())}`)).status).toBe(401);
  });
});

describe("the keys", () => {
  interface Published {
    keys: { kid: string }[];
  }
  const kids = async (): Promise<string[]> =>
    ((await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as Published).keys.map(({ kid }) => kid);
  const shift = (interval: string): Promise<unknown> =>
    server.db.raw(
      `update signing_keys set signs_from = signs_from - ?::interval,
       signs_until = signs_until - ?::interval, verifies_until = verifies_until - ?::interval`,
      [interval, interval, interval],
    );
  const encryption = (): Encryption => new Encryption(server.config);
  /** A node that has no key in memory yet. */
  const freshNode = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
    const app = await createApp({ services: createServices(server.config, server.db, createLogger("silent")) });
    const listening = app.listen(0, "127.0.0.1");
    await once(listening, "listening");
    try {
      return await work(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`);
    } finally {
      listening.close();
    }
  };

  it("change in turn: the next is published a day ahead, the last verifies a day longer", async () => {
    const [first] = await kids();
    const old = (await tokenOf(passwordForm(ROOT))).body.access_token;
    await shift("29 days 1 hour");
    await ensureSigningKeys(server.db, encryption());
    const both = await kids();
    expect(both).toEqual([first, expect.any(String)]);
    const kidOf = (token: string): string => jwt.decode(token, { complete: true })!.header.kid!;
    await freshNode(async (url) => expect(kidOf((await tokenOf(passwordForm(ROOT), {}, url)).body.access_token)).toBe(first));
    await shift("1 day");
    await freshNode(async (url) => {
      const { access_token: token } = (await tokenOf(passwordForm(ROOT), {}, url)).body;
      expect(kidOf(token)).toBe(both[1]);
      expect([await withToken(token, "/groups/self", url), await withToken(old, "/groups/self", url)]).toEqual([200, 200]);
    });
    await shift("1 day");
    await freshNode(async (url) => expect(await withToken(old, "/groups/self", url)).toBe(401));
  });

  it("are the same for servers that start together, and encrypted at rest", async () => {
    await server.db("signing_keys").delete();
    await Promise.all(Array.from({ length: 5 }, () => ensureSigningKeys(server.db, encryption())));
    const rows = await server.db("signing_keys").select<{ private_key: string; public_key: object }[]>();
    expect(rows).toHaveLength(1);
    expect(rows[0]!.private_key).not.toContain("PRIVATE KEY");
    expect(Object.keys(rows[0]!.public_key).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });
});
