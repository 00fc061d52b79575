import type { Knex } from "knex";
import { type Rows, readRows } from "../../graph/rows.js";
import type { HardQuota } from "./quota.type.js";
import { snakeCase } from "../../kernel/snake-case.js";
import type { Metric } from "../usage/metrics.js";
import type { QuotaExceedance } from "./quota-exceedance.type.js";

const COUNTED: Readonly<Record<keyof QuotaExceedance, readonly [Metric, HardQuota]>> = {
  virtualhosts: ["virtualhostCount", "quotaVirtualhostsHard"],
  workstations: ["workstationCount", "quotaWorkstationsHard"],
  servers: ["serverCount", "quotaServersHard"],
  winServerEssentials: ["winServerEssentialCount", "quotaWinServerEssentialsHard"],
  vms: ["vmCount", "quotaVmsHard"],
  mailboxes: ["mailboxCount", "quotaMailboxesHard"],
  mobiles: ["mobileCount", "quotaMobilesHard"],
  websites: ["websiteCount", "quotaWebsitesHard"],
  universalDevices: ["universalDevicesCount", "quotaUniversalDevicesHard"],
};

const above = (metric: string, quota: string): string =>
  `coalesce(q.${quota} >= 0 and u.total_${metric} + coalesce(d.${metric}, 0) > q.${quota}, false)`;

const NAMES = Object.keys(COUNTED) as (keyof QuotaExceedance)[];

/**
 * Which hard quotas the usage of a group is above; -1 and null are unlimited. By SQL, for a quota of 2^53-1 is below what is
 * shown as that.
 */
export const exceedanceRows: Rows<QuotaExceedance & { ownerId: number }> = {
  columns: (row) => [`${row}.owner_id "ownerId"`, ...NAMES.map((name) => `${row}.${snakeCase(name)} "${name}"`)].join(", "),
  from: (row) => `(
    select u.owner_id, ${Object.entries(COUNTED)
      .map(([name, [metric, quota]]) => `${above(snakeCase(metric), snakeCase(quota))} ${snakeCase(name)}`)
      .join(", ")}
    from usages u join quotas q on q.owner_id = u.owner_id cross join lateral (
      select ${Object.values(COUNTED)
        .map(([metric]) => `sum(${snakeCase(metric)}) ${snakeCase(metric)}`)
        .join(", ")} from usage_deltas where group_id = u.owner_id
    ) d
  ) ${row}`,
};

export const quotaExceedanceOf = (db: Knex, groupIds: readonly number[]): Promise<(QuotaExceedance & { ownerId: number })[]> =>
  readRows(db, exceedanceRows, "where r.owner_id = any(?::bigint[])", [groupIds]);
