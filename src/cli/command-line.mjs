// Plain JavaScript and nothing but Node: scripts/run.mjs reads it before anything is installed or built.
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { URL } from "node:url";
import { parseArgs } from "node:util";

/** Flags that stand in for a setting of the environment. */
const SETTINGS = {
  port: { setting: "PORT", value: "<number>", meaning: "port to listen on, 0 for any free one; default 8080" },
  data: { setting: "PORTICO_DATA", value: "<folder>", meaning: "where this server keeps its data; default ./var" },
  "database-url": {
    setting: "DATABASE_URL",
    value: "<url>",
    meaning:
      "postgres:// address of a PostgreSQL to use in place of the embedded one; with a password better by the setting, which others on the machine do not see",
  },
};

/**
 * Every command: what it does, the settings it takes as flags, and flags of its own, of which those without a `value` are switches.
 *
 * @type {Record<string, { about: string, settings: readonly (keyof typeof SETTINGS)[], own?: Record<string, { value?: string, meaning: string }> }>}
 */
const COMMANDS = {
  start: {
    about: "Starts Portico. A PostgreSQL of its own is started and made ready, unless there is a --database-url.",
    settings: ["port", "data", "database-url"],
  },
  worker: { about: "Runs queued jobs (mail, reports) alone, beside servers with JOBS=off.", settings: ["data", "database-url"] },
  seed: {
    about: "Adds a believable tree of partners, companies and units below the root group, and says whom to sign in as.",
    settings: ["data", "database-url"],
    own: {
      groups: { value: "<number>", meaning: "how many groups to make; default 1000" },
      seed: { value: "<number>", meaning: "the same number gives the same data on an equal database; default 1" },
      password: { value: "<password>", meaning: "of every account that is made; without it one is made up and shown" },
    },
  },
  backfill: {
    about:
      "Keeps past days that the usage history lacks: each as it was at its end, as far as the changes since are known.\nWhat is not usage (names, pricing, quotas) is as it is now. Days that are kept stay as they are.",
    settings: ["data", "database-url"],
    own: {
      from: { value: "<day>", meaning: "first day, like 2026-10-01" },
      to: { value: "<day>", meaning: "last day; default yesterday" },
    },
  },
  reset: {
    about: "Removes all that Portico keeps in its data folder, so that the next start is a first one.",
    settings: ["data"],
    own: { yes: { meaning: "do it; without this, it is only said what would be removed" } },
  },
  routes: { about: "Lists every operation of the REST contracts with its document and state.", settings: [] },
  generate: {
    about: "Rewrites schema.graphql and the types of the documents.",
    settings: [],
    own: { check: { meaning: "fail where they were stale" } },
  },
};

/** @typedef {keyof typeof COMMANDS} Command */

/** @param {string} command */
function flagsOf(command) {
  const { settings, own = {} } = COMMANDS[command];
  return [
    ...settings.map((name) => ({ name, ...SETTINGS[name] })),
    ...Object.entries(own).map(([name, flag]) => ({ name, setting: undefined, ...flag })),
    { name: "help", setting: undefined, value: undefined, meaning: "show this" },
    { name: "version", setting: undefined, value: undefined, meaning: "show the version" },
  ];
}

/** @param {string} command */
function helpOf(command) {
  const rows = flagsOf(command).map(({ name, value, setting, meaning }) => [
    `--${name}${value ? ` ${value}` : ""}`,
    `${meaning}${setting ? ` (${setting})` : ""}`,
  ]);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  const settings =
    COMMANDS[command].settings.length > 0
      ? "\nThe README lists all settings of the environment. A flag goes before the setting of the same meaning.\n"
      : "";
  return `${COMMANDS[command].about}\n\n  ${call(command)} -- [flags]\n\n${rows.map(([flag, meaning]) => `  ${flag.padEnd(width)}  ${meaning}`).join("\n")}\n${settings}`;
}

/** @param {string} command */
const call = (command) => `npm ${command === "start" ? "start" : `run ${command}`}`;

/** From src/ and from dist/src/ alike. */
function version() {
  const file = ["../package.json", "../../package.json"].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** What is wrong with the arguments; the message is for whoever gave them. */
export class CommandLineError extends Error {
  name = "CommandLineError";
}

/**
 * Reads the arguments of a command.
 *
 * @param {string} command one of COMMANDS
 * @param {readonly string[]} args
 * @returns {{ text: string } | { settings: Record<string, string>, values: Record<string, string | true | undefined> }} a text to show in
 *   place of doing anything; or settings by their names in the environment, and the values of the command's own flags
 * @throws CommandLineError that names the flags there are
 */
export function readCommandLine(command, args) {
  const flags = flagsOf(command);
  const known = flags.map(({ name }) => `--${name}`).join(", ");
  /** @type {Record<string, { type: "string" | "boolean", short?: string }>} */
  const options = Object.fromEntries(
    flags.map(({ name, value }) => [name, { type: value === undefined ? "boolean" : "string", ...(name === "help" && { short: "h" }) }]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  /** @type {Record<string, string>} */
  const settings = {};
  /** @type {Record<string, string | true | undefined>} */
  const values = {};
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    const flag = token.kind === "option" ? flags.find(({ name }) => name === token.name) : undefined;
    if (token.kind === "positional" || flag === undefined) {
      throw new CommandLineError(
        `"${token.kind === "positional" ? token.value : token.rawName}" is nothing that ${call(command)} knows. Its flags are ${known}.`,
      );
    }
    const { name, setting, value } = flag;
    const given = token.value?.trim() ?? "";
    if (value !== undefined && (given === "" || (token.inlineValue === false && given.startsWith("--"))))
      throw new CommandLineError(`--${name} needs a value: --${name} ${value}`);
    if (value === undefined && token.value !== undefined) throw new CommandLineError(`--${name} takes no value`);
    if (setting === undefined) values[name] = value === undefined ? true : token.value;
    else settings[setting] = given;
  }
  if (values.help) return { text: helpOf(command) };
  if (values.version) return { text: `${version()}\n` };
  return { settings, values };
}

/**
 * As readCommandLine, for a program that has nothing to do yet: it ends where there is a text to show, or something wrong.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {{ env: NodeJS.ProcessEnv, values: Record<string, string | true | undefined> }} the environment with the settings among the
 *   arguments, and the values of the command's own flags
 */
export function takeCommandLine(command, args) {
  try {
    const read = readCommandLine(command, args);
    if (!("text" in read)) return { env: { ...process.env, ...read.settings }, values: read.values };
    process.stdout.write(read.text);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
