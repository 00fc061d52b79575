import type { Knex } from "knex";
import { query } from "../../db/query.js";

/** What a token sent by mail is good for. */
export type TokenPurpose = "activate";

/** @param lifetime in seconds */
export async function insertActionToken(
  db: Knex,
  token: { tokenHash: Buffer; purpose: TokenPurpose; accountId: number; lifetime: number },
): Promise<void> {
  await query(db, "insert into action_tokens (token_hash, purpose, account_id, expires_at) values (?, ?, ?, now() + ? * interval '1 second')",
    [token.tokenHash, token.purpose, token.accountId, token.lifetime],
  );
}

/** The account of a token that is neither used nor expired. */
export async function accountOfToken(db: Knex, tokenHash: Buffer, purpose: TokenPurpose): Promise<number | null> {
  const row = await db("action_tokens")
    .where({ token_hash: tokenHash, purpose })
    .whereRaw("used_at is null and expires_at > now()")
    .first<{ account_id: number } | undefined>("account_id");
  return row?.account_id ?? null;
}

/** Uses a token up. @returns the account, or null where it was used, has expired or never was: of two at once one wins */
export async function useActionToken(db: Knex, tokenHash: Buffer, purpose: TokenPurpose): Promise<number | null> {
  const rows = await query<{ accountId: number }>(db, `update action_tokens set used_at = now()
     where token_hash = ? and purpose = ? and used_at is null and expires_at > now() returning account_id "accountId"`,
    [tokenHash, purpose],
  );
  return rows[0]?.accountId ?? null;
}

/** Makes all unused tokens of an identity's accounts worthless. */
export async function deleteTokensOfIdentity(db: Knex, identityId: number): Promise<void> {
  await query(db, "delete from action_tokens where used_at is null and account_id in (select id from accounts where identity_id = ?)",
    [identityId],
  );
}

/** Makes all unused tokens of an account worthless. */
export async function deleteTokensOfAccount(db: Knex, accountId: number): Promise<void> {
  await db("action_tokens").where({ account_id: accountId }).whereNull("used_at").delete();
}

/** Removes what no longer opens anything. @returns how many */
export const deleteExpiredTokens = (db: Knex): Promise<number> => db("action_tokens").whereRaw("expires_at <= now()").delete();
