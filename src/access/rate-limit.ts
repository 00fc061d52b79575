import type { Knex } from "knex";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { run } from "../../db/query.js";
import { Refusal } from "../errors.js";
import { networkOf } from "./client-address.js";
import { OPEN_CALLS } from "./rate-limit.table.js";

const WINDOW = 60;

/** A statement as the limiter's store writes it. */
interface Statement {
  text: string;
  values: unknown[];
}

/**
 * How often one address may call what is open without credentials, counted for all servers together.
 *
 * An address that has used its minute up is remembered here until the minute ends: refusing it again costs no statement.
 */
export class RateLimit {
  private readonly limiter: RateLimiterPostgres | null;

  /** @param perMinute 0 is no limit */
  constructor(db: Knex, perMinute: number) {
    this.limiter =
      perMinute === 0
        ? null
        : new RateLimiterPostgres({
            storeClient: { query: async ({ text, values }: Statement) => ({ rows: await run(db, text, values) }) },
            storeType: "client",
            tableName: OPEN_CALLS,
            tableCreated: true,
            clearExpiredByTimeout: false,
            keyPrefix: "",
            points: perMinute,
            duration: WINDOW,
            inMemoryBlockOnConsumed: perMinute,
          });
  }

  /** @throws Refusal RATE_LIMITED for an address that has called too often */
  async count(address: string): Promise<void> {
    if (this.limiter === null) return;
    try {
      await this.limiter.consume(networkOf(address));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw new Refusal("RATE_LIMITED", `too many calls from your address: try again in ${retryAfter} seconds`, { retryAfter });
    }
  }
}
