import { LRUCache } from "lru-cache";
import type { AttemptKeys } from "../lockout/lockout.rules.js";
import type { Proven, ViewerRow } from "../access/viewer.table.js";

/** How many callers are remembered; each takes some two kilobytes. */
const CALLERS = 5_000;

/** Callers as they were last found, in this process alone, by the credential they were found by. */
export class CallerMemory {
  private readonly rows = new LRUCache<string, Proven<ViewerRow>>({ max: CALLERS });

  get(credential: string): Proven<ViewerRow> | null {
    return this.rows.get(credential) ?? null;
  }

  /** @param row of an account that the credential stands for itself, and not for another one that acts as it */
  keep(credential: string, row: Proven<ViewerRow>): void {
    this.rows.set(credential, row);
  }
}

/** What callers are remembered by: a session, a login as it is written from a network, an account that tokens name. */
export const ofSession = (tokenHash: Buffer): string => `session ${tokenHash.toString("base64")}`;
export const ofLogin = (login: string, { network }: AttemptKeys): string => `login ${network.toString("base64")} ${login}`;
export const ofAccount = (uuid: string): string => `account ${uuid}`;
