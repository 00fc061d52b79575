import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../src/kernel/project-root.js";

const folder = join(projectRoot, "bench", "postgraphile");

/** What runs PostGraphile: the Node its folder has, as it needs a newer one than Portico. */
export const POSTGRAPHILE = { node: join(folder, "node_modules", ".bin", "node"), program: [join(folder, "main.mjs")] } as const;

/** Installs PostGraphile, unless what is installed is as new as the lock. @throws Error when that fails */
export function installPeers(): void {
  const installed = join(folder, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs) return;
  process.stderr.write("installing PostGraphile and its Node\n");
  const { status, error } = spawnSync("npm", ["ci", "--loglevel=error"], { cwd: folder, stdio: ["ignore", process.stderr, "inherit"] });
  if (status !== 0) throw new Error(`PostGraphile could not be installed: ${error?.message ?? `npm ended with ${status}`}`);
}
