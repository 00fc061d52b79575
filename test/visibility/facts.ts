import type { Knex } from "knex";

/** What stands in a database, as plain rows: all that the model of visibility knows. Ids are those that the graph shows. */

export interface GroupFact {
  id: string;
  uuid: string;
  kind: number;
  parentId: string | null;
  /** False where the group has cut itself off from those above. */
  parentHasAccess: boolean;
  storagesInherited: boolean;
  capabilities: number;
}

export interface AccountFact {
  id: string;
  uuid: string;
  groupId: string;
  identityId: string;
  isAdmin: boolean;
  accessType: number;
  roles: number;
  enabled: boolean;
  hidden: boolean;
  /** Whether it is mailed about what happens in management. */
  watchesManagement: boolean;
}

interface OfGroup {
  id: string;
  uuid: string;
  groupId: string;
}
export interface BrandFact extends OfGroup {
  smtpServer: string | null;
}
export interface ReportFact extends OfGroup {
  level: number;
}
export interface MachineFact {
  id: string;
  userId: string;
}
export interface SessionFact {
  id: string;
  identityId: string;
}

export interface Facts {
  groups: Map<string, GroupFact>;
  accounts: Map<string, AccountFact>;
  brands: BrandFact[];
  storages: OfGroup[];
  reports: ReportFact[];
  schedules: OfGroup[];
  machines: MachineFact[];
  sessions: SessionFact[];
  backupServers: { id: string }[];
  apiAccounts: { id: string; identifier: string }[];
}

const OF_GROUP = `id::text, uuid::text, group_id::text "groupId"`;

/** Reads all of it. @returns lists in order of id */
export async function readFacts(db: Knex): Promise<Facts> {
  const rows = async <Row>(sql: string): Promise<Row[]> => (await db.raw<{ rows: Row[] }>(sql)).rows;
  const byId = <Row extends { id: string }>(list: Row[]): Map<string, Row> => new Map(list.map((row) => [row.id, row]));
  return {
    groups: byId(
      await rows<GroupFact>(
        `select id::text, uuid::text, kind, parent_id::text "parentId",
         parent_has_access "parentHasAccess", storages_inherited "storagesInherited",
         capabilities from groups order by groups.id`,
      ),
    ),
    accounts: byId(
      await rows<AccountFact>(
        `select id::text, uuid::text, group_id::text "groupId", identity_id::text "identityId",
         sort = 'admin' "isAdmin", access_type "accessType", roles,
         enabled, hidden, notifications_management "watchesManagement" from accounts order by accounts.id`,
      ),
    ),
    brands: await rows(`select ${OF_GROUP}, smtp_server "smtpServer" from brands order by brands.id`),
    storages: await rows(`select ${OF_GROUP} from storages order by storages.id`),
    reports: await rows(`select ${OF_GROUP}, level from reports order by reports.id`),
    schedules: await rows(`select ${OF_GROUP} from report_schedules order by report_schedules.id`),
    machines: await rows(`select id::text, user_id::text "userId" from machines order by machines.id`),
    sessions: await rows(
      `select s.id::text, a.identity_id::text "identityId" from sessions s join accounts a on a.id = s.account_id order by s.id`,
    ),
    backupServers: await rows("select id::text from backup_servers order by backup_servers.id"),
    apiAccounts: await rows("select id::text, identifier from api_accounts order by api_accounts.id"),
  };
}
