import type { Knex } from "knex";
import { forbidden } from "../kernel/errors.js";
import { addressRefusal } from "./address-limit.js";
import { type Viewer, toViewer } from "./viewer.js";
import { type ViewerRow, viewerByAccount, viewerByApiAccount } from "./viewer.table.js";

/** On whose right work rests that is done later: an account's or an API account's. */
export type Cause = Pick<Viewer, "accountId" | "isApiAccount">;

/** How tables keep a cause: one of the two is set, and neither where it has been removed since. */
export interface StoredCause {
  account: number | null;
  program: number | null;
}

/** @param cause null for what rests on nobody's right */
export function storedCause(cause: Cause | null): StoredCause {
  if (cause === null) return { account: null, program: null };
  return cause.isApiAccount ? { account: null, program: cause.accountId } : { account: cause.accountId, program: null };
}

/** @returns null for a cause that has been removed */
export function causeOf({ account, program }: StoredCause): Cause | null {
  if (account !== null) return { accountId: account, isApiAccount: false };
  return program === null ? null : { accountId: program, isApiAccount: true };
}

const unusable = ({ accountId, isApiAccount, accountEnabled }: ViewerRow): string => {
  if (accountEnabled) return `the group of account ${accountId}, or one above it, is disabled`;
  return isApiAccount ? `API account ${accountId} has expired` : `account ${accountId} is disabled`;
};

/**
 * Whoever has asked for what is done now, with the rights of now. What they allow, the caller finds out.
 *
 * @param address from where it is asked for, where somebody opens what was promised
 * @throws Refusal FORBIDDEN saying why it can do nothing any more
 */
export async function viewerOfCause(db: Knex, cause: Cause | null, address: string | null = null): Promise<Viewer> {
  const row = cause && (await (cause.isApiAccount ? viewerByApiAccount : viewerByAccount)(db, cause.accountId));
  if (row === null) throw forbidden("cause", "the account that asked for it has been removed");
  if (!row.accountEnabled || !row.groupsEnabled) throw forbidden("cause", unusable(row));
  const refusal = address === null ? null : addressRefusal(row, address);
  if (refusal !== null) throw forbidden("sign-in", refusal.reason);
  return toViewer(row, null);
}
