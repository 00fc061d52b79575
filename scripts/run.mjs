// Runs a command of package.json: looks at its arguments first, brings packages and build up to date, and hands over to what was built.
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { takeCommandLine } from "../src/cli/command-line.mjs";
import { setUpOrEnd } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each command runs; `tools` are those that tests and linters need, too. */
const PROGRAMS = {
  start: { file: "dist/src/main.js", args: [], tools: false },
  worker: { file: "dist/src/main.js", args: ["worker"], tools: false },
  seed: { file: "dist/db/seeds/main.js", args: [], tools: false },
  backfill: { file: "dist/src/cli/backfill.js", args: [], tools: false },
  reset: { file: "dist/src/cli/reset.js", args: [], tools: false },
  routes: { file: "dist/rest-compat/routes.js", args: [], tools: false },
  generate: { file: "dist/src/generate.js", args: [], tools: true },
};

const [, , command, ...given] = argv;
const { file, args, tools } = PROGRAMS[command];
takeCommandLine(command, given);
await setUpOrEnd(tools);
// The program finds its arguments as if Node had been called with it.
const program = join(root, file);
argv.splice(1, Infinity, program, ...args, ...given);
await import(pathToFileURL(program).href);
