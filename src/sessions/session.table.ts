import type { Knex } from "knex";
import { query } from "../../db/query.js";

/** A session that begins. */
export interface NewSession {
  tokenHash: Buffer;
  accountId: number;
  /** Seconds. */
  lifetime: number;
  /** Where it begins from, and what the client calls itself. */
  address: string;
  userAgent: string;
}

/** Longest name of a client that is kept. */
const USER_AGENT_LENGTH = 500;

export async function insertSession(db: Knex, { tokenHash, accountId, lifetime, address, userAgent }: NewSession): Promise<void> {
  await query(
    db,
    `insert into sessions (token_hash, account_id, expires_at, address, user_agent)
     values (?, ?, now() + ? * interval '1 second', ?, ?)`,
    [tokenHash, accountId, lifetime, address, userAgent.slice(0, USER_AGENT_LENGTH)],
  );
}

/** Notes that a session is in use, and from where. */
export async function noteUse(db: Knex, tokenHash: Buffer, address: string): Promise<void> {
  await query(db, "update sessions set last_used_at = now(), address = ? where token_hash = ?", [address, tokenHash]);
}

export async function deleteSession(db: Knex, tokenHash: Buffer): Promise<void> {
  await db("sessions").where({ token_hash: tokenHash }).delete();
}

export async function deleteSessionsOfAccount(db: Knex, accountId: number): Promise<void> {
  await db("sessions").where({ account_id: accountId }).delete();
}

/** Ends all sessions of all accounts of an identity, save one. */
export async function deleteSessionsOfIdentity(db: Knex, identityId: number, except: Buffer | null): Promise<void> {
  await query(db, "delete from sessions where account_id in (select id from accounts where identity_id = ?) and token_hash is distinct from ?",
    [identityId, except],
  );
}

/** Removes what no longer opens anything. @returns how many */
export const deleteExpiredSessions = (db: Knex): Promise<number> => db("sessions").whereRaw("expires_at <= now()").delete();
