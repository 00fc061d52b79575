import type { HardQuota, Limits } from "../quotas/quota.type.js";
import type { Metric, UsageFigures } from "../usage/usage.type.js";
import type { QuotaExceedance } from "./group.type.js";

const COUNTED: Readonly<Record<keyof QuotaExceedance, [Metric, HardQuota]>> = {
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

/** Which hard quotas a usage is above; -1 and null are unlimited. */
export function quotaExceedance(limits: Limits, usage: UsageFigures): QuotaExceedance {
  const above = ([metric, quota]: [Metric, HardQuota]): boolean => {
    const limit = limits[quota];
    return limit !== null && limit >= 0 && usage[metric] > limit;
  };
  return Object.fromEntries(Object.entries(COUNTED).map(([name, pair]) => [name, above(pair)])) as unknown as QuotaExceedance;
}
