import type { Knex } from "knex";
import type { Random } from "../../db/seeds/random.js";
import { clashKey, foldCase } from "../../src/kernel/fold-case.js";
import { type Viewer, toViewer } from "../../src/access/viewer.js";
import { type Place, isolationOf } from "../../src/access/visibility.js";
import { viewerByAccount } from "../../src/access/viewer.table.js";
import { BRAND_LINKS, BRAND_SWITCHES, BRAND_TEXTS, ColorScheme, SMTP_TEXTS } from "../../src/features/brands/brand.type.js";
import { CONTACT_FIELD_NAMES } from "../../src/features/contacts/contact.type.js";
import { HARD_QUOTAS, SOFT_QUOTAS } from "../../src/features/quotas/quota.type.js";
import { FLAGS } from "../../src/features/settings/settings.type.js";
import { snakeCase } from "../../src/kernel/snake-case.js";
import { METRIC_NAMES } from "../../src/features/usage/metrics.js";
import { AccountSort, FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { hostileEmail, hostileText, twinName } from "./hostile.js";

export interface RandomGroup extends Place {
  uuid: string;
  parentId: number | null;
  grade: number;
  name: string;
  /** Its stored form: of names that are one but for their case or form, with a mark for all but one of the siblings. */
  nameKey: string;
}

export interface RandomAccount {
  id: number;
  uuid: string;
  sort: AccountSort;
  groupId: number;
}

/** What stands in the database, and everybody who may ask for it. */
export interface RandomTree {
  groups: RandomGroup[];
  accounts: RandomAccount[];
  viewers: Viewer[];
  storageIds: number[];
  imageIds: number[];
  /** None, unless something hangs them on the tree. */
  scheduleIds: number[];
}

const GROUPS = 70;
const STORAGES = 12;
/** A group that is always cut off from above, and has groups below it in all probability. */
const CUT_OFF = 6;
/** Smaller numbers name nothing. */
const FIRST_ID = 1000;
const SAFE = Number.MAX_SAFE_INTEGER;

const { ROOT, DISTRIBUTOR, SUB_DISTRIBUTOR, PROVIDER, MSP, RESELLER, END_USER_COMPANY, COMPANY_DEPARTMENT } = GroupKind;
const PARTNER_KINDS = [DISTRIBUTOR, SUB_DISTRIBUTOR, PROVIDER, MSP, RESELLER];
const CUSTOMER_KINDS = [END_USER_COMPANY, COMPANY_DEPARTMENT, RESELLER];

/** With microseconds, before 1970, and the first and last years of four digits. */
const TIMES = [
  "2016-04-28 00:00:00+00",
  "2024-02-29 23:59:59.999999+00",
  "2020-06-01 12:00:00.289+02",
  "1969-12-31 23:59:59.999999+00",
  "1900-01-01 00:00:00.000001+00",
  "0050-07-01 00:00:00.5+00",
  "0001-01-01 00:00:00+00",
  "9999-12-31 23:59:59.9995+00",
];
/** JavaScript writes these years with a sign, or with a number of its own; the last is the last its Date can hold. */
const ODD_TIMES = [
  "0001-12-31 23:59:59.999+00 BC",
  "0044-03-15 12:00:00.0625+00 BC",
  "10000-01-01 00:00:00+00",
  "275760-09-13 00:00:00+00",
];
const PRICES = [null, "0", "0.100000", "0.000001", "12345678901.5", "999999999999999999.999999", "0.3", "1e2"];
const STORAGE_DISCOUNTS = [null, "0.0001", "12.3400", "-5", "99999.9999"];
const LIMITS = [null, -1, 0, 5, -7, SAFE, 1_099_511_627_776];
const FIGURES = [0, 1, 42, -3, SAFE, 5_000_000_000_000];
const DELTAS = [0, 1, -1, 7, SAFE, -5_000_000_000];
/** All bits that have a name, and some that have none. */
const MASKS = { capabilities: 1024, access: 32, notifications: 64 };

type Row = Record<string, unknown>;
const fill = (names: readonly string[], prefix: string, value: () => unknown): Row =>
  Object.fromEntries(names.map((name) => [prefix + snakeCase(name), value()]));
const flags = (names: readonly string[], random: Random): Row => fill(names, "", () => random.chance(0.5));

/** Fills an empty database by plain INSERTs: much of this the commands would refuse. Equal seeds give equal trees. */
export async function insertRandomTree(db: Knex, random: Random): Promise<RandomTree> {
  const groups = drawGroups(random);
  let last = FIRST_ID + GROUPS;
  const nextId = (): number => ++last;
  for (const group of groups) await db("groups").insert(groupRow(group, random));

  const storages = Array.from({ length: STORAGES }, () =>
    storageRow(nextId(), random.pick(random.chance(0.7) ? groups.slice(0, 1) : groups).id, random),
  );
  await db("storages").insert(storages);
  for (const { id } of groups.filter(() => random.chance(0.4)))
    await db("groups")
      .where({ id })
      .update({ storage_id: random.pick(storages).id });
  const imageIds: number[] = [];
  for (const { id: group_id } of groups.filter(({ grade }) => grade === 0 || random.chance(0.2))) {
    const brand = nextId();
    await db("brands").insert({ id: brand, uuid: random.uuid(), group_id, ...brandRow(random) });
    await db("groups").where({ id: group_id }).update({ brand_id: brand });
    if (random.chance(0.5)) imageIds.push(await insertImage(db, nextId(), brand, random));
  }

  const accounts = await insertAccounts(db, groups, nextId, random);
  const owners = [...groups, ...accounts.filter(({ sort }) => sort === AccountSort.SERVICE_USER)].map(({ id }) => id);
  await db.batchInsert(
    "quotas",
    owners.map((id) => quotaRow(id, random)),
    50,
  );
  await db.batchInsert(
    "usages",
    owners.map((id) => usageRow(id, random)),
    50,
  );
  const queued = [...owners, ...owners].filter(() => random.chance(0.3));
  await db.batchInsert(
    "usage_deltas",
    queued.map((id) => ({ group_id: id, ...fill(METRIC_NAMES, "", () => random.pick(DELTAS)) })),
    50,
  );
  await db.raw("analyze");

  const viewers: Viewer[] = [];
  for (const { id } of accounts) viewers.push(toViewer((await viewerByAccount(db, id))!, null));
  return { groups, accounts, viewers, storageIds: storages.map(({ id }) => id), imageIds, scheduleIds: [] };
}

/** Some branches are deep, some groups have many children, and a few cut themselves and what is below off from above. */
function drawGroups(random: Random): RandomGroup[] {
  const groups: RandomGroup[] = [];
  const names = new Set<string>();
  const keys = new Set<string>();
  for (let index = 0; index < GROUPS; index += 1) {
    const parent = drawParent(groups, random);
    const id = FIRST_ID + index;
    const drawn = (parent?.grade ?? 0) < 3 && random.chance(0.5) ? twinName(random) : hostileText(random);
    const name = names.has(`${parent?.id} ${drawn}`) ? `${drawn.slice(0, 240)}${index}` : drawn;
    names.add(`${parent?.id} ${name}`);
    const isFree = !keys.has(`${parent?.id} ${foldCase(name)}`);
    keys.add(`${parent?.id} ${foldCase(name)}`);
    groups.push({
      id,
      uuid: random.uuid(),
      parentId: parent?.id ?? null,
      path: `${parent?.path ?? "/"}${id}/`,
      grade: parent === null ? 0 : parent.grade + 1,
      name,
      nameKey: isFree ? foldCase(name) : clashKey(name),
      parentHasAccess: parent === null || (index !== CUT_OFF && !random.chance(parent.isolatedBy === null ? 0.05 : 0.2)),
      isolatedBy: parent === null ? null : isolationOf(parent),
    });
  }
  return groups;
}

function drawParent(groups: readonly RandomGroup[], random: Random): RandomGroup | null {
  if (groups.length < 3) return groups.at(-1) ?? null;
  const draw = random.fraction();
  if (draw < 0.45) return random.pick(groups.slice(-4));
  return random.pick(draw < 0.8 ? groups.slice(0, CUT_OFF + 1) : groups);
}

function kindOf({ grade }: RandomGroup, random: Random): GroupKind {
  if (grade === 0) return ROOT;
  return random.pick(grade < 3 ? PARTNER_KINDS : CUSTOMER_KINDS);
}

const contactRow = (prefix: string, random: Random): Row => fill([...CONTACT_FIELD_NAMES, "email"], prefix, () => hostileText(random));
const time = (random: Random): string => random.pick(random.chance(0.02) ? ODD_TIMES : TIMES);
const maybe = <T>(value: T, random: Random): T | null => (random.chance(0.3) ? null : value);

function groupRow(group: RandomGroup, random: Random): Row {
  const { id, uuid, path, grade, name } = group;
  return {
    id,
    uuid,
    path,
    grade,
    name,
    parent_id: group.parentId,
    name_key: group.nameKey,
    parent_has_access: group.parentHasAccess,
    isolated_by: group.isolatedBy,
    kind: kindOf(group, random),
    ...flags(
      [
        "locked",
        "external",
        "agents_autoupdate",
        "allow_add_devices",
        "allow_download_tools",
        "allow_download_docs",
        "allow_download_agents",
      ],
      random,
    ),
    enabled: grade < 2 || !random.chance(0.1),
    version: random.pick([1, 2, SAFE]),
    capabilities: random.below(MASKS.capabilities),
    customer_id: maybe(hostileText(random), random),
    internal_tag: maybe(hostileText(random), random),
    language: hostileText(random),
    created_at: time(random),
    migration_enabled: maybe(random.chance(0.5), random),
    migration_service: hostileText(random),
    pricing_price: random.pick(PRICES),
    pricing_enabled: maybe(random.chance(0.5), random),
    pricing_storage_discount: random.pick(STORAGE_DISCOUNTS),
    pricing_rating: random.pick([null, 1, -2_147_483_648, 2_147_483_647]),
    pricing_mode: random.pick([1, 2, 3]),
    pricing_mode_update_date: maybe(time(random), random),
    pricing_currency: hostileText(random),
    pricing_discounts: JSON.stringify(
      Array.from({ length: random.below(4) }, () => ({ name: hostileText(random), enabled: random.chance(0.5) })),
    ),
    logon_ips_enabled: grade > 2 && random.chance(0.05),
    logon_ips: random.chance(0.5) ? [] : [hostileText(random), ...(random.chance(0.3) ? [null] : []), "192.0.2.0/24"],
    storages_inherited: !random.chance(0.1),
    ...flags(Object.keys(FLAGS), random),
    ...contactRow("contact_", random),
    ...contactRow("billing_", random),
  };
}

function storageRow(id: number, group_id: number, random: Random) {
  const [uuid, name] = [random.uuid(), hostileText(random)];
  const urls = fill(["content_url", "content_mobile_url"], "", () => hostileText(random));
  return {
    id,
    uuid,
    group_id,
    name,
    name_key: uuid,
    uid: uuid,
    uid_key: uuid,
    version: random.pick([1, SAFE]),
    kind: random.pick([1, 2]),
    active: random.chance(0.5),
    created_at: time(random),
    ...urls,
  };
}

const LINKS = [
  "",
  "shop.example.com/a?b=c",
  "http://shop.example.com",
  "HTTPS://shop.example.com/\u00e4",
  "httpx://a",
  " http://a",
  "\nhttp://a",
];
const brandRow = (random: Random): Row => ({
  ...fill([...Object.keys(BRAND_TEXTS), ...Object.keys(BRAND_LINKS), ...Object.keys(SMTP_TEXTS), "smtpPassword"], "", () =>
    maybe(hostileText(random), random),
  ),
  upsell_url: maybe(random.pick(LINKS), random),
  color_scheme: random.pick(Object.values(ColorScheme)),
  smtp_encryption: random.pick([null, "NONE", "TLS", "STARTTLS"]),
  smtp_port: random.pick([null, 1, 65_535]),
  smtp_reply_address: maybe(hostileEmail(random), random),
  ...flags([...Object.keys(BRAND_SWITCHES), "smtpOverride"], random),
});

async function insertImage(db: Knex, id: number, brand_id: number, random: Random): Promise<number> {
  await db("images").insert({
    id,
    brand_id,
    width: random.below(4096),
    height: 1,
    content: Buffer.alloc(random.below(3000)),
    digest: hostileText(random),
    created_at: time(random),
  });
  return id;
}

/** Every group has some, the root one that may do all; an identity may have seats in several. */
async function insertAccounts(db: Knex, groups: readonly RandomGroup[], nextId: () => number, random: Random): Promise<RandomAccount[]> {
  const identities = await db("identities")
    .insert(Array.from({ length: 5 * GROUPS }, (_, index) => identityRow(index, random)))
    .returning<{ id: number }[]>("id");
  const accounts: RandomAccount[] = [];
  const rows: Row[] = [];
  const seats = new Set<string>();
  for (const { id: group_id } of groups) {
    for (let count = 1 + random.below(5); count > 0; count -= 1) {
      const isFirst = rows.length === 0;
      const sort = isFirst ? AccountSort.ADMIN : random.pick([AccountSort.ADMIN, AccountSort.ADMIN, AccountSort.SERVICE_USER]);
      const { id: identity_id } = identities[random.chance(0.2) ? random.below(20) : rows.length]!;
      const seat = `${group_id} ${identity_id} ${sort}`;
      if (seats.has(seat)) continue;
      seats.add(seat);
      const account = { id: nextId(), uuid: random.uuid(), sort };
      accounts.push({ ...account, groupId: group_id });
      rows.push({ ...account, identity_id, group_id, ...accountRow(random), ...(isFirst && { enabled: true, access_type: FULL_ACCESS }) });
    }
  }
  await db.batchInsert("accounts", rows, 100);
  return accounts;
}

function identityRow(index: number, random: Random): Row {
  const login = `${hostileText(random)}#${index}`;
  return { login, login_key: foldCase(login), email: hostileEmail(random), password_hash: random.chance(0.8) ? "none" : null };
}

const accountRow = (random: Random): Row => ({
  enabled: !random.chance(0.1),
  version: random.pick([1, 2, SAFE]),
  access_type: random.pick([0, 1, FULL_ACCESS, FULL_ACCESS, FULL_ACCESS, random.below(2 * MASKS.access)]),
  roles: random.below(4),
  language: hostileText(random),
  ...fill(CONTACT_FIELD_NAMES, "", () => hostileText(random)),
  notifications_backup: random.below(MASKS.notifications),
  notifications_device_control: random.below(4),
  notifications_certificate_management: random.below(16),
  ...flags(
    ["notifications_management", "terms_accepted", "platform_terms_accepted", "privacy_policy_accepted", "integration_active"],
    random,
  ),
  ...flags(["privileged", "agents_autoupdate", "tray_monitor_disabled"], random),
  hidden: random.chance(0.3),
});

const quotaRow = (owner_id: number, random: Random): Row => ({
  owner_id,
  ...fill(Object.keys(HARD_QUOTAS), "", () => random.pick(LIMITS)),
  ...fill(Object.keys(SOFT_QUOTAS), "soft_", () => random.pick(LIMITS)),
  subscription_expiration: maybe(time(random), random),
  ...flags(["cloud_to_cloud_backup", "local_backup_visible", "local_backup_permitted"], random),
});

const usageRow = (owner_id: number, random: Random): Row => ({
  owner_id,
  ...fill(METRIC_NAMES, "own_", () => random.pick(FIGURES)),
  ...fill(METRIC_NAMES, "total_", () => random.pick(FIGURES)),
});
