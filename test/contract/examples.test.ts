import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { makePng } from "../setup/png.js";
import { ROOT } from "../setup/test-server.js";
import { PASSWORD } from "../setup/tree.js";
import { fill } from "./case.js";
import { OPERATIONS, type Operation } from "./document.js";
import type { Sending } from "./http.js";
import { ROUTER_SECRET } from "./cases/mails.js";
import { type World, createWorld, must } from "./world.js";

/** What stands, in a request of an operation's examples, for what the examples name and nobody has. */
interface Prepared extends Pick<Sending, "as" | "headers"> {
  path?: Record<string, string | number>;
  /** In place of the examples' values; null leaves a parameter out. */
  query?: Record<string, string | number | null>;
  /** Merged into the example, or in its place where it is no object. */
  body?: object;
}

type Prepare = (world: World) => Promise<Prepared> | Prepared;

/** A new company's, whose version is 1. */
const company: Prepare = async (world) => ({ path: { group: (await world.group()).id } });

const ofAccount =
  (sort: "admins" | "users"): Prepare =>
  async (world) => ({ path: { [sort.slice(0, -1)]: (await world.pending(sort)).id } });

const ofBrand: Prepare = async (world) => {
  const { id } = await world.branded();
  return { path: { group: id }, query: { version: await world.version(`/groups/${id}`) } };
};

/** A new account named as the examples of mails name theirs, in a query or in a body. */
const mailed =
  (where: "query" | "body", names: (login: string) => object = () => ({})): Prepare =>
  async (world) => {
    const { id, login } = await world.pending("users");
    return { [where]: { login, user_id: id, email: `${login}@example.com`, ...names(login) } };
  };
const newAddress = (login: string): object => ({ email: `${login}@new.example.com` });

const byToken =
  (action: "activate" | "reset" | "emailupdate"): Prepare =>
  async (world) => {
    const { login } = await world.pending("users");
    const query = `login=${login}${action === "emailupdate" ? `&email=${login}@new.example.com` : ""}`;
    const { token } = must(200, await world.send("GET", `/actions/mail/${action}?${query}`, { as: ROOT })).body as { token: string };
    return { query: { token } };
  };

const ofSchedule: Prepare = async (world) => {
  const { id } = must(200, await world.send("POST", "/reports", { as: ROOT, body: { level: 1, schedule: { timeshift: 0 }, enabled: 0 } }))
    .body as { id: number };
  return { path: { report: id } };
};

const ofStorage: Prepare = async (world) => {
  const { id } = await world.group(world.tree.distributor.id, GroupKind.SUB_DISTRIBUTOR);
  const body = { kind: 1, name: world.fresh("storage"), uid: world.fresh("uid") };
  must(200, await world.send("POST", `/groups/${id}/storages`, { as: ROOT, body }));
  const { items } = (await world.send("GET", `/groups/${id}/storages`, { as: ROOT })).body as { items: { id: number; name: string }[] };
  return { path: { group: id, storage: items.find(({ name }) => name === body.name)!.id } };
};

/** The example attaches an identity that exists, so that there has to be one. */
const existing: Prepare = async (world) => {
  const { id } = await world.group();
  await world.pending("users", id, { login: "john.doe", email: "john.doe@mail.com" });
  return { path: { group: (await world.group()).id } };
};

