import { createPrivateKey, createPublicKey } from "node:crypto";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { PASSWORD_LENGTH, checkNewPassword } from "../encryption/passwords.js";
import { checkLogin } from "../features/accounts/account.rules.js";
import { serverCertificateProblems } from "../features/certificates/server-certificate.rules.js";
import { dataFolderMode, keptSecret, makeFolder } from "../kernel/data-folder.js";
import { SettingReader } from "./setting-reader.js";
import type { SettingName } from "./settings.js";
import {
  createCertificate,
  isDatabaseAddress,
  isEmailAddress,
  isMade,
  isMailServer,
  isOriginList,
  isProxyList,
  isServerList,
  listed,
} from "./setting-values.js";
import { type Config, LOG_LEVELS, type LogLevel } from "./config.js";

/** What the root administrator is created with. */
const FIRST_START_SETTINGS = [
  "PORTICO_ROOT_LOGIN",
  "PORTICO_ROOT_EMAIL",
  "PORTICO_ROOT_PASSWORD",
] as const satisfies readonly SettingName[];

/** Wrong settings; the message names each of them and is meant for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(readonly problems: readonly string[]) {
    super(`Portico did not start because of its settings:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

/** Absolute path of PORTICO_DATA. */
export const dataFolderOf = (env: NodeJS.ProcessEnv): string => resolve(new SettingReader(env).text("PORTICO_DATA") ?? "./var");

