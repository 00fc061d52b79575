import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { subtree } from "../../access/group-path.js";
import { GROUP_IS_READABLE, viewFromGroup } from "../../access/visibility.js";
import { conditionFor, placeOf } from "../../access/visibility.sql.js";
import { foldCase } from "../../kernel/fold-case.js";
import { CONTACT_FIELD_NAMES, type ContactRow } from "../contacts/contact.type.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import { type Rows, readRows, rowsById } from "../../graph/rows.js";
import { snakeCase } from "../../kernel/snake-case.js";
import type { GroupKind, PricingMode } from "../../kernel/enums.js";
import type { Discount } from "./group.type.js";
import type { StorageReference } from "../storages/storage.type.js";

/** The canonical forms of names, unique among siblings. */
export const GROUP_NAME_KEYS: FoldedColumn = { table: "groups", id: "id", text: "name", column: "name_key", unique: "parent_id" };

/** Texts of one line, which may be cleared. A new one is stored, and taken from clients, by being named here. */
export const TEXTS = ["customerId", "internalTag"] as const;

/** A stored group, without quotas and usage, which have tables of their own. */
export interface GroupRow extends Record<(typeof TEXTS)[number], string | null> {
  id: number;
  uuid: string;
  parentId: number | null;
  /** Kept by the database. */
  hasChildren: boolean;
  /** '/1/5/23/', own id last. */
  path: string;
  grade: number;
  kind: GroupKind;
  name: string;
  /** The stored form of the name: its canonical form, or what marks it as one that clashes. */
  nameKey: string;
  enabled: boolean;
  locked: boolean;
  version: number;
  parentHasAccess: boolean;
  isolatedBy: number | null;
  capabilities: number;
  external: boolean;
  language: string;
  createdAt: Date;
  migrationEnabled: boolean | null;
  migrationService: string;
  brandId: number | null;
  storageId: number | null;
  /** Whether it may choose storages of the groups above; says nothing of the root. */
  storagesInherited: boolean;
  /** The backup server preferred for machines of the group and of those below without a preference of their own. */
  backupServerId: number | null;
  pricingPrice: number | null;
  pricingEnabled: boolean | null;
  pricingStorageDiscount: number | null;
  pricingRating: number | null;
  pricingMode: PricingMode;
  pricingModeUpdateDate: Date | null;
  pricingCurrency: string;
  pricingDiscounts: Discount[];
  agentsAutoupdate: boolean;
  allowAddDevices: boolean;
  allowDownloadTools: boolean;
  allowDownloadDocs: boolean;
  allowDownloadAgents: boolean;
  logonIpsEnabled: boolean;
  logonIps: string[];
  contact: ContactRow;
  billingContact: ContactRow;
  storage: StorageReference | null;
}

/** What a write sets of a group. */
export type GroupChanges = Partial<Omit<GroupRow, "hasChildren" | "nameKey" | "contact" | "billingContact" | "storage">> & {
  contact?: Partial<ContactRow>;
  billingContact?: Partial<ContactRow>;
};

const SCALARS = [
  "id",
  "uuid",
  "parentId",
  "hasChildren",
  "path",
  "grade",
  "kind",
  "name",
  "nameKey",
  "enabled",
  "locked",
  "version",
  "parentHasAccess",
  "isolatedBy",
  "capabilities",
  "external",
  ...TEXTS,
  "language",
  "createdAt",
  "migrationEnabled",
  "migrationService",
  "brandId",
  "storageId",
  "storagesInherited",
  "backupServerId",
  "pricingPrice",
  "pricingEnabled",
  "pricingStorageDiscount",
  "pricingRating",
  "pricingMode",
  "pricingModeUpdateDate",
  "pricingCurrency",
  "pricingDiscounts",
  "agentsAutoupdate",
  "allowAddDevices",
  "allowDownloadTools",
  "allowDownloadDocs",
  "allowDownloadAgents",
  "logonIpsEnabled",
  "logonIps",
] as const satisfies readonly (keyof GroupRow)[];

