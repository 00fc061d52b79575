import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import { storedCause } from "../../src/access/cause.js";
import { hashToken, newActionToken, newSessionToken } from "../../src/encryption/token-hash.js";
import { insertAccount, insertIdentity, updateIdentity } from "../../src/features/accounts/account.table.js";
import { insertActionToken } from "../../src/features/activation/action-token.table.js";
import { MailAction } from "../../src/features/activation/activation.type.js";
import { insertApiAccount } from "../../src/features/api-accounts/api-account.table.js";
import { ApiAccountType } from "../../src/features/api-accounts/api-account.type.js";
import { insertBrand } from "../../src/features/brands/brand.table.js";
import { newBackupServerId, putBackupServer } from "../../src/features/datacenter/backup-server.table.js";
import { newCurveKeys } from "../../src/features/datacenter/curve-keys.js";
import { groupsById, insertGroup, rootGroup, updateGroup } from "../../src/features/groups/group.table.js";
import { insertMachine } from "../../src/features/machines/machine.table.js";
import { insertQuotas } from "../../src/features/quotas/quota.table.js";
import { insertSchedule } from "../../src/features/reports/report-schedule.table.js";
import { ReportLevel } from "../../src/features/reports/report.type.js";
import { insertSession } from "../../src/access/session.table.js";
import { insertStorage } from "../../src/features/storages/storage.table.js";
import { applyOwnUsage, applyUserUsage } from "../../src/features/usage/usage.commands.js";
import { insertUsage } from "../../src/features/usage/usage.table.js";
import { AccessRight, AccountSort, FULL_ACCESS, GroupKind, PricingMode, StorageKind } from "../../src/kernel/enums.js";
import { PARTNER_CAPABILITIES } from "../setup/masks.js";
import { ROOT, type TestServer } from "../setup/test-server.js";

/** A small tree with one object of each kind, for commands to meet at. Ids are as clients name them. */
export interface Stage {
  /** In every name that has to be the stage's alone. */
  tag: string;
  distributor: number;
  partner: number;
  company: number;
  /** Without accounts, children or enabled state: it can be deleted. */
  disabled: number;
  /** A person with an admin's seat in `partner`, `company` and the root group, with its login, and sessions: two in the first. */
  admin: number;
  secondSeat: number;
  login: string;
  sessions: Record<"partner" | "company" | "root", string>;
  sessionId: number;
  /** Two links of its to a new password, and one to a new e-mail address. */
  resets: [string, string];
  emailUpdate: string;
  /** A service user of `company` with a machine: it may have two. */
  user: number;
  machine: number;
  /** A storage of `distributor` and the token of its registration link. */
  storage: number;
  registration: string;
  schedule: number;
  /** A server for backups, with its internal address. */
  backupServer: number;
  internalAddress: string;
  apiAccount: string;
}

let stages = 0;

async function group(trx: Knex, parentId: number, kind: GroupKind, name: string, more: object = {}): Promise<number> {
  const [parent] = await groupsById(trx, [parentId]);
  const id = await insertGroup(trx, parent!, {
    name,
    kind,
    capabilities: PARTNER_CAPABILITIES,
    isolatedBy: null,
    pricingMode: PricingMode.PRODUCTION,
    ...more,
  });
  await insertQuotas(trx, id, {});
  await insertUsage(trx, id);
  return id;
}

