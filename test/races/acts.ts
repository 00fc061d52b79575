import { GroupKind, StorageKind } from "../../src/kernel/enums.js";
import { ROOT } from "../setup/test-server.js";
import { makePng } from "../setup/png.js";
import type { Stage } from "./stage.js";

/** One changing command on the objects of a stage, as it is sent to each endpoint. */
export interface Act {
  name: string;
  /** Whose request it is: the root admin's, the stage's person's by a session in one of its seats, or nobody's. */
  as: "root" | "nobody" | { seat: keyof Stage["sessions"] };
  /** A field of the graph's mutation. @param turn tells requests of one act apart */
  graph: (stage: Stage, turn: number) => string;
  /** Method, path and body. Absent where REST has no such thing. */
  rest?: (stage: Stage, turn: number) => readonly [string, string, unknown?];
  /** Of the requests that share this name, whoever sends them, no more than one may succeed. */
  once?: string;
  /** Set where it takes names from each other: refused when it is done alone, and the one thing for which PostgreSQL finds circles. */
  swaps?: true;
}

const png = makePng();
const text = (value: string): string => JSON.stringify(value);
const NEXT = "another good password";

const root = (name: string, graph: Act["graph"], rest?: Act["rest"], once?: string): Act => ({
  name,
  as: "root",
  graph,
  ...(rest && { rest }),
  ...(once !== undefined && { once }),
});
const person = (name: string, graph: Act["graph"], rest?: Act["rest"]): Act => ({
  name,
  as: { seat: "partner" },
  graph,
  ...(rest && { rest }),
});
const byToken = (name: string, once: string, graph: Act["graph"], rest?: Act["rest"]): Act => ({
  name,
  as: "nobody",
  graph,
  ...(rest && { rest }),
  once,
});

const groups: Act[] = [
  root(
    "createGroup",
    (s, turn) => `createGroup(parentId: "${s.distributor}", input: { kind: MSP, name: "${s.tag} new ${turn}" }) { id }`,
    (s, turn) => ["POST", `/groups/${s.distributor}/children`, { kind: GroupKind.MSP, name: `${s.tag} new ${turn}` }],
  ),
  root(
    "createGroup of one name",
    (s) => `createGroup(parentId: "${s.distributor}", input: { kind: MSP, name: "${s.tag} same" }) { id }`,
    (s) => ["POST", `/groups/${s.distributor}/children`, { kind: GroupKind.MSP, name: `${s.tag} same` }],
    "the name",
  ),
  root(
    "updateGroup",
    (s, turn) => `updateGroup(id: "${s.company}", input: { internalTag: "tag ${turn}" }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.company}`, { internal_tag: `tag ${turn}` }],
  ),
  root(
    "updateGroup by version",
    (s, turn) => `updateGroup(id: "${s.company}", version: 1, input: { internalTag: "by version ${turn}" }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.company}?version=1`, { internal_tag: `by version ${turn}` }],
    "the group's first version",
  ),
  root(
    "updateGroup, quotas and usage",
    (s, turn) =>
      `updateGroup(id: "${s.company}", input: { quotas: { quotaVmsHard: ${turn} }, usage: { storageSize: ${turn + 5} } }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.company}`, { privileges: { quota_vms_hard: turn }, usage: { storage_size: turn + 5 } }],
  ),
  {
    ...root(
      "updateGroup, its name to its sibling's",
      (s, turn) =>
        `updateGroup(id: "${turn % 2 === 0 ? s.partner : s.disabled}",
         input: { name: "${s.tag} ${turn % 2 === 0 ? "disabled" : "partner"}" }) { id }`,
      (s, turn) => [
        "PUT",
        `/groups/${turn % 2 === 0 ? s.partner : s.disabled}`,
        { name: `${s.tag} ${turn % 2 === 0 ? "disabled" : "partner"}` },
      ],
    ),
    swaps: true,
  },
  root(
    "updateGroup, its storage",
    (s) => `updateGroup(id: "${s.partner}", input: { storageId: "${s.storage}" }) { id }`,
    (s) => ["PUT", `/groups/${s.partner}`, { storage: { id: s.storage } }],
  ),
  root(
    "updateGroup, its state",
    (s, turn) => `updateGroup(id: "${s.partner}", input: { enabled: ${turn % 2 === 0} }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.partner}`, { status: turn % 2 }],
  ),
  root(
    "moveGroup",
    (s, turn) => `moveGroup(id: "${s.company}", parentId: "${turn % 2 === 0 ? s.distributor : s.partner}") { id }`,
    (s, turn) => ["PUT", `/groups/${s.company}`, { parent_id: turn % 2 === 0 ? s.distributor : s.partner }],
  ),
  root(
    "deleteGroup",
    (s) => `deleteGroup(id: "${s.disabled}")`,
    (s) => ["DELETE", `/groups/${s.disabled}`],
    "the group's end",
  ),
  root(
    "lockGroup",
    (s) => `lockGroup(id: "${s.partner}") { id }`,
    (s) => ["POST", `/groups/${s.partner}/lock`],
  ),
  root(
    "unlockGroup",
    (s) => `unlockGroup(id: "${s.partner}") { id }`,
    (s) => ["DELETE", `/groups/${s.partner}/lock`],
  ),
  root("recordUsage of a group", (s, turn) => `recordUsage(id: "${s.company}", usage: { storageSize: ${turn * 7} }) { storageSize }`),
  root("recordUsage of a user", (s, turn) => `recordUsage(id: "${s.user}", usage: { storageSize: ${turn * 9} }) { storageSize }`),
  root(
    "updateMigration",
    (s, turn) => `updateMigration(groupId: "${s.company}", input: { migrationService: "https://m${turn}.example.com" }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.company}/migration`, { migration_service: `https://m${turn}.example.com` }],
  ),
];

