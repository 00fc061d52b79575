import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { listsByOwner, rowByKey } from "../row-loaders.js";
import { type AccountRow, type AccountsQuery, accountsById, accountsByUuid, accountsOf } from "./account.table.js";

export interface AccountLoaders {
  accountById: DataLoader<number, AccountRow | null>;
  /** Keys are lower-case uuids. */
  accountByUuid: DataLoader<string, AccountRow | null>;
  accountsByGroupId: (query: AccountsQuery) => DataLoader<number, AccountRow[]>;
}

export const accountLoaders = (db: Knex): AccountLoaders => ({
  accountById: rowByKey((ids: readonly number[]) => accountsById(db, ids), (row) => row.id),
  accountByUuid: rowByKey((uuids: readonly string[]) => accountsByUuid(db, uuids), (row) => row.uuid),
  accountsByGroupId: listsByOwner((ids, query: AccountsQuery) => accountsOf(db, ids, query), (row) => row.groupId),
});
