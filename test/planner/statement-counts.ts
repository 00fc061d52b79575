import type { World } from "../contract/world.js";

/** What a read costs on the database. */
export interface StatementCount {
  /** Whether PostgreSQL writes the answer, or resolvers do. */
  how: "compiled" | "resolvers";
  /** Statements for a session that this process has not seen, who asks included. */
  fresh: number;
  /** The same for a session it remembers from an earlier request. */
  remembered: number;
}

/** Every operation of the REST contracts that reads, asked by the root admin; what service users alone may ask, by one. */
export const REST_READS: Readonly<Record<string, StatementCount>> = {
  checkAccount: { how: "resolvers", fresh: 2, remembered: 2 },
  checkAuth: { how: "resolvers", fresh: 2, remembered: 2 },
  checkAuthDelete: { how: "resolvers", fresh: 2, remembered: 2 },
  checkAuthHead: { how: "resolvers", fresh: 2, remembered: 2 },
  checkAuthOptions: { how: "resolvers", fresh: 2, remembered: 2 },
  checkAuthPost: { how: "resolvers", fresh: 2, remembered: 2 },
  checkAuthPut: { how: "resolvers", fresh: 2, remembered: 2 },
  checkMachines: { how: "resolvers", fresh: 4, remembered: 4 },
  getAccountServer: { how: "resolvers", fresh: 1, remembered: 1 },
  getActivationToken: { how: "resolvers", fresh: 11, remembered: 11 },
  getAdmin: { how: "compiled", fresh: 2, remembered: 1 },
  getAgentsAutoupdate: { how: "compiled", fresh: 2, remembered: 1 },
  getAgentsAutoupdateAlias: { how: "compiled", fresh: 2, remembered: 1 },
  getApiAccount: { how: "resolvers", fresh: 2, remembered: 2 },
  getBackupConsole: { how: "resolvers", fresh: 5, remembered: 5 },
  getBrand: { how: "resolvers", fresh: 2, remembered: 2 },
  getCertificate: { how: "compiled", fresh: 2, remembered: 1 },
  getConstants: { how: "resolvers", fresh: 1, remembered: 1 },
  getFlags: { how: "compiled", fresh: 2, remembered: 1 },
  getForgotLink: { how: "resolvers", fresh: 1, remembered: 1 },
  getGroup: { how: "compiled", fresh: 2, remembered: 1 },
  getGroupBrand: { how: "resolvers", fresh: 3, remembered: 3 },
  getIdentityProvider: { how: "resolvers", fresh: 1, remembered: 1 },
  getImage: { how: "resolvers", fresh: 3, remembered: 3 },
  getLinks: { how: "compiled", fresh: 2, remembered: 1 },
  getLocalBackupRestriction: { how: "compiled", fresh: 2, remembered: 1 },
  getLogo: { how: "resolvers", fresh: 6, remembered: 6 },
  getLogonIps: { how: "compiled", fresh: 2, remembered: 1 },
  getLogonIpsAlias: { how: "compiled", fresh: 2, remembered: 1 },
  getMigration: { how: "resolvers", fresh: 3, remembered: 3 },
  getOrderedReport: { how: "resolvers", fresh: 11, remembered: 11 },
  getPrincipal: { how: "resolvers", fresh: 1, remembered: 1 },
  getProfile: { how: "compiled", fresh: 2, remembered: 1 },
  getQuotaExceedance: { how: "compiled", fresh: 2, remembered: 1 },
  getReport: { how: "compiled", fresh: 2, remembered: 1 },
  getResetToken: { how: "resolvers", fresh: 11, remembered: 11 },
  getRevocationList: { how: "compiled", fresh: 2, remembered: 1 },
  getRules: { how: "resolvers", fresh: 1, remembered: 1 },
  getScheduledReports: { how: "compiled", fresh: 2, remembered: 1 },
  getSettings: { how: "compiled", fresh: 2, remembered: 1 },
  getStorage: { how: "compiled", fresh: 2, remembered: 1 },
  getUser: { how: "compiled", fresh: 2, remembered: 1 },
  getVersions: { how: "resolvers", fresh: 2, remembered: 2 },
  listAdmins: { how: "compiled", fresh: 2, remembered: 1 },
  listApiAccounts: { how: "resolvers", fresh: 2, remembered: 2 },
  listBackupServers: { how: "compiled", fresh: 2, remembered: 1 },
  listChildren: { how: "compiled", fresh: 2, remembered: 1 },
  listColorSchemes: { how: "resolvers", fresh: 1, remembered: 1 },
  listHosts: { how: "compiled", fresh: 2, remembered: 1 },
  listLanguages: { how: "resolvers", fresh: 1, remembered: 1 },
  listProfiles: { how: "compiled", fresh: 2, remembered: 1 },
  listReports: { how: "compiled", fresh: 2, remembered: 1 },
  listStorages: { how: "compiled", fresh: 2, remembered: 1 },
  listUiLanguages: { how: "resolvers", fresh: 1, remembered: 1 },
  listUsers: { how: "compiled", fresh: 2, remembered: 1 },
  listWatchers: { how: "resolvers", fresh: 6, remembered: 6 },
  searchGroups: { how: "compiled", fresh: 2, remembered: 1 },
};

