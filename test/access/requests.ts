import { PASSWORD, makeGroup } from "../setup/tree.js";
import { ROOT } from "../setup/test-server.js";
import type { Standing } from "./callers.js";

/** A request that its caller may make, if its role may. */
export interface Request {
  /** What stands for the parameters of the path. */
  path?: Record<string, string | number>;
  query?: string;
  body?: unknown;
  /** In place of the contract's success: a documented refusal that has nothing to do with the role. */
  status?: number;
}

type MakeRequest = (at: Standing) => Request | Promise<Request>;

let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;

/** An account without a password yet. */
async function pending(at: Standing, sort: "admins" | "users", group: number): Promise<{ id: number; login: string }> {
  const login = fresh(sort);
  const { body, status } = await at.server.rest("POST", `/groups/${group}/${sort}`, { as: ROOT, body: { login, email: `${login}@example.com` } });
  if (status !== 201) throw new Error(`${login} was not made: ${status}`);
  return { id: (body as { id: number }).id, login };
}

async function activationToken(at: Standing): Promise<string> {
  const { login } = await pending(at, "users", at.customer);
  const { body } = await at.server.rest("GET", `/actions/mail/activate?login=${login}`, { as: ROOT });
  return (body as { token: string }).token;
}

const child = (at: Standing): Promise<{ id: number }> => makeGroup(at.server, at.own, at.childKind, fresh("child"));

async function disabledChild(at: Standing): Promise<number> {
  const { id } = await child(at);
  await at.server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { status: 0 } });
  return id;
}

const own: MakeRequest = () => ({ path: { group: "self" } });
const none: MakeRequest = () => ({});
const posting =
  (body: unknown): MakeRequest =>
  () => ({ path: { group: "self" }, body });
const ANY_ADDRESS = { items: ["0.0.0.0/0", "::/0"] };
const AUTOUPDATE = { status: 1, apply_for_children: 0 };

/** A request for every operation that is built; the others answer 501 to whom they admit. */
export const REQUESTS: Readonly<Record<string, MakeRequest>> = {
  getAccountServer: () => ({ query: "login=anyone" }),
  getActivationToken: async (at) => ({ query: `token=${await activationToken(at)}` }),
  activateAccount: async (at) => ({ query: `token=${await activationToken(at)}`, body: { password: PASSWORD } }),
  changePassword: ({ as }) => ({ body: { current_password: as?.password ?? "", new_password: as?.password ?? "" } }),
  getActivationMail: async (at) => ({ query: `login=${(await pending(at, "users", at.customer)).login}` }),
  deleteAdmin: async (at) => ({ path: { admin: (await pending(at, "admins", at.own)).id } }),
  getAdmin: async (at) => ({ path: { admin: (await pending(at, "admins", at.own)).id } }),
  updateAdmin: async (at) => ({ path: { admin: (await pending(at, "admins", at.own)).id }, body: { firstname: "Other" } }),
  checkAuth: none,
  checkAuthDelete: none,
  checkAuthPost: none,
  checkAuthPut: none,
  checkAuthHead: none,
  checkAuthOptions: none,
  getCertificate: none,
  getRevocationList: none,
  searchGroups: () => ({ query: "prefix=par" }),
  deleteGroup: async (at) => ({ path: { group: await disabledChild(at) } }),
  getGroup: own,
  updateGroup: posting({ internal_tag: "changed" }),
  listAdmins: own,
  createAdmin: () => ({ path: { group: "self" }, body: { login: fresh("new-admin"), email: "new@example.com", access_type: 1 } }),
  getAgentsAutoupdate: own,
  getAgentsAutoupdateAlias: own,
  updateAgentsAutoupdate: posting(AUTOUPDATE),
  updateAgentsAutoupdateAlias: posting(AUTOUPDATE),
  listChildren: own,
  createGroup: ({ childKind }) => ({ path: { group: "self" }, body: { kind: childKind, name: fresh("new group") } }),
  getLogonIps: own,
  getLogonIpsAlias: own,
  setLogonIps: posting(ANY_ADDRESS),
  setLogonIpsAlias: posting(ANY_ADDRESS),
  disableLogonIps: own,
  disableLogonIpsAlias: own,
  lockGroup: async (at) => ({ path: { group: (await child(at)).id } }),
  unlockGroup: async (at) => ({ path: { group: (await child(at)).id } }),
  getQuotaExceedance: own,
  getSettings: own,
  getFlags: own,
  updateFlags: posting({ allow_add_devices: 0 }),
  getLocalBackupRestriction: own,
  updateLocalBackupRestriction: posting({ status: 1 }),
  listUsers: ({ customer }) => ({ path: { group: customer } }),
  createUser: ({ customer }) => ({ path: { group: customer }, body: { login: fresh("new-user"), email: "new@example.com" } }),
  getConstants: none,
  listLanguages: none,
  listUiLanguages: none,
  getRules: none,
  getVersions: none,
  login: ({ as = ROOT }) => ({ body: { username: as.login, password: as.password } }),
  logoutPage: none,
  logout: none,
  getProfile: none,
  listProfiles: none,
  deleteUser: async (at) => ({ path: { user: (await pending(at, "users", at.customer)).id } }),
  // An admin is no service user, so that there is none by the name of self.
  getUser: ({ as }) => ({ path: { user: "self" }, ...(as?.login !== "tenant-viewer" && { status: 404 }) }),
  updateUser: async (at) => ({ path: { user: (await pending(at, "users", at.customer)).id }, body: { firstname: "Other" } }),
};

