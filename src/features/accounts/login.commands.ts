import { createHmac, timingSafeEqual } from "node:crypto";
import { constrained } from "../../../db/constraint.js";
import { foldCase } from "../../kernel/fold-case.js";
import { requirePerson } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { conflict, forbidden, notFound } from "../../kernel/errors.js";
import { checkLogin } from "./account.rules.js";
import { accountsByLogin, lockAccount, updateAccount, updateIdentity } from "./account.table.js";

/** As for any change of an account, but here the new login is a field of another name. */
const unique = constrained({ identities_login: () => conflict("is taken", "newLogin") });

/** Gives the caller's own identity another login; `login` is the one it has, as a check. */
export async function changeLogin(context: ViewerContext, { login, newLogin }: { login: string; newLogin: string }): Promise<void> {
  checkLogin(newLogin, "newLogin");
  await write(context, "shared", async (trx, viewer) => {
    requirePerson(viewer);
    const account = (await lockAccount(trx, { id: viewer.accountId }))!;
    if (foldCase(login) !== foldCase(account.login)) {
      if ((await accountsByLogin(trx, login)).length === 0) throw notFound(`there is no login '${login}'`);
      throw forbidden("visibility", "the login is not your own");
    }
    if (newLogin === account.login) return;
    await unique(updateIdentity(trx, account.identityId, { login: newLogin }));
    await updateAccount(trx, account.id, {});
  });
}

const signatureOf = (secret: string, login: string, server: string): Buffer =>
  createHmac("sha256", secret).update(`${login}\n${server}`).digest();

/**
 * Tells a router whether a login is taken here.
 *
 * @throws Refusal FORBIDDEN where the question is not signed with ROUTER_SECRET; NOT_FOUND for a free login, CONFLICT for a taken one
 */
export async function checkAccount(
  { config, db }: Context,
  { login, server, signature }: { login: string; server: string; signature: string },
): Promise<never> {
  const given = Buffer.from(signature, "hex");
  const right = config.routerSecret === undefined ? null : signatureOf(config.routerSecret, login, server);
  if (right === null || given.length !== right.length || !timingSafeEqual(given, right))
    throw forbidden("signature", "the question is not signed by a router of this platform", "sign");
  if ((await accountsByLogin(db, login)).length === 0) throw notFound(`the login '${login}' is free`);
  throw conflict(`the login '${login}' is taken`);
}
