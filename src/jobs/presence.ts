import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "../kernel/log.js";
import { HOLD_PRESENCE } from "./job.table.js";

const AGAIN_AFTER = 1_000;

/**
 * Shows that this process lives, by a lock that PostgreSQL gives back when the process dies.
 *
 * The queue by itself knows only how long a job has been running, and takes one for abandoned after four hours.
 */
export class Presence {
  private readonly names = new Map<string, Promise<void>>();
  private client: Promise<pg.Client> | undefined;
  /** The last lock that is being taken: a connection does one thing at a time. */
  private last: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly address: string,
    private readonly log: Logger,
  ) {}

  /** Resolves when others can see that the worker of this name lives. */
  announce(name: string): Promise<void> {
    const announced = this.names.get(name) ?? this.holdNext(name);
    this.names.set(name, announced);
    return announced;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await (await this.client?.catch(() => undefined))?.end();
  }

  private holdNext(name: string): Promise<void> {
    return (this.last = this.last.then(() => this.hold(name)));
  }

  /** Takes the lock, however often that fails. */
  private async hold(name: string): Promise<void> {
    while (!this.stopped) {
      try {
        this.client ??= this.connect();
        await (await this.client).query(HOLD_PRESENCE, [name]);
        return;
      } catch (error) {
        this.log.debug({ err: error }, "jobs: this process can't show that it lives");
        await delay(AGAIN_AFTER);
      }
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.address,
      application_name: "portico presence",
      connectionTimeoutMillis: 8_000,
      keepAlive: true,
    });
    client.on("error", (error) => this.log.debug({ err: error }, "jobs: the connection that shows this process lives is lost"));
    try {
      await client.connect();
      // A host that vanishes sends no end: the server is to notice within a minute, and not after the usual two hours.
      await client.query("set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3");
    } catch (error) {
      this.client = undefined;
      throw error;
    }
    client.once("end", () => {
      this.client = undefined;
      if (!this.stopped) for (const name of this.names.keys()) this.names.set(name, this.holdNext(name));
    });
    return client;
  }
}
