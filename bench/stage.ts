import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { closeDatabase, openDatabase } from "../db/connection.js";
import { seedTree } from "../db/seeds/seed-tree.js";
import { type Caller, chooseCallers } from "./callers.js";
import type { Cleanup } from "./cleanup.js";
import { createDatabase } from "./database.js";
import type { Options } from "./options.js";
import { POSTGRAPHILE } from "./peers.js";
import { type Sample, sampleGroups } from "./sample.js";
import { startSubject, type Subject } from "./subject.js";
import { addFixtures } from "./tree-fixture.js";

/** The root admin's. */
export const LOGIN = "admin";

/** The servers under measurement. */
export interface Subjects {
  readonly floor: Subject;
  readonly express: Subject;
  readonly naive: Subject;
  readonly portico: Subject;
  /** Where it is wanted. */
  readonly postgraphile: Subject | null;
  /** Second processes of the floor and of Portico, known to PostgreSQL by other names: for what is read beside a load. */
  readonly floorReader: Subject;
  readonly porticoReader: Subject;
}

/** The root admin's. */
export interface Credentials {
  readonly session: Readonly<Record<string, string>>;
  readonly basic: Readonly<Record<string, string>>;
  /** An access token, good for two hours. */
  readonly bearer: Readonly<Record<string, string>>;
}

/** A seeded database with all servers on it. */
export interface Stage {
  readonly db: Knex;
  readonly subjects: Subjects;
  readonly credentials: Credentials;
  readonly sample: Sample;
  readonly callers: readonly Caller[];
}

export async function logIn({ port }: Subject, password: string): Promise<Credentials> {
  const response = await fetch(`http://127.0.0.1:${port}/api/1/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: LOGIN, password }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || cookie === undefined) throw new Error(`logging in was answered with ${response.status}: ${await response.text()}`);
  const granted = await fetch(`http://127.0.0.1:${port}/api/2/idp/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "password", username: LOGIN, password }),
  });
  if (!granted.ok) throw new Error(`asking for a token was answered with ${granted.status}: ${await granted.text()}`);
  const { access_token: token } = (await granted.json()) as { access_token: string };
  return {
    session: { Cookie: cookie.split(";")[0]! },
    basic: { Authorization: `Basic ${Buffer.from(`${LOGIN}:${password}`).toString("base64")}` },
    bearer: { Authorization: `Bearer ${token}` },
  };
}

/** Starts the servers: Portico first, which makes its tables and the root group. */
async function startSubjects(url: string, secret: string, password: string, peers: boolean, cleanup: Cleanup): Promise<Subjects> {
  const env = { DATABASE_URL: url, DATABASE_POOL: "10", PORTICO_SECRET: secret, LOG_LEVEL: "warn" };
  const rootAdmin = { PORTICO_ROOT_LOGIN: LOGIN, PORTICO_ROOT_PASSWORD: password };
  const portico = await startSubject("portico", ["--enable-source-maps", "dist/src/main.js"], { ...env, ...rootAdmin }, cleanup);
  const start = (name: string, folder = name): Promise<Subject> => {
    const named = new URL(url);
    named.searchParams.set("application_name", name);
    return startSubject(name, ["--import", "tsx", `bench/${folder}/main.ts`], { ...env, DATABASE_URL: named.href }, cleanup);
  };
  const [floor, express, naive, floorReader, porticoReader, postgraphile] = await Promise.all([
    start("floor"),
    start("express"),
    start("naive"),
    start("floor-reader", "floor"),
    start("portico-reader"),
    peers ? startSubject("postgraphile", POSTGRAPHILE.program, env, cleanup, POSTGRAPHILE) : null,
  ]);
  return { portico, floor, express, naive, postgraphile, floorReader, porticoReader };
}

/** Finishes what seeding has left to do: it would be done during the first turns. */
export async function settle(db: Knex): Promise<void> {
  await db.raw("vacuum analyze");
  // Not everybody may ask for that.
  await db.raw("checkpoint").catch(() => undefined);
}

/** Makes a database of that many groups and starts all servers on it; cleaning up undoes it. */
export async function setStage(groups: number, { database, keep, peers }: Options, cleanup: Cleanup): Promise<Stage> {
  const url = await createDatabase(database, keep, cleanup);
  const secret = randomBytes(32).toString("hex");
  const password = randomBytes(18).toString("base64url");
  const subjects = await startSubjects(url, secret, password, peers, cleanup);
  const db = openDatabase(url, { poolSize: 2 });
  cleanup.add(() => closeDatabase(db));
  process.stderr.write(`seeding ${groups} groups\n`);
  await seedTree(db, { groups, seed: 1 });
  const fixtures = await addFixtures(db);
  const callers = await chooseCallers(db, secret);
  // Whoever searches a table by names has an index on them. Portico's searches, and the floor's, have a table of their own.
  await db.raw("create index bench_group_names on groups (name_key, id)");
  await settle(db);
  return { db, subjects, callers, credentials: await logIn(subjects.portico, password), sample: await sampleGroups(db, fixtures) };
}
