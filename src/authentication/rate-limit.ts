import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "../kernel/client-address.js";
import { run } from "../../db/query.js";
import { Refusal } from "../kernel/errors.js";
import { OPEN_CALLS } from "./rate-limit.table.js";

const WINDOW = 60;

/** How many networks that have used their minute up are remembered. */
const USED_UP = 10_000;

/** What is counted apart: files that mails show, so that a mail program which opens logos shuts nobody out of signing in. */
export type Bucket = "calls" | "content";

const PREFIXES: Readonly<Record<Bucket, string>> = { calls: "", content: "content" };

/** A statement as the limiter's store writes it. */
interface Statement {
  text: string;
  values: unknown[];
}

function limiterOf(db: Knex, perMinute: number, keyPrefix: string): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: { query: async ({ text, values }: Statement) => ({ rows: await run(db, text, values) }) },
    storeType: "client",
    tableName: OPEN_CALLS,
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points: perMinute,
    duration: WINDOW,
  });
}

function tooMany(milliseconds: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  return new Refusal("RATE_LIMITED", `too many calls from your address: try again in ${retryAfter} seconds`, { retryAfter });
}

/**
 * How often one network may call what is open without credentials, counted for all servers together.
 *
 * One that has used its minute up is remembered here until the minute ends: refusing it again costs no statement.
 */
export class RateLimit {
  private readonly limiters: Readonly<Record<Bucket, RateLimiterPostgres>> | null;
  private readonly usedUp = new LRUCache<string, true>({ max: USED_UP });

  /** @param perMinute 0 is no limit */
  constructor(db: Knex, perMinute: number) {
    this.limiters =
      perMinute === 0 ? null : { calls: limiterOf(db, perMinute, PREFIXES.calls), content: limiterOf(db, perMinute, PREFIXES.content) };
  }

  /** Counts nothing. @throws Refusal RATE_LIMITED where this server knows that the minute is used up */
  requireRoom(address: string, bucket: Bucket = "calls"): void {
    const left = this.usedUp.getRemainingTTL(`${bucket} ${networkOf(address)}`);
    if (left > 0) throw tooMany(left);
  }

  /** @throws Refusal RATE_LIMITED for an address that has called too often */
  async count(address: string, bucket: Bucket = "calls"): Promise<void> {
    if (this.limiters === null) return;
    this.requireRoom(address, bucket);
    const network = networkOf(address);
    const noteUsedUp = ({ msBeforeNext }: RateLimiterRes): void =>
      void this.usedUp.set(`${bucket} ${network}`, true, { ttl: Math.max(1, msBeforeNext) });
    try {
      const counted = await this.limiters[bucket].consume(network);
      if (counted.remainingPoints === 0) noteUsedUp(counted);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      noteUsedUp(error);
      throw tooMany(error.msBeforeNext);
    }
  }

  /** Takes a call back that has been counted and was none of what is open. */
  async giveBack(address: string): Promise<void> {
    if (this.limiters === null) return;
    const network = networkOf(address);
    await this.limiters.calls.reward(network);
    this.usedUp.delete(`calls ${network}`);
  }
}
