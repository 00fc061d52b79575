import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../src/kernel/project-root.js";
import type { Cleanup } from "./cleanup.js";

const START_PATIENCE = 60_000;

/** A server under measurement: one process with a pool of its own. */
export interface Subject {
  readonly port: number;
  readonly pid: number;
  /** By which its connections to the database are known. */
  readonly applicationName: string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until the process answers anything. @throws Error when it ends, or takes too long */
async function answering(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_PATIENCE;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`a server under measurement ended with ${child.exitCode}`);
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (response !== null) return;
    await delay(50);
  }
  throw new Error("a server under measurement did not start in time");
}

/**
 * Starts a server and waits until it answers; cleaning up stops it.
 *
 * @param program what Node is to run, with its flags
 * @param node the Node to run it
 * @param folder where it runs
 */
export async function startSubject(
  applicationName: string,
  program: readonly string[],
  env: Readonly<Record<string, string>>,
  cleanup: Cleanup,
  { node = process.execPath, folder = projectRoot }: { node?: string; folder?: string } = {},
): Promise<Subject> {
  const port = await freePort();
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(node, program, {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), ...env },
    // The channel tells the servers of the bench when it is gone.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "close");
  cleanup.add(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  await answering(child, port);
  return { port, pid: child.pid!, applicationName };
}
