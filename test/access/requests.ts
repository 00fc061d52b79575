import { ReportLevel } from "../../src/features/reports/report.type.js";
import { AccessRight, StorageKind } from "../../src/kernel/enums.js";
import { makePng } from "../setup/png.js";
import { PASSWORD, makeBackupServer, makeBrandable, makeBranded, makeGroup, makeStorage } from "../setup/tree.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import type { CallerPlace } from "./callers.js";
import { scheduled } from "./strangers.js";

/** A request that its caller may make, if its role may. */
export interface Request {
  /** What stands for the parameters of the path. */
  path?: Record<string, string | number>;
  query?: string;
  body?: unknown;
  /** In place of the contract's success: a documented refusal that has nothing to do with the role. */
  status?: number;
}

type MakeRequest = (at: CallerPlace) => Request | Promise<Request>;

let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;

/** An account without a password yet. */
async function pending(at: CallerPlace, sort: "admins" | "users", group: number): Promise<{ id: number; login: string }> {
  const login = fresh(sort);
  const { body, status } = await at.server.rest("POST", `/groups/${group}/${sort}`, {
    as: ROOT,
    body: { login, email: `${login}@example.com` },
  });
  if (status !== 201) throw new Error(`${login} was not made: ${status}`);
  return { id: (body as { id: number }).id, login };
}

/** A token for the action on a new account. */
async function actionToken(at: CallerPlace, action: "activate" | "reset" | "emailupdate"): Promise<string> {
  const { login } = await pending(at, "users", at.customer);
  const { body } = await at.server.rest(
    "GET",
    `/actions/mail/${action}?login=${login}&email=${action === "emailupdate" ? fresh("new") : login}@example.com`,
    { as: ROOT },
  );
  return (body as { token: string }).token;
}

async function ownToken(server: TestServer): Promise<string> {
  const { body } = await server.rest("GET", "/admins/self/jwt", { as: ROOT });
  return (body as { jwt: string }).jwt;
}

const child = (at: CallerPlace): Promise<{ id: number }> => makeGroup(at.server, at.own, at.childKind, fresh("child"));

async function disabledChild(at: CallerPlace): Promise<number> {
  const { id } = await child(at);
  await at.server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { status: 0 } });
  return id;
}

const storage = async (at: CallerPlace, body?: object): Promise<Request> => ({
  path: { group: at.own, storage: (await makeStorage(at.server, at.own)).id },
  ...(body && { body }),
});

/** Of a service user: its own path, where an admin finds nothing, as it is none itself. */
const itself = ({ as }: CallerPlace): Request => ({ path: { user: "self" }, ...(as?.login !== "tenant-viewer" && { status: 404 }) });

/** A machine for a new user of a company's or unit's admin; everybody else asks for itself. */
async function machine(at: CallerPlace): Promise<Request> {
  await makeBackupServer(at.server);
  await at.server.rest("POST", `/groups/${at.customer}/settings/flags`, { as: ROOT, body: { allow_add_devices: 1 } });
  const serves = ["company-admin", "unit-admin"].includes(at.as?.login ?? "");
  const request = serves ? { path: { user: (await pending(at, "users", at.customer)).id } } : itself(at);
  return { ...request, body: { agent_id: fresh("agent") } };
}

const branded = (at: CallerPlace): Promise<{ id: number }> => makeBranded(at.server, at.own, at.childKind, fresh("branded"));

/** A new logo below the caller's own group, and the brand that has it. */
async function logo(at: CallerPlace): Promise<{ group: number; image: number; brand: number }> {
  const { id } = await branded(at);
  await at.server.rest("POST", `/groups/${id}/logo`, { as: ROOT, body: makePng() });
  const { logotype, id: brand } = (await at.server.rest("GET", `/groups/${id}/brand`, { as: ROOT })).body as {
    logotype: number;
    id: number;
  };
  return { group: id, image: logotype, brand };
}

const own: MakeRequest = () => ({ path: { group: "self" } });
const none: MakeRequest = () => ({});
const posting =
  (body: unknown): MakeRequest =>
  () => ({ path: { group: "self" }, body });
