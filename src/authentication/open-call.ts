import type { RateLimit } from "./rate-limit.js";

/**
 * A request's part in the rate limit. It counts once, whatever on its way finds that it has called something open or shown
 * something that is no good.
 */
export class OpenCall {
  private counting: Promise<void> | null = null;
  private fields = 0;

  constructor(
    private readonly limit: RateLimit,
    private readonly address: string,
  ) {}

  /** Counts the request, unless it has been. @throws Refusal RATE_LIMITED, each time it is asked */
  count(): Promise<void> {
    return (this.counting ??= this.limit.count(this.address));
  }

  /**
   * Counts an open field of the graph: the first one is the request itself, others would else come for nothing.
   *
   * @throws Refusal RATE_LIMITED
   */
  countField(): Promise<void> {
    this.fields += 1;
    return this.fields === 1 ? this.count() : this.limit.count(this.address);
  }

  /** Counts nothing. @throws Refusal RATE_LIMITED where the minute is known to be used up */
  requireRoom(): void {
    this.limit.requireRoom(this.address);
  }

  /** Takes the count back: what the request has shown turned out to be right. */
  async giveBack(): Promise<void> {
    const counting = this.counting;
    this.counting = null;
    // Whoever counted has met the error.
    const isCounted =
      counting !== null &&
      (await counting.then(
        () => true,
        () => false,
      ));
    if (isCounted) await this.limit.giveBack(this.address);
  }
}
