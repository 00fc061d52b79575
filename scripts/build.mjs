// Translates the sources to JavaScript in dist, each file for itself. Types are checked by `npm run typecheck`, and so by `npm test`:
// a start need not wait for that.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = /(?<!\.d)\.ts$|\.mjs$/;

/** Folders whose files are built. */
export const sourceFolders = ["src", "db", "rest-compat"];

/** @returns all files below a folder, as paths from the project's folder, in an order that stays */
export function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/** Builds everything. @throws Error that says where a source can't be read */
export async function build() {
  // Not at the top: it has to be installed first.
  const esbuild = await import("esbuild");
  const sources = sourceFolders.flatMap(filesIn).filter((file) => SOURCE.test(file));
  removeOrphans(sources);
  const scripts = sources.filter((file) => file.endsWith(".ts"));
  const options = {
    absWorkingDir: root,
    outbase: ".",
    outdir: "dist",
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: true,
    logLevel: "error",
  };
  await esbuild.build({ ...options, entryPoints: scripts });
  await esbuild.build({ ...options, entryPoints: sources.filter((file) => file.endsWith(".mjs")), outExtension: { ".js": ".mjs" } });
}

/** Removes what was built from sources that no longer exist: a migration or operation must not live on in dist. */
function removeOrphans(sources) {
  const built = new Set(sources.map((file) => file.replace(/\.ts$/, ".js")));
  for (const file of sourceFolders.flatMap((folder) => filesIn(join("dist", folder)))) {
    if (!built.has(file.slice("dist/".length).replace(/\.map$/, ""))) rmSync(join(root, file));
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) await build();
