import { readFileSync } from "node:fs";
import {
  type GraphQLInputType,
  type GraphQLObjectType,
  buildSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { makePng } from "../setup/png.js";
import type { Strangers } from "./strangers.js";

/** The committed schema, not the one the code under test builds. */
const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
const fieldsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field }));
const rootFields = [...fieldsOf(schema.getQueryType()!), ...fieldsOf(schema.getMutationType()!)];
const isId = (type: GraphQLInputType): boolean => getNamedType(type).name === "ID";

export const ROOT_FIELDS: readonly string[] = rootFields.map(({ name }) => name);
/** Root fields with an argument of type ID. */
export const FIELDS_WITH_ID: readonly string[] = rootFields
  .filter(({ field }) => field.args.some(({ type }) => isId(type)))
  .map(({ name }) => name);
/** Root fields that name an object inside of another one, by the ids of both. */
export const FIELDS_INSIDE: readonly string[] = rootFields
  .filter(({ field: { args } }) => args.some(({ name }) => name === "id") && args.some(({ name }) => /^(group|user)Id$/.test(name)))
  .map(({ name }) => name);

/** Input fields of type ID. */
export const INPUT_IDS: readonly string[] = Object.values(schema.getTypeMap())
  .filter(isInputObjectType)
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isId(field.type))
      .map((field) => `${type.name}.${field.name}`),
  );

const OBJECTS = [
  "Account",
  "Admin",
  "AdminConnection",
  "Group",
  "GroupConnection",
  "Node",
  "Profile",
  "ProfileGroup",
  "SearchResult",
  "User",
  "UserConnection",
];

/** Fields below the root that lead from one object to a group, an account, or a list of them. */
export const EDGES: readonly string[] = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .filter((type) => ![schema.getQueryType(), schema.getMutationType()].includes(type as GraphQLObjectType))
  .filter(({ name }) => !/(Connection|Edge)$/.test(name))
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => OBJECTS.includes(getNamedType(field.type).name))
      .map((field) => `${type.name}.${field.name}`),
  )
  .sort();

/** A root field that names an object: of which sorts, and how it is asked for one. */
export interface NamingField {
  of: readonly (keyof Strangers)[];
  ask: (id: number | string) => string;
  /** Who may ask, where root admins may not. */
  by?: "company_admin";
}

const GROUP = ["group"] as const;
const mutation = (of: NamingField["of"], ask: (id: number | string) => string): NamingField => ({
  of,
  ask: (id) => `mutation { ${ask(id)} }`,
});
const query = (of: NamingField["of"], ask: (id: number | string) => string): NamingField => ({ of, ask: (id) => `{ ${ask(id)} }` });

