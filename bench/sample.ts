import type { Knex } from "knex";
import { query } from "../db/query.js";
import { KINDS } from "./columns.js";
import type { Fixtures } from "./tree-fixture.js";
import { UsageRecords } from "./usage-records.js";

/** Most groups, or users, that one workload writes. */
const WRITTEN = 6000;
const LISTED_CHILDREN = 1000;

/** What the next update of a group or an account has to say. */
export interface NextUpdate {
  readonly version: number;
  readonly tag: string;
  /** Bytes, as no seeded quota has them. */
  readonly quota: number;
}

/** Groups or accounts to update, and the version each of them has once everything sent is answered. */
export class Versions {
  private readonly versions = new Map<number, number>();

  constructor(
    private readonly table: "groups" | "accounts",
    readonly ids: readonly number[],
  ) {}

  /** Takes the versions as they are now, whatever else has changed them; nothing may be under way. */
  async read(db: Knex): Promise<void> {
    const sql = `select id, version from ${this.table} where id = any(?::bigint[])`;
    const rows = await query<{ id: number; version: number }>(db, sql, [this.ids]);
    for (const { id, version } of rows) this.versions.set(id, version);
  }

  /** What to send next; the group or account is taken to be updated by it. */
  use(id: number): NextUpdate {
    const version = this.versions.get(id)!;
    this.versions.set(id, version + 1);
    return { version, tag: `bench ${version}`, quota: 9_000_000_000_000 + version };
  }
}

/** The groups the workloads are run on; the root admin may read and enter them all. */
export interface Sample extends Fixtures {
  /** All groups in a random order, the same for the same data. */
  readonly ids: readonly number[];
  /** The group whose children are listed, and how many it has. */
  readonly parent: number;
  readonly children: number;
  readonly versions: Versions;
  /** Children of the parent. */
  readonly siblings: Versions;
  /** Where users are made: companies and units. */
  readonly homes: readonly number[];
  /** Service users. */
  readonly users: Versions;
  readonly root: number;
  readonly records: UsageRecords;
}

const idsOf = async (db: Knex, sql: string, values: readonly number[] = []): Promise<number[]> =>
  (await query<{ id: number }>(db, sql, values)).map(({ id }) => id);

/** Chooses the groups of a seeded database. */
export async function sampleGroups(db: Knex, fixtures: Fixtures): Promise<Sample> {
  const [parent] = await query<{ id: number; children: number }>(
    db,
    `select p.id, count(*)::int children
     from groups p join groups c on c.parent_id = p.id where p.isolated_by is null and p.parent_has_access
     group by p.id having count(*) <= ${LISTED_CHILDREN} order by count(*) desc, p.id limit 1`,
  );
  const written = `select id from groups where isolated_by is null and parent_id is not null order by id limit ${WRITTEN}`;
  const root = await idsOf(db, "select id from groups where parent_id is null");
  // A figure that equals the total shown is taken for an echo: only where both are the same can that not happen.
  const leaves = `
    select g.id from groups g join usages u on u.owner_id = g.id
    where not g.has_children and g.isolated_by is null and u.own_storage_size = u.total_storage_size order by md5(g.id::text)`;
  const homes = `
    select id from groups
    where kind in (${KINDS.END_USER_COMPANY}, ${KINDS.COMPANY_DEPARTMENT}) and isolated_by is null and parent_has_access
    order by md5(id::text) limit ${WRITTEN}`;
  const users = `
    select a.id from accounts a join groups g on g.id = a.group_id
    where a.sort = 'service_user' and g.isolated_by is null and g.parent_has_access order by md5(a.id::text) limit ${WRITTEN}`;
  return {
    ids: await idsOf(db, "select id from groups where isolated_by is null order by md5(id::text)"),
    parent: parent!.id,
    children: parent!.children,
    ...fixtures,
    versions: new Versions("groups", await idsOf(db, written)),
    siblings: new Versions("groups", await idsOf(db, "select id from groups where parent_id = ? order by id", [parent!.id])),
    homes: await idsOf(db, homes),
    users: new Versions("accounts", await idsOf(db, users)),
    root: root[0]!,
    records: new UsageRecords(await idsOf(db, leaves)),
  };
}
