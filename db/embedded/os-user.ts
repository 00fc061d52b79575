import { spawn } from "node:child_process";
import { chown, lchown, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { EmbeddedDatabaseError } from "./refusal.js";

/** An operating system user that PostgreSQL runs as. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const createdUser = "portico-db";
const existingUsers = ["postgres", "_postgres", createdUser];

/** What creates a system user, by distribution: shadow-utils (most), Debian's adduser, busybox. */
const userCreations = [
  ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false", createdUser],
  ["adduser", "--system", "--group", "--no-create-home", "--home", "/nonexistent", createdUser],
  ["adduser", "-S", "-D", "-H", "-s", "/bin/false", createdUser],
];

/** The environment of every PostgreSQL process: English messages, and none of the PG* variables meant for clients. */
export const plainEnvironment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };

export interface Outcome {
  readonly succeeded: boolean;
  /** Standard output and standard error, in order of arrival. */
  readonly output: string;
}

/** Runs a program to its end, as `user` when given. A program that cannot be started is an outcome, not an error. */
export function run(program: string, args: readonly string[], user?: OsUser): Promise<Outcome> {
  return new Promise((resolve) => {
    const identity = user && { uid: user.uid, gid: user.gid };
    const child = spawn(program, args, {
      ...identity,
      cwd: "/",
      env: plainEnvironment,
      // Out of reach of Ctrl+C in a terminal: what was begun is finished, and the server then stops in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", (error) => resolve({ succeeded: false, output: error.message }));
    child.once("close", (code) => resolve({ succeeded: code === 0, output: output.trim() }));
  });
}

async function lookUp(name: string): Promise<OsUser | undefined> {
  const uid = await run("id", ["-u", name]);
  const gid = await run("id", ["-g", name]);
  return uid.succeeded && gid.succeeded ? { name, uid: Number(uid.output), gid: Number(gid.output) } : undefined;
}

/** The name of an OS user, or the number when it has none. */
export async function nameOf(uid: number): Promise<string> {
  const { succeeded, output } = await run("id", ["-un", String(uid)]);
  return succeeded ? output : String(uid);
}

/**
 * PostgreSQL refuses to run as root, so for root this is the user it runs as: one that exists for the purpose, else a
 * system user that is created now. Undefined when this process is not root: PostgreSQL then runs as the same user.
 */
export async function databaseUser(log: Logger): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of existingUsers) {
    const user = await lookUp(name);
    if (user !== undefined) {
      log.info(`PostgreSQL does not run as root: the embedded database runs as the OS user "${user.name}"`);
      return user;
    }
  }
  let refusal: string | undefined;
  for (const [program = "", ...args] of userCreations) {
    const { output } = await run(program, args);
    const user = await lookUp(createdUser);
    if (user !== undefined) {
      log.info(`PostgreSQL does not run as root: created the OS user "${user.name}" for the embedded database`);
      return user;
    }
    refusal ??= output.split("\n").at(-1);
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL does not run as root, there is no OS user "postgres", and "${createdUser}" could not be created (${refusal}). ` +
      "Start Portico as another user, or create that OS user.",
  );
}

/** Whether `user` may enter `folder`, and so every folder above it. Asked of the system, which knows ACLs and mounts. */
export async function canEnter(user: OsUser, folder: string): Promise<boolean> {
  return (await run("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], user)).succeeded;
}

/** Gives `folder` and all it holds to `user`. */
export async function giveTo(user: OsUser, folder: string): Promise<void> {
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(user, path);
    else await lchown(path, user.uid, user.gid);
  }
}
