import type { Knex } from "knex";
import { type Rows, readRows } from "../../graph/rows.js";

/** A session as its holder sees it. */
export interface ListedSession {
  id: number;
  accountId: number;
  tokenHash: Buffer;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  address: string;
  userAgent: string;
}

/** How sessions are read. */
export const sessionRows: Rows<ListedSession> = {
  columns: (
    row,
  ) => `${row}.id, ${row}.account_id "accountId", ${row}.token_hash "tokenHash", ${row}.created_at "createdAt", ${row}.last_used_at "lastUsedAt",
    ${row}.expires_at "expiresAt", ${row}.address, ${row}.user_agent "userAgent"`,
  from: (row) => `sessions ${row} join accounts ${row}_a on ${row}_a.id = ${row}.account_id`,
};

/** In SQL, the running sessions of an identity's accounts. */
export const runningOf = (row: string, identity: string): string => `${row}_a.identity_id = ${identity} and ${row}.expires_at > now()`;

/** The running sessions of an identity's accounts, newest first; at most one more than `limit`. */
export const sessionsOfIdentity = (db: Knex, identityId: number, limit: number, before: number | null): Promise<ListedSession[]> =>
  readRows(db, sessionRows, `where ${runningOf("r", "?")} and (?::bigint is null or r.id < ?) order by r.id desc limit ?`, [
    identityId,
    before,
    before,
    limit + 1,
  ]);
