// Brings the installed packages and the build up to date; does nothing when they are. Uses Node only, as it runs before `npm ci`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceFolders = ["src", "db", "rest-compat"];
const settings = ["tsconfig.json", "package-lock.json"];
const stamp = join(root, "dist", ".built-from");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 11)) fail(`Portico needs Node 20.11 or newer; this is Node ${process.versions.node}.`);

if (!packagesAreInstalled()) run("npm", ["ci", "--include=dev", "--include=optional", "--loglevel=error"], "installing packages");
const sources = fingerprint();
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== sources) build();

/** Whether node_modules holds what package-lock.json asks for, by the list that npm keeps of what it installed. */
function packagesAreInstalled() {
  const installedList = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedList)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedList, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || (installed[path] === undefined ? optional : installed[path].version === version),
  );
}

/** Changes when any source is added, removed or written. */
function fingerprint() {
  const files = [...settings, ...sourceFolders.flatMap(filesIn)];
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return `${hash.digest("hex")}\n`;
}

function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function build() {
  rmSync(stamp, { force: true });
  for (const folder of sourceFolders) removeOrphans(folder);
  run("npm", ["run", "--silent", "build"], "building");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Removes what was built from sources that no longer exist: a migration or operation must not live on in dist. */
function removeOrphans(folder) {
  for (const file of filesIn(join("dist", folder))) {
    const source = join(root, file.slice("dist/".length).replace(/\.js(\.map)?$/, ".ts"));
    if (!existsSync(source)) rmSync(join(root, file));
  }
}

function run(program, args, what) {
  process.stderr.write(`Portico: ${what}\n`);
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) fail(`${what} failed${error ? `: ${error.message}` : ""} (${[program, ...args].join(" ")})`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