const CONTACTS = { contact: "contact_", billingContact: "billing_" } as const;
const CONTACT_NAMES = [...CONTACT_FIELD_NAMES, "email"] as const;

const columnsOf = (row: string): string =>
  [
    ...SCALARS.map((field) => `${row}.${snakeCase(field)} "${field}"`),
    ...Object.values(CONTACTS).flatMap((prefix) => CONTACT_NAMES.map((name) => `${row}.${prefix}${name}`)),
    `${row}_s.uuid "storageUuid"`,
    `${row}_s.name "storageName"`,
  ].join(", ");
const storageOf = (row: string): string => `left join storages ${row}_s on ${row}_s.id = ${row}.storage_id`;

type RawRow = Record<string, unknown>;

const contactOf = (row: RawRow, prefix: string): ContactRow =>
  Object.fromEntries(CONTACT_NAMES.map((name) => [name, row[prefix + name]])) as ContactRow;

function parse(row: RawRow): GroupRow {
  const group = Object.fromEntries(SCALARS.map((field) => [field, row[field]])) as unknown as GroupRow;
  group.contact = contactOf(row, CONTACTS.contact);
  group.billingContact = contactOf(row, CONTACTS.billingContact);
  group.storage =
    group.storageId === null ? null : { id: group.storageId, uuid: row["storageUuid"] as string, name: row["storageName"] as string };
  return group;
}

/** How groups are read. */
export const groupRows: Rows<GroupRow> = { columns: columnsOf, from: (row) => `groups ${row} ${storageOf(row)}`, parse };

export const groupsById = rowsById(groupRows);

export async function rootGroup(db: Knex): Promise<GroupRow | null> {
  return (await readRows(db, groupRows, "where r.parent_id is null", []))[0] ?? null;
}

/** The group as it is now, locked for this transaction if asked. */
export async function groupForWrite(db: Knex, where: { id: number } | { uuid: string }, lock: boolean): Promise<GroupRow | null> {
  const [column, value] = "id" in where ? ["id", where.id] : ["uuid", where.uuid];
  return (await readRows(db, groupRows, `where r.${column} = ? ${lock ? "for no key update of r" : ""}`, [value]))[0] ?? null;
}

/** What changes set, by column. */
export function toColumns(changes: GroupChanges): Record<string, unknown> {
  const { contact, billingContact, pricingDiscounts, ...scalars } = changes;
  const columns: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(scalars)) columns[snakeCase(field)] = value;
  if (changes.name !== undefined) columns["name_key"] = foldCase(changes.name);
  if (pricingDiscounts !== undefined) columns["pricing_discounts"] = JSON.stringify(pricingDiscounts);
  for (const [field, details] of Object.entries({ contact, billingContact })) {
    const prefix = CONTACTS[field as keyof typeof CONTACTS];
    for (const [name, value] of Object.entries(details ?? {})) columns[prefix + name] = value;
  }
  return columns;
}

/** What a new group needs besides what has a default; its path and grade follow from its parent's. */
export type NewGroup = GroupChanges & Required<Pick<GroupChanges, "name" | "kind" | "capabilities" | "pricingMode" | "isolatedBy">>;

/** An id for a group that is to be inserted. */
export async function newGroupId(db: Knex): Promise<number> {
  const [row] = await query<{ id: number }>(db, "select nextval('object_ids') id");
  return row!.id;
}

/**
 * Violates `groups_sibling_name` where the name is taken.
 *
 * @param drawn the new group's id, where it has been drawn already
 * @returns the new group's id
 */
export async function insertGroup(
  db: Knex,
  parent: Pick<GroupRow, "id" | "path" | "grade"> | null,
  group: NewGroup,
  drawn?: number,
): Promise<number> {
  const id = drawn ?? (await newGroupId(db));
  await db("groups").insert({
    ...toColumns(group),
    id,
    parent_id: parent?.id ?? null,
    path: `${parent?.path ?? "/"}${id}/`,
    grade: parent === null ? 0 : parent.grade + 1,
  });
  return id;
}

