import type { Knex } from "knex";
import { limitsOf } from "../../../db/connection.js";
import { inTransaction } from "../../../db/transaction.js";
import { placeRefusal } from "../../access/address-limit.js";
import { foldCase } from "../../kernel/fold-case.js";
import { sessionTokens } from "../credential.js";
import { boundedWaits, write } from "../../access/transaction.js";
import { type Actor, type Viewer, toViewer } from "../../access/viewer.js";
import { parseReference } from "../../kernel/reference.js";
import { hashToken, newSessionToken } from "../../encryption/token-hash.js";
import { type ViewerRow, viewersByLogin, viewerByAccount } from "../../access/viewer.table.js";
import { findAnyAccount, requireActingFor } from "../../features/accounts/account.lookup.js";
import { accountsOfIdentity } from "../../features/accounts/account.table.js";
import { type Page, checkAfter, checkFirst, toPage } from "../../graph/connection.type.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { Refusal, badRequest, notFound, unauthenticated } from "../../kernel/errors.js";
import { checkPassword, requireRoom } from "../../features/lockout/lockout.commands.js";
import {
  type SessionsOfAccount,
  accountOfSession,
  deleteSessionById,
  deleteSessions,
  deleteSessionsOfIdentity,
  insertSession,
} from "../../access/session.table.js";
import { sessionsOfIdentity } from "./session.table.js";
import type { Session } from "./session.type.js";

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

/** The sessions that a request has shown as its credential, all of them of one account; none where something else was it. */
const sessionsOfRequest = ({ client, config, viewer }: Context): SessionsOfAccount | null =>
  viewer?.sessionHash == null
    ? null
    : { accountId: viewer.accountId, tokenHashes: sessionTokens(client.request().cookie).map((token) => hashToken(config.secret, token)) };

/**
 * Begins a session in place of former ones. @param actor who acts in it, where that is another account
 *
 * @returns the account's id
 */
export async function beginSession(
  context: Context,
  row: ViewerRow,
  former: SessionsOfAccount | null,
  actor: Actor | null,
): Promise<number> {
  const { db, config, client } = context;
  if (!row.accountEnabled) throw new Refusal("ACCOUNT_DISABLED", "this account is disabled");
  const refusal = placeRefusal(row, client.address);
  if (refusal !== null) throw refusal;
  const token = newSessionToken();
  const tokenHash = hashToken(config.secret, token);
  await inTransaction(db, boundedWaits(limitsOf(db).writePatience), async (trx) => {
    if (former !== null) await deleteSessions(trx, former);
    await insertSession(trx, {
      tokenHash,
      accountId: row.accountId,
      actorId: actor?.accountId ?? null,
      lifetime: config.sessionLifetime,
      ...client,
    });
  });
  context.session.change = { token, maxAge: config.sessionLifetime };
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
  const chosenId = await beginSession(context, row, sessionsOfRequest(context), context.viewer.actor);
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
  const { address, openCall } = context.client;
  requireRoom(context, [{ login: key, password }], openCall);
  const rows = await viewersByLogin(context.db, username);
  if (!(await checkPassword(context, { login: key, password, stored: rows[0]?.passwordHash ?? null }, address, openCall))) {
    throw unauthenticated("login or password is wrong");
  }
  if (userId == null && rows.length > 1) return { accountIds: rows.map((row) => row.accountId), chosenId: null };
  const row = userId == null ? rows[0] : rows.find((candidate) => candidate.accountId === Number(userId));
  if (row === undefined) throw notFound("could not resolve target tenant: not found");
  const chosenId = await beginSession(context, row, sessionsOfRequest(context), null);
  return { accountIds: [chosenId], chosenId };
}

/** Ends all sessions the request came with, if it came with any. */
export async function logout(context: ViewerContext): Promise<void> {
  const shown = sessionsOfRequest(context);
  if (shown !== null) await deleteSessions(context.db, shown);
  context.session.change = "end";
}

/** The identity of an account whose sessions the viewer may see and end: its own, or one it may act for. @throws Refusal */
async function identityFor(db: Knex, viewer: Viewer, accountId: string | null | undefined): Promise<number> {
  if (accountId == null) return viewer.identityId;
  const account = await findAnyAccount(db, viewer, accountId);
  if (account.identityId !== viewer.identityId) await requireActingFor(db, viewer, account);
  return account.identityId;
}

/** The running sessions of a person, newest first. */
export async function listSessions(
  { db, viewer }: ViewerContext,
  accountId: string | null | undefined,
  first: number,
  after: string | null | undefined,
): Promise<Page<Session>> {
  checkFirst(first);
  const place = checkAfter(after);
  const rows = await sessionsOfIdentity(db, await identityFor(db, viewer, accountId), first, place?.id ?? null);
  const sessions = rows.map(({ tokenHash, ...shown }) => ({ ...shown, isCurrent: viewer.sessionHash?.equals(tokenHash) ?? false }));
  return toPage(sessions, first, ({ id }) => ({ key: "", id }));
}

/** Ends one session of a person. */
export async function endSession(context: ViewerContext, id: string): Promise<void> {
  const reference = parseReference(id);
  await write(context, "shared", async (trx, viewer) => {
    const accountId = typeof reference === "object" && "id" in reference ? await accountOfSession(trx, reference.id) : null;
    // To a service user the sessions of others are not there.
    const isOwn = accountId !== null && (await accountsOfIdentity(trx, viewer.identityId)).some((account) => account.id === accountId);
    const missing = notFound(`there is no session '${id}'`);
    if (accountId === null || (viewer.role === "tenant_viewer" && !isOwn)) throw missing;
    if (!isOwn) await identityFor(trx, viewer, String(accountId));
    // Somebody else may have ended it meanwhile.
    if (!(await deleteSessionById(trx, (reference as { id: number }).id))) throw missing;
  });
}

/** Ends all sessions of a person but the one of this request. @returns how many */
export const endOtherSessions = (context: ViewerContext, accountId: string | null | undefined): Promise<number> =>
  write(context, "shared", async (trx, viewer) =>
    deleteSessionsOfIdentity(trx, await identityFor(trx, viewer, accountId), viewer.sessionHash),
  );
