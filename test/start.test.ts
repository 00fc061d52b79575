import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jwt from "jsonwebtoken";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DatabaseUnreachableError, checkDatabase, closeDatabase, openDatabase } from "../db/connection.js";
import { ConfigError, loadConfig } from "../src/config/load-config.js";
import { ListenError, choosePort } from "../src/http/listen.js";
import { createLogger } from "../src/kernel/log.js";
import { projectRoot } from "../src/kernel/project-root.js";
import { prepare } from "../src/config/start-checks.js";
import { ExtendedKeyUsage, type Made, makeCertificate } from "./setup/server-certificates.js";
import { ServerProcess } from "./setup/server-process.js";

const DAY = 86_400_000;
const SECRET = "a secret for tests, long enough to be one";
const folder = mkdtempSync(join(tmpdir(), "portico-start-"));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const running: ServerProcess[] = [];
beforeAll(() => void execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" }), 180_000);
afterAll(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true });
});

let folders = 0;
const newFolder = (): string => join(folder, `data-${++folders}`);

/** What a server does before it looks at a database. @returns what the log warns of @throws ConfigError, ListenError */
async function begin(env: NodeJS.ProcessEnv): Promise<string[]> {
  const given = { PORTICO_DATA: newFolder(), PORT: "0", HOST: "127.0.0.1", ...env };
  const config = loadConfig(given);
  await choosePort(config);
  let written = "";
  await prepare(config, given, createLogger("info", { write: (line) => void (written += line) }));
  return written
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}

/** Why a server does not start with these settings. */
async function refusal(env: NodeJS.ProcessEnv): Promise<string> {
  try {
    await begin(env);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof ListenError) return error.message;
    throw error;
  }
  return "none";
}

const certificates: Record<string, Made> = {};
/** The settings for a certificate of that name, with its chain. */
const tls = (name: string, chain: readonly string[] = [name], key = name): NodeJS.ProcessEnv => ({
  TLS_CERT: write(`${[...chain, key].join("+")}.cert`, chain.map((each) => certificates[each]?.cert ?? each).join("")),
  TLS_KEY: write(`${[...chain, key].join("+")}.key`, certificates[key]?.key ?? key),
});

const license = (payload: object, key: string, name: string): NodeJS.ProcessEnv => ({
  LICENSE_FILE: write(`${name}.jwt`, jwt.sign(payload, key, { algorithm: "ES256" })),
});
const signer = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = {
  privateKey: signer.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  publicKey: signer.publicKey.export({ type: "spki", format: "pem" }) as string,
};
const LICENSE_KEY = write("license.pem", pem.publicKey);