const settings: Act[] = [
  root(
    "updateGroupFlags",
    (s, turn) => `updateGroupFlags(groupId: "${s.company}", input: { allowDownloadDocs: ${turn % 2 === 0} }) { id }`,
    (s, turn) => ["POST", `/groups/${s.company}/settings/flags`, { allow_download_docs: turn % 2 }],
  ),
  root(
    "updateAgentsAutoupdate below",
    (s, turn) => `updateAgentsAutoupdate(groupId: "${s.distributor}", enabled: ${turn % 2 === 0}, applyForChildren: true) { id }`,
    (s, turn) => ["POST", `/groups/${s.distributor}/settings/agents_autoupdate`, { status: turn % 2, apply_for_children: 1 }],
  ),
  root(
    "restrictLocalBackup",
    (s, turn) => `restrictLocalBackup(groupId: "${s.company}", restricted: ${turn % 2 === 0}) { id }`,
    (s, turn) => ["POST", `/groups/${s.company}/settings/local_backup_restriction`, { status: turn % 2 }],
  ),
  root(
    "setLogonIps",
    (s) => `setLogonIps(groupId: "${s.company}", items: ["127.0.0.1"]) { id }`,
    (s) => ["POST", `/groups/${s.company}/settings/logon_ips`, { items: ["127.0.0.1"] }],
  ),
  root(
    "disableLogonIps",
    (s) => `disableLogonIps(groupId: "${s.company}") { id }`,
    (s) => ["DELETE", `/groups/${s.company}/settings/logon_ips`],
  ),
  root(
    "enableBrand",
    (s) => `enableBrand(groupId: "${s.distributor}") { id }`,
    (s) => ["POST", `/groups/${s.distributor}/brand`],
  ),
  root(
    "updateBrand",
    (s, turn) => `updateBrand(groupId: "${s.distributor}", input: { companyName: "${turn}" }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.distributor}/brand`, { company_name: String(turn) }],
  ),
  root(
    "disableBrand",
    (s) => `disableBrand(groupId: "${s.distributor}") { id }`,
    (s) => ["DELETE", `/groups/${s.distributor}/brand`],
  ),
  root(
    "uploadLogo",
    (s) => `uploadLogo(groupId: "${s.distributor}", content: ${text(png.toString("base64"))}) { id }`,
    (s) => ["POST", `/groups/${s.distributor}/logo`, png],
  ),
];

