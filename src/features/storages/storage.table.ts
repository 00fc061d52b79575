import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { StoredCause } from "../../access/cause.js";
import { foldCase } from "../../kernel/fold-case.js";
import type { Reference } from "../../kernel/reference.js";
import { subtree } from "../../access/group-path.js";
import { idsOnPathSql } from "../../access/visibility.sql.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import type { Rows } from "../../graph/rows.js";
import { snakeCase } from "../../kernel/snake-case.js";
import type { StorageKind } from "../../kernel/enums.js";

/** The canonical forms of names, unique within a group. */
export const STORAGE_NAME_KEYS: FoldedColumn = { table: "storages", id: "id", text: "name", column: "name_key", unique: "group_id" };
/** The canonical forms of uids. */
export const STORAGE_UID_KEYS: FoldedColumn = { table: "storages", id: "id", text: "uid", column: "uid_key", unique: true };

/** A stored storage as it is seen from a group that may choose it. */
export interface StorageRow {
  id: number;
  uuid: string;
  version: number;
  name: string;
  kind: StorageKind;
  uid: string;
  active: boolean;
  ownerId: number;
  contentUrl: string;
  contentMobileUrl: string;
  createdAt: Date;
  /** Whether some group has chosen it. */
  used: boolean;
  /** Whether it belongs to a group above the one it is seen from. */
  inherited: boolean;
  /** The group it is seen from. */
  groupId: number;
}

const COLUMNS = [
  "id",
  "uuid",
  "version",
  "name",
  "kind",
  "uid",
  "active",
  "contentUrl",
  "contentMobileUrl",
  "createdAt",
] as const satisfies readonly (keyof StorageRow)[];

/** What a change sets. */
export type StorageChanges = Partial<Pick<StorageRow, "name" | "contentUrl" | "contentMobileUrl">>;

/** What stands beside a storage that is seen from a group. */
const seenBeside = (group: string, row: string): string =>
  `cross join lateral (
     select exists (select from groups u where u.storage_id = ${row}.id) used, ${row}.group_id <> ${group}.id inherited
   ) ${row}_seen`;

/**
 * How storages are read as they are seen from a group.
 *
 * @param group the alias of that group's row
 */
export const storagesSeenFrom = (group: string): Rows<StorageRow> => ({
  columns: (row) =>
    [
      ...COLUMNS.map((field) => `${row}.${snakeCase(field)} "${field}"`),
      `${row}.group_id "ownerId"`,
      `${row}_seen.used`,
      `${row}_seen.inherited`,
      `${group}.id "groupId"`,
    ].join(", "),
  from: (row) => `storages ${row} ${seenBeside(group, row)}`,
});

/**
 * As storagesSeenFrom, for many of them: each with the group that holds it, `<row>_holder`, of which isHolder says whether it is one.
 * "offset 0" keeps PostgreSQL from reading all storages in order of id and asking of each who holds it.
 */
export const heldStoragesSeenFrom = (group: string): Rows<StorageRow> => ({
  columns: storagesSeenFrom(group).columns,
  from: (row) =>
    `groups ${row}_holder
     cross join lateral (select * from storages where group_id = ${row}_holder.id offset 0) ${row} ${seenBeside(group, row)}`,
});

/** Whether a group may choose what storages another one has: its own, and those of the groups above up to where inheritance ends. */
export const isHolder = (group: string, holder: string): string =>
  `${holder}.id = ${idsOnPathSql(group)}
    and ${holder}.grade >= (
      select coalesce(max(cut.grade) filter (where not cut.storages_inherited), 0) from groups cut where cut.id = ${idsOnPathSql(group)})`;

/** Whether a group may choose a storage. */
export const isAvailable = (group: string, row: string): string =>
  `${row}.group_id = any(array(select holder.id from groups holder where ${isHolder(group, "holder")}))`;

/** A storage that the group may choose, or null. */
export async function availableStorage(db: Knex, groupId: number, reference: Exclude<Reference, string>): Promise<StorageRow | null> {
  const [column, value] = "id" in reference ? ["id", reference.id] : ["uuid", reference.uuid];
  const rows = storagesSeenFrom("g");
  const found = await query<StorageRow>(
    db,
    `select ${rows.columns("s")} from groups g cross join ${rows.from("s")}
     where g.id = ? and s.${column} = ? and ${isAvailable("g", "s")}`,
    [groupId, value],
  );
  return found[0] ?? null;
}

