import { execFile, execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { createServices } from "../../src/services.js";
import { ensureAuthorities, renewRevocationLists } from "../../src/features/certificates/certificate.commands.js";
import { newKey, signClientCertificate } from "../../src/features/certificates/certificate.signing.js";
import { insertCertificate } from "../../src/features/certificates/certificate.table.js";
import { distinguishedNameKey, parseDistinguishedName } from "../../src/features/certificates/distinguished-name.rules.js";
import { loadConfig } from "../../src/config/load-config.js";
import { type Listener, choosePort, listen } from "../../src/http/listen.js";
import { createLogger } from "../../src/kernel/log.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { accountApi } from "../api-accounts/programs.js";
import { basic } from "../contract/http.js";
import { makeCertificate } from "../setup/server-certificates.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { certificateHeader, issue } from "./issue.js";

const has = (program: string): boolean => {
  try {
    execFileSync(program, ["version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
};
const OPENSSL = has("openssl");
const CURL = has("curl");
if (!OPENSSL || !CURL) process.stderr.write("openssl or curl is missing: tests of certificates against them are skipped\n");

const run = promisify(execFile);

let server: TestServer;
let folder: string;
const file = (name: string): string => join(folder, name);
const keep = async (name: string, text: string): Promise<string> => {
  await writeFile(file(name), text);
  return file(name);
};
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), "portico-certificates-"));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const pem = async (path: string): Promise<string> => (await server.rest("GET", path, { as: ROOT })).body;
const revoke = (serial: string) => server.graph(`mutation { revokeClientCertificate(serial: "${serial}") { revokedAt } }`, { as: ROOT });

/** What `openssl verify` says of a certificate against what the API serves now. */
async function verified(certificate: string, authority: 1 | 2): Promise<string> {
  const ca = await keep("ca.pem", await pem(`/ca/certificate?ca=${authority}`));
  const crl = await keep("crl.pem", await pem(`/ca/crl?ca=${authority}`));
  const leaf = await keep("leaf.pem", certificate);
  return run("openssl", ["verify", "-crl_check", "-purpose", "sslclient", "-CAfile", ca, "-CRLfile", crl, leaf]).then(
    ({ stdout }) => stdout.trim(),
    ({ stderr }: { stderr: string }) => stderr,
  );
}

describe.skipIf(!OPENSSL)("openssl", () => {
  it.each([
    ["ROOT", 1],
    ["SERVICES", 2],
  ] as const)("accepts what %s has signed, and no longer once it is revoked", async (authority, id) => {
    const { certificate, serial } = await issue(server, { subject: `CN=for openssl,O=${authority}`, authority });
    expect(await verified(certificate, id)).toMatch(/leaf\.pem: OK$/);
    expect((await revoke(serial)).errors).toBeUndefined();
    expect(await verified(certificate, id)).toContain("certificate revoked");
    const { stdout } = await run("openssl", ["crl", "-in", file("crl.pem"), "-noout", "-text"]);
    expect(stdout.toLowerCase().replaceAll(":", "")).toContain(serial);
  });

  it("finds the services authority signed by the root authority", async () => {
    const root = await keep("root.pem", await pem("/ca/certificate"));
    const services = await keep("services.pem", await pem("/ca/certificate?ca=2"));
    expect((await run("openssl", ["verify", "-CAfile", root, services])).stdout).toMatch(/OK$/m);
  });

  it("the same list twice is one more than before, and no revocation is lost", async () => {
    const numberOf = async (): Promise<number> => {
      const { stdout } = await run("openssl", ["crl", "-in", await keep("n.pem", await pem("/ca/crl")), "-noout", "-crlnumber"]);
      return parseInt(stdout.replace("crlNumber=", "").trim(), 16);
    };
    const issued = await Promise.all([1, 2, 3, 4].map((n) => issue(server, { subject: `CN=raced ${n}` })));
    const before = await numberOf();
    await Promise.all(issued.map(({ serial }) => revoke(serial)));
    expect(await numberOf()).toBe(before + 4);
    await revoke(issued[0]!.serial);
    expect(await numberOf()).toBe(before + 4);
    for (const { certificate } of issued) expect(await verified(certificate, 1)).toContain("certificate revoked");
    await server.db.raw("update certificate_authorities set revocation_signed_at = now() - interval '25 hours' where id = 1");
    await Promise.all([1, 2].map(() => renewRevocationLists(server.db, new Encryption(server.config))));
    expect(await numberOf()).toBeGreaterThan(before + 4);
    for (const { certificate } of issued) expect(await verified(certificate, 1)).toContain("certificate revoked");
  });

  it.each([
    ["an EC key", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]],
    ["a large RSA key", ["-newkey", "rsa:4096"]],
  ])("a request with %s gets a certificate for its own name, or another one", async (_name, key) => {
    await run("openssl", [
      "req",
      ...key,
      "-nodes",
      "-keyout",
      file("csr.key"),
      "-out",
      file("csr.pem"),
      "-subj",
      "/O=Acme, Inc./OU=Ops/CN=Jürgen",
      "-utf8",
    ]);
    const csr = await readFile(file("csr.pem"), "utf8");
    const own = await issue(server, { csr });
    expect([own.subject, own.privateKey]).toEqual(["CN=Jürgen,OU=Ops,O=Acme\\, Inc.", null]);
    expect(await verified(own.certificate, 1)).toMatch(/OK$/);
    const leaf = await keep("own.pem", own.certificate);
    const { stdout } = await run("openssl", ["x509", "-in", leaf, "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8"]);
    expect(stdout.trim()).toBe(`subject=${own.subject}`);
    expect((await issue(server, { csr, subject: "CN=other" })).subject).toBe("CN=other");
  });

  it.each([
    "CN=\\#0c0161",
    'CN=a \\"b\\" c',
    "CN=a\\\\b",
    "GN=Ann,SN=Lee,UID=7,SERIALNUMBER=1,STREET=High Street,INITIALS=A",
    "CN=Jürgen+OU=Ops,DC=example,DC=com",
    "E=a@example.com,CN=x",
    "CN=\\ blank\\ ",
  ])("%s is the subject that is signed, and the one that a request for it has", async (subject) => {
    const { certificate, subject: shown, privateKey } = await issue(server, { subject });
    expect(shown).toBe(subject);
    const leaf = await keep("subject.pem", certificate);
    await keep("subject.key", privateKey!);
    expect(await verified(certificate, 1)).toMatch(/OK$/);
    await run("openssl", ["x509", "-x509toreq", "-in", leaf, "-signkey", file("subject.key"), "-out", file("subject-csr.pem")]);
    expect((await issue(server, { csr: await readFile(file("subject-csr.pem"), "utf8") })).subject).toBe(subject);
  });

  it("requests that are none, forged or weak are refused", async () => {
    await run("openssl", [
      "req",
      "-newkey",
      "rsa:1024",
      "-nodes",
      "-keyout",
      file("weak.key"),
      "-out",
      file("weak.pem"),
      "-subj",
      "/CN=weak",
    ]);
    const good = await readFile(file("csr.pem"), "utf8");
    const bytes = Buffer.from(good.replace(/-----[^-]+-----|\s/g, ""), "base64");
    bytes[bytes.length - 5]! ^= 1;
    const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
    await expect(issue(server, { csr: await readFile(file("weak.pem"), "utf8") })).rejects.toThrow(/less than 2048/);
    await expect(issue(server, { csr: forged })).rejects.toThrow(/csr is no PKCS #10/);
    await expect(issue(server, { csr: "nonsense" })).rejects.toThrow(/csr is no PKCS #10/);
    await expect(issue(server, {})).rejects.toThrow(/subject is required/);
    await expect(issue(server, { subject: "nonsense" })).rejects.toThrow(/distinguished name/);
    await expect(issue(server, { subject: "CN=a", validityDays: 0 })).rejects.toThrow(/validityDays/);
  });
});

describe("the authorities", () => {
  it("are made once by servers that start together, their keys encrypted", async () => {
    await server.db("client_certificates").delete();
    await server.db("certificate_authorities").delete();
    await Promise.all(Array.from({ length: 5 }, () => ensureAuthorities(server.db, new Encryption(server.config))));
    const rows = await server.db("certificate_authorities").select<{ id: number; private_key: string }[]>("id", "private_key");
    expect(rows.map(({ id }) => id).sort()).toEqual([1, 2]);
    for (const { private_key: key } of rows) expect(key).not.toContain("PRIVATE KEY");
    const { privateKey } = await issue(server, { subject: "CN=shown once" });
    const stored = JSON.stringify(await server.db("client_certificates").select());
    expect(privateKey).toContain("BEGIN PRIVATE KEY");
    expect(stored).not.toContain("PRIVATE KEY");
  });

  it("issue and revoke for root admins alone; a list comes in pages", async () => {
    const { data } = await server.graph(
      "{ clientCertificates(first: 1) { nodes { serial subject authority revokedAt } pageInfo { hasNextPage endCursor } } }",
      { as: ROOT },
    );
    expect(data).toMatchObject({
      clientCertificates: { nodes: [{ subject: "CN=shown once", authority: "ROOT", revokedAt: null }], pageInfo: { hasNextPage: false } },
    });
    expect((await revoke("00")).errors?.[0]?.extensions.code).toBe("NOT_FOUND");
  });
});

describe.skipIf(!OPENSSL || !CURL)("HTTPS", () => {
  let listener: Listener;
  let url: string;

  beforeAll(async () => {
    await run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      file("tls.key"),
      "-out",
      file("tls.pem"),
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
    ]);
    const config = loadConfig({
      DATABASE_URL: server.config.databaseUrl,
      PORTICO_DATA: folder,
      PORTICO_SECRET: server.config.secret,
      TLS_CERT: file("tls.pem"),
      TLS_KEY: file("tls.key"),
      HOST: "127.0.0.1",
      PORT: String(await choosePort({ port: 0, host: "127.0.0.1" })),
    });
    expect(config.publicUrl).toBe(`https://localhost:${config.port}`);
    listener = await listen(
      await createApp({ services: createServices(config, server.db, createLogger("silent")) }),
      config,
      createLogger("silent"),
    );
    url = config.publicUrl;
  });
  afterAll(() => listener.stop(1000));

  /** What curl gets of the account API, with a client certificate or without. */
  async function curl(
    certificate: { certificate: string; privateKey: string | null } | null,
    ...more: string[]
  ): Promise<{ status: number; body: { error?: string; identifier?: string } }> {
    const client =
      certificate === null
        ? []
        : ["--cert", await keep("client.pem", certificate.certificate), "--key", await keep("client.key", certificate.privateKey!)];
    const { stdout } = await run("curl", [
      "-s",
      "--cacert",
      file("tls.pem"),
      ...client,
      ...more,
      "-w",
      "\n%{http_code}",
      `${url}/api/v1/security/principals/self`,
    ]);
    const at = stdout.lastIndexOf("\n");
    return { status: Number(stdout.slice(at + 1)), body: JSON.parse(stdout.slice(0, at)) as { error?: string } };
  }

  it("takes a client certificate as an x509 account, and asks for none", async () => {
    expect(
      (
        await accountApi(server, "POST", "/accounts", {
          as: ROOT,
          body: { type: "x509", identifier: "CN=backup,O=Acme", roles: ["partner_admin"] },
        })
      ).status,
    ).toBe(201);
    const issued = await issue(server, { subject: "CN=backup,O=Acme" });
    expect(await curl(issued)).toEqual({
      status: 200,
      body: { identifier: "CN=backup,O=Acme", accountType: "x509", permissions: [], roles: ["partner_admin"] },
    });
    expect(await curl(null)).toMatchObject({ status: 401, body: { error: "SEC-AUTH-010" } });
    expect(await curl(null, "-u", `${ROOT.login}:${ROOT.password}`)).toMatchObject({ status: 200, body: { identifier: "root" } });
    expect(await curl(issued, "-u", `${ROOT.login}:${ROOT.password}`)).toMatchObject({ status: 200, body: { identifier: "root" } });
    await revoke(issued.serial);
    expect(await curl(issued)).toMatchObject({ status: 401, body: { error: "SEC-AUTH-005" } });
  });

  it("refuses an expired certificate with SEC-AUTH-004 and a foreign one with SEC-AUTH-003", async () => {
    const row = await server.db("certificate_authorities").where({ id: 1 }).first<{ certificate: string; private_key: string }>();
    const signer = {
      certificate: row.certificate,
      privateKey: new Encryption(server.config).decrypt(row.private_key, "certificate_authorities.private_key:1"),
    };
    const name = parseDistinguishedName("CN=backup,O=Acme")!;
    const key = await newKey();
    const signed = await signClientCertificate(signer, key.publicKey, name, -0.001);
    await insertCertificate(server.db, { ...signed, authorityId: 1, subject: "CN=backup,O=Acme", subjectKey: distinguishedNameKey(name) });
    expect(await curl({ certificate: signed.certificate, privateKey: key.privateKey })).toMatchObject({
      status: 401,
      body: { error: "SEC-AUTH-004" },
    });
    await run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      file("foreign.key"),
      "-out",
      file("foreign.pem"),
      "-subj",
      "/O=Acme/CN=backup",
    ]);
    const foreign = { certificate: await readFile(file("foreign.pem"), "utf8"), privateKey: await readFile(file("foreign.key"), "utf8") };
    expect(await curl(foreign)).toMatchObject({ status: 401, body: { error: "SEC-AUTH-003" } });
  });

  it("marks its cookies Secure", async () => {
    const { stdout } = await run("curl", [
      "-s",
      "-i",
      "--cacert",
      file("tls.pem"),
      "-H",
      "content-type: application/json",
      "-d",
      JSON.stringify({ username: ROOT.login, password: ROOT.password }),
      `${url}/api/1/login`,
    ]);
    expect(stdout).toMatch(/^set-cookie: .*; Secure/im);
  });
});