const accounts: Act[] = [
  root(
    "createAdmin",
    (s, turn) => `createAdmin(groupId: "${s.partner}", input: { login: "${s.tag}-new-${turn}", email: "a@example.com" }) { id }`,
    (s, turn) => ["POST", `/groups/${s.partner}/admins`, { login: `${s.tag}-new-${turn}`, email: "a@example.com" }],
  ),
  root(
    "createUser of one login",
    (s) => `createUser(groupId: "${s.company}", input: { login: "${s.tag}-same", email: "a@example.com" }) { id }`,
    (s) => ["POST", `/groups/${s.company}/users`, { login: `${s.tag}-same`, email: "a@example.com" }],
    "the login",
  ),
  root(
    "createAdmin of one login",
    (s) => `createAdmin(groupId: "${s.partner}", input: { login: "${s.tag}-SAME", email: "a@example.com" }) { id }`,
    (s) => ["POST", `/groups/${s.partner}/admins`, { login: `${s.tag}-SAME`, email: "a@example.com" }],
    "the login",
  ),
  root(
    "createAdmin, a seat",
    (s) => `createAdmin(groupId: "${s.distributor}", input: { login: "${s.login}", useExistingIdentity: true }) { id }`,
    (s) => ["POST", `/groups/${s.distributor}/admins`, { login: s.login, use_existing_identity: 1 }],
    "the seat",
  ),
  root(
    "updateAdmin",
    (s, turn) => `updateAdmin(id: "${s.admin}", input: { firstname: "Ann ${turn}" }) { id }`,
    (s, turn) => ["PUT", `/admins/${s.admin}`, { firstname: `Ann ${turn}` }],
  ),
  root(
    "updateAdmin, its e-mail",
    (s, turn) => `updateAdmin(id: "${s.secondSeat}", input: { email: "mail${turn}@example.com" }) { id }`,
    (s, turn) => ["PUT", `/admins/${s.secondSeat}`, { email: `mail${turn}@example.com` }],
  ),
  root("updateAdmin, its login", (s, turn) => `updateAdmin(id: "${s.admin}", input: { login: "${s.tag}-login-${turn}" }) { id }`),
  root(
    "updateAdmin, its state",
    (s, turn) => `updateAdmin(id: "${s.admin}", input: { status: ${turn % 2 === 0 ? "DISABLED" : "ENABLED"} }) { id }`,
    (s, turn) => ["PUT", `/admins/${s.admin}`, { status: turn % 2 }],
  ),
  root(
    "deleteAdmin",
    (s) => `deleteAdmin(id: "${s.secondSeat}")`,
    (s) => ["DELETE", `/admins/${s.secondSeat}`],
    "the admin's end",
  ),
  root(
    "updateUser by version",
    (s, turn) => `updateUser(id: "${s.user}", version: 1, input: { firstname: "Uma ${turn}", quotas: { quotaVmsHard: ${turn} } }) { id }`,
    (s, turn) => ["PUT", `/users/${s.user}?version=1`, { firstname: `Uma ${turn}`, privileges: { quota_vms_hard: turn } }],
    "the user's first version",
  ),
  root(
    "deleteUser",
    (s) => `deleteUser(id: "${s.user}")`,
    (s) => ["DELETE", `/users/${s.user}`],
    "the user's end",
  ),
  {
    ...root(
      "registerMachine",
      (s, turn) => `registerMachine(userId: "${s.user}", input: { agentId: "${s.tag}-second-${turn}" }) { id }`,
      (s, turn) => ["POST", `/users/${s.user}/machines`, { agent_id: `${s.tag}-second-${turn}` }],
    ),
    as: { seat: "company" },
  },
  root("deleteMachine", (s) => `deleteMachine(userId: "${s.user}", id: "${s.machine}")`, undefined, "the machine's end"),
  root("unlockLogin", (s) => `unlockLogin(accountId: "${s.admin}")`),
  root("endOtherSessions", (s) => `endOtherSessions(accountId: "${s.admin}")`),
  root("endSession", (s) => `endSession(id: "${s.sessionId}")`, undefined, "the session's end"),
  root(
    "prepareActionMail",
    (s) => `prepareActionMail(action: RESET, target: { userId: "${s.admin}" }) { token }`,
    (s) => ["GET", `/actions/mail/reset?user_id=${s.admin}`],
  ),
  root(
    "sendResetMail",
    (s) => `sendResetMail(target: { userId: "${s.secondSeat}" })`,
    (s) => ["POST", "/actions/mail/reset", { login: s.login, email: `${s.tag}@example.com`, user_id: s.secondSeat }],
  ),
];