/** Every root field of the graph's queries with its scalar fields, or those of a list's items, asked by the root admin. */
export const GRAPH_READS: Readonly<Record<string, StatementCount>> = {
  accountCheck: { how: "resolvers", fresh: 2, remembered: 2 },
  accountServer: { how: "resolvers", fresh: 1, remembered: 1 },
  actionToken: { how: "resolvers", fresh: 11, remembered: 11 },
  admin: { how: "compiled", fresh: 2, remembered: 1 },
  apiAccount: { how: "compiled", fresh: 2, remembered: 1 },
  apiAccounts: { how: "compiled", fresh: 2, remembered: 1 },
  backupConsole: { how: "resolvers", fresh: 5, remembered: 5 },
  backupServers: { how: "resolvers", fresh: 2, remembered: 2 },
  brand: { how: "resolvers", fresh: 2, remembered: 2 },
  businessRules: { how: "resolvers", fresh: 1, remembered: 1 },
  certificateAuthority: { how: "compiled", fresh: 2, remembered: 1 },
  checkMachineRegistration: { how: "resolvers", fresh: 4, remembered: 4 },
  clientCertificates: { how: "compiled", fresh: 2, remembered: 1 },
  colorSchemes: { how: "resolvers", fresh: 1, remembered: 1 },
  constants: { how: "resolvers", fresh: 1, remembered: 1 },
  forgottenPasswordPage: { how: "resolvers", fresh: 1, remembered: 1 },
  group: { how: "compiled", fresh: 2, remembered: 1 },
  groupBrand: { how: "compiled", fresh: 2, remembered: 1 },
  groupLogo: { how: "resolvers", fresh: 6, remembered: 6 },
  groups: { how: "compiled", fresh: 2, remembered: 1 },
  identityProvider: { how: "resolvers", fresh: 1, remembered: 1 },
  image: { how: "resolvers", fresh: 3, remembered: 3 },
  languages: { how: "resolvers", fresh: 1, remembered: 1 },
  migrationAccess: { how: "resolvers", fresh: 3, remembered: 3 },
  node: { how: "compiled", fresh: 2, remembered: 1 },
  principal: { how: "resolvers", fresh: 1, remembered: 1 },
  profiles: { how: "compiled", fresh: 2, remembered: 1 },
  report: { how: "resolvers", fresh: 3, remembered: 3 },
  reportSchedule: { how: "compiled", fresh: 2, remembered: 1 },
  serviceHosts: { how: "compiled", fresh: 2, remembered: 1 },
  sessions: { how: "compiled", fresh: 2, remembered: 1 },
  storage: { how: "compiled", fresh: 2, remembered: 1 },
  uiLanguages: { how: "resolvers", fresh: 1, remembered: 1 },
  user: { how: "compiled", fresh: 2, remembered: 1 },
  versions: { how: "resolvers", fresh: 2, remembered: 2 },
  viewer: { how: "compiled", fresh: 2, remembered: 1 },
  watchers: { how: "compiled", fresh: 2, remembered: 1 },
};

/** Objects that reads need besides those of the world. */
export interface More {
  migrated: number;
  report: number;
  apiAccount: string;
  activation: string;
  reset: string;
  /** Of a router, about nobody on eu-1. */
  signature: string;
}

/** What each root field is asked with, where it takes anything; it may first be made. */
export function graphCalls(
  { tree, storage, brand, image, schedules }: World,
  more: More,
): Readonly<Record<string, string | Promise<string>>> {
  const company = `"${tree.company.id}"`;
  const user = `"${tree.accounts.tenant_viewer.id}"`;
  return {
    accountCheck: `login: "nobody", server: "eu-1", signature: "${more.signature}"`,
    actionToken: `action: ACTIVATE, token: "${more.activation}"`,
    admin: `id: "${tree.accounts.company_admin.id}"`,
    apiAccount: `identifier: "${more.apiAccount}"`,
    backupConsole: `groupId: ${company}`,
    brand: `id: "${brand}"`,
    checkMachineRegistration: `userId: ${user}`,
    forgottenPasswordPage: 'login: "root"',
    group: `id: ${company}`,
    groupBrand: `groupId: ${company}`,
    groupLogo: `groupId: ${company}`,
    image: `id: "${image}"`,
    migrationAccess: `groupId: "${more.migrated}"`,
    node: `id: ${company}`,
    report: `groupId: ${company}, id: "${more.report}"`,
    reportSchedule: `id: "${schedules.inside}"`,
    serviceHosts: `userId: ${user}`,
    storage: `groupId: ${company}, id: "${storage}"`,
    user: `id: ${user}`,
    watchers: `id: ${company}, events: [ERROR], service: BACKUP`,
  };
}
