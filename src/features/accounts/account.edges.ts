import type { Admin } from "../admins/admin.type.js";
import { ACCOUNTS_ARE_READABLE, GROUP_IS_READABLE } from "../../access/visibility.js";
import { type PageArgs, type ToMany, toMany, toOne } from "../../graph/relations.js";
import { groupById } from "../groups/group.loaders.js";
import { type GroupRow, groupRows } from "../groups/group.table.js";
import type { User } from "../users/user.type.js";
import { AccountSort } from "../../kernel/enums.js";
import { toAdmin, toUser } from "./account.shape.js";
import { type AccountRow, accountRows } from "./account.table.js";

interface AccountsArgs extends PageArgs {
  includeHidden?: boolean | null | undefined;
}

const accountsOf = <Shown>(sort: AccountSort, shown: (row: AccountRow) => Shown): ToMany<GroupRow, AccountsArgs, Shown> =>
  toMany({
    rows: accountRows,
    owners: "groups",
    guard: ACCOUNTS_ARE_READABLE,
    where: (owner, row, { includeHidden }) => {
      const where = [`${row}.group_id = ${owner}.id`, `${row}.sort = '${sort}'`];
      return sort === AccountSort.SERVICE_USER && includeHidden !== true ? [...where, `not ${row}.hidden`] : where;
    },
    shown,
  });

/** The admins of a group. */
export const admins: ToMany<GroupRow, AccountsArgs, Admin> = accountsOf(AccountSort.ADMIN, toAdmin);
/** The service users of a group. */
export const users: ToMany<GroupRow, AccountsArgs, User> = accountsOf(AccountSort.SERVICE_USER, toUser);

/** The group an account sits in; service users read none. */
export const group = toOne({ key: "groupId", rows: groupRows, byId: groupById }, GROUP_IS_READABLE);