const persons: Act[] = [
  {
    ...person(
      "changeLogin",
      (s, turn) => `changeLogin(input: { login: "${s.login}", newLogin: "${s.tag}-own-${turn}" })`,
      (s, turn) => ["POST", "/actions/change_login", { login: s.login, newlogin: `${s.tag}-own-${turn}` }],
    ),
    as: { seat: "root" },
  },
  person(
    "changePassword",
    () => `changePassword(currentPassword: "${ROOT.password}", newPassword: "${NEXT}")`,
    () => ["POST", "/actions/change_password", { current_password: ROOT.password, new_password: NEXT }],
  ),
  person(
    "switch to another seat",
    (s) => `login(userId: "${s.secondSeat}") { message }`,
    (s) => ["POST", "/login", { user_id: s.secondSeat }],
  ),
  person("endOtherSessions by the holder", () => "endOtherSessions"),
  person(
    "logout",
    () => "logout",
    () => ["POST", "/logout"],
  ),
  {
    ...person(
      "login",
      (s) => `login(username: "${s.login}", password: "${ROOT.password}", userId: "${s.admin}") { message }`,
      (s) => ["POST", "/login", { username: s.login, password: ROOT.password, user_id: s.admin }],
    ),
    as: "nobody",
  },
  byToken(
    "resetPassword",
    "the person's links to a new password",
    (s) => `resetPassword(token: "${s.resets[0]}", password: "${NEXT}")`,
    (s) => ["POST", `/actions/reset?token=${s.resets[0]}`, { password: NEXT }],
  ),
  byToken(
    "resetPassword by another link",
    "the person's links to a new password",
    (s) => `resetPassword(token: "${s.resets[1]}", password: "${NEXT}")`,
    (s) => ["POST", `/actions/reset?token=${s.resets[1]}`, { password: NEXT }],
  ),
  byToken(
    "confirmEmailUpdate",
    "the link to a new address",
    (s) => `confirmEmailUpdate(token: "${s.emailUpdate}") { email }`,
    (s) => ["POST", `/actions/emailupdate?token=${s.emailUpdate}`],
  ),
  byToken("activateStorage", "the link of a storage", (s) => `activateStorage(token: "${s.registration}") { uid }`),
];