/** Every root field that names an object of the tree. */
export const NAMING_FIELDS: Readonly<Record<string, NamingField>> = {
  "Query.group": query(GROUP, (id) => `group(id: "${id}") { name }`),
  "Query.groupBrand": query(GROUP, (id) => `groupBrand(groupId: "${id}") { id }`),
  "Query.groupLogo": query(GROUP, (id) => `groupLogo(groupId: "${id}") { id }`),
  "Query.admin": query(["admin"], (id) => `admin(id: "${id}") { login }`),
  "Query.user": query(["user"], (id) => `user(id: "${id}") { login }`),
  "Query.node": query(["group", "admin", "user"], (id) => `node(id: "${id}") { uuid }`),
  "Mutation.createGroup": mutation(
    GROUP,
    (id) => `createGroup(parentId: "${id}", input: { name: "Intruder", kind: END_USER_COMPANY }) { id }`,
  ),
  "Mutation.updateGroup": mutation(GROUP, (id) => `updateGroup(id: "${id}", input: { internalTag: "intruder" }) { id }`),
  "Mutation.moveGroup": mutation(GROUP, (id) => `moveGroup(id: "${id}", parentId: "1") { id }`),
  "Mutation.deleteGroup": mutation(GROUP, (id) => `deleteGroup(id: "${id}")`),
  "Mutation.lockGroup": mutation(GROUP, (id) => `lockGroup(id: "${id}") { id }`),
  "Mutation.unlockGroup": mutation(GROUP, (id) => `unlockGroup(id: "${id}") { id }`),
  "Mutation.enableBrand": mutation(GROUP, (id) => `enableBrand(groupId: "${id}") { id }`),
  "Mutation.updateBrand": mutation(GROUP, (id) => `updateBrand(groupId: "${id}", input: { serviceName: "Intruder" }) { id }`),
  "Mutation.disableBrand": mutation(GROUP, (id) => `disableBrand(groupId: "${id}") { id }`),
  "Mutation.uploadLogo": mutation(GROUP, (id) => `uploadLogo(groupId: "${id}", content: "${makePng().toString("base64")}") { id }`),
  "Mutation.createAdmin": mutation(
    GROUP,
    (id) => `createAdmin(groupId: "${id}", input: { login: "intruder", email: "i@example.com" }) { id }`,
  ),
  "Mutation.updateAdmin": mutation(["admin"], (id) => `updateAdmin(id: "${id}", input: { firstname: "Intruder" }) { id }`),
  "Mutation.deleteAdmin": mutation(["admin"], (id) => `deleteAdmin(id: "${id}")`),
  "Mutation.createUser": mutation(
    GROUP,
    (id) => `createUser(groupId: "${id}", input: { login: "intruder", email: "i@example.com" }) { id }`,
  ),
  "Mutation.updateUser": mutation(["user"], (id) => `updateUser(id: "${id}", input: { firstname: "Intruder" }) { id }`),
  "Mutation.deleteUser": mutation(["user"], (id) => `deleteUser(id: "${id}")`),
  "Mutation.recordUsage": mutation(["group", "user"], (id) => `recordUsage(id: "${id}", usage: { serverCount: 7 }) { serverCount }`),
  "Mutation.prepareActionMail": mutation(
    ["admin", "user"],
    (id) => `prepareActionMail(action: ACTIVATE, target: { userId: "${id}" }) { token }`,
  ),
  "Mutation.sendActivationMail": mutation(["admin", "user"], (id) => `sendActivationMail(target: { userId: "${id}" })`),
  "Mutation.sendResetMail": mutation(["admin", "user"], (id) => `sendResetMail(target: { userId: "${id}" })`),
  "Mutation.sendEmailUpdateMail": mutation(
    ["admin", "user"],
    (id) => `sendEmailUpdateMail(target: { userId: "${id}", email: "intruder@example.com" })`,
  ),
  "Mutation.sendTestMail": mutation(GROUP, (id) => `sendTestMail(groupId: "${id}")`),
  "Query.sessions": query(["admin", "user"], (id) => `sessions(accountId: "${id}") { nodes { address } }`),
  "Mutation.endOtherSessions": mutation(["admin", "user"], (id) => `endOtherSessions(accountId: "${id}")`),
  "Mutation.unlockLogin": mutation(["admin", "user"], (id) => `unlockLogin(accountId: "${id}")`),
  "Mutation.updateGroupFlags": mutation(GROUP, (id) => `updateGroupFlags(groupId: "${id}", input: { allowAddDevices: false }) { id }`),
  "Mutation.updateAgentsAutoupdate": mutation(
    GROUP,
    (id) => `updateAgentsAutoupdate(groupId: "${id}", enabled: false, applyForChildren: true) { id }`,
  ),
  "Mutation.restrictLocalBackup": mutation(GROUP, (id) => `restrictLocalBackup(groupId: "${id}", restricted: true) { id }`),
  "Mutation.setLogonIps": mutation(GROUP, (id) => `setLogonIps(groupId: "${id}", items: ["192.0.2.1"]) { id }`),
  "Mutation.issueAdminToken": mutation(["admin"], (id) => `issueAdminToken(id: "${id}") { token }`),
  "Mutation.issueUserToken": mutation(["user"], (id) => `issueUserToken(id: "${id}") { token }`),
  "Mutation.impersonate": mutation(["admin", "user"], (id) => `impersonate(id: "${id}") { token }`),
  "Mutation.impersonateUser": mutation(["user"], (id) => `impersonateUser(id: "${id}") { token }`),
  "Query.migrationAccess": query(GROUP, (id) => `migrationAccess(groupId: "${id}") { token }`),
  "Mutation.updateMigration": mutation(GROUP, (id) => `updateMigration(groupId: "${id}", input: { migrationEnabled: true }) { id }`),
  "Query.backupConsole": query(GROUP, (id) => `backupConsole(groupId: "${id}") { token }`),
  "Query.watchers": query(["group", "user"], (id) => `watchers(id: "${id}", events: [ERROR], service: BACKUP) { nodes { recipient } }`),
  "Query.storage": query(GROUP, (id) => `storage(groupId: "${id}", id: "1") { name }`),
  "Query.serviceHosts": query(["user"], (id) => `serviceHosts(userId: "${id}") { host }`),
  "Query.checkMachineRegistration": query(["user"], (id) => `checkMachineRegistration(userId: "${id}")`),
  "Mutation.registerStorage": mutation(
    GROUP,
    (id) => `registerStorage(groupId: "${id}", input: { kind: EXPRESS, name: "Intruder", uid: "intruder" }) { url }`,
  ),
  "Mutation.updateStorageInheritance": mutation(GROUP, (id) => `updateStorageInheritance(groupId: "${id}", inherited: false) { id }`),
  "Mutation.updateStorage": mutation(GROUP, (id) => `updateStorage(groupId: "${id}", id: "1", input: { name: "Intruder" }) { id }`),
  "Mutation.deleteStorage": mutation(GROUP, (id) => `deleteStorage(groupId: "${id}", id: "1")`),
  "Mutation.migrateBackupServer": mutation(
    GROUP,
    (id) => `migrateBackupServer(groupId: "${id}", backupServerId: "1") { backupServer { id } }`,
  ),
  "Mutation.registerMachine": {
    ...mutation(["user"], (id) => `registerMachine(userId: "${id}", input: { agentId: "intruder" }) { id }`),
    by: "company_admin",
  },
  "Mutation.deleteMachine": mutation(["user"], (id) => `deleteMachine(userId: "${id}", id: "1")`),
  "Query.report": query(GROUP, (id) => `report(groupId: "${id}", id: "1") { id }`),
  "Query.reportSchedule": query(["report"], (id) => `reportSchedule(id: "${id}") { id }`),
  "Mutation.createReportSchedule": mutation(
    GROUP,
    (id) => `createReportSchedule(groupId: "${id}", input: { level: ITSELF, schedule: { timeshift: 0 }, enabled: false }) { id }`,
  ),
  "Mutation.updateReportSchedule": mutation(["report"], (id) => `updateReportSchedule(id: "${id}", input: { enabled: true }) { id }`),
  "Mutation.deleteReportSchedule": mutation(["report"], (id) => `deleteReportSchedule(id: "${id}")`),
  "Mutation.updateGroupReportSchedule": mutation(
    GROUP,
    (id) => `updateGroupReportSchedule(groupId: "${id}", input: { enabled: true }) { id }`,
  ),
  "Mutation.orderReport": mutation(
    GROUP,
    (id) => `orderReport(groupId: "${id}", input: { beginDate: "2020-01-01T00:00:00Z", endDate: "2020-01-02T00:00:00Z" }) { id }`,
  ),
  "Mutation.sendAdhocReport": mutation(
    ["report"],
    (id) => `sendAdhocReport(scheduleId: "${id}", beginDate: "2020-01-01T00:00:00Z", endDate: "2020-01-02T00:00:00Z") { id }`,
  ),
  "Mutation.sendReport": mutation(["report"], (id) => `sendReport(id: "${id}") { id }`),
  "Mutation.disableLogonIps": mutation(GROUP, (id) => `disableLogonIps(groupId: "${id}") { id }`),
};

