import { inTransaction } from "../../db/transaction.js";
import { addressList, listHolds } from "../access/client-address.js";
import { foldCase } from "../access/fold-case.js";
import { type Actor, toViewer } from "../access/viewer.js";
import { parseReference } from "../access/reference.js";
import { hashToken, newSessionToken } from "../access/tokens.js";
import { type ViewerRow, viewersByLogin, viewerByAccount } from "../access/viewer.table.js";
import type { Context, ViewerContext } from "../context.js";
import { Refusal, badRequest, notFound, unauthenticated } from "../errors.js";
import { deleteSession, insertSession } from "./session.table.js";

/** Which accounts a login leads to; the chosen one has a session from now on. */
export interface LoginOutcome {
  accountIds: number[];
  chosenId: number | null;
}

/** What a person logs in with: login and password, or in a running session only another of its accounts. */
export interface LoginRequest {
  username: string | null | undefined;
  password: string | null | undefined;
  userId: string | null | undefined;
}

/** The refusal of an account whose group is disabled or limits where it may be used from, or null. */
export function placeRefusal(row: ViewerRow, clientIp: string): Refusal | null {
  if (!row.groupsEnabled) {
    return new Refusal("ADDRESS_REFUSED", `access from your IP '${clientIp}' address is not allowed: the group is disabled`, { clientIp });
  }
  if (row.logonIps !== null && !listHolds(addressList(row.logonIps), clientIp)) {
    return new Refusal("ADDRESS_REFUSED", `access from your IP '${clientIp}' address is not allowed`, { clientIp });
  }
  return null;
}

/**
 * Begins a session in place of a former one. @param actor who acts in it, where that is another account
 *
 * @returns the account's id
 */
export async function beginSession(context: Context, row: ViewerRow, former: Buffer | null, actor: Actor | null): Promise<number> {
  const { db, config, client } = context;
  if (!row.accountEnabled) throw new Refusal("ACCOUNT_DISABLED", "this account is disabled");
  const refusal = placeRefusal(row, client.address);
  if (refusal !== null) throw refusal;
  const token = newSessionToken();
  const tokenHash = hashToken(config.secret, token);
  await inTransaction(db, "", async (trx) => {
    if (former !== null) await deleteSession(trx, former);
    await insertSession(trx, tokenHash, row.accountId, actor?.accountId ?? null, config.sessionLifetime);
  });
  context.sessionChange = { token, maxAge: config.sessionLifetime };
  // What the answer goes on to show is seen as the account that has just come in.
  context.viewer = toViewer(row, tokenHash, { actor, tokenScopes: null });
  return row.accountId;
}

async function switchAccount(context: Context, userId: string): Promise<LoginOutcome> {
  if (context.viewer?.sessionHash == null) {
    throw new Refusal("UNAUTHENTICATED", "only a running session can be switched to another account", { noSession: true });
  }
  const reference = parseReference(userId);
  const row = typeof reference === "object" && "id" in reference ? await viewerByAccount(context.db, reference.id) : null;
  if (row === null) throw notFound("could not resolve target tenant: not found");
  if (row.identityId !== context.viewer.identityId) {
    throw unauthenticated("cannot switch session to user with different identity");
  }
  const chosenId = await beginSession(context, row, context.viewer.sessionHash, context.viewer.actor);
  return { accountIds: [chosenId], chosenId };
}

/**
 * Logs a person in, or switches a running session to another account of the same identity.
 *
 * Several accounts and none named: all are told, and no session begins. An unknown login costs the same work as a
 * wrong password.
 */
export async function login(context: Context, { username, password, userId }: LoginRequest): Promise<LoginOutcome> {
  if (username == null && password == null && userId != null) return switchAccount(context, userId);
  if (username == null) throw badRequest("is required", "username");
  if (password == null) throw badRequest("is required", "password");
  const key = foldCase(username);
  const rows = await viewersByLogin(context.db, key);
  if (!(await context.passwords.matches(key, password, rows[0]?.passwordHash ?? null))) {
    throw unauthenticated("login or password is wrong");
  }
  if (userId == null && rows.length > 1) return { accountIds: rows.map((row) => row.accountId), chosenId: null };
  const row = userId == null ? rows[0] : rows.find((candidate) => candidate.accountId === Number(userId));
  if (row === undefined) throw notFound("could not resolve target tenant: not found");
  const chosenId = await beginSession(context, row, context.viewer?.sessionHash ?? null, null);
  return { accountIds: [chosenId], chosenId };
}

/** Ends the session the request came with, if it came with one. */
export async function logout(context: ViewerContext): Promise<void> {
  if (context.viewer.sessionHash !== null) await deleteSession(context.db, context.viewer.sessionHash);
  context.sessionChange = "end";
}

