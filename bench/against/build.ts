import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Knex } from "knex";
import { closeDatabase, openDatabase } from "../../db/connection.js";
import { chooseCallers } from "../callers.js";
import type { Cleanup } from "../cleanup.js";
import { createDatabase } from "../database.js";
import { type Options, OptionsError } from "../options.js";
import { sampleGroups } from "../sample.js";
import { LOGIN, type Stage, logIn, settle } from "../stage.js";
import { startSubject } from "../subject.js";
import { addFixtures } from "../tree-fixture.js";

const SERVER = "dist/src/main.js";
const SEED = "dist/db/seeds/main.js";

/** @throws OptionsError for a folder that holds no build */
export function checkBuild(folder: string): void {
  const missing = [SERVER, SEED, "node_modules"].find((path) => !existsSync(join(folder, path)));
  if (missing !== undefined)
    throw new OptionsError(
      `--against must name the folder of a build, but ${folder} has no ${missing}: run "npm ci" and "npm run build" there`,
    );
}

/** Fills a database with the build's own migrations and seed. */
function seed(folder: string, groups: number, env: NodeJS.ProcessEnv): void {
  const { PATH, HOME, TMPDIR } = process.env;
  const { status, error } = spawnSync(process.execPath, [SEED, "--groups", String(groups), "--seed", "1"], {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`seeding by ${folder} failed: ${error?.message ?? `it ended with ${status}`}`);
}

/**
 * Makes a database by a build's own code, the same tree for each build, and starts that build's server on it; cleaning up undoes
 * it. Of the servers of a stage there is that one alone, in every place.
 */
export async function setBuild(folder: string, groups: number, { database, keep }: Options, cleanup: Cleanup): Promise<Stage> {
  const url = await createDatabase(database, keep, cleanup);
  const dataFolder = await mkdtemp(join(tmpdir(), "portico-bench-data-"));
  cleanup.add(() => rm(dataFolder, { recursive: true, force: true }));
  const secret = randomBytes(32).toString("hex");
  const password = randomBytes(18).toString("base64url");
  const env = {
    DATABASE_URL: url,
    DATABASE_POOL: "10",
    PORTICO_SECRET: secret,
    PORTICO_DATA: dataFolder,
    LOG_LEVEL: "warn",
    PORTICO_ROOT_LOGIN: LOGIN,
    PORTICO_ROOT_PASSWORD: password,
    PORTICO_ROOT_EMAIL: "admin@example.com",
  };
  seed(folder, groups, env);
  const db: Knex = openDatabase(url, { poolSize: 2 });
  cleanup.add(() => closeDatabase(db));
  const fixtures = await addFixtures(db);
  const callers = await chooseCallers(db, secret);
  await settle(db);
  const portico = await startSubject("portico", ["--enable-source-maps", SERVER], env, cleanup, { folder });
  const subjects = {
    portico,
    floor: portico,
    express: portico,
    naive: portico,
    postgraphile: null,
    floorReader: portico,
    porticoReader: portico,
  };
  return { db, subjects, callers, credentials: await logIn(portico, password), sample: await sampleGroups(db, fixtures) };
}
