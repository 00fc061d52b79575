import { makePng } from "../setup/png.js";
import type { World } from "./world.js";

/** What stands for a path's parameters. */
export type Objects = Partial<Record<"group" | "admin" | "user" | "storage" | "brand" | "image", string | number>>;

/** A body that would be taken; whoever refuses it does so for another reason. */
const BODIES: Readonly<Record<string, unknown>> = {
  activateAccount: { password: "a long enough one" },
  changeLogin: { login: "root", newlogin: "never-made" },
  changePassword: { current_password: "not the one", new_password: "a long enough one" },
  enableBrand: {},
  updateBrand: { service_name: "Never" },
  uploadLogo: makePng(),
  createAdmin: { login: "never-made", email: "never@example.com" },
  createGroup: { name: "Never made", kind: 40 },
  createUser: { login: "never-made", email: "never@example.com" },
  login: { username: "root", password: "not the one" },
  resetPassword: { password: "a long enough one" },
  sendActivationMail: { login: "never-made", email: "never@example.com" },
  sendEmailUpdateMail: { login: "never-made", email: "never@example.com" },
  sendResetMail: { login: "never-made", email: "never@example.com" },
  sendTestMail: { group_id: 1 },
  listOnlineAgents: { online_agents_count: 1, backup_server_ip_address: "backup.internal" },
  migrateBackupServer: { backup_server_id: 4_000_000_000 },
  registerBackupServer: { address: "never.example.com", agent_id: "never" },
  registerGateway: { address: "never.example.com", cipher_key: "never" },
  registerMachine: { agent_id: "never" },
  registerStorage: { kind: 1, name: "Never", uid: "never" },
  setLogonIps: { items: ["192.0.2.1"] },
  setLogonIpsAlias: { items: ["192.0.2.1"] },
  updateAdmin: { firstname: "Never" },
  updateAgentsAutoupdate: { status: 0, apply_for_children: 0 },
  updateAgentsAutoupdateAlias: { status: 0, apply_for_children: 0 },
  updateFlags: { allow_add_devices: 0 },
  updateGroup: { internal_tag: "never" },
  updateLocalBackupRestriction: { status: 1 },
  updateMigration: { migration_enabled: 0 },
  updateStorage: { name: "Never" },
  updateStorageInheritance: { inherited: 1 },
  updateUser: { firstname: "Never" },
};

/** GETs that need a token or an account of their own, or answer something new each time. */
export const NOT_READING: readonly string[] = [
  "logoutPage", "getActivationToken", "getActivationMail", "getResetToken", "getResetMail", "getEmailUpdateMail", "checkAccount",
];

export const bodyOf = (operation: string): unknown => BODIES[operation];

/** The query an operation can't do without. */
const QUERIES: Readonly<Record<string, string>> = { getForgotLink: "?username=root", listWatchers: "?event_mask=1&service_kind=2" };

export const queryOf = (operation: string): string => QUERIES[operation] ?? "";

/** GETs that need a token or an account of their own, or answer something new each time. */
export const NOT_READING: readonly string[] = [
  "logoutPage", "getActivationToken", "getActivationMail", "loginByToken", "getAdminToken", "getUserToken", "impersonateAdmin", "impersonateUser",
  "getMigration", "getBackupConsole",
];

/** The operations these tests are about: those that are built. */
export const BUILT: readonly string[] = [
  "getAccountServer",
  "login",
  "logoutPage",
  "logout",
  "getProfile",
  "listProfiles",
  "checkAuth",
  "checkAuthDelete",
  "checkAuthPost",
  "checkAuthPut",
  "checkAuthHead",
  "checkAuthOptions",
  "getConstants",
  "listLanguages",
  "listUiLanguages",
  "getRules",
  "getVersions",
  "searchGroups",
  "getGroup",
  "updateGroup",
  "deleteGroup",
  "listChildren",
  "createGroup",
  "listAdmins",
  "createAdmin",
  "getAdmin",
  "updateAdmin",
  "deleteAdmin",
  "listUsers",
  "createUser",
  "getUser",
  "updateUser",
  "deleteUser",
  "getActivationMail",
  "sendActivationMail",
  "getResetMail",
  "sendResetMail",
  "getEmailUpdateMail",
  "sendEmailUpdateMail",
  "sendTestMail",
  "getActivationToken",
  "activateAccount",
  "getResetToken",
  "resetPassword",
  "confirmEmailUpdate",
  "getForgotLink",
  "changeLogin",
  "checkAccount",
  "changePassword",
  "getQuotaExceedance",
  "getSettings",
  "getFlags",
  "updateFlags",
  "getAgentsAutoupdate",
  "updateAgentsAutoupdate",
  "getAgentsAutoupdateAlias",
  "updateAgentsAutoupdateAlias",
  "getLocalBackupRestriction",
  "updateLocalBackupRestriction",
  "getLogonIps",
  "setLogonIps",
  "disableLogonIps",
  "getLogonIpsAlias",
  "setLogonIpsAlias",
  "disableLogonIpsAlias",
  "getGroupBrand",
  "enableBrand",
  "updateBrand",
  "disableBrand",
  "getBrand",
  "listColorSchemes",
  "getLogo",
  "uploadLogo",
  "getImage",
  "lockGroup",
  "unlockGroup",
  "loginByToken",
  "getAdminToken",
  "getUserToken",
  "impersonateAdmin",
  "impersonateUser",
  "getMigration",
  "updateMigration",
  "getBackupConsole",
  "listWatchers",
  "getIdentityProvider",
  "listStorages",
  "registerStorage",
  "updateStorageInheritance",
  "getStorage",
  "updateStorage",
  "deleteStorage",
  "listBackupServers",
  "registerBackupServer",
  "listOnlineAgents",
  "registerGateway",
  "migrateBackupServer",
  "listHosts",
  "getLinks",
  "checkMachines",
  "registerMachine",
];

/** Objects of the first branch of the fixture. */
export const inside = ({ tree, storage, brand, image }: World): Objects => ({
  group: tree.company.id,
  admin: tree.accounts.company_admin.id,
  user: tree.accounts.tenant_viewer.id,
  storage,
  brand,
  image,
});

/** Objects of the other branch. */
export const outside = ({ tree, storage }: World): Objects => ({ group: tree.otherCompany.id, admin: tree.otherAdmin.id, user: tree.otherUser.id, storage });

/** The same name for every parameter. */
export const named = (name: string | number): Objects => ({ group: name, admin: name, user: name, storage: name, brand: name, image: name });
