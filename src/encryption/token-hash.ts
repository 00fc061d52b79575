import { createHmac, randomBytes, randomUUID } from "node:crypto";

/** A new session token: a random UUID, the form legacy clients know. */
export const newSessionToken = (): string => randomUUID();

/** A new token for an action by mail: 256 random bits. */
export const newActionToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token. Keyed with the server's secret, so that a copy of the database alone is of no use. */
export const hashToken = (secret: string, token: string): Buffer => createHmac("sha256", secret).update(token).digest();
