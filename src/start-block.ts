import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "./config/config.js";
import type { MadeRoot } from "./first-start.js";

/** What the person who starts a server wants to know of it. */
export interface Started {
  config: Config;
  version: string;
  /** The root administrator, where it was made at this start. */
  madeRoot: MadeRoot | null;
  /** The login to sign in with. */
  login: string;
  /** Whether there is nothing below the root group. */
  isEmpty: boolean;
}

type Row = readonly [label: string, ...lines: string[]];

/** Where data is, without the credentials of a database's address. */
function placeOf({ databaseUrl, dataFolder }: Config): Row {
  if (databaseUrl !== undefined) {
    const { host, pathname } = new URL(databaseUrl);
    return ["Data", `PostgreSQL database ${pathname.slice(1)} at ${host}`];
  }
  const database = realpathSync(join(dataFolder, "postgres"));
  return ["Data", dataFolder, ...(database.startsWith(dataFolder) ? [] : [`${database} (the database)`])];
}

const listensAt = ({ tls, host, port }: Config): string => `${tls === undefined ? "http" : "https"}://${host ?? "localhost"}:${port}`;

function addressesOf(config: Config): Row {
  const { publicUrl } = config;
  const own = publicUrl === listensAt({ ...config, host: undefined }) ? [] : [`(listening at ${listensAt(config)})`];
  return ["Open", `${publicUrl}/`, `${publicUrl}/graphql   the graph, by GraphiQL`, `${publicUrl}/api/1     the REST API`, ...own];
}

/** The password is known to Portico only where it has just been made. */
function signInOf({ madeRoot, login }: Started): Row {
  const row = ["Sign in", `login     ${login}`] as const;
  if (madeRoot === null) return row;
  return [
    ...row,
    madeRoot.password === null ? "password  that of PORTICO_ROOT_PASSWORD" : `password  ${madeRoot.password}   (shown this once)`,
  ];
}

function nextSteps({ config, login, isEmpty }: Started): Row {
  const seed =
    config.databaseUrl === undefined
      ? "npm run seed   fills it with a tree to try with (stop this first: Ctrl-C)"
      : "npm run seed   fills it with a tree to try with";
  const call = `curl -u ${/^[\w.@-]+$/.test(login) ? login : `'${login.replaceAll("'", "'\\''")}'`} ${config.publicUrl}/api/1/groups/self/children`;
  return ["Try next", call, ...(isEmpty ? [seed] : []), "npm start -- --help   shows the flags, README.md all settings"];
}

/** What is shown at the end of a start: where to go, as whom, and where the data is. */
export function startBlock(started: Started): string {
  const rows = [addressesOf(started.config), signInOf(started), placeOf(started.config), nextSteps(started)];
  const lines = rows.flatMap(([label, ...texts]) => texts.map((text, index) => `  ${(index === 0 ? label : "").padEnd(8)}  ${text}`));
  return `\nPortico ${started.version} is ready.\n\n${lines.join("\n")}\n\n`;
}

/** A made-up password on its own, for a start that did not come to its end. */
export const passwordLine = ({ login, password }: MadeRoot): string =>
  password === null ? "" : `\nRoot administrator: login "${login}", password "${password}". It is shown this once.\n\n`;
