import { LRUCache } from "lru-cache";
import type { Revalidatable, ViewerRow } from "../access/viewer.table.js";
import type { AttemptKeys } from "../access/lockout/lockout.rules.js";

/** How many viewers are cached; each takes some two kilobytes. */
const VIEWERS = 5_000;

/** The rows of viewers as they were last found, in this process alone, by the credential they were found by. */
export class ViewerCache {
  private readonly rows = new LRUCache<string, Revalidatable<ViewerRow>>({ max: VIEWERS });

  get(credential: string): Revalidatable<ViewerRow> | null {
    return this.rows.get(credential) ?? null;
  }

  /** @param row of an account that the credential stands for itself, and not for another one that acts as it */
  keep(credential: string, row: Revalidatable<ViewerRow>): void {
    this.rows.set(credential, row);
  }
}

/** What viewers are cached by: a session, a login as it is written from a network, an account that tokens name. */
export const ofSession = (tokenHash: Buffer): string => `session ${tokenHash.toString("base64")}`;
export const ofLogin = (login: string, { network }: AttemptKeys): string => `login ${network.toString("base64")} ${login}`;
export const ofAccount = (uuid: string): string => `account ${uuid}`;
export const ofAccountId = (id: number): string => `account ${id}`;