/** Root fields that name no object of the tree. Logins and tokens are credentials of their own; brands and images are for everyone. */
export const OTHER_FIELDS: readonly string[] = [
  "Query.accountServer",
  "Query.apiAccount",
  "Query.apiAccounts",
  "Query.certificateAuthority",
  "Query.clientCertificates",
  "Query.principal",
  "Query.accountCheck",
  "Query.actionToken",
  "Query.backupServers",
  "Query.brand",
  "Query.businessRules",
  "Query.colorSchemes",
  "Query.constants",
  "Query.forgottenPasswordPage",
  "Query.groups",
  "Query.identityProvider",
  "Query.image",
  "Query.languages",
  "Query.profiles",
  "Query.uiLanguages",
  "Query.versions",
  "Query.viewer",
  "Mutation.activateAccount",
  "Mutation.deleteApiAccount",
  "Mutation.issueClientCertificate",
  "Mutation.registerApiAccount",
  "Mutation.replaceApiAccount",
  "Mutation.resetApiAccountSecret",
  "Mutation.revokeClientCertificate",
  "Mutation.changeLogin",
  "Mutation.activateStorage",
  "Mutation.changePassword",
  "Mutation.confirmEmailUpdate",
  "Mutation.endSession",
  "Mutation.login",
  "Mutation.loginByToken",
  "Mutation.logout",
  "Mutation.requestPasswordReset",
  "Mutation.resetPassword",
  "Mutation.registerBackupServer",
  "Mutation.registerGateway",
  "Mutation.reportOnlineAgents",
];
