import { ADMINS } from "../../access/roles.js";
import { BRAND_IS_CHANGEABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../../access/visibility.sql.js";
import type { BatchLoaders } from "../../graph/batch-loaders.js";
import type { ToOne } from "../../graph/relations.js";
import { groupOfArgument, isReadable } from "../groups/group.sql.js";
import { namesOwnGroup } from "../groups/group.lookup.js";
import type { GroupRow } from "../groups/group.table.js";
import { imageById } from "../images/image.loaders.js";
import { type ImageRow, imageRows } from "../images/image.table.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { Bind, RootSql } from "../../sql-planner/sql.js";
import { brandById, effectiveBrandIdByGroupId } from "./brand.loaders.js";
import { setsSmtp } from "./brand.rules.js";
import { toBrand } from "./brand.shape.js";
import { type BrandRow, PLATFORM_BRAND_ID, brandRows, effectiveBrandIdSql } from "./brand.table.js";
import type { Brand } from "./brand.type.js";

/** FROM for a brand as toBrand shows it for a group: whether how its mail is sent is shown, as maySetSmtp decides it, stands beside it. */
function shownFor(group: string, row: string, bind: Bind): string {
  const setter = bind(({ viewer }) => setsSmtp(viewer), "boolean");
  const changeable = conditionSql(BRAND_IS_CHANGEABLE, boundViewer(bind), { group: placeOf(group) });
  return `${brandRows.from(row)} cross join lateral (
    select coalesce(${group}.brand_id = ${row}.id and ${setter} and ${changeable}, false) shown) ${row}_smtp`;
}

/** The effective brand for a group: its own, else the nearest upwards. */
export async function effectiveBrandOf(loaders: BatchLoaders, groupId: number): Promise<BrandRow> {
  return (await loaders.of(brandById).load(await loaders.of(effectiveBrandIdByGroupId).load(groupId)))!;
}

/** A group's own brand; null where it is off. */
export const brand: ToOne<GroupRow, Brand> = {
  sql: { kind: "one", from: (group, row, bind) => `${shownFor(group, row, bind)} where ${row}.id = ${group}.brand_id` },
  load: async (context, group) => {
    const row = group.brandId === null ? null : await context.loaders.of(brandById).load(group.brandId);
    return row && toBrand(row, context, group);
  },
};

/** The effective brand for a group. */
export const effectiveBrand: ToOne<GroupRow, Brand> = {
  sql: { kind: "one", from: (group, row, bind) => `${shownFor(group, row, bind)} where ${row}.id = ${effectiveBrandIdSql(group)}` },
  load: async (context, group) => toBrand(await effectiveBrandOf(context.loaders, group.id), context, group),
};

/** A brand's logo, for admins. */
export const logo: ToOne<Pick<Brand, "logoId">, ImageRow> = {
  sql: {
    kind: "one",
    from: (row, image, bind) => {
      const isAdmin = bind(({ viewer }) => (ADMINS as readonly string[]).includes(viewer.role) || NO_ANSWER, "boolean");
      return `${imageRows.from(image)} where ${image}.brand_id = ${row}.id and ${isAdmin}`;
    },
  },
  load: async ({ loaders }, { logoId }) => (logoId === null ? null : loaders.of(imageById).load(logoId)),
};

/** The own brand of the group that an argument names; where that is off, the platform's or, if asked, the effective one. */
export const groupBrandRoot: RootSql = {
  from: (row, bind) => {
    const group = `${row}_g`;
    const mayBeAsked = (asked: string): string => {
      const isUsersOwn = bind(
        ({ viewer, args }) => viewer.role === "tenant_viewer" && namesOwnGroup(viewer, args["groupId"] as string),
        "boolean",
      );
      return `(${isUsersOwn} or ${isReadable(asked, bind)})`;
    };
    const effective = bind(({ args }) => args["effective"], "boolean");
    return `${groupOfArgument(group, bind, mayBeAsked)} cross join ${shownFor(group, row, bind)}
      where ${row}.id = coalesce(${group}.brand_id,
        case when ${effective} then ${effectiveBrandIdSql(group)} else ${PLATFORM_BRAND_ID} end)`;
  },
};

/** The logo of the effective brand for the group that an argument names. */
export const groupLogoRoot: RootSql = {
  from: (row, bind) => {
    const group = `${row}_g`;
    return `${groupOfArgument(group, bind)} cross join ${imageRows.from(row)} where ${row}.brand_id = ${effectiveBrandIdSql(group)}`;
  },
};
