import { createHmac, generateKeyPairSync, hkdfSync } from "node:crypto";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TokenSigning } from "../../src/encryption/token.signing.js";
import { type Answer, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { isDocumented, operation } from "./contract.js";

const OLD_SECRET = "the secret before, long enough to be one";

let server: TestServer;
let tree: Tree;
let good: string;
beforeAll(async () => {
  server = await startTestServer({ PORTICO_OLD_SECRET: OLD_SECRET });
  tree = await makeTree(server);
  good = await tokenOf("/admins/self/jwt", tree.accounts.company_admin);
});
afterAll(() => server.stop());

async function tokenOf(path: string, as: { login: string; password: string } = ROOT): Promise<string> {
  const { status, text, body } = await server.rest("GET", path, { as });
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  return (body as { jwt: string }).jwt;
}

/** The server's key, derived here without the code under test. */
const key = (secret = server.config.secret): Buffer => Buffer.from(hkdfSync("sha256", secret, "", "portico tokens", 32));
const kid = (bytes: Buffer): string => createHmac("sha256", bytes).update("id").digest("base64url").slice(0, 8);
const payload = (): jwt.JwtPayload => jwt.decode(good) as jwt.JwtPayload;
const signed = (claims: object, bytes: Buffer = key(), header: object = {}): string =>
  jwt.sign(JSON.parse(JSON.stringify(claims)) as object, bytes, { header: { alg: "HS256", kid: kid(bytes), ...header } });
const encoded = (value: unknown): string => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const part = (index: number): string => good.split(".")[index]!;
const seconds = (): number => Math.floor(Date.now() / 1000);

const profile = (token: string, headers: Record<string, string> = {}): Promise<Answer> =>
  server.rest("GET", `/profile?jwt=${encodeURIComponent(token)}`, { headers });
const loginOf = ({ body }: Answer): string | undefined => (body as { login?: string }).login;

describe("a token", () => {
  it("says what it is documented to say, for an hour", () => {
    const now = seconds();
    const { iat = 0, sub, ...said } = payload();
    expect(iat).toBeGreaterThan(now - 60);
    expect(sub).toMatch(/^[0-9a-f-]{36}$/);
    expect(said).toEqual({
      aud: ["localhost"],
      iss: "localhost",
      nbf: iat,
      exp: iat + 3600,
      email: "company-admin@example.com",
      name: "Ann Admin",
      uid: "company-admin",
      tenantId: String(tree.company.id),
      scope: [],
      epoch: said["epoch"] as number,
    });
    expect(jwt.decode(good, { complete: true })!.header).toEqual({ alg: "HS256", typ: "JWT", kid: kid(key()) });
  });

  it.each([
    ["?jwt=", (token: string) => ({ query: `?jwt=${token}`, headers: {} })],
    ["?access_token=", (token: string) => ({ query: `?access_token=${token}`, headers: {} })],
    ["Bearer", (token: string) => ({ query: "", headers: { authorization: `Bearer ${token}` } })],
  ])("is good as %s through either endpoint, and beats a cookie", async (_form, show) => {
    const { query, headers } = show(good);
    const { headers: answered } = await server.rest("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
    const cookie = answered.getSetCookie()[0]!.split(";")[0]!;
    expect(loginOf(await server.rest("GET", `/profile${query}`, { headers: { ...headers, cookie } }))).toBe("company-admin");
    const response = await fetch(`${server.url}/graphql${query}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie, ...headers },
      body: JSON.stringify({ query: "{ viewer { login actor { login } } }" }),
    });
    expect(await response.json()).toEqual({ data: { viewer: { login: "company-admin", actor: null } } });
  });

  it("made by the secret before is good until it expires", async () => {
    const claims = payload();
    expect((await profile(signed(claims, key(OLD_SECRET)))).status).toBe(200);
    expect((await profile(signed({ ...claims, exp: seconds() - 60 }, key(OLD_SECRET)))).status).toBe(401);
  });

  it("may be verified by keys of other makes, each for one kind and one algorithm", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const signing = new TokenSigning(server.config, [
      (id) => (id === "another" ? { id, kind: "at+jwt", algorithm: "ES256", issuer: "localhost", key: publicKey } : null),
    ]);
    const made = (algorithm: "ES256" | "HS256", secret: typeof privateKey | string): string =>
      jwt.sign(payload(), secret, { algorithm, keyid: "another" });
    await expect(signing.verify(made("ES256", privateKey), "at+jwt")).resolves.toMatchObject({ uid: "company-admin" });
    await expect(signing.verify(made("ES256", privateKey), "JWT")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const pem = publicKey.export({ type: "spki", format: "pem" }) as string;
    const confused = `${encoded({ alg: "HS256", kid: "another" })}.${part(1)}`;
    const forged = `${confused}.${createHmac("sha256", pem).update(confused).digest("base64url")}`;
    await expect(signing.verify(forged, "at+jwt")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("a token that is no good is 401 through either endpoint, and nothing changes:", () => {
  const FORGED: readonly (readonly [string, () => string])[] = [
    ["no algorithm", () => `${encoded({ alg: "none", typ: "JWT", kid: kid(key()) })}.${part(1)}.`],
    ["no algorithm, in capitals, with the signature", () => `${encoded({ alg: "NONE", kid: kid(key()) })}.${part(1)}.${part(2)}`],
    ["no signature", () => `${part(0)}.${part(1)}.`],
    ["RS256 with the key of HS256", () => rsa({ kid: kid(key()) })],
    ["RS256 with a key it brings along", () => rsa({ kid: "mine", jwk: { kty: "RSA", n: "AQAB", e: "AQAB" } })],
    ["HS384 with the right key", () => jwt.sign(payload(), key(), { algorithm: "HS384", keyid: kid(key()) })],
    ["expired", () => signed({ ...payload(), exp: seconds() - 60 })],
    ["without end", () => signed({ ...payload(), exp: undefined })],
    ["not yet valid", () => signed({ ...payload(), nbf: seconds() + 600 })],
    ["for another audience", () => signed({ ...payload(), aud: ["elsewhere.example"] })],
    ["for no audience", () => signed({ ...payload(), aud: undefined })],
    ["of another issuer", () => signed({ ...payload(), iss: "elsewhere.example" })],
    ["of no issuer", () => signed({ ...payload(), iss: undefined })],
    ["another key", () => signed(payload(), Buffer.alloc(32, 7))],
    ["another key under the name of the right one", () => signed(payload(), Buffer.alloc(32, 7), { kid: kid(key()) })],
    ["the secret itself as the key", () => signed(payload(), Buffer.from(server.config.secret), { kid: kid(key()) })],
    ["no key's name", () => jwt.sign(payload(), key())],
    ["a key's name that is a path", () => signed(payload(), Buffer.alloc(0), { kid: "../../dev/null" })],
    ["a changed payload", () => `${part(0)}.${encoded({ ...payload(), uid: ROOT.login, tenantId: "1" })}.${part(2)}`],
    ["another account's subject", () => `${part(0)}.${encoded({ ...payload(), sub: "00000000-0000-4000-8000-000000000000" })}.${part(2)}`],
    ["a subject that is no account's", () => signed({ ...payload(), sub: "00000000-0000-4000-8000-000000000000" })],
    ["a subject that is no uuid", () => signed({ ...payload(), sub: "1 or 1=1" })],
    ["no subject", () => signed({ ...payload(), sub: undefined })],
    ["of an earlier epoch", () => signed({ ...payload(), epoch: (payload()["epoch"] as number) - 1 })],
    ["no epoch", () => signed({ ...payload(), epoch: undefined })],
    ["an actor that is none", () => signed({ ...payload(), act: { sub: "root" } })],
    ["an actor that is gone", () => signed({ ...payload(), act: { sub: "00000000-0000-4000-8000-000000000000", uid: "gone", epoch: 0 } })],
    ["scopes that are no list", () => signed({ ...payload(), scope: "AgentRegistration" })],
    ["a payload that is a text", () => jwt.sign("text", key(), { keyid: kid(key()) })],
    [
      "a payload that is a list",
      () => {
        const text = `${part(0)}.${encoded([payload()])}`;
        return `${text}.${createHmac("sha256", key()).update(text).digest("base64url")}`;
      },
    ],
    ["a header that is no JSON", () => `${encoded("{alg")}.${part(1)}.${part(2)}`],
    ["one part", () => part(1)],
    ["four parts", () => `${good}.${part(2)}`],
    ["nothing", () => ""],
  ];

  function rsa(header: object): string {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return jwt.sign(payload(), privateKey, { header: { alg: "RS256", ...header } });
  }

  it.each(FORGED)("%s", async (_what, make) => {
    const token = make();
    const { answer, changed } = await watched(server.db, () =>
      server.rest("PUT", `/groups/self?jwt=${encodeURIComponent(token)}`, { body: { internal_tag: "forged" } }),
    );
    expect([answer.status, changed, isDocumented(operation("updateGroup"), 401, answer.body)]).toEqual([401, false, true]);
    expect((await server.rest("GET", "/profile", { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    expect((await server.rest("GET", `/profile?access_token=${encodeURIComponent(token)}`)).status).toBe(401);
    const { status, errors } = await server.graph("{ viewer { login } }", { headers: { authorization: `Bearer ${token}` } });
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    const login = await server.rest("GET", `/login?jwt=${encodeURIComponent(token)}`);
    expect([login.status === 401 || login.status === 404, login.headers.getSetCookie()]).toEqual([true, []]);
  });
});
