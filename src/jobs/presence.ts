import pg from "pg";
import type { Logger } from "../log.js";
import { HOLD_PRESENCE } from "./job.table.js";

const TRY_AGAIN = 1_000;

/**
 * Shows that this process lives, by a lock that PostgreSQL gives back when the process dies.
 *
 * The queue by itself knows only how long a job has been running, and takes one for abandoned after four hours.
 */
export class Presence {
  private readonly names = new Map<string, Promise<void>>();
  private client: Promise<pg.Client> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly address: string,
    private readonly log: Logger,
  ) {}

  /** Resolves when others can see that the worker of this name lives. */
  announce(name: string): Promise<void> {
    const announced = this.names.get(name) ?? this.hold(name);
    this.names.set(name, announced);
    return announced;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await (await this.client?.catch(() => undefined))?.end();
  }

  private async hold(name: string): Promise<void> {
    this.client ??= this.connect();
    await (await this.client).query(HOLD_PRESENCE, [name]);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.address, application_name: "portico presence", connectionTimeoutMillis: 8_000, keepAlive: true });
    const lost = (): void => this.reconnect();
    client.once("end", lost);
    client.on("error", (error) => this.log.debug({ err: error }, "jobs: the connection that shows this process lives is lost"));
    await client.connect();
    // A host that vanishes sends no end: the server is to notice within a minute, and not after the usual two hours.
    await client.query("set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3");
    return client;
  }

  private reconnect(): void {
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      this.client = undefined;
      Promise.all([...this.names.keys()].map((name) => this.hold(name))).catch(() => this.reconnect());
    }, TRY_AGAIN);
  }
}