/** Sets what is given; the version grows only with `grows`. @returns the group as it then is */
export async function updateGroup(db: Knex, id: number, changes: GroupChanges, { grows }: { grows: boolean }): Promise<GroupRow> {
  const columns = toColumns(changes);
  const sets = ["version = version + :growth", ...Object.keys(columns).map((column) => `${column} = :${column}`)];
  const rows = await query<RawRow>(
    db,
    `with r as (update groups set ${sets.join(", ")} where id = :id returning *) select ${columnsOf("r")} from r ${storageOf("r")}`,
    { ...columns, growth: grows ? 1 : 0, id },
  );
  return parse(rows[0]!);
}

/** Which groups of a subtree someone above may change: whether locked and external ones count. */
export interface Reach {
  locked: boolean;
  external: boolean;
}

/** Sets a value for everything strictly below a group that can be read from it and is within reach. */
export async function updateBelow(db: Knex, top: GroupRow, changes: GroupChanges, { locked, external }: Reach): Promise<void> {
  const [from, to] = subtree(top.path);
  const readable = conditionFor(GROUP_IS_READABLE, viewFromGroup(top), { group: placeOf("g") });
  const columns = toColumns(changes);
  await query(
    db,
    `update groups g set ${Object.keys(columns)
      .map((column) => `${column} = :${column}`)
      .join(", ")}
     where g.id <> :topId and ${readable.sql} and (:reachesExternal or not g.external) and (:reachesLocked or not exists (
       select from groups l where l.locked and l.path > :from and l.path < :to and starts_with(g.path, l.path)))`,
    { ...readable.bindings, topId: top.id, from, to, ...columns, reachesExternal: external, reachesLocked: locked },
  );
}

/** Some locked and some externally managed group at or below a place. */
export async function protectedBelow(db: Knex, path: string): Promise<{ lockedId: number | null; externalId: number | null }> {
  const rows = await query<{ lockedId: number | null; externalId: number | null }>(
    db,
    `select min(id) filter (where locked) "lockedId", min(id) filter (where external) "externalId"
     from groups where path >= ? and path < ? and (locked or external)`,
    subtree(path),
  );
  return rows[0]!;
}

/** Puts everything strictly below a group that had one isolation under another one. */
export async function changeIsolationBelow(db: Knex, path: string, from: number | null, to: number | null): Promise<void> {
  const [first, end] = subtree(path);
  await query(db, `update groups set isolated_by = :to where path > :first and path < :end and isolated_by is not distinct from :from`, {
    first,
    end,
    from,
    to,
  });
}

/**
 * Moves a group with its whole subtree under another parent: paths, grades and isolation of all, by one statement. Among its
 * new siblings its name is looked at anew: what it clashed with stays behind. Violates `groups_sibling_name` where it is taken.
 */
export async function moveSubtree(db: Knex, group: GroupRow, parent: GroupRow, isolation: number | null): Promise<void> {
  const [from, to] = subtree(group.path);
  await query(
    db,
    `update groups set
       path = :path || substr(path, :below), grade = grade + :deeper,
       isolated_by = case when isolated_by is not distinct from :isolatedBy then :isolation else isolated_by end,
       parent_id = case when id = :id then :parentId else parent_id end,
       name_key = case when id = :id then :nameKey else name_key end
     where path >= :from and path < :to`,
    {
      path: `${parent.path}${group.id}/`,
      below: group.path.length + 1,
      deeper: parent.grade + 1 - group.grade,
      isolatedBy: group.isolatedBy,
      isolation,
      id: group.id,
      parentId: parent.id,
      nameKey: foldCase(group.name),
      from,
      to,
    },
  );
}
