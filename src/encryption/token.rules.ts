import { Refusal, badRequest } from "../kernel/errors.js";

/** How long a token holds, in seconds. */
export const TOKEN_LIFETIME = 3600;

/** The one refusal of every token that is no good: the reason would tell a forger what to mend. */
export const worthlessToken = (): Refusal => new Refusal("UNAUTHENTICATED", "the token is unknown or expired", { noSession: true });

/** What a token says of its account, beside what signing adds: issuer, audience and times. */
export interface Claims {
  /** The account's uuid. */
  sub: string;
  /** The identity's login. */
  uid: string;
  email: string;
  name: string;
  /** The group's integer id. */
  tenantId: string;
  /** What it is limited to; empty where it stands for the account without limit. */
  scope: string[];
  /** Ends the token before its time: it holds as long as the account's own number is the same. */
  epoch: number;
  /** Who acts as the account, where that is another one (RFC 8693). */
  act?: ActorClaims;
}

export interface ActorClaims {
  sub: string;
  uid: string;
  epoch: number;
}

/** What claims are made of. */
export interface ClaimsSource {
  uuid: string;
  login: string;
  email: string;
  firstname: string;
  lastname: string;
  groupId: number;
  tokenEpoch: number;
}

/** @param actor who acts as the account; null where it is the account itself */
export const claimsOf = (account: ClaimsSource, actor: ClaimsSource | null, scope: readonly string[] = []): Claims => ({
  sub: account.uuid,
  uid: account.login,
  email: account.email,
  name: `${account.firstname} ${account.lastname}`.trim(),
  tenantId: String(account.groupId),
  scope: [...scope],
  epoch: account.tokenEpoch,
  ...(actor !== null && { act: { sub: actor.uuid, uid: actor.login, epoch: actor.tokenEpoch } }),
});

const isText = (value: unknown): value is string => typeof value === "string";

const isActor = (value: unknown): value is ActorClaims =>
  typeof value === "object" &&
  value !== null &&
  isText((value as ActorClaims).sub) &&
  isText((value as ActorClaims).uid) &&
  Number.isInteger((value as ActorClaims).epoch);

/** Whether the payload of a verified token is one of ours: what else a key may have signed stands for no account. */
export function isClaims(payload: unknown): payload is Claims {
  if (typeof payload !== "object" || payload === null) return false;
  const { sub, uid, scope, epoch, act, exp } = payload as Claims & { exp?: unknown };
  const isScope = Array.isArray(scope) && scope.every(isText);
  return isText(sub) && isText(uid) && isScope && Number.isInteger(epoch) && Number.isInteger(exp) && (act === undefined || isActor(act));
}

/** As RFC 6749 has a scope, without the comma that separates them here. */
const SCOPE = /^[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,100}$/;
const MOST_SCOPES = 20;

/**
 * The scopes a token shall be limited to. Any may be asked for, known here or not: other services have theirs.
 *
 * @throws Refusal BAD_REQUEST for what is no scope, an empty one included: it would make a token without limit
 */
export function checkScopes(scopes: readonly string[] | null | undefined): string[] {
  if (scopes === null || scopes === undefined) return [];
  const wrong = scopes.find((scope) => !SCOPE.test(scope));
  if (wrong !== undefined || scopes.length === 0) throw badRequest(`must be a list of words, but has '${wrong ?? ""}'`, "scope");
  if (scopes.length > MOST_SCOPES) throw badRequest(`must not have more than ${MOST_SCOPES} words`, "scope");
  return [...new Set(scopes)];
}
