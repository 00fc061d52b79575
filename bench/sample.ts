import type { Knex } from "knex";
import { query } from "../db/query.js";
import type { Fixtures } from "./tree-fixture.js";
import { UsageRecords } from "./usage-records.js";

const WRITTEN_GROUPS = 6000;
const LISTED_CHILDREN = 1000;

/** What a group's next update has to say. */
export interface NextUpdate {
  readonly version: number;
  readonly tag: string;
}

/** Groups to update, and the version each of them has once everything sent is answered. */
export class GroupVersions {
  readonly ids: readonly number[];

  constructor(private readonly versions: Map<number, number>) {
    this.ids = [...versions.keys()];
  }

  /** Takes the versions as they are now, whatever else has changed them; nothing may be under way. */
  async read(db: Knex): Promise<void> {
    const rows = await query<{ id: number; version: number }>(db, "select id, version from groups where id = any(?::bigint[])", [this.ids]);
    for (const { id, version } of rows) this.versions.set(id, version);
  }

  /** What to send next; the group is taken to be updated by it. */
  use(id: number): NextUpdate {
    const version = this.versions.get(id)!;
    this.versions.set(id, version + 1);
    return { version, tag: `bench ${version}` };
  }
}

/** The groups the workloads are run on; the root admin may read and enter them all. */
export interface Sample extends Fixtures {
  /** All groups in a random order, the same for the same data. */
  readonly ids: readonly number[];
  /** The group whose children are listed, and how many it has. */
  readonly parent: number;
  readonly children: number;
  readonly versions: GroupVersions;
  readonly root: number;
  readonly records: UsageRecords;
}

/** Chooses the groups of a seeded database. */
export async function sampleGroups(db: Knex, fixtures: Fixtures): Promise<Sample> {
  const groups = await query<{ id: number }>(db, "select id from groups where isolated_by is null order by md5(id::text)");
  const [parent] = await query<{ id: number; children: number }>(
    db,
    `select p.id, count(*)::int children
     from groups p join groups c on c.parent_id = p.id where p.isolated_by is null and p.parent_has_access
     group by p.id having count(*) <= ${LISTED_CHILDREN} order by count(*) desc, p.id limit 1`,
  );
  const written = await query<{ id: number; version: number }>(
    db,
    `select id, version from groups
     where isolated_by is null and parent_id is not null order by id limit ${WRITTEN_GROUPS}`,
  );
  const [root] = await query<{ id: number }>(db, "select id from groups where parent_id is null");
  // A figure that equals the total shown is taken for an echo: only where both are the same can that not happen.
  const leaves = await query<{ id: number }>(
    db,
    `select g.id from groups g join usages u on u.owner_id = g.id
     where not g.has_children and g.isolated_by is null and u.own_storage_size = u.total_storage_size order by md5(g.id::text)`,
  );
  return {
    ids: groups.map(({ id }) => id),
    parent: parent!.id,
    children: parent!.children,
    ...fixtures,
    versions: new GroupVersions(new Map(written.map(({ id, version }) => [id, version]))),
    root: root!.id,
    records: new UsageRecords(leaves.map(({ id }) => id)),
  };
}