const PREPARED: Readonly<Record<string, Prepare>> = {
  getActivationToken: byToken("activate"),
  activateAccount: byToken("activate"),
  getResetToken: byToken("reset"),
  resetPassword: byToken("reset"),
  confirmEmailUpdate: byToken("emailupdate"),
  changeLogin: async (world) => ({ as: await world.account("admins", world.root, { login: "Old_login" }) }),
  changePassword: async (world) => {
    const as = await world.account("admins");
    must(
      200,
      await world.send("POST", "/actions/change_password", { as, body: { current_password: PASSWORD, new_password: "current_password" } }),
    );
    return { as: { ...as, password: "current_password" } };
  },
  getActivationMail: mailed("query"),
  getResetMail: mailed("query"),
  getEmailUpdateMail: mailed("query", newAddress),
  sendActivationMail: mailed("body"),
  sendResetMail: mailed("body"),
  sendEmailUpdateMail: async (world) => {
    const { id, login } = await world.pending("users");
    const names = { login, user_id: id, ...newAddress(login) };
    return { query: names, body: names };
  },
  sendTestMail: (world) => ({ body: { group_id: world.tree.company.id } }),
  deleteAdmin: ofAccount("admins"),
  updateAdmin: ofAccount("admins"),
  deleteUser: ofAccount("users"),
  updateUser: async (world) => ({
    ...(await ofAccount("users")(world)),
    body: { login: world.fresh("john.doe"), email: `${world.fresh("john.doe")}@mail.com` },
  }),
  createUser: existing,
  createAdmin: company,
  getAdminToken: () => ({ path: { admin: "self" } }),
  getUserToken: (world) => ({ path: { user: "self" }, as: world.tree.accounts.tenant_viewer }),
  registerBackupServer: () => ({ body: { address: "baas.acronis.com", internal_address: "192.168.10.10" } }),
  listOnlineAgents: async (world) => {
    must(
      201,
      await world.send("POST", "/datacenter/backupservers", {
        as: ROOT,
        body: { address: "online.example.com", agent_id: "online", internal_address: "192.168.10.11" },
      }),
    );
    return { body: { backup_server_ip_address: "192.168.10.11" } };
  },
  migrateBackupServer: (world) => ({ path: { group: world.tree.company.id }, body: { backup_server_id: world.backupServer } }),
  deleteGroup: async (world) => {
    const id = await world.disabledGroup();
    return { path: { group: id }, query: { version: await world.version(`/groups/${id}`) } };
  },
  updateGroup: async (world) => ({
    path: { group: (await world.group()).id },
    body: { parent_id: world.tree.partner.id, name: world.fresh("Example") },
  }),
  createGroup: (world) => ({ path: { group: world.tree.otherPartner.id }, body: { storage: null } }),
  enableBrand: async (world) => {
    const { id } = await world.brandable();
    return { path: { group: id }, query: { version: await world.version(`/groups/${id}`) }, body: {} };
  },
  updateBrand: async (world) => ({ ...(await ofBrand(world)), body: { logotype: world.image } }),
  disableBrand: ofBrand,
  uploadLogo: ofBrand,
  listChildren: (world) => ({
    path: { group: world.tree.distributor.id },
    query: { uuids: `${world.tree.partner.uuid},${world.tree.otherPartner.uuid}` },
  }),
  getBackupConsole: company,
  updateAgentsAutoupdate: company,
  updateAgentsAutoupdateAlias: company,
  setLogonIps: company,
  setLogonIpsAlias: company,
  updateFlags: company,
  updateLocalBackupRestriction: company,
  updateMigration: company,
  orderReport: company,
  getOrderedReport: async (world) => {
    const { id: group } = await world.group();
    const { report_id, report_uuid } = must(
      200,
      await world.send("POST", `/groups/${group}/reports/ordered`, {
        as: ROOT,
        body: { begin_date: 1_469_434_743, end_date: 1_469_434_743, level: 3 },
      }),
    ).body as { report_id: number; report_uuid: string };
    return { path: { group }, query: { id: report_id, uuid: report_uuid } };
  },
  updateScheduledReports: company,
  updateReport: ofSchedule,
  deleteReport: ofSchedule,
  sendAdhocReport: ofSchedule,
  registerStorage: (world) => ({ path: { group: world.tree.distributor.id } }),
  updateStorageInheritance: company,
  updateStorage: ofStorage,
  deleteStorage: ofStorage,
  listUsers: company,
  listWatchers: company,
  getIdentityProvider: async (world) => {
    const { idp_uuid } = must(200, await world.send("GET", `/users/${world.tree.accounts.tenant_viewer.id}`, { as: ROOT })).body as {
      idp_uuid: string;
    };
    return { query: { uuid: idp_uuid } };
  },
  loginByToken: async (world) => {
    const { jwt } = must(200, await world.send("GET", "/admins/self/jwt", { as: ROOT })).body as { jwt: string };
    return { query: { jwt } };
  },
  login: async (world) => {
    const { login, password, id } = await world.account("users");
    return { body: { username: login, password, user_id: id } };
  },
  getLinks: (world) => ({ path: { user: world.tree.accounts.tenant_viewer.id } }),
  registerMachine: (world) => ({ path: { user: world.tree.accounts.tenant_viewer.id }, as: world.tree.accounts.tenant_viewer }),
};

const queried = ({ parameters }: Operation) =>
  parameters.filter((parameter) => parameter.in === "query" && parameter.example !== undefined);

const WITH_EXAMPLES = OPERATIONS.filter((operation) => operation.bodyExample !== undefined || queried(operation).length > 0);

const success = ({ responses }: Operation): number[] => [...responses.keys()].filter((status) => status < 300);

let world: World;
beforeAll(async () => {
  world = await createWorld({ ROUTER_SECRET });
});
afterAll(() => world.server.stop());

/** An operation's example as a request. */
async function requestOf({
  id,
  method,
  path,
  open,
  bodyExample,
  ...operation
}: Operation): Promise<{ method: string; path: string; query: string; sending: Sending }> {
  const { path: places = {}, query = {}, body, headers, as = open ? undefined : ROOT } = (await PREPARED[id]?.(world)) ?? {};
  const parameters = queried({ id, method, path, open, bodyExample, ...operation })
    .map(({ name, example }) => [name, query[name] === undefined ? example : query[name]])
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${String(name)}=${encodeURIComponent(String(value))}`);
  const sent = id === "uploadLogo" ? makePng() : bodyExample === undefined ? body : { ...(bodyExample as object), ...body };
  return {
    method,
    path: fill(path, places),
    query: parameters.length === 0 ? "" : `?${parameters.join("&")}`,
    sending: { as, headers, body: sent },
  };
}

describe("a request of the page's own examples is taken", () => {
  it.each(WITH_EXAMPLES)("$id", async (operation) => {
    const { method, path, query, sending } = await requestOf(operation);
    const { status, text } = await world.send(method, path + query, sending);
    expect(success(operation), `${method} ${path}${query} answered ${status}: ${text}`).toContain(status);
  });

  it("and so are those of the other contract, which has none", () => {
    expect(readFileSync(new URL("../../rest-compat/contract/account-api-v1.openapi.json", import.meta.url), "utf8")).not.toContain(
      '"example":',
    );
  });
});

describe("the same request again leaves the version", () => {
  const removing = ["deleteAdmin", "deleteGroup", "deleteUser", "deleteReport", "deleteStorage"];
  const changing = WITH_EXAMPLES.filter(
    ({ id, method, parameters }) => method !== "GET" && parameters.some(({ name }) => name === "version") && !removing.includes(id),
  );

  it("wherever one is taken", () => expect(changing.length).toBeGreaterThan(8));

  it.each(changing)("$id", async (operation) => {
    const { method, path, sending } = await requestOf(operation);
    const send = async (body: unknown): Promise<number> => {
      const { status, text, body: answer } = await world.send(method, path, { ...sending, body });
      expect(success(operation), text).toContain(status);
      return (answer as { version: number }).version;
    };
    const version = await send(sending.body);
    expect(await send(sending.body)).toBe(version);
    if (method === "PUT") expect(await send({})).toBe(version);
  });
});
