// Brings the installed packages and the build up to date; does nothing when they are. Uses Node only, as it runs before `npm ci`.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { fileURLToPath } from "node:url";
import { build, filesIn, sourceFolders } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const settings = ["tsconfig.json", "package-lock.json"];
const stamp = join(root, "dist", ".built-from");
/** Milliseconds between two looks at how far the installation is: on a terminal, where a line is written over, and elsewhere. */
const [TERMINAL_INTERVAL, LINE_INTERVAL] = [250, 5000];

/** What can't be done, for the person who waits for it. */
class SetupError extends Error {}

/**
 * Installs and builds what is not up to date.
 *
 * @param {boolean} withTools whether the tools of tests and linters are needed, too
 * @throws SetupError
 */
export async function setUp(withTools) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    throw new SetupError(`Portico needs Node 20.11 or newer; this is Node ${process.versions.node}.`);
  const packages = missingPackages(withTools);
  if (packages.missing) await install(packages.wanted, withTools);
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  say("building");
  rmSync(stamp, { force: true });
  await build().catch((error) => {
    throw new SetupError(`building failed: ${error.message}`);
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** What package-lock.json asks for, and whether something of it is missing, by the list that npm keeps of what it installed. */
function missingPackages(withTools) {
  const asked = Object.entries(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages);
  const packages = asked.filter(([path, { dev = false }]) => path !== "" && (withTools || !dev));
  const list = join(root, "node_modules", ".package-lock.json");
  const installed = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")).packages : {};
  const missing = packages.some(([path, { version, optional, devOptional }]) =>
    installed[path] === undefined ? !optional && !devOptional : installed[path].version !== version,
  );
  return { missing, wanted: packages.filter(([, { optional }]) => !optional).map(([path]) => path) };
}

async function install(wanted, withTools) {
  const what = withTools ? "installing packages, with the tools for tests" : "installing packages";
  say(`${what}: ${wanted.length}`);
  const stopShowing = showProgress(what, wanted);
  const args = ["ci", withTools ? "--include=dev" : "--omit=dev", "--include=optional", "--loglevel=error", "--no-progress"];
  try {
    await run("npm", args, what);
  } finally {
    stopShowing();
  }
}

/** Says again and again how many of the packages are there. @returns what ends it */
function showProgress(what, packages) {
  const { isTTY } = process.stderr;
  const begun = Date.now();
  const show = () => {
    const there = packages.filter((path) => existsSync(join(root, path, "package.json"))).length;
    const line = `Portico: ${what}: ${there} of ${packages.length}, ${Math.round((Date.now() - begun) / 1000)} s`;
    process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, isTTY ? TERMINAL_INTERVAL : LINE_INTERVAL);
  return () => {
    clearInterval(timer);
    if (isTTY) process.stderr.write("\r\u001b[K");
  };
}

/** Changes when any source is added, removed or written. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of [...settings, ...sourceFolders.flatMap(filesIn)]) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return `${hash.digest("hex")}\n`;
}

function run(program, args, what) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "ignore", 2], shell: process.platform === "win32" });
    const fail = (why) => reject(new SetupError(`${what} failed${why} (${[program, ...args].join(" ")})`));
    child.once("error", (error) => fail(`: ${error.message}`));
    child.once("close", (code) => (code === 0 ? resolve() : fail("")));
  });
}

function say(what) {
  process.stderr.write(`Portico: ${what}\n`);
}

/** As setUp; the process ends where that can't be done. */
export async function setUpOrEnd(withTools) {
  await setUp(withTools).catch((error) => {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) await setUpOrEnd(argv.includes("--tools"));
