import type { Knex } from "knex";
import { query } from "../../db/query.js";

/** A session that begins. */
export interface NewSession {
  tokenHash: Buffer;
  accountId: number;
  /** The account that acts in it, where that is another one. */
  actorId: number | null;
  /** Seconds. */
  lifetime: number;
  /** Where it begins from, and what the client calls itself. */
  address: string;
  userAgent: string;
}

/** Longest name of a client that is kept. */
const USER_AGENT_LENGTH = 500;

export async function insertSession(db: Knex, { tokenHash, accountId, actorId, lifetime, address, userAgent }: NewSession): Promise<void> {
  await query(
    db,
    `insert into sessions (token_hash, account_id, actor_id, expires_at, address, user_agent)
     values (?, ?, ?, now() + ? * interval '1 second', ?, ?)`,
    [tokenHash, accountId, actorId, lifetime, address, userAgent.slice(0, USER_AGENT_LENGTH).toWellFormed()],
  );
}

/** Notes that a session is in use, and from where; not while it is being ended or noted by others. */
export async function noteSessionUse(db: Knex, tokenHash: Buffer, address: string): Promise<void> {
  await query(
    db,
    "update sessions set last_used_at = now(), address = ? where token_hash = (select token_hash from sessions where token_hash = ? for no key update skip locked)",
    [address, tokenHash],
  );
}

/** The account of a running session, or null. */
export async function accountOfSession(db: Knex, id: number): Promise<number | null> {
  const rows = await query<{ accountId: number }>(db, `select account_id "accountId" from sessions where id = ? and expires_at > now()`, [
    id,
  ]);
  return rows[0]?.accountId ?? null;
}

/** @returns whether it was there */
export async function deleteSessionById(db: Knex, id: number): Promise<boolean> {
  return (await query(db, "delete from sessions where id = ? returning id", [id])).length > 0;
}

/** Sessions by their tokens, as far as they are an account's. */
export interface SessionsOfAccount {
  accountId: number;
  tokenHashes: readonly Buffer[];
}

export async function deleteSessions(db: Knex, { accountId, tokenHashes }: SessionsOfAccount): Promise<void> {
  await query(db, "delete from sessions where account_id = ? and token_hash = any(?)", [accountId, tokenHashes]);
}

/** Ends all sessions of an account, and those in which it acts as another one. */
export async function deleteSessionsOfAccount(db: Knex, accountId: number): Promise<void> {
  await deleteInOrder(db, "account_id = ? or actor_id = ?", [accountId, accountId]);
}

/** Ends all sessions of all accounts of an identity, and those in which they act as others, save one. @returns how many */
export async function deleteSessionsOfIdentity(db: Knex, identityId: number, except: Buffer | null): Promise<number> {
  const own = "(select id from accounts where identity_id = ?)";
  return deleteInOrder(db, `(account_id in ${own} or actor_id in ${own}) and token_hash is distinct from ?`, [
    identityId,
    identityId,
    except,
  ]);
}

/** Ends sessions one after the other in one order, so that nobody who does the same waits in a circle. @returns how many */
async function deleteInOrder(db: Knex, where: string, values: readonly unknown[]): Promise<number> {
  const ended = await query(
    db,
    `delete from sessions where id in (select id from sessions where ${where} order by id for update) returning 1`,
    values,
  );
  return ended.length;
}

/** Removes what no longer opens anything, save what somebody is at. */
export const deleteExpiredSessions = (db: Knex): Promise<unknown[]> =>
  query(db, "delete from sessions where id in (select id from sessions where expires_at <= now() for update skip locked)");
