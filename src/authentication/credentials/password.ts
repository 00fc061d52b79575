import { foldCase } from "../../kernel/fold-case.js";
import { ITSELF } from "../../access/viewer.js";
import { type ViewerRow, viewerByLogin } from "../../access/viewer.table.js";
import type { CachedBy, ClaimBy } from "../claim.js";
import type { Client, Services } from "../../graph/context.js";
import { Refusal } from "../../kernel/errors.js";
import { requireRoom, rightDecoding } from "../../features/lockout/lockout.commands.js";
import { attemptKeys } from "../../access/lockout/lockout.rules.js";
import type { Decodings } from "../credential-decodings.js";
import { ofLogin } from "../viewer-cache.js";
import { claimOfApiAccount } from "./api-account.js";

/** What is answered to Basic credentials that are no good, whatever the reason. */
export const badBasic = (): Refusal => new Refusal("BAD_CREDENTIALS", "login or password is wrong, or the account can't be used");

/** The contract has one answer for whatever is wrong with a name and its secret, a lock included. */
function asBadCredentials(error: unknown): never {
  if (error instanceof Refusal && error.code === "LOCKED_OUT") throw new Refusal("BAD_CREDENTIALS", error.reason, error.details);
  throw error;
}

/**
 * The account that a name and its password or secret prove in one of their decodings, sent with each request. One that this
 * process has seen to be right, from where the name has been used before, costs one statement for each decoding.
 *
 * @param isMeant whether an account of that name may be what is asked for
 * @returns null for a wrong one, after the same work for names that do not exist
 * @throws Refusal BAD_CREDENTIALS where a name is locked, RATE_LIMITED or BUSY
 */
export async function accountBySecret(
  services: Services,
  decodings: Decodings,
  client: Client,
  isMeant: (row: ViewerRow) => boolean = () => true,
): Promise<ViewerRow | null> {
  const { db, config, passwords, viewerCache } = services;
  const given = decodings.map(({ name, secret }) => ({ name, login: foldCase(name), password: secret }));
  requireRoom(services, given, client.openCall);
  const found = await Promise.all(
    given.map(async ({ name, login, password }) => {
      const keys = attemptKeys(config.secret, login, client.address);
      const named = await viewerByLogin(db, name, keys);
      const row = named !== null && isMeant(named) ? named : null;
      return { name, login, password, keys, row, stored: row?.passwordHash ?? null };
    }),
  );
  const familiar = found.find(
    ({ login, password, row, stored }) => row?.known === true && row.lockedFor === null && passwords.remembers(login, password, stored),
  );
  if (familiar !== undefined) {
    const { name, keys, row } = familiar;
    if (row !== null && !row.isApiAccount) viewerCache.keep(ofLogin(name, keys), row);
    return row;
  }
  return (await rightDecoding(services, found, client.address, client.openCall).catch(asBadCredentials))?.row ?? null;
}

/** The account of a login and its password, or of an API account's identifier and secret. */
export const claimByPassword: ClaimBy<"basic"> = async (services, { username, password }, _request, client) => {
  const row = await accountBySecret(services, [{ name: username, secret: password }], client);
  if (row === null) throw badBasic();
  if (row.isApiAccount) return claimOfApiAccount(services.db, row);
  return { row, sessionHash: null, acting: ITSELF, unusable: badBasic, namesAddress: false };
};

/** The account of a login whose password is known to be right. */
export const cachedByPassword: CachedBy<"basic"> = ({ config, passwords, viewerCache }, { username, password }, _request, { address }) => {
  const row = viewerCache.get(ofLogin(username, attemptKeys(config.secret, username, address)));
  const isRight = row !== null && passwords.remembers(foldCase(username), password, row.passwordHash);
  return Promise.resolve(isRight ? { row, sessionHash: null } : null);
};