/** Values with which a server would start and fail later, each with what names it. */
const WRONG: readonly [NodeJS.ProcessEnv, RegExp][] = [
  [{ PORT: "65536" }, /PORT must be/],
  [{ HOST: "203.0.113.77" }, /HOST "203\.0\.113\.77" is not an address/],
  [{ HOST: "no such host" }, /HOST "no such host"/],
  [{ HOST: "127.0.0.1:80" }, /HOST/],
  [{ DATABASE_URL: "mysql://db/portico" }, /DATABASE_URL must be/],
  [{ DATABASE_POOL: "1" }, /DATABASE_POOL must be/],
  [{ PUBLIC_URL: "http:portal.example.com" }, /PUBLIC_URL must be/],
  [{ PUBLIC_URL: "https://portal.example.com/?" }, /PUBLIC_URL must be/],
  [{ PUBLIC_URL: "https://*.example.com" }, /PUBLIC_URL must be/],
  [{ PUBLIC_URL: "https://user@portal.example.com" }, /PUBLIC_URL must be/],
  [{ CONSOLE_URL: "https://console example.com" }, /CONSOLE_URL must be/],
  [{ BACKUP_CONSOLE_URL: "https://" }, /BACKUP_CONSOLE_URL must be/],
  [{ PORTICO_ROOT_EMAIL: "root@exa_mple.com" }, /PORTICO_ROOT_EMAIL must be an email address, but is "root@exa_mple.com"/],
  [{ PORTICO_ROOT_EMAIL: "root@localhost" }, /PORTICO_ROOT_EMAIL must be/],
  [{ PORTICO_ROOT_EMAIL: "ro..ot@example.com" }, /PORTICO_ROOT_EMAIL must be/],
  [{ PORTICO_ROOT_EMAIL: `${"a".repeat(250)}@example.com` }, /PORTICO_ROOT_EMAIL must be/],
  [{ PORTICO_ROOT_EMAIL: "jürgen@example.com" }, /PORTICO_ROOT_EMAIL must be/],
  [{ PORTICO_ROOT_LOGIN: "ro:ot" }, /PORTICO_ROOT_LOGIN must not/],
  [{ PORTICO_ROOT_LOGIN: "ro\not" }, /PORTICO_ROOT_LOGIN must be one line/],
  [{ PORTICO_ROOT_LOGIN: "a".repeat(255) }, /PORTICO_ROOT_LOGIN must not have more than 254/],
  [{ PORTICO_ROOT_PASSWORD: "7 chars" }, /PORTICO_ROOT_PASSWORD must have at least 8/],
  [{ PORTICO_ROOT_PASSWORD: "👾".repeat(7) }, /PORTICO_ROOT_PASSWORD must have at least 8/],
  [{ PORTICO_ROOT_PASSWORD: "x".repeat(1001) }, /PORTICO_ROOT_PASSWORD must not have more than 1000/],
  [
    { PORTICO_ROOT_LOGIN: "administrator", PORTICO_ROOT_PASSWORD: "Administrator" },
    /PORTICO_ROOT_PASSWORD must not equal the owner's login/,
  ],
  [
    { PORTICO_ROOT_EMAIL: "root@example.com", PORTICO_ROOT_PASSWORD: "root@example.com" },
    /PORTICO_ROOT_PASSWORD must not equal the owner's email/,
  ],
  [{ PORTICO_SECRET: "short" }, /PORTICO_SECRET must be/],
  [{ PORTICO_OLD_SECRET: "short" }, /PORTICO_OLD_SECRET must be/],
  [{ SESSION_LIFETIME: "0" }, /SESSION_LIFETIME must be/],
  [{ RATE_LIMIT: "-1" }, /RATE_LIMIT must be/],
  [{ TRUSTED_PROXIES: "10.0.0.0/64" }, /TRUSTED_PROXIES must be/],
  [{ TRUSTED_PROXIES: "," }, /TRUSTED_PROXIES must be/],
  [{ CORS_ORIGINS: "https://console.example.com/" }, /CORS_ORIGINS must be/],
  [{ CORS_ORIGINS: "https://*.example.com" }, /CORS_ORIGINS must be/],
  [{ SMTP_PRIVATE_SERVERS: "two words" }, /SMTP_PRIVATE_SERVERS must be/],
  [{ SMTP_URL: "smtp://" }, /SMTP_URL must be/],
  [{ SMTP_URL: "smtp://?host" }, /SMTP_URL must be/],
  [{ SMTP_URL: "smtp://mail_%zz" }, /SMTP_URL must be/],
  [{ SMTP_URL: "smtp://mail:0" }, /SMTP_URL must be/],
  [{ MAIL_FROM: "Portico <mail@example.com>" }, /MAIL_FROM must be/],
  [{ MAIL_FROM: "mail@exa_mple.com" }, /MAIL_FROM must be/],
  [{ MAIL_TEMPLATES: join(folder, "nowhere") }, /MAIL_TEMPLATES must be .*nowhere/],
  [{ MAIL_TEMPLATES: write("a-file", "") }, /MAIL_TEMPLATES must be .*a-file/],
  [{ CLIENT_CERT_HEADER: "a b" }, /CLIENT_CERT_HEADER must be/],
  [{ ROUTER_SECRET: "short" }, /ROUTER_SECRET must be/],
  [{ JOBS: "maybe" }, /JOBS must be/],
  [{ USAGE_HISTORY_MONTHS: "1" }, /USAGE_HISTORY_MONTHS must be/],
  [{ LOG_LEVEL: "loud" }, /LOG_LEVEL must be/],
  [{ LICENSE_KEY, LICENSE_FILE: join(folder, "nowhere") }, /LICENSE_FILE must name a file that this server may read/],
  [{ LICENSE_KEY, LICENSE_FILE: write("empty.jwt", "\n") }, /LICENSE_FILE must name a file with a license/],
  [
    { LICENSE_KEY, ...license({}, stranger.privateKey.export({ type: "pkcs8", format: "pem" }) as string, "forged") },
    /LICENSE_FILE holds no license that LICENSE_KEY verifies/,
  ],
  [{ LICENSE_FILE: write("alone.jwt", "x") }, /LICENSE_KEY is missing/],
];