const schedule = async (at: CallerPlace): Promise<number> => scheduled(at.server, at.own);
/** Years ago, so that none of them is in the way of another. */
const period = (): { begin_date: number; end_date: number } => ({ begin_date: made++, end_date: 86_400 * made++ });

async function ordered(at: CallerPlace): Promise<number> {
  const { begin_date, end_date } = period();
  const [begin, end] = [begin_date, end_date].map((time) => new Date(time * 1000).toISOString());
  const { data } = await at.server.graph(
    `mutation { orderReport(groupId: "${at.own}", input: { beginDate: "${begin}", endDate: "${end}" }) { id } }`,
    { as: ROOT },
  );
  return Number((data as { orderReport: { id: string } }).orderReport.id);
}
const ANY_ADDRESS = { items: ["0.0.0.0/0", "::/0"] };
const AUTOUPDATE = { status: 1, apply_for_children: 0 };

/** A request for every operation that is built; the others answer 501 to whom they admit. */
export const REQUESTS: Readonly<Record<string, MakeRequest>> = {
  getAccountServer: () => ({ query: "login=anyone" }),
  getActivationToken: async (at) => ({ query: `token=${await actionToken(at, "activate")}` }),
  activateAccount: async (at) => ({ query: `token=${await actionToken(at, "activate")}`, body: { password: PASSWORD } }),
  getResetToken: async (at) => ({ query: `token=${await actionToken(at, "reset")}` }),
  resetPassword: async (at) => ({ query: `token=${await actionToken(at, "reset")}`, body: { password: PASSWORD } }),
  confirmEmailUpdate: async (at) => ({ query: `token=${await actionToken(at, "emailupdate")}` }),
  checkAccount: () => ({ query: "login=nobody&server=here&sign=00", status: 403 }),
  changeLogin: ({ as }) => ({ body: { login: as?.login ?? "", newlogin: as?.login ?? "" } }),
  getForgotLink: () => ({ query: "username=anybody" }),
  changePassword: ({ as }) => ({ body: { current_password: as?.password ?? "", new_password: as?.password ?? "" } }),
  getActivationMail: async (at) => ({ query: `login=${(await pending(at, "users", at.customer)).login}` }),
  getResetMail: async (at) => ({ query: `login=${(await pending(at, "users", at.customer)).login}` }),
  getEmailUpdateMail: async (at) => ({ query: `login=${(await pending(at, "users", at.customer)).login}&email=new@example.com` }),
  // A service user sees nobody but itself, and needs no activation.
  sendActivationMail: async (at) => {
    const { login } = await pending(at, "users", at.customer);
    return { body: { login, email: `${login}@example.com` }, ...(at.as?.login === "tenant-viewer" && { status: 403 }) };
  },
  sendResetMail: async (at) => {
    const { login } = await pending(at, "users", at.customer);
    return { body: { login, email: `${login}@example.com` } };
  },
  sendEmailUpdateMail: ({ as }) => ({ body: { login: as?.login ?? "", email: `${fresh("new")}@example.com` } }),
  sendTestMail: ({ own: group_id }) => ({ body: { group_id } }),
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
  createAdmin: () => ({
    path: { group: "self" },
    body: { login: fresh("new-admin"), email: "new@example.com", access_type: AccessRight.READ },
  }),
  getAgentsAutoupdate: own,
  getAgentsAutoupdateAlias: own,
  updateAgentsAutoupdate: posting(AUTOUPDATE),
  updateAgentsAutoupdateAlias: posting(AUTOUPDATE),
  listChildren: own,
  createGroup: ({ childKind }) => ({ path: { group: "self" }, body: { kind: childKind, name: fresh("new group") } }),
  listColorSchemes: none,
  getBrand: async (at) => ({ path: { brand: (await logo(at)).brand } }),
  getImage: async (at) => ({ path: { image: (await logo(at)).image } }),
  getGroupBrand: own,
  enableBrand: async (at) => ({ path: { group: (await makeBrandable(at.server, at.own, at.childKind, fresh("brandable"))).id } }),
  updateBrand: async (at) => ({ path: { group: (await branded(at)).id }, body: { service_name: "Other" } }),
  disableBrand: async (at) => ({ path: { group: (await branded(at)).id } }),
  getLogo: async (at) => ({ path: { group: (await logo(at)).group } }),
  uploadLogo: async (at) => ({ path: { group: (await branded(at)).id }, body: makePng() }),
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
  listReports: none,
  createReport: () => ({ body: { level: ReportLevel.ITSELF, schedule: { timeshift: 0 }, enabled: 0 } }),
  getReport: async (at) => ({ path: { report: await schedule(at) } }),
  updateReport: async (at) => ({ path: { report: await schedule(at) }, body: { enabled: 0 } }),
  deleteReport: async (at) => ({ path: { report: await schedule(at) } }),
  sendAdhocReport: async (at) => ({ path: { report: await schedule(at) }, body: period() }),
  sendReport: async (at) => ({ path: { report: await schedule(at) } }),
  getScheduledReports: own,
  updateScheduledReports: posting({ enabled: 0 }),
  orderReport: () => ({ path: { group: "self" }, body: period() }),
  // Nobody makes it: 202, with which the contract says so.
  getOrderedReport: async (at) => ({ path: { group: "self" }, query: `id=${await ordered(at)}`, status: 202 }),
  getLocalBackupRestriction: own,
  updateLocalBackupRestriction: posting({ status: 1 }),
  listUsers: ({ customer }) => ({ path: { group: customer } }),
  createUser: ({ customer }) => ({ path: { group: customer }, body: { login: fresh("new-user"), email: "new@example.com" } }),
  listStorages: own,
  // The partner of these tests is no kind of group whose admins register storages.
  registerStorage: ({ own: group, as }) => ({
    path: { group },
    body: { kind: StorageKind.EXPRESS, name: fresh("storage"), uid: fresh("uid") },
    ...(as?.login === "partner-admin" && { status: 403 }),
  }),
  updateStorageInheritance: posting({ inherited: 1 }),
  getStorage: (at) => storage(at),
  updateStorage: (at) => storage(at, { name: fresh("renamed") }),
  deleteStorage: (at) => storage(at),
  listBackupServers: none,
  registerBackupServer: () => ({ body: { address: `${fresh("host")}.example.com`, agent_id: fresh("server") } }),
  listOnlineAgents: async ({ server }) => {
    await makeBackupServer(server);
    return { body: { online_agents_count: 3, backup_server_ip_address: "backup.internal" } };
  },
  registerGateway: () => ({ body: { address: `${fresh("gateway")}.example.com`, cipher_key: "a cipher key" } }),
  migrateBackupServer: async ({ server, own: group }) => ({ path: { group }, body: { backup_server_id: await makeBackupServer(server) } }),
  listHosts: itself,
  getLinks: itself,
  checkMachines: async (at) => {
    await machine(at);
    return at.as?.login === "tenant-viewer" ? itself(at) : { path: { user: (await pending(at, "users", at.customer)).id } };
  },
  registerMachine: machine,
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
  getAdminToken: () => ({ path: { admin: "self" } }),
  // As getUser: an admin is no service user.
  getUserToken: ({ as }) => ({ path: { user: "self" }, ...(as?.login !== "tenant-viewer" && { status: 404 }) }),
  impersonateAdmin: () => ({ path: { admin: "self" } }),
  impersonateUser: ({ tree }) => ({ path: { user: tree.accounts.tenant_viewer.id } }),
  // Beside other credentials a token is one too many, and without one there is nothing to begin by.
  loginByToken: async ({ as, server }) => (as ? { status: 401 } : { query: `jwt=${await ownToken(server)}` }),
  getMigration: () => ({ path: { group: "self" }, status: 404 }),
  // The fixture's partner admin has full access, to which the right to migrate does not belong.
  updateMigration: ({ as }) => ({
    path: { group: "self" },
    body: { migration_enabled: 0 },
    ...(as?.login === "partner-admin" && { status: 403 }),
  }),
  getBackupConsole: own,
  listWatchers: () => ({ path: { group: "self" }, query: "event_mask=1&service_kind=2" }),
  getIdentityProvider: none,
  updateUser: async (at) => ({ path: { user: (await pending(at, "users", at.customer)).id }, body: { firstname: "Other" } }),
};
