/** What is used and billed. Units of storage are bytes. */
export const METRICS = {
  storageSize: "Cloud storage, in bytes.",
  localStorageSize: "Local storage, in bytes.",
  workstationCount: "Workstations.",
  serverCount: "Servers.",
  vmCount: "Virtual machines.",
  mobileCount: "Mobiles.",
  virtualhostCount: "Virtual hosts.",
  winServerEssentialCount: "Windows Server Essentials machines.",
  mailboxCount: "Mailboxes.",
  websiteCount: "Websites.",
  universalDevicesCount: "Devices of any sort.",
  serviceUsers: "Service users. Counted by the server.",
  slicesCount: "Slices.",
  sizeForWorkstations: "Cloud storage of workstations, in bytes.",
  sizeForServers: "Cloud storage of servers, in bytes.",
  sizeForVms: "Cloud storage of virtual machines, in bytes.",
  sizeForMobiles: "Cloud storage of mobiles, in bytes.",
  sizeForVirtualhosts: "Cloud storage of virtual hosts, in bytes.",
  sizeForWinServerEssentials: "Cloud storage of Windows Server Essentials machines, in bytes.",
  sizeForMailboxes: "Cloud storage of mailboxes, in bytes.",
  sizeForWebsites: "Cloud storage of websites, in bytes.",
  sizeForUniversalDevices: "Cloud storage of devices of any sort, in bytes.",
} as const;

/** A metric by its name. */
export type Metric = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as Metric[];
