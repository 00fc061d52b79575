import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig, withPort } from "../src/config/load-config.js";
import { Settings } from "../src/config/settings.js";
import { projectRoot } from "../src/kernel/project-root.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const secret = "0123456789abcdef0123456789abcdef";
const load = (env: NodeJS.ProcessEnv = {}) => loadConfig({ PORTICO_DATA: folder, PORTICO_SECRET: secret, ...env });

function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("files that settings name", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it("must be there, hold what they should, and come in pairs", () => {
    const key = pem("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
    const nothing = pem("nothing.pem", "nothing");
    expect(problems({ TLS_KEY: key })).toEqual(["TLS_CERT and TLS_KEY go together: TLS_CERT is missing"]);
    expect(problems({ LICENSE_FILE: nothing })).toEqual(["LICENSE_FILE and LICENSE_KEY go together: LICENSE_KEY is missing"]);
    expect(problems({ TLS_CERT: nothing, TLS_KEY: key })).toEqual([
      `TLS_CERT must name a file with a certificate in PEM, but ${nothing} holds none`,
    ]);
    expect(problems({ LICENSE_FILE: nothing, LICENSE_KEY: nothing })).toEqual([
      `LICENSE_KEY must name a file with a public key, but ${nothing} holds none`,
    ]);
    expect(problems({ TLS_CERT: join(folder, "away"), TLS_KEY: key })[0]).toContain("TLS_CERT must name a file that this server may read");
    expect(problems({ CLIENT_CERT_HEADER: "a b" })).toEqual(['CLIENT_CERT_HEADER must be the name of a header, but is "a b"']);
    const license = pem("license.pem", publicKey.export({ type: "spki", format: "pem" }));
    expect(load({ LICENSE_FILE: nothing, LICENSE_KEY: license, CLIENT_CERT_HEADER: "X-Cert" })).toMatchObject({
      licenseFile: nothing,
      clientCertHeader: "x-cert",
    });
  });
});

