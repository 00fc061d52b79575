import { createHmac, randomBytes, randomUUID } from "node:crypto";

/** A new session token: a random UUID, the form legacy clients know. */
export const newSessionToken = (): string => randomUUID();

/** Whether a text may be one: others come in cookies of that name which are not ours. */
export const isSessionToken = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A new token for an action by mail: 256 random bits. */
export const newActionToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token. Keyed with the server's secret, so that a copy of the database alone is of no use. */
export const hashToken = (secret: string, token: string): Buffer => createHmac("sha256", secret).update(token).digest();
