import { foldCase } from "../../src/kernel/fold-case.js";
import { AccessRight, AccountSort, AdminRole, FULL_ACCESS } from "../../src/kernel/enums.js";
import { type CopySource, copyFlag, copyText, NULL } from "./copy.js";
import { accountId, createdAt, daysLater, type Forest, groupId, identityId, loginNumber } from "./forest.js";
import { drawIdentity } from "./people.js";
import { Random, STREAM } from "./random.js";
import { REGIONS } from "./regions.js";
import { eachSeat, type Seat } from "./seats.js";

/**
 * Everybody who has a seat.
 *
 * @param passwordHash for all of them; null leaves them without a password, so inactive
 */
export function identityRows(forest: Forest, passwordHash: string | null): CopySource {
  const random = new Random(forest.seed);
  return {
    table: "identities",
    columns: ["id", "login", "login_key", "email", "password_hash", "created_at"],
    *rows() {
      let next = 0;
      for (const { identity, home } of eachSeat(forest.tree, forest.seats, new Random(forest.seed))) {
        if (identity < next) continue;
        next = identity + 1;
        const { login, email } = drawIdentity(identity, loginNumber(forest, identity), forest.traits.region[home]!, random);
        const values = [
          identityId(forest, identity),
          copyText(login),
          copyText(foldCase(login)),
          email,
          passwordHash ?? NULL,
          daysLater(createdAt(forest, home), 0),
        ];
        yield `${values.join("\t")}\n`;
      }
    },
  };
}

const ACCOUNT_CONTACT = ["firstname", "lastname", "phone", "address1", "address2", "city", "state", "country", "zipcode"] as const;

const ACCOUNT_COLUMNS = [
  "id",
  "uuid",
  "identity_id",
  "group_id",
  "sort",
  "enabled",
  "version",
  "access_type",
  "roles",
  "language",
  ...ACCOUNT_CONTACT,
  "notifications_backup",
  "notifications_management",
  "notifications_device_control",
  "notifications_certificate_management",
  "terms_accepted",
  "platform_terms_accepted",
  "privacy_policy_accepted",
  "hidden",
  "privileged",
  "tray_monitor_disabled",
  "created_at",
];

function accessOf(sort: AccountSort, random: Random): number {
  const draw = random.fraction();
  if (sort === AccountSort.SERVICE_USER) return AccessRight.READ;
  if (draw < 0.8) return FULL_ACCESS;
  if (draw < 0.88) return FULL_ACCESS | AccessRight.MIGRATION;
  return draw < 0.94 ? AccessRight.READ | AccessRight.WRITE : AccessRight.READ;
}

function accountRow(forest: Forest, seat: Seat, random: Random, people: Random, uuids: Random): string {
  const region = forest.traits.region[seat.home]!;
  const person = drawIdentity(seat.identity, loginNumber(forest, seat.identity), region, people);
  const isUser = seat.sort === AccountSort.SERVICE_USER;
  random.restart(STREAM.account, seat.account);
  const agreed = copyFlag(random.chance(0.7));
  return [
    accountId(forest, seat.account),
    uuids.restart(STREAM.accountUuid, accountId(forest, seat.account)).uuid(),
    identityId(forest, seat.identity),
    groupId(forest, seat.group),
    seat.sort,
    copyFlag(!random.chance(0.03)),
    1 + random.below(3),
    accessOf(seat.sort, random),
    !isUser && random.chance(0.05) ? AdminRole.BUYER : 0,
    REGIONS[region]!.language,
    ...ACCOUNT_CONTACT.map((name) => copyText(person[name])),
    random.chance(0.5) ? 3 : random.below(32),
    copyFlag(random.chance(0.2)),
    random.below(2),
    random.below(8),
    agreed,
    agreed,
    agreed,
    copyFlag(random.chance(0.01) && isUser),
    copyFlag(random.chance(0.03) && isUser),
    copyFlag(random.chance(0.05) && isUser),
    daysLater(createdAt(forest, seat.group), random.below(30)),
  ].join("\t");
}

/** All seats, admins before service users within a group. */
export function accountRows(forest: Forest): CopySource {
  const [random, people, uuids] = [new Random(forest.seed), new Random(forest.seed), new Random(forest.seed)];
  return {
    table: "accounts",
    columns: ACCOUNT_COLUMNS,
    *rows() {
      for (const seat of eachSeat(forest.tree, forest.seats, new Random(forest.seed))) {
        yield `${accountRow(forest, seat, random, people, uuids)}\n`;
      }
    },
  };
}
