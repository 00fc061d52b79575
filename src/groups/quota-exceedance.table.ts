import type { Knex } from "knex";
import { query } from "../../db/query.js";
import type { HardQuota } from "../quotas/quota.type.js";
import { snakeCase } from "../snake-case.js";
import type { Metric } from "../usage/metrics.js";
import type { QuotaExceedance } from "./group.type.js";

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

const above = (metric: string, quota: string): string => `coalesce(q.${quota} >= 0 and u.total_${metric} + coalesce(d.${metric}, 0) > q.${quota}, false)`;

const SELECT = `
select u.owner_id "ownerId", ${Object.entries(COUNTED).map(([name, [metric, quota]]) => `${above(snakeCase(metric), snakeCase(quota))} "${name}"`).join(", ")}
from usages u join quotas q on q.owner_id = u.owner_id
left join (
  select group_id, ${Object.values(COUNTED).map(([metric]) => `sum(${snakeCase(metric)}) ${snakeCase(metric)}`).join(", ")}
  from usage_deltas where group_id = any(?::bigint[]) group by group_id
) d on d.group_id = u.owner_id
where u.owner_id = any(?::bigint[])`;

/** Which hard quotas the usage of these groups is above, in no order; -1 and null are unlimited. By SQL, for a quota of 2^53-1 is below what is shown as that. */
export const quotaExceedanceOf = (db: Knex, groupIds: readonly number[]): Promise<(QuotaExceedance & { ownerId: number })[]> => query(db, SELECT, [groupIds, groupIds]);