describe("a setting that is wrong ends the start, and is named", () => {
  it.each(WRONG)("%o", async (env, named) => {
    const message = await refusal(env);
    expect(message).toMatch(named);
    for (const name of ["PORTICO_ROOT_PASSWORD", "PORTICO_SECRET"]) if (env[name] !== undefined) expect(message).not.toContain(env[name]);
  });

  it("so is a template", async () => {
    mkdirSync(join(folder, "templates", "en"), { recursive: true });
    write("templates/en/reset.txt", "Subject: {{nothing}}\n");
    expect(await refusal({ MAIL_TEMPLATES: join(folder, "templates") })).toMatch(
      /MAIL_TEMPLATES must be .*en\/reset\.txt: there is no placeholder 'nothing'/,
    );
  });

  it("so is a data folder that nothing can be written to, where mail is kept as files", async () => {
    const kept = { PORTICO_DATA: "/dev/null/data", DATABASE_URL: "postgres://127.0.0.1/portico", PORTICO_SECRET: SECRET };
    expect(await refusal(kept)).toMatch(/PORTICO_DATA must be a folder this server may write to/);
    expect(await refusal({ ...kept, SMTP_URL: "smtp://127.0.0.1" })).toBe("none");
  });

  it.each<[string, () => NodeJS.ProcessEnv, RegExp]>([
    [
      "a setting",
      () => ({ PORTICO_ROOT_EMAIL: "root@exa_mple.com" }),
      /PORTICO_ROOT_EMAIL must be an email address, but is "root@exa_mple.com"\n$/,
    ],
    ["a file", () => ({ MAIL_TEMPLATES: join(folder, "nowhere") }), /MAIL_TEMPLATES must be/],
    ["an address", () => ({ HOST: "no such host" }), /HOST "no such host" is not an address of this machine/],
    [
      "a database's address",
      () => ({ DATABASE_URL: "postgres://127.0.0.1:1/portico?sslmode=verify-full&sslrootcert=/nowhere.pem", PORTICO_SECRET: SECRET }),
      /^The database of DATABASE_URL \(portico at 127\.0\.0\.1:1\) cannot be used: .*nowhere/m,
    ],
  ])("and the process with it, with code 1 and no database: %s", async (_what, env, named) => {
    const data = newFolder();
    const server = new ServerProcess(data, env());
    running.push(server);
    expect([await server.ended(), server.output]).toEqual([1, expect.stringMatching(named) as string]);
    expect(server.output).not.toMatch(/^\s+at /m);
    expect(existsSync(join(data, "postgres"))).toBe(false);
  });
});

describe("a database in which Portico can't work ends the start", () => {
  it.each([
    ["encoding", "encoding 'SQL_ASCII' template template0 lc_collate 'C' lc_ctype 'C'", /its encoding is SQL_ASCII/],
    ["no writes", "template template0", /it takes no writes/],
  ])("%s", async (what, options, named) => {
    const name = `portico_start_${what.replace(" ", "_")}_${process.pid}`;
    const administer = async (...statements: string[]): Promise<void> => {
      const client = new pg.Client({ connectionString: inject("databaseServer") });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    };
    await administer(
      `create database ${name} ${options}`,
      ...(what === "no writes" ? [`alter database ${name} set default_transaction_read_only = on`] : []),
    );
    try {
      const address = new URL(inject("databaseServer"));
      address.pathname = `/${name}`;
      const db = openDatabase(address.href, { poolSize: 2 });
      try {
        await expect(checkDatabase(db, address.href)).rejects.toThrow(named);
        await expect(checkDatabase(db, address.href)).rejects.toThrow(DatabaseUnreachableError);
      } finally {
        await closeDatabase(db);
      }
    } finally {
      await administer(`drop database ${name} with (force)`);
    }
  });
});

