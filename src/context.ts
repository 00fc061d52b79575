import type { Knex } from "knex";
import type { Config } from "./config.js";
import type { Viewer } from "./access/viewer.js";
import type { PasswordChecker } from "./access/passwords.js";
import type { SigningKeys } from "./oauth/signing-key.commands.js";
import type { Sealing } from "./sealing.js";
import type { AccountLoaders } from "./accounts/account.loaders.js";
import type { GroupLoaders } from "./groups/group.loaders.js";
import type { QuotaLoaders } from "./quotas/quota.loaders.js";
import type { UsageLoaders } from "./usage/usage.loaders.js";

/** What lives as long as the process and every request may use. */
export interface Services {
  db: Knex;
  config: Config;
  passwords: PasswordChecker;
  sealing: Sealing;
  signingKeys: SigningKeys;
}

/** What is known of the caller besides its credentials. */
export interface Client {
  /** From the socket, or from X-Forwarded-For as far as trusted proxies go. */
  address: string;
  acceptLanguage: string;
  /** Whether it reached us by TLS, as far as trusted proxies say. */
  secure: boolean;
}

/** What the answer's session cookie shall be: a new token, none any more, or as it is. */
export type SessionChange = { token: string; maxAge: number } | "end" | null;

export type Loaders = GroupLoaders & AccountLoaders & QuotaLoaders & UsageLoaders;

/** What one request has. Both doors make it, and resolvers get nothing else. */
export interface Context extends Services {
  viewer: Viewer | null;
  client: Client;
  loaders: Loaders;
  /** Set by commands that begin or end a session; the door writes the cookie. */
  sessionChange: SessionChange;
}

/** A context whose caller has been admitted as an account. */
export type ViewerContext = Context & { viewer: Viewer };