/** Makes a stage of its own below the root. */
export const makeStage = ({ db, config }: TestServer): Promise<Stage> =>
  inTransaction(db, "", async (trx) => {
    const tag = `stage-${++stages}`;
    const root = (await rootGroup(trx))!;
    const distributor = await group(trx, root.id, GroupKind.DISTRIBUTOR, tag);
    const partner = await group(trx, distributor, GroupKind.MSP, `${tag} partner`);
    const company = await group(trx, partner, GroupKind.END_USER_COMPANY, `${tag} company`);
    const disabled = await group(trx, distributor, GroupKind.MSP, `${tag} disabled`, { enabled: false });
    await updateGroup(trx, distributor, { brandId: await insertBrand(trx, distributor, { serviceName: tag }) }, { grows: false });

    const [{ passwordHash }] = (await query<{ passwordHash: string }>(
      trx,
      `select password_hash "passwordHash" from identities where login = ?`,
      [ROOT.login],
    )) as [{ passwordHash: string }];
    const identityId = await insertIdentity(trx, { login: `${tag}-admin`, email: `${tag}@example.com` });
    await updateIdentity(trx, identityId, { passwordHash });
    const seat = (groupId: number): Promise<number> =>
      insertAccount(trx, { identityId, groupId, sort: AccountSort.ADMIN, accessType: FULL_ACCESS, roles: 0 });
    const admin = await seat(partner);
    const secondSeat = await seat(company);
    const begin = async (accountId: number): Promise<string> => {
      const token = newSessionToken();
      await insertSession(trx, {
        tokenHash: hashToken(config.secret, token),
        accountId,
        actorId: null,
        lifetime: 3600,
        address: "127.0.0.1",
        userAgent: "",
      });
      return token;
    };
    const rootSeat = await seat(root.id);
    const sessions = { partner: await begin(admin), company: await begin(secondSeat), root: await begin(rootSeat) };
    await begin(admin);
    const [{ id: sessionId }] = (await query<{ id: number }>(trx, "select id from sessions where account_id = ? order by id desc", [
      admin,
    ])) as [{ id: number }];
    const mailed = async (action: MailAction, accountId: number): Promise<string> => {
      const token = newActionToken();
      const newEmail = action === MailAction.EMAIL_UPDATE ? `${tag}-new@example.com` : null;
      await insertActionToken(trx, {
        tokenHash: hashToken(config.secret, token),
        action,
        accountId,
        newEmail,
        cause: storedCause(null),
        lifetime: 3600,
      });
      return token;
    };
    const resets: [string, string] = [await mailed(MailAction.RESET, admin), await mailed(MailAction.RESET, secondSeat)];
    const emailUpdate = await mailed(MailAction.EMAIL_UPDATE, admin);

    const backupServer = await newBackupServerId(trx);
    const outside = { host: `${tag}.example.com`, port: 7786 };
    const inside = { host: `${tag}.internal`, port: 7786 };
    await putBackupServer(trx, backupServer, {
      agentId: `${tag}-server`,
      outside,
      inside,
      publicKey: newCurveKeys().publicKey,
      privateKey: null,
      secretHash: hashToken(config.secret, tag),
    });
    const [companyRow] = await groupsById(trx, [company]);
    const user = await insertAccount(trx, {
      identityId: await insertIdentity(trx, { login: `${tag}-user`, email: `${tag}-user@example.com` }),
      groupId: company,
      sort: AccountSort.SERVICE_USER,
      accessType: AccessRight.READ,
    });
    await insertQuotas(trx, user, { quotaUniversalDevicesHard: 2 });
    await insertUsage(trx, user);
    await applyOwnUsage(trx, companyRow!, { serviceUsers: 1 });
    const machine = await insertMachine(trx, {
      userId: user,
      agentId: `${tag}-agent`,
      publicKey: null,
      secretHash: null,
      backupServerId: backupServer,
    });
    await applyUserUsage(trx, user, companyRow!.path, { universalDevicesCount: 1 });

    const registration = newActionToken();
    const storage = await insertStorage(trx, {
      groupId: distributor,
      kind: StorageKind.ADVANCED,
      name: tag,
      uid: tag,
      registrationHash: hashToken(config.secret, registration),
      registrationLifetime: 3600,
      cause: { account: rootSeat, program: null },
    });
    const { id: schedule } = await insertSchedule(trx, {
      groupId: partner,
      ofGroup: false,
      level: ReportLevel.CUSTOMERS,
      enabled: false,
      timeshift: 0,
      hideZeroUsage: false,
      showSkus: false,
      nextRunAt: new Date("2100-01-01"),
    });
    await insertApiAccount(trx, {
      type: ApiAccountType.LOCAL,
      identifier: `${tag}-api`,
      identifierKey: `${tag}-api`,
      secretHash: passwordHash,
      description: null,
      permissions: [],
      expiresAt: null,
    });
    return {
      tag,
      distributor,
      partner,
      company,
      disabled,
      admin,
      secondSeat,
      login: `${tag}-admin`,
      sessions,
      sessionId,
      resets,
      emailUpdate,
      user,
      machine,
      storage,
      registration,
      schedule,
      backupServer,
      internalAddress: `${tag}.internal`,
      apiAccount: `${tag}-api`,
    };
  });

