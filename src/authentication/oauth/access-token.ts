import { randomUUID } from "node:crypto";
import jwt from "jsonwebtoken";
import type { ViewerRow } from "../../access/viewer.table.js";
import { type AccessClaims, stampOf } from "../credentials/access-token.js";
import type { Services } from "../../graph/context.js";
import { ACCESS_TOKEN } from "../../encryption/token.signing.js";
import { SIGNING_ALGORITHM } from "./signing-key.commands.js";

/** Seconds an access token is good for. */
export const LIFETIME = 7200;

/** An access token as the token endpoint hands it out. */
export interface AccessToken {
  token: string;
  /** Unix seconds. */
  expiresOn: number;
}

/** A token that stands for an account which has just shown its password or secret. */
export async function issueAccessToken({ config, signingKeys }: Services, row: ViewerRow & { passwordHash: string }): Promise<AccessToken> {
  const { id, key } = await signingKeys.current();
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: config.publicUrl,
    aud: [config.publicUrl],
    sub: row.accountUuid,
    client_id: row.login,
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    ...({ account: row.accountId, isApiAccount: row.isApiAccount, stamp: stampOf(config, row.passwordHash) } satisfies AccessClaims),
  };
  const token = jwt.sign(claims, key, { algorithm: SIGNING_ALGORITHM, header: { alg: SIGNING_ALGORITHM, typ: ACCESS_TOKEN, kid: id } });
  return { token, expiresOn: claims.exp };
}
