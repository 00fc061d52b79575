import { brandRows, effectiveBrandIdSql } from "../brands/brand.table.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import { type FieldSql, expression } from "../../sql-planner/sql.js";

/** The effective brand for a user's group. An address that tells a shop something is made by parsing it, which resolvers do. */
export const linksSql: FieldSql = {
  kind: "one",
  from: (user, brand, bind) => {
    const hasNoParameters = bind(({ args }) => (args["origin"] ?? args["redirectUrl"]) == null || NO_ANSWER, "boolean");
    return `groups ${brand}_g join ${brandRows.from(brand)} on ${brand}.id = ${effectiveBrandIdSql(`${brand}_g`)}
      where ${brand}_g.id = ${user}.group_id and ${hasNoParameters}`;
  },
};

/** As webAddress has it. */
export const shopSql = expression(
  (brand) =>
    `case when ${brand}.upsell_url ~* '^https?://' or ${brand}.upsell_url = '' then ${brand}.upsell_url
      else 'https://'||${brand}.upsell_url end`,
);
