import type { OneTripForm } from "../../access/one-trip.js";
import { BRAND_CHANGE, mayChange } from "../../access/rights.js";
import { changeOfGroup } from "../groups/group.one-trip.js";
import type { SentBrand } from "./brand.input.js";
import { brandChanges, namesSmtp } from "./brand.rules.js";
import { columnsOf } from "./brand.table.js";

/** `updateBrand` of what the brand looks like: not of how its mail is sent, nor of its logo, which is a row of its own. */
export const updateBrandInOneTrip: OneTripForm<{ groupId: string; input: SentBrand; version?: number | null }> = (
  { groupId, input, version },
  viewer,
  config,
) => {
  if (namesSmtp(input) || input.logoId !== undefined) return null;
  const columns = columnsOf(brandChanges(input, config));
  if (Object.keys(columns).length === 0) return null;
  const detail = { table: "brands", key: "id", is: "brand_id", columns };
  return changeOfGroup(groupId, viewer, mayChange(BRAND_CHANGE), { columns: {}, detail, grows: true }, version);
};
