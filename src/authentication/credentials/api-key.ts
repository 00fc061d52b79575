import type { ClaimBy } from "../claim.js";
import { headerDecodings } from "../credential-decodings.js";
import { claimOfApiAccount, unknownApiAccount } from "./api-account.js";
import { accountBySecret } from "./password.js";

/** The API account of an identifier and its secret, in headers of their own. */
export const claimByApiKey: ClaimBy<"api-key"> = async (services, { id, key }, _request, client) => {
  const row = await accountBySecret(services, headerDecodings({ name: id, secret: key }), client, ({ isApiAccount }) => isApiAccount);
  if (row === null) throw unknownApiAccount();
  return claimOfApiAccount(services.db, row);
};
