import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { owner, reasonIn, type Cluster } from "./cluster.js";
import { plainEnvironment, type OsUser } from "./os-user.js";
import { EmbeddedDatabaseError } from "./refusal.js";
import { stopProcess } from "./stopping.js";

/** Recovery after a crash of the machine may take long, and must not be cut short. Milliseconds. */
const startPatience = 300_000;
const portAttempts = 5;

export interface PostmasterOptions {
  readonly binaries: string;
  readonly cluster: Cluster;
  readonly user: OsUser | undefined;
  /** PostgreSQL settings by name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: Logger;
  /** Called when the running server ends without having been stopped. */
  readonly onLost: (reason: string) => void;
}

/** PostgreSQL's main process: what it said, whether it runs, and how it is stopped. */
class Postmaster {
  /** The end of what it wrote to its log. */
  said = "";
  running = true;
  /** Settled when the process is gone. */
  readonly ended: Promise<void>;
  private isWanted = false;
  /** For a Node process that ends without stopping its database; PostgreSQL then still ends in good order. */
  private readonly stopWithNode = () => void this.child.kill("SIGINT");

  constructor(
    readonly port: number,
    private readonly child: ChildProcessByStdio<null, null, Readable>,
    { log, onLost }: PostmasterOptions,
  ) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      this.said = `${this.said.slice(-4000)}${line}\n`;
      log[this.isWanted && / (FATAL|PANIC): /.test(line) ? "warn" : "debug"](`postgres: ${line}`);
    });
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(void (this.said += error.message)));
      child.once("close", resolve);
    }).then(() => {
      this.running = false;
      process.off("exit", this.stopWithNode);
      if (this.isWanted) onLost(reasonIn(this.said));
    });
    process.once("exit", this.stopWithNode);
  }

  /** From now on the end of the process is a loss. */
  want(): this {
    this.isWanted = true;
    return this;
  }

  async stop(): Promise<void> {
    this.isWanted = false;
    if (this.running)
      await stopProcess(
        (name) => void this.child.kill(name),
        () => Promise.resolve(!this.running),
      );
  }
}

export type { Postmaster };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

function launch(options: PostmasterOptions, port: number): Postmaster {
  const { binaries, cluster, user } = options;
  const settings = { port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: "", ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", cluster.folder, ...flags], {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: "/",
    env: plainEnvironment,
    // A process group of its own: Ctrl+C in a terminal must reach Portico only, which stops the database last.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Postmaster(port, child, options);
}

/** Starts PostgreSQL on a free port of 127.0.0.1, or that of its settings, and waits until it takes connections. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const postmaster = launch(options, Number(options.settings["port"] ?? (await freePort())));
    try {
      const accepting = await Promise.race([accepts(postmaster, options.cluster), postmaster.ended.then(() => false)]);
      if (accepting) return postmaster.want();
    } catch (error) {
      await postmaster.stop();
      throw error;
    }
    // Another program took the port first, or the last processes of a killed server are still ending.
    const passes = /could not (bind|create any TCP)|shared memory block .* still in use/s.test(postmaster.said);
    if (!passes || attempt === portAttempts) throw new EmbeddedDatabaseError(`PostgreSQL stopped at once: ${reasonIn(postmaster.said)}`);
    await delay(500);
  }
}

/** Waits for connections; false when the server has ended. */
async function accepts(postmaster: Postmaster, { password }: Cluster): Promise<boolean> {
  const { port } = postmaster;
  for (const end = Date.now() + startPatience; postmaster.running; await delay(30)) {
    const client = new pg.Client({ host: "127.0.0.1", port, user: owner, password, database: "postgres" });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      // Not listening yet, or 57P03: still recovering.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ECONNREFUSED" && code !== "57P03") throw error;
      if (Date.now() > end) throw new EmbeddedDatabaseError(`PostgreSQL took no connection within ${startPatience / 1000} seconds.`);
    }
  }
  return false;
}