/** What must hold of everything stored, whatever was done at once. Each statement finds what breaks it. */
const INVARIANTS: Readonly<Record<string, string>> = {
  "a group's total is its own, its users' and its children's": `with total as (
       select u.owner_id, u.total_storage_size + coalesce(sum(d.storage_size), 0) storage,
         u.total_service_users + coalesce(sum(d.service_users), 0) users,
         u.total_universal_devices_count + coalesce(sum(d.universal_devices_count), 0) devices
       from usages u left join usage_deltas d on d.group_id = u.owner_id group by u.owner_id)
     select g.id from groups g join usages u on u.owner_id = g.id join total t on t.owner_id = g.id cross join lateral (
       select coalesce(sum(b.storage), 0) storage, coalesce(sum(b.users), 0) users, coalesce(sum(b.devices), 0) devices
       from total b where b.owner_id in (
         select c.id from groups c where c.parent_id = g.id
         union select a.id from accounts a where a.group_id = g.id and a.sort = 'service_user')) b
     where t.storage <> u.own_storage_size + b.storage or t.users <> u.own_service_users + b.users
       or t.devices <> u.own_universal_devices_count + b.devices`,
  "a group counts its service users": `select g.id from groups g join usages u on u.owner_id = g.id
     where u.own_service_users <> (select count(*) from accounts a where a.group_id = g.id and a.sort = 'service_user')`,
  "a service user counts its machines, within its hard quota": `select a.id
     from accounts a join usages u on u.owner_id = a.id join quotas q on q.owner_id = a.id
     where u.own_universal_devices_count <> (select count(*) from machines m where m.user_id = a.id)
       or (q.quota_universal_devices_hard >= 0 and u.own_universal_devices_count > q.quota_universal_devices_hard)`,
  "a backup server counts its machines":
    "select s.id from backup_servers s where s.machine_count <> (select count(*) from machines m where m.backup_server_id = s.id)",
  "a group knows whether it has children":
    "select g.id from groups g where g.has_children <> exists (select from groups c where c.parent_id = g.id)",
  "a path is its parent's and its own":
    "select g.id from groups g join groups p on p.id = g.parent_id where g.path <> p.path || g.id || '/' or g.grade <> p.grade + 1",
  "what owns usage and quotas is there, and has both": `select owner_id from usages full join quotas using (owner_id)
     where usages.own_storage_size is null or quotas.owner_id is null
     union select owner_id from usages u
     where not exists (select from groups where id = u.owner_id) and not exists (select from accounts where id = u.owner_id)`,
  "no identity is left without an account":
    "select id from identities i where not exists (select from accounts a where a.identity_id = i.id)",
  "a brand belongs to the group that shows it":
    "select b.id from brands b full join groups g on g.brand_id = b.id where b.id is not null and b.group_id is distinct from g.id",
  "groups are found by the names they have": `select coalesce(s.group_id, w.id) from searchable_groups s
     full join (select g.id, g.name_key, reader from groups g, unnest(readers(g.path, g.isolated_by)) reader) w
       on (w.id, w.name_key, w.reader) = (s.group_id, s.name_key, s.reader_id)
     where s.group_id is null or w.id is null`,
  "accounts are found by the logins they have": `select coalesce(s.account_id, w.id) from searchable_accounts s
     full join (select a.id, i.login_key, reader
       from accounts a join groups g on g.id = a.group_id join identities i on i.id = a.identity_id,
       unnest(readers(g.path, case when g.parent_has_access then g.isolated_by else g.id end)) reader where not a.hidden) w
       on (w.id, w.login_key, w.reader) = (s.account_id, s.login_key, s.reader_id)
     where s.account_id is null or w.id is null`,
};

/** The invariants that do not hold, with what breaks them. */
export async function broken(db: Knex): Promise<string[]> {
  const found: string[] = [];
  for (const [name, sql] of Object.entries(INVARIANTS)) {
    const rows = await query(db, sql);
    if (rows.length > 0) found.push(`${name}: ${JSON.stringify(rows)}`);
  }
  return found;
}