describe("a certificate in a header", () => {
  const header = (certificate: string) => [certificateHeader(certificate), { "client-cert": encodeURIComponent(certificate) }];
  const statuses = async (env: NodeJS.ProcessEnv): Promise<number[]> => {
    const node = await startTestServer(env);
    try {
      await accountApi(node, "POST", "/accounts", { as: ROOT, body: { type: "x509", identifier: "CN=by proxy" } });
      const { certificate } = await issue(node, { subject: "CN=by proxy" });
      const seen: number[] = [];
      for (const headers of header(certificate)) seen.push((await accountApi(node, "GET", "/principals/self", { headers })).status);
      return seen;
    } finally {
      await node.stop();
    }
  };

  it("counts from a trusted proxy where the operator named it, and from nobody else", async () => {
    expect(await statuses({ TRUSTED_PROXIES: "loopback", CLIENT_CERT_HEADER: "Client-Cert" })).toEqual([200, 200]);
    expect(await statuses({ TRUSTED_PROXIES: "192.0.2.1", CLIENT_CERT_HEADER: "Client-Cert" })).toEqual([401, 401]);
    expect(await statuses({ CLIENT_CERT_HEADER: "Client-Cert" })).toEqual([401, 401]);
    expect(await statuses({ TRUSTED_PROXIES: "loopback" })).toEqual([401, 401]);
  });

  it("is refused until it is good, five minutes of clock difference apart, and where what is kept of it can't be read", async () => {
    const node = await startTestServer({ TRUSTED_PROXIES: "loopback", CLIENT_CERT_HEADER: "Client-Cert" });
    try {
      await accountApi(node, "POST", "/accounts", { as: ROOT, body: { type: "x509", identifier: "CN=early" } });
      const subjectKey = distinguishedNameKey(parseDistinguishedName("CN=early")!);
      const ask = async (begins: number, kept?: string) => {
        const { cert } = await makeCertificate({ name: "early", begins });
        const { fingerprint256, serialNumber, validTo } = new X509Certificate(cert);
        await insertCertificate(node.db, {
          fingerprint: Buffer.from(fingerprint256.replaceAll(":", ""), "hex"),
          serial: serialNumber,
          authorityId: 1,
          subject: "CN=early",
          subjectKey,
          certificate: kept ?? cert,
          expiresAt: new Date(validTo),
        });
        const { status, body } = await accountApi(node, "GET", "/principals/self", { headers: certificateHeader(cert) });
        return { status, body: body as { error?: string; detail?: string } };
      };
      expect(await ask(4 * 60_000)).toMatchObject({ status: 200 });
      const early = await ask(6 * 60_000);
      expect(early).toMatchObject({ status: 401, body: { error: "SEC-AUTH-004" } });
      expect(JSON.stringify(early.body)).toMatch(/is good from \d{4}-\d\d-\d\dT.* on/);
      expect(await ask(0, "no certificate")).toMatchObject({ status: 401, body: { error: "SEC-AUTH-003" } });
    } finally {
      await node.stop();
    }
  });

  it("is no credential of /api/1", async () => {
    const { certificate } = await issue(server, { subject: "CN=elsewhere" });
    expect(
      (await server.rest("GET", "/groups/self", { headers: { authorization: basic(ROOT), ...certificateHeader(certificate) } })).status,
    ).toBe(200);
    expect((await server.rest("GET", "/groups/self", { headers: certificateHeader(certificate) })).status).toBe(401);
  });
});