const others: Act[] = [
  root(
    "registerStorage of one uid",
    (s, turn) =>
      `registerStorage(groupId: "${turn % 2 === 0 ? s.distributor : s.partner}",
       input: { kind: ADVANCED, name: "${s.tag} ${turn}", uid: "${s.tag}-same" }) { url }`,
    (s, turn) => [
      "POST",
      `/groups/${turn % 2 === 0 ? s.distributor : s.partner}/storages`,
      { kind: StorageKind.EXPRESS, name: `${s.tag} ${turn}`, uid: `${s.tag}-SAME` },
    ],
    "the uid",
  ),
  root(
    "updateStorage",
    (s, turn) => `updateStorage(groupId: "${s.distributor}", id: "${s.storage}", input: { name: "${s.tag} named ${turn}" }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.distributor}/storages/${s.storage}`, { name: `${s.tag} named ${turn}` }],
  ),
  root(
    "deleteStorage",
    (s) => `deleteStorage(groupId: "${s.distributor}", id: "${s.storage}")`,
    (s) => ["DELETE", `/groups/${s.distributor}/storages/${s.storage}`],
    "the storage's end",
  ),
  root(
    "updateStorageInheritance",
    (s, turn) => `updateStorageInheritance(groupId: "${s.partner}", inherited: ${turn % 2 === 0}) { id }`,
    (s, turn) => ["PUT", `/groups/${s.partner}/storages`, { inherited: turn % 2 }],
  ),
  root(
    "createReportSchedule",
    (s) => `createReportSchedule(groupId: "${s.partner}", input: { level: CUSTOMERS, enabled: true, schedule: { timeshift: 0 } }) { id }`,
  ),
  root(
    "updateReportSchedule by version",
    (s) => `updateReportSchedule(id: "${s.schedule}", version: 1, input: { enabled: true }) { id }`,
    (s) => ["PUT", `/reports/${s.schedule}?version=1`, { enabled: 1 }],
    "the schedule's first version",
  ),
  root(
    "updateGroupReportSchedule",
    (s, turn) => `updateGroupReportSchedule(groupId: "${s.partner}", input: { hideZeroUsage: ${turn % 2 === 0} }) { id }`,
    (s, turn) => ["PUT", `/groups/${s.partner}/reports/scheduled`, { hide_zero_usage: turn % 2 }],
  ),
  root(
    "deleteReportSchedule",
    (s) => `deleteReportSchedule(id: "${s.schedule}")`,
    (s) => ["DELETE", `/reports/${s.schedule}`],
    "the schedule's end",
  ),
  root(
    "orderReport",
    (s, turn) =>
      `orderReport(groupId: "${s.partner}",
       input: { kind: SUMMARY, beginDate: "2026-01-0${(turn % 9) + 1}T00:00:00Z", endDate: "2026-02-01T00:00:00Z" }) { id }`,
  ),
  root(
    "sendReport",
    (s) => `sendReport(id: "${s.schedule}") { id }`,
    (s) => ["POST", `/reports/${s.schedule}/send`],
  ),
  root(
    "registerBackupServer anew",
    (s, turn) =>
      `registerBackupServer(input: { address: "b${turn}.${s.tag}.example.com",
       internalAddress: "${s.internalAddress}", agentId: "${s.tag}-server", secret: "${s.tag}" }) { id }`,
    (s, turn) => [
      "POST",
      "/datacenter/backupservers",
      { address: `b${turn}.${s.tag}.example.com`, internal_address: s.internalAddress, agent_id: `${s.tag}-server`, secret: s.tag },
    ],
  ),
  root(
    "registerBackupServer at one address",
    (s, turn) => `registerBackupServer(input: { address: "same.${s.tag}.example.com", agentId: "${s.tag}-server-${turn}" }) { id }`,
    (s, turn) => ["POST", "/datacenter/backupservers", { address: `same.${s.tag}.example.com`, agent_id: `${s.tag}-server-${turn}` }],
    "the address",
  ),
  root(
    "reportOnlineAgents",
    (s, turn) => `reportOnlineAgents(backupServerIpAddress: "${s.internalAddress}", onlineAgentsCount: ${turn}) { id }`,
  ),
  root(
    "registerGateway at one address",
    (s) => `registerGateway(input: { address: "gateway.${s.tag}.example.com", cipherKey: "k" }) { id }`,
    (s) => ["POST", "/datacenter/gateways", { address: `gateway.${s.tag}.example.com`, cipher_key: "k" }],
    "the gateway",
  ),
  root(
    "migrateBackupServer",
    (s) => `migrateBackupServer(groupId: "${s.partner}", backupServerId: "${s.backupServer}") { groups { id } }`,
    (s) => ["PUT", `/groups/${s.partner}/backup_server_migration`, { backup_server_id: s.backupServer }],
  ),
  root(
    "registerApiAccount of one identifier",
    (s) => `registerApiAccount(input: { type: LOCAL, identifier: "${s.tag}-program" }) { secret }`,
    undefined,
    "the identifier",
  ),
  root(
    "createUser with the identifier",
    (s) => `createUser(groupId: "${s.company}", input: { login: "${s.tag}-program", email: "a@example.com" }) { id }`,
    (s) => ["POST", `/groups/${s.company}/users`, { login: `${s.tag}-PROGRAM`, email: "a@example.com" }],
    "the identifier",
  ),
  root(
    "replaceApiAccount",
    (s, turn) =>
      `replaceApiAccount(input: { type: LOCAL, identifier: "${s.apiAccount}",
       description: "${turn}", roles: ["readonly_admin"] }) { identifier }`,
  ),
  root("resetApiAccountSecret", (s) => `resetApiAccountSecret(identifier: "${s.apiAccount}") { secret }`),
  root("deleteApiAccount", (s) => `deleteApiAccount(identifier: "${s.apiAccount}")`, undefined, "the API account's end"),
  root(
    "issueClientCertificate",
    (s, turn) => `issueClientCertificate(input: { subject: "CN=${s.tag} ${turn}" }) { certificate { serial } }`,
  ),
];

/** Every changing command, on objects that they share. */
export const ACTS: readonly Act[] = [...groups, ...settings, ...accounts, ...persons, ...others];

/** Mutations that no act stands for, and why. */
export const WITHOUT_ACT: Readonly<Record<string, string>> = {
  activateAccount: "as resetPassword",
  createReportSchedule: "",
  impersonate: "signs a token, changes nothing",
  impersonateUser: "signs a token, changes nothing",
  issueAdminToken: "signs a token, changes nothing",
  issueUserToken: "signs a token, changes nothing",
  loginByToken: "begins a session as login does",
  requestPasswordReset: "leaves a job, changes nothing else",
  revokeClientCertificate: "has its own case: its serial is known afterwards alone",
  sendActivationMail: "as sendResetMail",
  sendAdhocReport: "as orderReport",
  sendEmailUpdateMail: "as sendResetMail",
  sendTestMail: "changes nothing",
};
