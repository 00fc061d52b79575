import type { CONTACT, HARD_QUOTAS, SOFT_QUOTAS, USAGE } from "../columns.js";

type OneOf<Names extends readonly string[]> = Names[number];

type NumberColumn = "id" | "version" | "kind" | "grade" | "capabilities" | "pricing_mode" | `total_${OneOf<typeof USAGE>}`;
type NumberOrNullColumn =
  | "parent_id"
  | "brand_id"
  | "storage_id"
  | "pricing_price"
  | "pricing_storage_discount"
  | "pricing_rating"
  | OneOf<typeof HARD_QUOTAS>
  | `soft_${OneOf<typeof SOFT_QUOTAS>}`;
type TextColumn =
  | "uuid"
  | "name"
  | "path"
  | "language"
  | "migration_service"
  | "pricing_currency"
  | `contact_${OneOf<typeof CONTACT>}`
  | `billing_${OneOf<typeof CONTACT>}`;
type TextOrNullColumn = "customer_id" | "internal_tag" | "storage_uuid" | "storage_name";
type BooleanColumn =
  | "enabled"
  | "parent_has_access"
  | "external"
  | "agents_autoupdate"
  | "cloud_to_cloud_backup"
  | "local_backup_visible"
  | "local_backup_permitted";

/** A group with its quotas, usage and storage, as pg gives the joined row. */
export type GroupRow = Readonly<
  Record<NumberColumn, number> &
    Record<NumberOrNullColumn, number | null> &
    Record<TextColumn, string> &
    Record<TextOrNullColumn, string | null> &
    Record<BooleanColumn, boolean> &
    Record<"migration_enabled" | "pricing_enabled", boolean | null> &
    Record<"subscription_expiration" | "pricing_mode_update_date", Date | null>
> & {
  readonly created_at: Date;
  readonly pricing_discounts: readonly { readonly enabled: boolean; readonly name: string }[];
};

export type ChildRow = GroupRow & { readonly has_children: boolean };

/** A group of a tree; depth counts from the top of what was asked for. */
export type TreeRow = Pick<GroupRow, "id" | "uuid" | "parent_id" | "path" | "name" | "kind" | "enabled"> & { readonly depth: number };

export interface AdminRow {
  readonly id: number;
  readonly group_id: number;
  readonly login: string;
  readonly email: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly enabled: boolean;
  readonly password_hash: string | null;
}