/** Values that are odd and good, with what the log warns of. */
const ODD: readonly [NodeJS.ProcessEnv, RegExp | null][] = [
  [{ HOST: "localhost" }, null],
  [{ HOST: "::1" }, null],
  [{ PUBLIC_URL: "HTTPS://Portal.Example.com:443/base//" }, null],
  [{ PUBLIC_URL: "http://[::1]:8080" }, null],
  [{ PUBLIC_URL: "http://exämple.com" }, null],
  [{ PUBLIC_URL: "http://my_service:8080" }, null],
  [{ PORTICO_ROOT_EMAIL: "o'neil+{x}@xn--exmple-cua.com" }, null],
  [{ PORTICO_ROOT_LOGIN: "..", PORTICO_ROOT_PASSWORD: "9 chars.." }, null],
  [{ PORTICO_ROOT_LOGIN: "jürgen @ home" }, null],
  [
    { SMTP_URL: "smtps://user%40example.com:p%20w@[::1]:465/?tls.rejectUnauthorized=false", MAIL_FROM: "no-reply@portal.example.com" },
    null,
  ],
  [{ SMTP_URL: "smtp://exämple.com" }, null],
  [{ TRUSTED_PROXIES: "loopback,,10.0.0.0/8 , ::1" }, null],
  [{ CORS_ORIGINS: "http://[::1]:3000,https://console.example.com:8443" }, null],
  [{ CLIENT_CERT_HEADER: "Client-Cert" }, /CLIENT_CERT_HEADER has no effect without TRUSTED_PROXIES/],
  [{ PORTICO_ROOT_PASWORD: "a typing error" }, /PORTICO_ROOT_PASWORD is no setting: it has no effect/],
  [
    { DATABASE_URL: "postgres://127.0.0.1/portico", PORTICO_SECRET: SECRET, SMTP_URL: "smtp://127.0.0.1" },
    /PORTICO_DATA has no effect with DATABASE_URL, PORTICO_SECRET and SMTP_URL/,
  ],
  [{ PORTICO_SECRET: SECRET, PORTICO_OLD_SECRET: SECRET }, /PORTICO_OLD_SECRET has no effect: it is the same as PORTICO_SECRET/],
  [{ JOBS: "off" }, /JOBS is off without DATABASE_URL/],
  [{ JOBS: "off", DATABASE_URL: "postgres://127.0.0.1/portico", PORTICO_SECRET: SECRET }, null],
  [
    { PUBLIC_URL: "https://portal.example.com", CORS_ORIGINS: "https://portal.example.com,https://console.example.com" },
    /CORS_ORIGINS holds https:\/\/portal\.example\.com, which has no effect/,
  ],
  [{ LICENSE_KEY, ...license({ exp: 1_000_000_000 }, pem.privateKey, "ended") }, /LICENSE_FILE: the license ended at 2001-09-09/],
  [{ LICENSE_KEY, ...license({}, pem.privateKey, "good") }, null],
];

describe("with a setting that is odd and good the server starts", () => {
  it.each(ODD)("%o", async (env, warned) => {
    expect(await begin(env)).toEqual(warned === null ? [] : [expect.stringMatching(warned) as string]);
  });
});

