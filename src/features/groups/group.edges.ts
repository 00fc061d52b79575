import { prefixEnd, searchKey } from "../../kernel/fold-case.js";
import { CONTENTS_ARE_READABLE, GROUP_IS_READABLE, canReadGroup } from "../../access/visibility.js";
import { type PageArgs, type ToFew, toMany, toOne } from "../../graph/relations.js";
import { groupById } from "./group.loaders.js";
import type { ChildrenFilter } from "./group.input.js";
import { groupsAbove, isReadable } from "./group.sql.js";
import { type GroupRow, groupRows } from "./group.table.js";
import { idsOnPath } from "../../access/group-path.js";

/** The group above, where the viewer may read it. */
export const parent = toOne({ key: "parentId", rows: groupRows, byId: groupById }, GROUP_IS_READABLE);

/** The groups above, from the top of the viewer's part of the tree down. */
export const ancestors: ToFew<GroupRow, GroupRow> = {
  sql: {
    kind: "list",
    from: (group, row, bind) => `${groupsAbove(group, row)} where ${isReadable(row, bind)}`,
    order: (row) => [`${row}.grade`],
  },
  load: async ({ loaders, viewer }, group) => {
    const rows = await Promise.all(
      idsOnPath(group.path)
        .slice(0, -1)
        .map((id) => loaders.of(groupById).load(id)),
    );
    return rows.filter((row): row is GroupRow => row !== null && canReadGroup(viewer, row));
  },
};

interface ChildrenArgs extends PageArgs {
  orderBy: "ID" | "NAME";
  filter?: ChildrenFilter | null | undefined;
}

/** The groups directly below. */
export const children = toMany<GroupRow, ChildrenArgs, GroupRow>({
  rows: groupRows,
  owners: "groups",
  guard: CONTENTS_ARE_READABLE,
  sort: ({ orderBy }) => (orderBy === "NAME" ? { sql: (row) => `${row}.name_key`, of: ({ nameKey }) => nameKey } : null),
  where: (owner, row, { filter }, bind) => {
    const where = [`${row}.parent_id = ${owner}.id`];
    if (filter?.kinds) where.push(`${row}.kind = any(${bind((args) => args.filter?.kinds, "smallint[]")})`);
    if (filter?.enabled != null) where.push(`${row}.enabled = ${bind((args) => args.filter?.enabled, "boolean")}`);
    if (filter?.uuids) where.push(`${row}.uuid = any(${bind((args) => args.filter?.uuids, "uuid[]")})`);
    if (filter?.namePrefix != null) {
      where.push(`search_key(${row}.name_key) >= ${bind((args) => searchKey(args.filter!.namePrefix!), "text")}`);
      where.push(`search_key(${row}.name_key) < ${bind((args) => prefixEnd(searchKey(args.filter!.namePrefix!)), "text")}`);
    }
    return where;
  },
  shown: (row) => row,
});
