import type { Knex } from "knex";
import { query } from "../../db/query.js";

/**
 * @param actorId the account that acts in it, where that is another one
 * @param lifetime in seconds
 */
export async function insertSession(db: Knex, tokenHash: Buffer, accountId: number, actorId: number | null, lifetime: number): Promise<void> {
  await query(db, "insert into sessions (token_hash, account_id, actor_id, expires_at) values (?, ?, ?, now() + ? * interval '1 second')", [
    tokenHash, accountId, actorId, lifetime,
  ]);
}

export async function deleteSession(db: Knex, tokenHash: Buffer): Promise<void> {
  await db("sessions").where({ token_hash: tokenHash }).delete();
}

/** Ends all sessions of an account, and those in which it acts as another one. */
export async function deleteSessionsOfAccount(db: Knex, accountId: number): Promise<void> {
  await db("sessions").where({ account_id: accountId }).orWhere({ actor_id: accountId }).delete();
}

/** Ends all sessions of all accounts of an identity, and those in which they act as others, save one. */
export async function deleteSessionsOfIdentity(db: Knex, identityId: number, except: Buffer | null): Promise<void> {
  await query(db, `with own as (select id from accounts where identity_id = ?)
     delete from sessions where (account_id in (select id from own) or actor_id in (select id from own)) and token_hash is distinct from ?`,
    [identityId, except],
  );
}

/** Removes what no longer opens anything. @returns how many */
export const deleteExpiredSessions = (db: Knex): Promise<number> => db("sessions").whereRaw("expires_at <= now()").delete();