/**
 * Reads the settings from the environment, and the kept secret from PORTICO_DATA (created there when neither exists).
 * Throws one ConfigError that names every wrong setting.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = new SettingReader(env);
  const port = read.integer("PORT", 8080, 0, 65535);
  read.together("TLS_CERT", "TLS_KEY");
  read.together("LICENSE_FILE", "LICENSE_KEY");
  const cert = read.file("TLS_CERT", "a certificate in PEM", isMade(createCertificate));
  const key = read.file("TLS_KEY", "a private key in PEM, without a passphrase", isMade(createPrivateKey));
  const tls = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  if (tls !== undefined) read.problems.push(...serverCertificateProblems(tls, new Date()));
  const publicUrl = read.webAddress("PUBLIC_URL", `${tls === undefined ? "http" : "https"}://localhost:${port}`);
  const dataFolder = dataFolderOf(env);
  read.file("LICENSE_FILE", "a license, a signed JWT", (text) => text.trim() !== "");
  const givenSecret = read.checked("PORTICO_SECRET", "at least 32 characters long", (value) => value.length >= 32, false);
  const mailTemplates = read.text("MAIL_TEMPLATES");
  const rootLogin = read.text("PORTICO_ROOT_LOGIN") ?? "admin";
  const settings = {
    port,
    oldSecret: read.checked("PORTICO_OLD_SECRET", "at least 32 characters long", (value) => value.length >= 32, false),
    host: read.text("HOST"),
    databaseUrl: read.checked("DATABASE_URL", "a postgres:// or postgresql:// address", isDatabaseAddress, false),
    databasePool: read.integer("DATABASE_POOL", 10, 2, 1000),
    dataFolder,
    publicUrl,
    consoleUrl: read.webAddress("CONSOLE_URL", `${publicUrl}/graphql`),
    backupConsoleUrl: read.webAddress("BACKUP_CONSOLE_URL", publicUrl),
    rootLogin,
    rootEmail: read.checked("PORTICO_ROOT_EMAIL", "an email address", isEmailAddress) ?? emailFor(rootLogin),
    mailFrom: read.checked("MAIL_FROM", "an email address", isEmailAddress) ?? senderAt(new URL(publicUrl).hostname),
    rootPassword: env.PORTICO_ROOT_PASSWORD || undefined,
    passwordLength: read.integer("PASSWORD_LENGTH", PASSWORD_LENGTH, PASSWORD_LENGTH, 100),
    refusesCommonPasswords: read.onOff("REFUSE_COMMON_PASSWORDS", false),
    firstStartSettings: FIRST_START_SETTINGS.filter((name) => read.text(name) !== undefined),
    rateLimit: read.integer("RATE_LIMIT", 300, 0, 1_000_000),
    idleTimeout: read.integer("IDLE_TIMEOUT", 75, 1, 3600),
    requestTimeout: read.integer("REQUEST_TIMEOUT", 120, 1, 3600),
    sessionLifetime: read.integer("SESSION_LIFETIME", 86_400, 1, 315_360_000),
    trustedProxies: listed(
      read.checked("TRUSTED_PROXIES", "a list of IP addresses, CIDR ranges, loopback, linklocal or uniquelocal", isProxyList) ?? "",
    ),
    tls,
    clientCertHeader: read.checked("CLIENT_CERT_HEADER", "the name of a header", (value) => /^[A-Za-z0-9-]+$/.test(value))?.toLowerCase(),
    licenseFile: read.text("LICENSE_FILE"),
    licenseKey: read.file("LICENSE_KEY", "a public key", isMade(createPublicKey)),
    corsOrigins: listed(read.checked("CORS_ORIGINS", "a list of origins like https://console.example.com", isOriginList) ?? ""),
    smtpPrivateServers: listed(
      read.checked("SMTP_PRIVATE_SERVERS", "a list of host names, IP addresses and CIDR ranges", isServerList) ?? "",
    ),
    smtpUrl: read.checked("SMTP_URL", "an smtp:// or smtps:// address", isMailServer, false),
    mailTemplates: mailTemplates === undefined ? undefined : resolve(mailTemplates),
    routerSecret: read.checked("ROUTER_SECRET", "at least 32 characters long", (value) => value.length >= 32, false),
    runsJobs: read.onOff("JOBS", true),
    usageHistoryMonths: read.integer("USAGE_HISTORY_MONTHS", 25, 2, 1200),
    logLevel: (read.checked("LOG_LEVEL", `one of ${LOG_LEVELS.join(", ")}`, (value) => LOG_LEVELS.some((level) => level === value)) ??
      "info") as LogLevel,
  };
  read.ruled("PORTICO_ROOT_LOGIN", () => checkLogin(rootLogin));
  if (settings.rootPassword !== undefined) {
    const owner = { login: rootLogin, email: settings.rootEmail, firstname: "", lastname: "" };
    read.ruled("PORTICO_ROOT_PASSWORD", () =>
      checkNewPassword({ password: settings.rootPassword!, isMd5: false }, owner, "password", settings),
    );
  }
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  const secretSource = givenSecret === undefined ? "file" : "environment";
  if (settings.databaseUrl !== undefined && givenSecret !== undefined) return { ...settings, secret: givenSecret, secretSource };
  try {
    makeFolder(dataFolder, dataFolderMode(settings));
    return { ...settings, secret: givenSecret ?? keptSecret(dataFolder), secretSource };
  } catch (error) {
    throw new ConfigError([`PORTICO_DATA must be a folder this server may write to: ${(error as Error).message}`]);
  }
}

/** The e-mail address of a root administrator who was given none. */
const emailFor = (login: string): string =>
  isEmailAddress(login) ? login : `${login.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 64)}@localhost.localdomain`;

/** The address that mail is sent from where none is set; not every host can be part of one. */
function senderAt(host: string): string {
  const address = `no-reply@${host}`;
  return isEmailAddress(address) && isIP(host) === 0 ? address : "no-reply@localhost";
}

/** The same settings for a port that is known only now; addresses that were not set follow it. */
export function withPort(config: Config, port: number): Config {
  if (config.port === port) return config;
  const origin = `${config.tls === undefined ? "http" : "https"}://localhost`;
  const unset = `${origin}:${config.port}`;
  const follow = (address: string) =>
    address === unset || address.startsWith(`${unset}/`) ? `${origin}:${port}${address.slice(unset.length)}` : address;
  return {
    ...config,
    port,
    publicUrl: follow(config.publicUrl),
    consoleUrl: follow(config.consoleUrl),
    backupConsoleUrl: follow(config.backupConsoleUrl),
  };
}
