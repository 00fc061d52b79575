import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { type ServerCertificate, serverCertificateDoubts } from "../features/certificates/server-certificate.rules.js";
import { type Config } from "./config.js";
import { ConfigError } from "./load-config.js";
import { type SettingName, Settings } from "./settings.js";
import { closeDataFolder, dataFolderMode, makeFolder } from "../kernel/data-folder.js";
import { Refusal } from "../kernel/errors.js";
import { requireLicense } from "../kernel/license.js";
import type { Logger } from "../kernel/log.js";
import { MailTemplates, TemplateError } from "../features/mail/mail-templates.js";

/** Whether this server keeps anything in PORTICO_DATA. */
const usesDataFolder = ({ databaseUrl, secretSource, smtpUrl }: Config): boolean =>
  databaseUrl === undefined || secretSource === "file" || smtpUrl === undefined;

/** Makes the data folder where it is needed, and closes it to others. @returns sentences for the log */
function prepareDataFolder(config: Config): string[] {
  if (!usesDataFolder(config)) return [];
  const { dataFolder } = config;
  try {
    makeFolder(dataFolder, dataFolderMode(config));
    const problems = closeDataFolder(dataFolder, dataFolderMode(config));
    accessSync(dataFolder, constants.W_OK | constants.X_OK);
    return problems;
  } catch (error) {
    throw new ConfigError([`PORTICO_DATA must be a folder this server may write to: ${(error as Error).message}`]);
  }
}

function checkTemplates({ mailTemplates }: Config): void {
  try {
    new MailTemplates(mailTemplates);
  } catch (error) {
    if (!(error instanceof TemplateError) || mailTemplates === undefined) throw error;
    throw new ConfigError([`MAIL_TEMPLATES must be a folder of templates that can be used: ${error.message}`]);
  }
}

/** A license that has ended is for those to hear who ask for what needs one; a text that is none can only be a mistake. @returns sentences for the log */
async function checkLicense(config: Config): Promise<string[]> {
  try {
    await requireLicense(config);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "INVALID_LICENSE") throw new ConfigError([error.reason]);
    return [`LICENSE_FILE: ${error.reason}`];
  }
}

/** Speaks TLS with itself: some keys can be loaded, and no client can be answered with them. */
async function checkHandshake(tls: ServerCertificate): Promise<void> {
  const server = createServer(tls).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const client = connect({ host: "127.0.0.1", port: (server.address() as AddressInfo).port, rejectUnauthorized: false });
    await once(client, "secureConnect");
    client.destroy();
  } catch (error) {
    throw new ConfigError([
      `TLS_CERT and TLS_KEY can't be used for TLS (${(error as Error).message}): put a certificate with a more usual key there`,
    ]);
  } finally {
    server.close();
  }
}

/** The settings that are given and have no effect. What counts at the first start alone is warned of where the first start is. */
function idleSettings(config: Config, env: NodeJS.ProcessEnv): string[] {
  const { databaseUrl, clientCertHeader, trustedProxies, secret, oldSecret, runsJobs, corsOrigins, publicUrl } = config;
  const known: readonly string[] = Settings.map(({ name }) => name);
  const unknown = Object.keys(env).filter((name) => name.startsWith("PORTICO_") && !known.includes(name));
  const isGiven = (name: SettingName): boolean => (env[name] ?? "").trim() !== "";
  return [
    ...unknown.map((name) => `${name} is no setting: it has no effect`),
    ...(clientCertHeader !== undefined && trustedProxies.length === 0
      ? ["CLIENT_CERT_HEADER has no effect without TRUSTED_PROXIES: it counts from these alone"]
      : []),
    ...(isGiven("PORTICO_DATA") && !usesDataFolder(config)
      ? ["PORTICO_DATA has no effect with DATABASE_URL, PORTICO_SECRET and SMTP_URL: nothing is kept there"]
      : []),
    ...(oldSecret === secret ? ["PORTICO_OLD_SECRET has no effect: it is the same as PORTICO_SECRET"] : []),
    ...(databaseUrl === undefined && !runsJobs
      ? ["JOBS is off without DATABASE_URL: no worker can reach the embedded database, so that no jobs run and no mail is sent"]
      : []),
    ...corsOrigins
      .filter((origin) => origin === new URL(publicUrl).origin)
      .map((origin) => `CORS_ORIGINS holds ${origin}, which has no effect: it is this server's own`),
  ];
}

/** What of the settings has another effect than it seems to have. */
function doubtsOf({ tls, publicUrl }: Config): string[] {
  const { protocol, hostname } = new URL(publicUrl);
  return [
    ...(tls !== undefined && protocol === "http:"
      ? ["PUBLIC_URL begins with http://, but with TLS_CERT the server speaks HTTPS alone"]
      : []),
    ...(tls === undefined ? [] : serverCertificateDoubts(tls, hostname, new Date())),
  ];
}

/**
 * Looks at everything that settings name, before a database is made or touched, and makes the data folder what it should be.
 * What can't work ends the start; what may be meant goes to the log.
 *
 * @throws ConfigError that names the setting
 */
export async function prepare(config: Config, env: NodeJS.ProcessEnv, log: Logger): Promise<void> {
  checkTemplates(config);
  const ended = await checkLicense(config);
  if (config.tls !== undefined) await checkHandshake(config.tls);
  for (const problem of [...ended, ...idleSettings(config, env), ...doubtsOf(config), ...prepareDataFolder(config)]) log.warn(problem);
}