describe("a certificate", () => {
  beforeAll(async () => {
    const root = (certificates["root"] = await makeCertificate({ name: "root", isAuthority: true }));
    const inner = (certificates["inner"] = await makeCertificate({ name: "inner", isAuthority: true, issuer: root }));
    const make = async (name: string, oddities: Parameters<typeof makeCertificate>[0]): Promise<void> =>
      void (certificates[name] = await makeCertificate({ issuer: inner, ...oddities }));
    await Promise.all([
      make("good", {}),
      make("ended", { ends: -1000 }),
      make("early", { begins: 10 * 60_000 }),
      make("early by a little", { begins: 4 * 60_000 }),
      make("ending", { ends: 29 * DAY }),
      make("rsa1024", { rsa: 1024 }),
      make("rsa2048", { rsa: 2048 }),
      make("elsewhere", { hosts: ["portal.example.com"] }),
      make("nameless", { hosts: null }),
      make("client", { purpose: ExtendedKeyUsage.clientAuth }),
      make("inner ended", { name: "inner", isAuthority: true, issuer: root, ends: -1000 }),
    ]);
    certificates["alone"] = await makeCertificate();
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    certificates["encrypted"] = {
      ...certificates["good"]!,
      key: privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }) as string,
    };
  });

  const BROKEN = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const CUT = "-----BEGIN CERTIFICATE-----\nMIIB\n";
  const whole = (name: string): [string, string[]] => [name, [name, "inner", "root"]];

  it.each<[string, () => NodeJS.ProcessEnv, RegExp]>([
    ["a broken second one", () => tls("good", ["good", BROKEN]), /TLS_CERT holds 2 certificates, of which number 2 can't be read/],
    ["a second one cut short", () => tls("good", ["good", CUT]), /TLS_CERT holds 2 certificates, of which number 2 can't be read/],
    ["an ended one", () => tls(...whole("ended")), /TLS_CERT holds the certificate "CN=localhost", which ended on/],
    [
      "an ended one in its chain",
      () => tls("good", ["good", "inner ended", "root"]),
      /TLS_CERT holds the certificate "CN=inner", which ended on/,
    ],
    ["one that is not good yet", () => tls(...whole("early")), /TLS_CERT holds the certificate "CN=localhost", which is good from/],
    ["another one's key", () => tls("good", ["good"], "rsa2048"), /TLS_KEY must be the key of the certificate in TLS_CERT/],
    [
      "an encrypted key",
      () => tls("good", ["good"], "encrypted"),
      /TLS_KEY must name a file with a private key in PEM, without a passphrase/,
    ],
    [
      "its chain before it",
      () => tls("good", ["inner", "good"], "good"),
      /TLS_KEY must be the key of the certificate in TLS_CERT, the first one there/,
    ],
    ["no key", () => ({ TLS_CERT: tls("good").TLS_CERT }), /TLS_KEY is missing/],
  ])("ends the start: %s", async (_what, env, named) => expect(await refusal(env())).toMatch(named));

  it("ends the process with code 1, and no database is made", async () => {
    const data = newFolder();
    const server = new ServerProcess(data, tls("good", ["good", BROKEN]));
    running.push(server);
    expect([await server.ended(), server.output]).toEqual([1, expect.stringMatching(/number 2 can't be read/) as string]);
    expect(server.output).not.toMatch(/^\s+at /m);
    expect(existsSync(join(data, "postgres"))).toBe(false);
  });

  it.skipIf(!hasOpenssl())("ends the start: keys that no client can be answered with", async () => {
    for (const [name, options, named] of [
      ["rsa512", ["rsa:512"], /TLS_CERT and TLS_KEY can't be used for TLS/],
      ["secp256k1", ["ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], /TLS_CERT and TLS_KEY can't be used for TLS/],
    ] as const) {
      const [cert, key] = [join(folder, `${name}.cert`), join(folder, `${name}.key`)];
      execFileSync(
        "openssl",
        ["req", "-x509", "-newkey", ...options, "-nodes", "-keyout", key, "-out", cert, "-days", "60", "-subj", "/CN=localhost"],
        { stdio: "ignore" },
      );
      expect(await refusal({ TLS_CERT: cert, TLS_KEY: key })).toMatch(named);
    }
  });

  it.each<[string, () => NodeJS.ProcessEnv, readonly RegExp[]]>([
    ["one with its chain", () => tls(...whole("good")), []],
    ["one that is good in a little", () => tls(...whole("early by a little")), []],
    ["an RSA key of 2048 bits", () => tls(...whole("rsa2048")), []],
    ["an RSA key of 1024 bits", () => tls(...whole("rsa1024")), [/has 1024 bits/]],
    ["another name", () => tls(...whole("elsewhere")), [/is not for localhost, the host of PUBLIC_URL \(DNS:portal\.example\.com\)/]],
    ["no name", () => tls(...whole("nameless")), [/is not for localhost, the host of PUBLIC_URL \(it names no host\)/]],
    ["its own name", () => ({ ...tls(...whole("elsewhere")), PUBLIC_URL: "https://portal.example.com" }), []],
    ["an http address", () => ({ ...tls(...whole("good")), PUBLIC_URL: "http://localhost" }), [/PUBLIC_URL begins with http:\/\//]],
    ["one for clients", () => tls(...whole("client")), [/is not meant for servers/]],
    ["one that ends soon", () => tls(...whole("ending")), [/ends on .*: renew it/]],
    ["its own issuer", () => tls("alone"), [/is signed by itself/]],
    ["a chain out of order", () => tls("good", ["good", "root", "inner"]), [/the certificate after "CN=localhost" is not its issuer's/]],
    [
      "a chain that ends early",
      () => tls("good", ["good", "inner"]),
      [/the chain ends with "CN=inner", whose issuer is no root that is commonly known/],
    ],
  ])("is warned of, or not: %s", async (_what, env, warned) => {
    expect(await begin(env())).toEqual(warned.map((text) => expect.stringMatching(text) as string));
  });
});

function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}
