import type { SettingName } from "./settings.js";

/** From what shows least to what shows all, and nothing. */
export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings as the rest of the program uses them: checked, defaults filled in. */
export interface Config {
  /** 0 asks for any free port. */
  readonly port: number;
  /** Undefined listens on all interfaces. */
  readonly host: string | undefined;
  /** Undefined asks for the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly databasePool: number;
  /** Absolute path. */
  readonly dataFolder: string;
  /** Without trailing slash. */
  readonly publicUrl: string;
  readonly consoleUrl: string;
  /** Without trailing slash. */
  readonly backupConsoleUrl: string;
  readonly rootLogin: string;
  readonly rootEmail: string;
  readonly rootPassword: string | undefined;
  /** Least length of new passwords, in characters. */
  readonly passwordLength: number;
  readonly refusesCommonPasswords: boolean;
  /** Those that are given of the settings that count at the first start alone. */
  readonly firstStartSettings: readonly SettingName[];
  readonly secret: string;
  /** The secret before this one, while something is still encrypted with it. */
  readonly oldSecret: string | undefined;
  /** Where the secret came from: a secret from the file is known to this machine only. */
  readonly secretSource: "environment" | "file";
  /** Calls a minute and address to what is open; 0 is no limit. */
  readonly rateLimit: number;
  /** Seconds. */
  readonly idleTimeout: number;
  /** Seconds. */
  readonly requestTimeout: number;
  /** Seconds. */
  readonly sessionLifetime: number;
  readonly trustedProxies: readonly string[];
  /** Origins in the form browsers send them. */
  readonly corsOrigins: readonly string[];
  /** What privateSmtpServers takes. */
  readonly smtpPrivateServers: readonly string[];
  /** What the server speaks TLS with, in PEM; undefined for plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** In lower case; undefined trusts no header. */
  readonly clientCertHeader: string | undefined;
  readonly licenseFile: string | undefined;
  /** The public key itself, in PEM. */
  readonly licenseKey: string | undefined;
  /** Undefined keeps mails as files. */
  readonly smtpUrl: string | undefined;
  /** A plain address. */
  readonly mailFrom: string;
  /** Absolute path of the operator's templates. */
  readonly mailTemplates: string | undefined;
  /** Undefined refuses every router. */
  readonly routerSecret: string | undefined;
  readonly runsJobs: boolean;
  /** Months before the current one. */
  readonly usageHistoryMonths: number;
  readonly logLevel: LogLevel;
}
