import DataLoader from "dataloader";
import type { Knex } from "knex";
import { listsByOwner, rowByKey, rowOfOwner } from "../row-loaders.js";
import * as table from "./group.table.js";
import type { ChildrenQuery, GroupRow } from "./group.table.js";
import type { QuotaExceedance } from "./group.type.js";
import { quotaExceedanceOf } from "./quota-exceedance.table.js";

export interface GroupLoaders {
  groupById: DataLoader<number, GroupRow | null>;
  /** Keys are lower-case uuids. */
  groupByUuid: DataLoader<string, GroupRow | null>;
  effectiveBrandIdByGroupId: DataLoader<number, number>;
  childrenByGroupId: (query: ChildrenQuery) => DataLoader<number, GroupRow[]>;
  quotaExceedanceByGroupId: DataLoader<number, QuotaExceedance>;
}

export const groupLoaders = (db: Knex): GroupLoaders => ({
  groupById: rowByKey((ids: readonly number[]) => table.groupsById(db, ids), (row) => row.id),
  groupByUuid: rowByKey((uuids: readonly string[]) => table.groupsByUuid(db, uuids), (row) => row.uuid),
  effectiveBrandIdByGroupId: new DataLoader(async (ids: readonly number[]) => {
    const brands = await table.effectiveBrandIds(db, ids);
    return ids.map((id) => brands.get(id) ?? new Error(`no brand at or above group ${id}`));
  }),
  childrenByGroupId: listsByOwner((ids, query: ChildrenQuery) => table.childrenOf(db, ids, query), (row) => row.parentId),
  quotaExceedanceByGroupId: rowOfOwner("quotas or usage", (ids) => quotaExceedanceOf(db, ids), (row) => row.ownerId),
});
