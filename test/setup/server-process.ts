import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../src/kernel/project-root.js";

/** The built server, run as the product is run. */
export class ServerProcess {
  /** All that it wrote, standard output and standard error. */
  output = "";
  private readonly lines = new EventEmitter();
  private readonly child: ChildProcess;
  private readonly readiness: Promise<string>;
  private readonly end: Promise<number | null>;

  constructor(dataFolder: string, env: NodeJS.ProcessEnv = {}, args: readonly string[] = []) {
    const { PATH, HOME, TMPDIR } = process.env;
    this.child = spawn(process.execPath, ["--enable-source-maps", join(projectRoot, "dist/src/main.js"), ...args], {
      env: { PATH, HOME, TMPDIR, PORTICO_DATA: dataFolder, PORT: "0", HOST: "127.0.0.1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.end = once(this.child, "close").then(([code]) => code as number | null);
    this.readiness = new Promise((resolve, reject) => {
      for (const stream of [this.child.stdout, this.child.stderr]) {
        if (stream === null) continue;
        createInterface({ input: stream }).on("line", (line) => {
          this.output += `${line}\n`;
          this.lines.emit("line");
          const port = /"port":(\d+).*"msg":"ready/.exec(line)?.[1];
          if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
        });
      }
      void this.end.then((code) => reject(new Error(`The server ended with ${code}:\n${this.output}`)));
    });
    this.readiness.catch(() => undefined);
  }

  /** Resolves to the server's address once it is ready; rejects when it ends before. */
  ready(): Promise<string> {
    return this.readiness;
  }

  /** Resolves when it has written `text`. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) await once(this.lines, "line");
  }

  get pid(): number {
    return this.child.pid!;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Resolves to the exit code, null after a fatal signal. */
  ended(): Promise<number | null> {
    return this.end;
  }

  /** Stops the server if it still runs. */
  async stop(): Promise<number | null> {
    this.signal("SIGTERM");
    return this.end;
  }
}

/** Address of the embedded database that a server runs in that folder. */
export async function embeddedDatabaseIn(dataFolder: string): Promise<string> {
  const home = await realpath(join(dataFolder, "postgres"));
  const password = (await readFile(join(home, "password"), "utf8")).trim();
  const port = (await readFile(join(home, "cluster", "postmaster.pid"), "utf8")).split("\n")[3];
  return `postgres://portico:${password}@127.0.0.1:${port}/portico`;
}
