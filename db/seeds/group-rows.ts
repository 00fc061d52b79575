import { foldCase } from "../../src/kernel/fold-case.js";
import { GroupCapability, GroupKind } from "../../src/kernel/enums.js";
import { type CopySource, copyFlag, copyText, NULL } from "./copy.js";
import { createdAt, daysLater, type Forest, groupId, pathOf } from "./forest.js";
import { kindOf } from "./growth.js";
import { nameOf } from "./names.js";
import { drawPerson, type Person } from "./people.js";
import { Random, STREAM } from "./random.js";
import { REGIONS } from "./regions.js";
import { isPartner } from "./traits.js";

const CONTACT = ["firstname", "lastname", "email", "phone", "address1", "address2", "city", "state", "country", "zipcode"] as const;
const NO_CONTACT = CONTACT.map(() => "").join("\t");

const COLUMNS = [
  "id",
  "uuid",
  "parent_id",
  "path",
  "grade",
  "kind",
  "name",
  "name_key",
  "enabled",
  "version",
  "parent_has_access",
  "isolated_by",
  "capabilities",
  "external",
  "customer_id",
  "internal_tag",
  "language",
  "created_at",
  "migration_enabled",
  "migration_service",
  "pricing_price",
  "pricing_enabled",
  "pricing_mode",
  "pricing_mode_update_date",
  "pricing_currency",
  "agents_autoupdate",
  ...CONTACT.map((name) => `contact_${name}`),
  ...CONTACT.map((name) => `billing_${name}`),
];

const contactValues = (person: Person): string => CONTACT.map((name) => copyText(person[name])).join("\t");

const price = (kind: GroupKind, random: Random): string =>
  isPartner(kind) && random.chance(0.4) ? (random.below(400) / 1000).toFixed(3) : NULL;

function migration(random: Random): [string, string] {
  const draw = random.fraction();
  if (draw < 0.9) return [NULL, ""];
  return [copyFlag(draw < 0.95), "https://migration.example.com"];
}

function customerId(capabilitiesAbove: number, group: number, random: Random): string {
  const required = (capabilitiesAbove & GroupCapability.REQUIRE_CUSTOMER_ID) !== 0;
  return random.chance(0.2) || required ? `C-${String(group).padStart(7, "0")}` : NULL;
}

/** A name that no child of the root has, which there may be some of already. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(foldCase(free)); count += 1) free = `${name} (${count})`;
  taken.add(foldCase(free));
  return free;
}

function rowOf(forest: Forest, group: number, taken: Set<string>, random: Random, siblings: Random, uuids: Random): string {
  const { tree, traits } = forest;
  const kind = kindOf(tree, group);
  const parent = tree.parent[group]!;
  const region = REGIONS[traits.region[group]!]!;
  const drawn = nameOf(kind, tree.position[group]!, siblings.restart(STREAM.group, -parent));
  const name = parent === 0 ? freeName(drawn, taken) : drawn;
  const created = createdAt(forest, group);
  const isolatedBy = traits.isolatedBy[group]!;
  random.restart(STREAM.group, group);
  const contact = drawPerson(region, random);
  const changed = random.chance(0.15) && kind === GroupKind.END_USER_COMPANY;
  const [migrationEnabled, migrationService] = migration(random);
  return [
    groupId(forest, group),
    uuids.restart(STREAM.groupUuid, groupId(forest, group)).uuid(),
    groupId(forest, parent),
    pathOf(forest, group),
    tree.grade[group],
    kind,
    copyText(name),
    copyText(foldCase(name)),
    copyFlag(traits.enabled[group]!),
    1 + random.below(4),
    copyFlag(!traits.cutOff[group]),
    isolatedBy === 0 ? NULL : groupId(forest, isolatedBy),
    traits.capabilities[group],
    copyFlag(random.chance(0.04)),
    customerId(traits.capabilities[parent]!, group, random),
    random.chance(0.1) ? random.pick(["vip", "trial 2024", "übernommen", "#42", "価格改定"]) : NULL,
    region.language,
    daysLater(created, 0),
    migrationEnabled,
    migrationService,
    price(kind, random),
    kind === GroupKind.COMPANY_DEPARTMENT ? NULL : copyFlag(traits.pricingEnabled[group]!),
    traits.pricingMode[group],
    changed ? daysLater(created, random.below(60)) : NULL,
    region.language === "en" ? "USD" : "EUR",
    copyFlag(!random.chance(0.05)),
    contactValues(contact),
    random.chance(0.35) ? contactValues(drawPerson(region, random)) : NO_CONTACT,
  ].join("\t");
}

/** All groups below the root, parents before their children. */
export function groupRows(forest: Forest): CopySource {
  const [random, siblings, uuids] = [new Random(forest.seed), new Random(forest.seed), new Random(forest.seed)];
  return {
    table: "groups",
    columns: COLUMNS,
    *rows() {
      const taken = new Set(forest.ground.takenNames);
      for (let group = 1; group <= forest.tree.size; group += 1) yield `${rowOf(forest, group, taken, random, siblings, uuids)}\n`;
    },
  };
}
