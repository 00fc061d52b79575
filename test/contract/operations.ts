import type { World } from "./world.js";

/** What stands for a path's parameters. */
export type Objects = Partial<Record<"group" | "admin" | "user", string | number>>;

/** A body that would be taken; whoever refuses it does so for another reason. */
const BODIES: Readonly<Record<string, unknown>> = {
  activateAccount: { password: "a long enough one" },
  changePassword: { current_password: "not the one", new_password: "a long enough one" },
  createAdmin: { login: "never-made", email: "never@example.com" },
  createGroup: { name: "Never made", kind: 40 },
  createUser: { login: "never-made", email: "never@example.com" },
  login: { username: "root", password: "not the one" },
  setLogonIps: { items: ["192.0.2.1"] },
  setLogonIpsAlias: { items: ["192.0.2.1"] },
  updateAdmin: { firstname: "Never" },
  updateAgentsAutoupdate: { status: 0, apply_for_children: 0 },
  updateAgentsAutoupdateAlias: { status: 0, apply_for_children: 0 },
  updateFlags: { allow_add_devices: 0 },
  updateGroup: { internal_tag: "never" },
  updateLocalBackupRestriction: { status: 1 },
  updateUser: { firstname: "Never" },
};

export const bodyOf = (operation: string): unknown => BODIES[operation];

/** The operations these tests are about: those that are built. */
export const BUILT: readonly string[] = [
  "getAccountServer",
  "login",
  "logoutPage",
  "logout",
  "getProfile",
  "getCertificate",
  "getRevocationList",
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
  "getActivationToken",
  "activateAccount",
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
  "lockGroup",
  "unlockGroup",
];

/** Objects of the first branch of the fixture. */
export const inside = ({ tree }: World): Objects => ({
  group: tree.company.id,
  admin: tree.accounts.company_admin.id,
  user: tree.accounts.tenant_viewer.id,
});

/** Objects of the other branch. */
export const outside = ({ tree }: World): Objects => ({ group: tree.otherCompany.id, admin: tree.otherAdmin.id, user: tree.otherUser.id });

/** The same name for every parameter. */
export const named = (name: string | number): Objects => ({ group: name, admin: name, user: name });
