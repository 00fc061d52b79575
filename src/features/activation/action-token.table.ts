import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { StoredCause } from "../../access/cause.js";
import type { MailAction } from "./activation.type.js";

/** What a token stands for. */
export interface ActionToken {
  accountId: number;
  /** The address that a token for a change of e-mail sets; null for others. */
  newEmail: string | null;
  /** On whose right the token rests; neither is set where only the owner of the mailbox has it. A token dies with its cause. */
  cause: StoredCause;
}

const COLUMNS = `account_id "accountId", new_email "newEmail",
  jsonb_build_object('account', requested_by, 'program', requested_by_program) cause`;
const GOOD = "token_hash = ? and purpose = ? and used_at is null and expires_at > now()";

/** @param lifetime in seconds */
export async function insertActionToken(
  db: Knex,
  token: ActionToken & { tokenHash: Buffer; action: MailAction; lifetime: number },
): Promise<void> {
  await query(
    db,
    `insert into action_tokens (token_hash, purpose, account_id, new_email, requested_by, requested_by_program, expires_at)
     values (:tokenHash, :action, :accountId, :newEmail, :causeAccount, :causeProgram, now() + :lifetime * interval '1 second')`,
    { ...token, causeAccount: token.cause.account, causeProgram: token.cause.program },
  );
}

/** What a token that is neither used nor expired stands for. */
export async function actionToken(db: Knex, tokenHash: Buffer, action: MailAction): Promise<ActionToken | null> {
  const rows = await query<ActionToken>(db, `select ${COLUMNS} from action_tokens where ${GOOD}`, [tokenHash, action]);
  return rows[0] ?? null;
}

/**
 * Uses a single-use token up, by one statement: of two uses at once one wins.
 *
 * @returns what it stood for, or null where it was used, has expired or never was
 */
export async function useActionToken(db: Knex, tokenHash: Buffer, action: MailAction): Promise<ActionToken | null> {
  const rows = await query<ActionToken>(db, `update action_tokens set used_at = now() where ${GOOD} returning ${COLUMNS}`, [
    tokenHash,
    action,
  ]);
  return rows[0] ?? null;
}

/** Invalidates all unused tokens of an identity's accounts. */
export async function deleteTokensOfIdentity(db: Knex, identityId: number): Promise<void> {
  await deleteInOrder(db, "used_at is null and account_id in (select id from accounts where identity_id = ?)", [identityId]);
}

/** Invalidates all unused tokens of an account. */
export async function deleteTokensOfAccount(db: Knex, accountId: number): Promise<void> {
  await deleteInOrder(db, "used_at is null and account_id = ?", [accountId]);
}

/** Removes tokens one after the other in one order, so that transactions that do the same can't deadlock. */
async function deleteInOrder(db: Knex, where: string, values: readonly unknown[]): Promise<void> {
  await query(
    db,
    `delete from action_tokens where token_hash in (select token_hash from action_tokens where ${where} order by token_hash for update)`,
    values,
  );
}

/** Removes used and expired tokens, except those that another transaction has locked. */
export const deleteExpiredTokens = (db: Knex): Promise<unknown[]> =>
  query(
    db,
    "delete from action_tokens where token_hash in (select token_hash from action_tokens where expires_at <= now() for update skip locked)",
  );
