import { AccessRight, GroupKind } from "../../src/kernel/enums.js";
import { BRANDABLE_CAPABILITIES } from "./masks.js";
import { ROOT, type Credentials, type TestServer, startTestServer } from "./test-server.js";

export const PASSWORD = "a password for tests";

/** A group as the fixture made it. */
export interface MadeGroup {
  id: number;
  uuid: string;
}

/** An account that can log in. */
export interface MadeAccount extends Credentials {
  id: number;
}

interface Made {
  id: number;
  uuid: string;
  version: number;
}

async function made(answer: Promise<{ status: number; text: string; body: never }>): Promise<Made> {
  const { status, text, body } = await answer;
  if (status !== 201) throw new Error(`expected 201, got ${status}: ${text}`);
  return body;
}

export const makeGroup = (
  server: TestServer,
  parent: number | "self",
  kind: GroupKind,
  name: string,
  more: object = {},
  as: Credentials = ROOT,
): Promise<MadeGroup> => made(server.rest("POST", `/groups/${parent}/children`, { as, body: { kind, name, ...more } }));

/** Sets an account's password as its holder would: by the token from its mail. */
export async function activate(server: TestServer, login: string): Promise<void> {
  const mail = await server.rest("GET", `/actions/mail/activate?login=${encodeURIComponent(login)}`, { as: ROOT });
  const { token } = mail.body as { token: string };
  const { status, text } = await server.rest("POST", `/actions/activate?token=${token}`, { body: { password: PASSWORD } });
  if (status !== 200) throw new Error(`activation of ${login} answered ${status}: ${text}`);
}

export async function makeAdmin(server: TestServer, group: number, login: string, more: object = {}): Promise<MadeAccount> {
  const { id } = await made(
    server.rest("POST", `/groups/${group}/admins`, {
      as: ROOT,
      body: { login, email: `${login}@example.com`, firstname: "Ann", lastname: "Admin", ...more },
    }),
  );
  await activate(server, login);
  return { id, login, password: PASSWORD };
}

export async function makeUser(server: TestServer, group: number, login: string, more: object = {}): Promise<MadeAccount> {
  const { id } = await made(
    server.rest("POST", `/groups/${group}/users`, {
      as: ROOT,
      body: { login, email: `${login}@example.com`, firstname: "Uma", lastname: "User", ...more },
    }),
  );
  await activate(server, login);
  return { id, login, password: PASSWORD };
}

let storages = 0;

/** Registers a storage of a group. @returns its id and the link that makes it active */
export async function makeStorage(
  server: TestServer,
  group: number | "self",
  name = `Storage ${++storages}`,
): Promise<{ id: number; url: string }> {
  const { errors, data } = await server.graph(
    "mutation ($group: ID!, $input: RegisterStorageInput!) { registerStorage(groupId: $group, input: $input) { url storage { id } } }",
    { as: ROOT, variables: { group: String(group), input: { kind: "ADVANCED", name, uid: `uid ${++storages} of ${name}` } } },
  );
  if (errors !== undefined) throw new Error(errors[0]!.message);
  const { url, storage } = (data as { registerStorage: { url: string; storage: { id: string } } }).registerStorage;
  return { id: Number(storage.id), url };
}

/** Registers a backup server, or the one of that name anew. @returns its id */
export async function makeBackupServer(server: TestServer, name = "backup"): Promise<number> {
  const { errors, data } = await server.graph(
    "mutation ($input: RegisterBackupServerInput!) { registerBackupServer(input: $input) { id } }",
    {
      as: ROOT,
      variables: {
        input: { address: `${name}.example.com`, agentId: name, secret: `secret of ${name}`, internalAddress: `${name}.internal` },
      },
    },
  );
  if (errors !== undefined) throw new Error(errors[0]!.message);
  return Number((data as { registerBackupServer: { id: string } }).registerBackupServer.id);
}

/** Two branches under the root, and an account of each role in the first. */
export interface Tree {
  distributor: MadeGroup;
  partner: MadeGroup;
  company: MadeGroup;
  unit: MadeGroup;
  otherPartner: MadeGroup;
  otherCompany: MadeGroup;
  otherUnit: MadeGroup;
  otherAdmin: MadeAccount;
  otherUser: MadeAccount;
  accounts: {
    root_admin: Credentials;
    /** Admin of `partner`, full access. */
    partner_admin: MadeAccount;
    company_admin: MadeAccount;
    unit_admin: MadeAccount;
    /** Sits in `partner` and may read alone. */
    readonly_admin: MadeAccount;
    /** A service user of `unit`. */
    tenant_viewer: MadeAccount;
  };
}

/** root - distributor - partner - company - unit, and beside it otherPartner - otherCompany - otherUnit. */
export async function makeTree(server: TestServer): Promise<Tree> {
  const distributor = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Distributor");
  const partner = await makeGroup(server, distributor.id, GroupKind.MSP, "Partner");
  const company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, "Company");
  const unit = await makeGroup(server, company.id, GroupKind.COMPANY_DEPARTMENT, "Unit");
  const otherPartner = await makeGroup(server, distributor.id, GroupKind.MSP, "Other partner");
  const otherCompany = await makeGroup(server, otherPartner.id, GroupKind.END_USER_COMPANY, "Other company");
  const otherUnit = await makeGroup(server, otherCompany.id, GroupKind.COMPANY_DEPARTMENT, "Other unit");
  return {
    distributor,
    partner,
    company,
    unit,
    otherPartner,
    otherCompany,
    otherUnit,
    otherAdmin: await makeAdmin(server, otherPartner.id, "other-admin"),
    otherUser: await makeUser(server, otherUnit.id, "other-user"),
    accounts: {
      root_admin: ROOT,
      partner_admin: await makeAdmin(server, partner.id, "partner-admin"),
      company_admin: await makeAdmin(server, company.id, "company-admin"),
      unit_admin: await makeAdmin(server, unit.id, "unit-admin"),
      readonly_admin: await makeAdmin(server, partner.id, "readonly-admin", { access_type: AccessRight.READ }),
      tenant_viewer: await makeUser(server, unit.id, "tenant-viewer"),
    },
  };
}

/** A server of its own, with the tree. @param env its settings */
export async function startTreeServer(env: NodeJS.ProcessEnv = {}): Promise<{ server: TestServer; tree: Tree }> {
  const server = await startTestServer(env);
  return { server, tree: await makeTree(server) };
}

/** A group that may have a brand of its own, and has one. */
export async function makeBranded(server: TestServer, parent: number | "self", kind: GroupKind, name: string): Promise<MadeGroup> {
  const group = await makeBrandable(server, parent, kind, name);
  const { status, text } = await server.rest("POST", `/groups/${group.id}/brand`, { as: ROOT });
  if (status !== 200) throw new Error(`the brand of ${name} answered ${status}: ${text}`);
  return group;
}

/** A group that may have a brand of its own. */
export async function makeBrandable(server: TestServer, parent: number | "self", kind: GroupKind, name: string): Promise<MadeGroup> {
  const group = await makeGroup(server, parent, kind, name);
  const { status, text } = await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { capabilities: BRANDABLE_CAPABILITIES } });
  if (status !== 200) throw new Error(`the capabilities of ${name} answered ${status}: ${text}`);
  return group;
}