/**
 * Keeps a storage as it is until this transaction ends; one that is about to be chosen can't be removed meanwhile.
 *
 * @returns its owner, or null
 */
export async function lockStorage(db: Knex, id: number, purpose: "choose" | "change"): Promise<number | null> {
  const rows = await query<{ ownerId: number }>(
    db,
    `select group_id "ownerId" from storages where id = ? for ${purpose === "choose" ? "key share" : "update"}`,
    [id],
  );
  return rows[0]?.ownerId ?? null;
}

/** A group of the subtree, but for one, whose storage belongs to none of these groups and to none of the subtree; or null. */
export async function storageLeftBehind(
  db: Knex,
  path: string,
  above: readonly number[],
  butFor: number | null,
): Promise<{ groupId: number; storageId: number } | null> {
  const rows = await query<{ groupId: number; storageId: number }>(
    db,
    `select g.id "groupId", s.id "storageId" from groups g join storages s on s.id = g.storage_id join groups o on o.id = s.group_id
     where g.path >= :path and g.path < :end and not starts_with(o.path, :path) and o.id <> all(:above::bigint[])
       and g.id is distinct from :butFor order by g.id limit 1`,
    { path, end: subtree(path)[1], above, butFor },
  );
  return rows[0] ?? null;
}

/** What a new storage needs. */
export interface NewStorage {
  groupId: number;
  kind: StorageKind;
  name: string;
  uid: string;
  registrationHash: Buffer;
  /** Who registers it. */
  cause: StoredCause;
  /** In seconds. */
  registrationLifetime: number;
}

/** @returns the new storage's id. Violates `storages_uid` and `storages_name` where they are taken. */
export async function insertStorage(db: Knex, storage: NewStorage): Promise<number> {
  const rows = await query<{ id: number }>(
    db,
    `insert into storages (group_id, kind, name, name_key, uid, uid_key, registration_hash, registered_by, registered_by_program,
       registration_ends_at)
     values (:groupId, :kind, :name, :nameKey, :uid, :uidKey, :registrationHash, :causeAccount, :causeProgram,
       now() + :registrationLifetime * interval '1 second') returning id`,
    {
      ...storage,
      nameKey: foldCase(storage.name),
      uidKey: foldCase(storage.uid),
      causeAccount: storage.cause.account,
      causeProgram: storage.cause.program,
    },
  );
  return rows[0]!.id;
}

/** What changes set, by column. */
export const columnsOf = (changes: StorageChanges): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(changes).map(([field, value]) => [snakeCase(field), value])),
  ...(changes.name !== undefined && { name_key: foldCase(changes.name) }),
});

/** Sets what is given; the version grows. Violates `storages_name` where the name is taken. */
export async function updateStorage(db: Knex, id: number, changes: StorageChanges): Promise<void> {
  const columns = columnsOf(changes);
  const sets = ["version = version + 1", ...Object.keys(columns).map((name) => `${name} = :${name}`)];
  await query(db, `update storages set ${sets.join(", ")} where id = :id`, { ...columns, id });
}

export async function deleteStorage(db: Knex, id: number): Promise<void> {
  await query(db, "delete from storages where id = ?", [id]);
}

/** A storage that has been made active, and on whose right. */
export interface ActivatedRow {
  uuid: string;
  name: string;
  uid: string;
  groupId: number;
  cause: StoredCause;
}

/**
 * Uses a registration up and makes its storage active.
 *
 * @returns the storage, or null where it was used, has expired or never was: of two at once one wins
 */
export async function activateStorage(db: Knex, registrationHash: Buffer): Promise<ActivatedRow | null> {
  const rows = await query<ActivatedRow>(
    db,
    `update storages set active = true, registration_hash = null, registration_ends_at = null, version = version + 1
     where registration_hash = ? and registration_ends_at > now()
     returning uuid, name, uid, group_id "groupId", jsonb_build_object('account', registered_by, 'program', registered_by_program) cause`,
    [registrationHash],
  );
  return rows[0] ?? null;
}
