import { AccountSort } from "../../src/kernel/enums.js";
import { type CopySource, copyFlag, NULL } from "./copy.js";
import { accountId, daysLater, type Forest, groupId } from "./forest.js";
import { Random, STREAM } from "./random.js";
import { eachSeat } from "./seats.js";

const GIB = 2 ** 30;
const EXPIRY_FROM = Date.UTC(2027, 0, 1);
const UNLIMITED = -1;

const HARD_BYTES = ["quota_storage_hard", "quota_local_storage_hard", "quota_mailbox_instance_storage"];
const HARD_COUNTS = [
  "quota_mailboxes_hard",
  "quota_websites_hard",
  "quota_universal_devices_hard",
  "quota_mobiles_hard",
  "quota_servers_hard",
  "quota_virtualhosts_hard",
  "quota_vms_hard",
  "quota_win_server_essentials_hard",
  "quota_workstations_hard",
];
const SOFT_BYTES = ["soft_storage_size", "soft_local_storage_size"];
const SOFT_COUNTS = [
  "soft_workstation_count",
  "soft_server_count",
  "soft_vm_count",
  "soft_mobile_count",
  "soft_virtualhost_count",
  "soft_win_server_essential_count",
  "soft_mailbox_count",
  "soft_website_count",
  "soft_universal_devices_count",
];

const COLUMNS = [
  "owner_id",
  ...HARD_BYTES,
  ...HARD_COUNTS,
  ...SOFT_BYTES,
  ...SOFT_COUNTS,
  "subscription_expiration",
  "cloud_to_cloud_backup",
  "local_backup_visible",
  "local_backup_permitted",
];

const bytes = (random: Random): number => 2 ** random.below(12) * GIB;
const count = (random: Random): number => 1 + random.below(50);

/** Three owners of four have no limit at all; the rest has some, small enough that usage is above a few. */
function limits(random: Random): (number | string)[] {
  const limited = random.chance(0.25);
  const hard = (draw: (random: Random) => number) => (limited && random.chance(0.3) ? draw(random) : UNLIMITED);
  const soft = (draw: (random: Random) => number) => (limited && random.chance(0.15) ? draw(random) : NULL);
  return [
    ...HARD_BYTES.map(() => hard(bytes)),
    ...HARD_COUNTS.map(() => hard(count)),
    ...SOFT_BYTES.map(() => soft(bytes)),
    ...SOFT_COUNTS.map(() => soft(count)),
  ];
}

function rowOf(forest: Forest, owner: number, random: Random): string {
  random.restart(STREAM.quotas, owner - forest.ground.firstObjectId);
  const values = [
    owner,
    ...limits(random),
    random.chance(0.05) ? daysLater(EXPIRY_FROM, random.below(730)) : NULL,
    copyFlag(random.chance(0.2)),
    copyFlag(!random.chance(0.03)),
    copyFlag(!random.chance(0.05)),
  ];
  return `${values.join("\t")}\n`;
}

/** One row for every group below the root and for every service user. */
export function quotaRows(forest: Forest): CopySource {
  const random = new Random(forest.seed);
  return {
    table: "quotas",
    columns: COLUMNS,
    *rows() {
      for (let group = 1; group <= forest.tree.size; group += 1) yield rowOf(forest, groupId(forest, group), random);
      for (const { account, sort } of eachSeat(forest.tree, forest.seats, new Random(forest.seed))) {
        if (sort === AccountSort.SERVICE_USER) yield rowOf(forest, accountId(forest, account), random);
      }
    },
  };
}