describe("settings", () => {
  it("have defaults", () => {
    expect(load()).toEqual({
      port: 8080,
      host: undefined,
      databaseUrl: undefined,
      databasePool: 10,
      dataFolder: folder,
      publicUrl: "http://localhost:8080",
      consoleUrl: "http://localhost:8080/graphql",
      backupConsoleUrl: "http://localhost:8080",
      rootLogin: "admin",
      rootEmail: "admin@localhost.localdomain",
      rootPassword: undefined,
      passwordLength: 8,
      refusesCommonPasswords: false,
      firstStartSettings: [],
      secret,
      oldSecret: undefined,
      secretSource: "environment",
      rateLimit: 300,
      idleTimeout: 75,
      requestTimeout: 120,
      sessionLifetime: 86400,
      trustedProxies: [],
      tls: undefined,
      clientCertHeader: undefined,
      licenseFile: undefined,
      licenseKey: undefined,
      corsOrigins: [],
      smtpPrivateServers: [],
      smtpUrl: undefined,
      mailFrom: "no-reply@localhost",
      mailTemplates: undefined,
      routerSecret: undefined,
      runsJobs: true,
      usageHistoryMonths: 25,
      logLevel: "info",
    });
  });

  it("are taken from the environment", () => {
    expect(
      load({
        PORT: "0",
        HOST: "127.0.0.1",
        DATABASE_URL: "postgresql://u:p@db/portico",
        DATABASE_POOL: "2",
        PUBLIC_URL: "https://portal.example.com/base/",
        CONSOLE_URL: "https://console.example.com",
        PORTICO_ROOT_LOGIN: "root",
        PORTICO_ROOT_EMAIL: "root@example.com",
        PORTICO_ROOT_PASSWORD: " nine chars ",
        SESSION_LIFETIME: "60",
        TRUSTED_PROXIES: "loopback, 10.0.0.0/8,::1",
        SMTP_URL: "smtps://u:p@mail.example.com:465",
        MAIL_TEMPLATES: "/etc/portico/mail",
        JOBS: "off",
        PASSWORD_LENGTH: "12",
        REFUSE_COMMON_PASSWORDS: "on",
        LOG_LEVEL: "silent",
      }),
    ).toMatchObject({
      port: 0,
      host: "127.0.0.1",
      databaseUrl: "postgresql://u:p@db/portico",
      databasePool: 2,
      publicUrl: "https://portal.example.com/base",
      consoleUrl: "https://console.example.com",
      rootLogin: "root",
      rootEmail: "root@example.com",
      rootPassword: " nine chars ",
      sessionLifetime: 60,
      trustedProxies: ["loopback", "10.0.0.0/8", "::1"],
      smtpUrl: "smtps://u:p@mail.example.com:465",
      mailFrom: "no-reply@portal.example.com",
      mailTemplates: "/etc/portico/mail",
      runsJobs: false,
      passwordLength: 12,
      refusesCommonPasswords: true,
      logLevel: "silent",
    });
  });

  it("count as absent when blank", () => {
    expect(load({ PORT: "", HOST: " ", PORTICO_ROOT_PASSWORD: "" })).toMatchObject({
      port: 8080,
      host: undefined,
      rootPassword: undefined,
    });
  });

  it.each([
    { PORT: "80a" },
    { PORT: "65536" },
    { PORT: "-1" },
    { DATABASE_URL: "mysql://db/portico" },
    { DATABASE_URL: "postgres://[" },
    { DATABASE_POOL: "1" },
    { PUBLIC_URL: "portal.example.com" },
    { PUBLIC_URL: "https://portal.example.com/?a=1" },
    { CONSOLE_URL: "ftp://console" },
    { PORTICO_ROOT_EMAIL: "root" },
    { PORTICO_ROOT_PASSWORD: "7 chars" },
    { PASSWORD_LENGTH: "7" },
    { PASSWORD_LENGTH: "101" },
    { REFUSE_COMMON_PASSWORDS: "yes" },
    { PORTICO_SECRET: "short" },
    { SESSION_LIFETIME: "0" },
    { SESSION_LIFETIME: "1e3" },
    { TRUSTED_PROXIES: "10.0.0.0/64" },
    { TRUSTED_PROXIES: "nobody" },
    { SMTP_PRIVATE_SERVERS: "mail.internal, two words" },
    { SMTP_URL: "mail.example.com" },
    { SMTP_URL: "smtp://" },
    { MAIL_FROM: "Portico <mail@example.com>" },
    { ROUTER_SECRET: "short" },
    { JOBS: "maybe" },
    { LOG_LEVEL: "loud" },
  ])("that are wrong are named: %o", (env) => {
    const found = problems(env);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(Object.keys(env)[0]);
  });

  it("that are wrong are named all at once, without showing secrets", () => {
    const error = new ConfigError(
      problems({ PORT: "x", PORTICO_SECRET: "hush", PORTICO_ROOT_PASSWORD: "hush", DATABASE_URL: "my://hush" }),
    );
    for (const name of ["PORT", "PORTICO_SECRET", "PORTICO_ROOT_PASSWORD", "DATABASE_URL"]) expect(error.message).toContain(name);
    expect(error.message).not.toContain("hush");
  });

  it("are listed once each", () => {
    const names = Settings.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([...Settings])("$name has a meaning", ({ meaning }) => expect(meaning).not.toBe(""));

  const readme = join(projectRoot, "README.md");
  it.skipIf(!existsSync(readme)).each(Settings)("are in the README's table: $name", (setting) => {
    const rows = readFileSync(readme, "utf8")
      .split("\n")
      .map((line) => line.replaceAll("`", "").replace(/\s*\|\s*/g, "|"));
    expect(rows).toContain(`|${setting.name}|${setting.default}|${setting.meaning}|`);
  });

  it("follow a port that is chosen later, unless they were set", () => {
    expect(withPort(load({ PORT: "0" }), 4711)).toMatchObject({
      port: 4711,
      publicUrl: "http://localhost:4711",
      consoleUrl: "http://localhost:4711/graphql",
    });
    expect(withPort(load({ PORT: "0", PUBLIC_URL: "https://portal" }), 4711)).toMatchObject({
      publicUrl: "https://portal",
      consoleUrl: "https://portal/graphql",
    });
  });
});

describe("the kept secret", () => {
  const data = () => join(folder, "new", "data");
  const kept = () => load({ PORTICO_DATA: data(), PORTICO_SECRET: undefined });

  it("is made once, readable by its owner only", () => {
    const first = kept();
    expect(first.secretSource).toBe("file");
    expect(first.secret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(data(), "secret")).mode & 0o777).toBe(0o600);
    expect(kept().secret).toBe(first.secret);
    expect(readFileSync(join(data(), "secret"), "utf8").trim()).toBe(first.secret);
  });

  it("is refused when it was cut short", () => {
    chmodSync(join(data(), "secret"), 0o600);
    writeFileSync(join(data(), "secret"), "short");
    expect(kept).toThrow(/PORTICO_DATA.*fewer than 32 characters/);
  });

  it.each(["/dev/null/data", "/proc/data"])("needs a folder that can be made, which %s can't", (place) =>
    expect(() => load({ PORTICO_DATA: place, PORTICO_SECRET: undefined })).toThrow(/PORTICO_DATA must be a folder/),
  );
});
