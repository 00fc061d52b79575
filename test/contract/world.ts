import { GroupKind } from "../../src/kernel/enums.js";
import { type Credentials, ROOT, type TestServer, type TestServerOptions, startTestServer } from "../setup/test-server.js";
import { BRANDABLE_CAPABILITIES } from "../setup/masks.js";
import { makePng } from "../setup/png.js";
import {
  PASSWORD,
  type MadeGroup,
  type Tree,
  activate,
  makeBackupServer,
  makeBrandable,
  makeBranded,
  makeGroup,
  makeStorage,
  makeTree,
} from "../setup/tree.js";
import { exchange, type Reply, type Sending } from "./http.js";

/** An account without a password yet. */
export interface PendingAccount {
  id: number;
  uuid: string;
  login: string;
}

/** A server with the tree of the fixture, and makers of what a case may change or remove. */
export interface World {
  server: TestServer;
  tree: Tree;
  /** The root group's id. */
  root: number;
  /** Schedules of reports, of a group of the first branch and of the other. */
  schedules: { inside: number; outside: number };
  /** The root admin's id. */
  rootAdmin: number;
  /** A storage of the first branch's company. */
  storage: number;
  /** A backup server. */
  backupServer: number;
  /** The platform's brand, and its logo. */
  brand: number;
  image: number;
  send: (method: string, path: string, sending?: Sending) => Promise<Reply>;
  /** A word nobody has used. */
  fresh: (word: string) => string;
  /** A new group, a company under the partner unless said otherwise. */
  group: (parent?: number, kind?: GroupKind, more?: object) => Promise<MadeGroup & { name: string }>;
  /** A new company that may have a brand of its own, and one that has. */
  brandable: (parent?: number) => Promise<MadeGroup>;
  branded: (parent?: number) => Promise<MadeGroup>;
  /** A new disabled company. */
  disabledGroup: () => Promise<number>;
  pending: (sort: "admins" | "users", group?: number, more?: object) => Promise<PendingAccount>;
  /** A new account that can log in. */
  account: (sort: "admins" | "users", group?: number, more?: object) => Promise<PendingAccount & Credentials>;
  /** A token by which a new service user may set its password. */
  token: () => Promise<{ token: string; user: PendingAccount }>;
  /** The Cookie header of a new session. */
  session: (as: Credentials) => Promise<{ cookie: string }>;
  version: (path: string) => Promise<number>;
}

/** @throws Error unless the answer has that status */
export function must(status: number, reply: Reply): Reply {
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply;
}

export async function createWorld(env: NodeJS.ProcessEnv = {}, options: TestServerOptions = {}): Promise<World> {
  const server = await startTestServer(env, options);
  const tree = await makeTree(server);
  const send = (method: string, path: string, sending?: Sending): Promise<Reply> => exchange(server.url, method, `/api/1${path}`, sending);
  const { account_group_id: root, id: rootAdmin } = (await send("GET", "/profile", { as: ROOT })).body as {
    account_group_id: number;
    id: number;
  };
  const { id: storage } = await makeStorage(server, tree.company.id);
  const backupServer = await makeBackupServer(server);
  must(200, await send("POST", "/groups/self/logo", { as: ROOT, body: makePng() }));
  const { id: brand, logotype: image } = (await send("GET", "/groups/self/brand", { as: ROOT })).body as { id: number; logotype: number };
  // Without the brand of its own that this allows, the company is what it was; its version has not grown either.
  await server.db("groups").where({ id: tree.company.id }).update({ capabilities: BRANDABLE_CAPABILITIES });
  const schedule = async (group: number): Promise<number> => {
    const { data } = await server.graph(
      `mutation { createReportSchedule(groupId: "${group}", input: { level: ITSELF, schedule: { timeshift: 0 }, enabled: false }) { id } }`,
      { as: ROOT },
    );
    return Number((data as { createReportSchedule: { id: string } }).createReportSchedule.id);
  };
  const schedules = { inside: await schedule(tree.company.id), outside: await schedule(tree.otherCompany.id) };
  let made = 0;
  const fresh = (word: string): string => `${word}-${++made}`;

  const pending: World["pending"] = async (sort, group = tree.company.id, more = {}) => {
    const login = fresh(sort);
    const body = { login, email: `${login}@example.com`, firstname: "Ada", lastname: "Account", ...more };
    const created = must(201, await send("POST", `/groups/${group}/${sort}`, { as: ROOT, body })).body as { id: number; uuid: string };
    return { ...created, login: (more as { login?: string }).login ?? login };
  };
  const account: World["account"] = async (sort, group, more) => {
    const created = await pending(sort, group, more);
    await activate(server, created.login);
    return { ...created, password: PASSWORD };
  };

  return {
    server,
    tree,
    root,
    schedules,
    rootAdmin,
    storage,
    backupServer,
    brand,
    image,
    send,
    fresh,
    pending,
    account,
    group: async (parent = tree.partner.id, kind = GroupKind.END_USER_COMPANY, more = {}) => {
      const name = fresh("Group");
      return { ...(await makeGroup(server, parent, kind, name, more)), name };
    },
    brandable: (parent = tree.partner.id) => makeBrandable(server, parent, GroupKind.END_USER_COMPANY, fresh("Group")),
    branded: (parent = tree.partner.id) => makeBranded(server, parent, GroupKind.END_USER_COMPANY, fresh("Group")),
    disabledGroup: async () => {
      const { id } = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, fresh("Group"));
      must(200, await send("PUT", `/groups/${id}`, { as: ROOT, body: { status: 0 } }));
      return id;
    },
    token: async () => {
      const user = await pending("users");
      const { token } = must(200, await send("GET", `/actions/mail/activate?login=${user.login}`, { as: ROOT })).body as { token: string };
      return { token, user };
    },
    session: async ({ login, password }) => {
      const { headers } = must(200, await send("POST", "/login", { body: { username: login, password } }));
      return { cookie: headers["set-cookie"]![0]!.split(";")[0]! };
    },
    version: async (path) => (must(200, await send("GET", path, { as: ROOT })).body as { version: number }).version,
  };
}
