import type { Knex } from "knex";
import type { ClientBase } from "pg";
import { withCopying } from "../connection.js";
import { isConstraint } from "../constraint.js";
import { connectionOf } from "../query.js";
import { hashPassword } from "../../src/encryption/passwords.js";
import { transaction } from "../../src/access/transaction.js";
import { accountRows, identityRows } from "./account-rows.js";
import { copyRows } from "./copy.js";
import { accountId, FIRST_DAY, type Forest, type Ground, identityId, planForest } from "./forest.js";
import { groupRows } from "./group-rows.js";
import { quotaRows } from "./quota-rows.js";
import { type SignIn, someSignIns } from "./sign-ins.js";
import { addToRoot, usageRows } from "./usage-rows.js";

/** How far a seeding is. */
export interface SeedProgress {
  /** What is being done, as a table's name or a phrase. */
  readonly step: string;
  /** From 0 to 1. */
  readonly done: number;
}

export interface SeedOptions {
  /** How many groups to make below the root, 1 to MOST_GROUPS. */
  readonly groups: number;
  /** The same number gives the same data; an unsigned 32-bit integer. */
  readonly seed: number;
  /** Of every seeded account; without it they have none and are inactive. */
  readonly password?: string;
  readonly onProgress?: (progress: SeedProgress) => void;
}

/** What was made. */
export interface SeedResult {
  readonly groups: number;
  readonly admins: number;
  readonly serviceUsers: number;
  /** Some of those who may sign in; none where they have no password. */
  readonly signIns: readonly SignIn[];
}

/** More would let the sum of all usage pass 2^53 and identities pass 32 bits of their draws. */
export const MOST_GROUPS = 4_000_000;

const MOST_SEED = 0xffffffff;

/** The seed can't work on this database or with these options; the message says why. */
export class SeedRefused extends Error {
  override readonly name = "SeedRefused";
}

/** @throws SeedRefused naming the number that is out of its range */
export function checkRanges({ groups, seed }: SeedOptions): void {
  const within = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most;
  if (!within(groups, 1, MOST_GROUPS)) throw new SeedRefused(`The number of groups must be 1 to ${MOST_GROUPS}.`);
  if (!within(seed, 0, MOST_SEED)) throw new SeedRefused(`The seed must be a whole number from 0 to ${MOST_SEED}.`);
}

const GROUND = `
select root.id "rootId", root.path "rootPath", root.pricing_mode "rootPricingMode", root.capabilities "rootCapabilities",
  array(select name_key from groups child where child.parent_id = root.id) "takenNames",
  (select last_value + is_called::int from object_ids) "firstObjectId",
  (select coalesce(max(id), 0) + 1 from identities) "firstIdentityId"
from groups root where root.parent_id is null`;

async function readGround(trx: Knex): Promise<Ground> {
  await trx.raw("lock table groups, accounts, identities in share row exclusive mode");
  const { rows } = await trx.raw<{ rows: Ground[] }>(GROUND);
  const ground = rows[0];
  if (ground === undefined) throw new SeedRefused("The database has no root group; the server makes it at its first start.");
  return ground;
}

/** No group may be older than the root. */
const backdateRoot = (trx: Knex, rootId: number): Promise<number> =>
  trx("groups")
    .where({ id: rootId })
    .andWhere("created_at", ">", new Date(FIRST_DAY))
    .update({ created_at: new Date(FIRST_DAY) });

/** Numbers are taken at once, so that a server that runs beside draws others. */
async function reserveNumbers(trx: Knex, forest: Forest): Promise<void> {
  const { adminTotal, serviceUserTotal, identityTotal } = forest.seats;
  await trx.raw("select setval('object_ids', ?)", [accountId(forest, adminTotal + serviceUserTotal) - 1]);
  await trx.raw("select setval(pg_get_serial_sequence('identities', 'id'), ?)", [identityId(forest, identityTotal) - 1]);
}

async function copyAll(
  client: ClientBase,
  forest: Forest,
  passwordHash: string | null,
  report: (progress: SeedProgress) => void,
): Promise<void> {
  const { tree, seats, ground } = forest;
  const accounts = seats.adminTotal + seats.serviceUserTotal;
  const owners = tree.size + seats.serviceUserTotal;
  const usage = usageRows(forest);
  const sources = [groupRows(forest), identityRows(forest, passwordHash), accountRows(forest), quotaRows(forest), usage];
  const all = tree.size + 2 * accounts + 2 * owners;
  let copied = 0;
  for (const source of sources) {
    await copyRows(client, source, (rows) => report({ step: source.table, done: (copied += rows) / all }));
  }
  await addToRoot(client, ground.rootId, usage.belowRoot());
}

/**
 * Adds a believable tree to what is below the root group: partners, companies and units, their admins and service users,
 * quotas and usage. Equal options on an equal database give equal rows, save for the salt of the password.
 *
 * One transaction: it fails as a whole (only numbers of the sequences are gone then), and nobody else sees a part of it.
 *
 * @throws SeedRefused for a database without a root, for options out of range, and where somebody has a login that would be made
 */
export async function seedTree(db: Knex, options: SeedOptions): Promise<SeedResult> {
  const { groups, seed, password, onProgress = () => undefined } = options;
  checkRanges(options);
  const passwordHash = password === undefined ? null : await hashPassword({ password, isMd5: false });
  return withCopying(db, (copying) =>
    transaction(copying, "exclusive", async (trx) => {
      await trx.raw("set local statement_timeout = 0");
      const forest = planForest(groups, seed, await readGround(trx));
      await reserveNumbers(trx, forest);
      await backdateRoot(trx, forest.ground.rootId);
      await copyAll(connectionOf(trx), forest, passwordHash, onProgress).catch((error: unknown) => {
        if (isConstraint(error, "identities_login"))
          throw new SeedRefused("Somebody has a login already that would be made: take another --seed.");
        throw error;
      });
      onProgress({ step: "statistics", done: 1 });
      await trx.raw("analyze groups, identities, accounts, quotas, usages");
      const signIns = passwordHash === null ? [] : await someSignIns(trx, accountId(forest, 0));
      return { groups, admins: forest.seats.adminTotal, serviceUsers: forest.seats.serviceUserTotal, signIns };
    }),
  );
}
