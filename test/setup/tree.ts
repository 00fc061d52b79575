import { ROOT, type Credentials, type TestServer } from "./test-server.js";

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

export const makeGroup = (server: TestServer, parent: number | "self", kind: number, name: string, more: object = {}, as: Credentials = ROOT): Promise<MadeGroup> =>
  made(server.rest("POST", `/groups/${parent}/children`, { as, body: { kind, name, ...more } }));

/** Sets an account's password as its holder would: by the token from its mail. */
export async function activate(server: TestServer, login: string): Promise<void> {
  const mail = await server.rest("GET", `/actions/mail/activate?login=${encodeURIComponent(login)}`, { as: ROOT });
  const { token } = mail.body as { token: string };
  const { status, text } = await server.rest("POST", `/actions/activate?token=${token}`, { body: { password: PASSWORD } });
  if (status !== 200) throw new Error(`activation of ${login} answered ${status}: ${text}`);
}

export async function makeAdmin(server: TestServer, group: number, login: string, more: object = {}): Promise<MadeAccount> {
  const { id } = await made(
    server.rest("POST", `/groups/${group}/admins`, { as: ROOT, body: { login, email: `${login}@example.com`, firstname: "Ann", lastname: "Admin", ...more } }),
  );
  await activate(server, login);
  return { id, login, password: PASSWORD };
}

export async function makeUser(server: TestServer, group: number, login: string, more: object = {}): Promise<MadeAccount> {
  const { id } = await made(
    server.rest("POST", `/groups/${group}/users`, { as: ROOT, body: { login, email: `${login}@example.com`, firstname: "Uma", lastname: "User", ...more } }),
  );
  await activate(server, login);
  return { id, login, password: PASSWORD };
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
  const distributor = await makeGroup(server, "self", 10, "Distributor");
  const partner = await makeGroup(server, distributor.id, 30, "Partner");
  const company = await makeGroup(server, partner.id, 40, "Company");
  const unit = await makeGroup(server, company.id, 50, "Unit");
  const otherPartner = await makeGroup(server, distributor.id, 30, "Other partner");
  const otherCompany = await makeGroup(server, otherPartner.id, 40, "Other company");
  const otherUnit = await makeGroup(server, otherCompany.id, 50, "Other unit");
  return {
    distributor, partner, company, unit, otherPartner, otherCompany, otherUnit,
    otherAdmin: await makeAdmin(server, otherPartner.id, "other-admin"),
    otherUser: await makeUser(server, otherUnit.id, "other-user"),
    accounts: {
      root_admin: ROOT,
      partner_admin: await makeAdmin(server, partner.id, "partner-admin"),
      company_admin: await makeAdmin(server, company.id, "company-admin"),
      unit_admin: await makeAdmin(server, unit.id, "unit-admin"),
      readonly_admin: await makeAdmin(server, partner.id, "readonly-admin", { access_type: 1 }),
      tenant_viewer: await makeUser(server, unit.id, "tenant-viewer"),
    },
  };
}

/** A group that may have a brand of its own, and has one. */
export async function makeBranded(server: TestServer, parent: number | "self", kind: number, name: string): Promise<MadeGroup> {
  const group = await makeBrandable(server, parent, kind, name);
  const { status, text } = await server.rest("POST", `/groups/${group.id}/brand`, { as: ROOT });
  if (status !== 200) throw new Error(`the brand of ${name} answered ${status}: ${text}`);
  return group;
}

/** A group that may have a brand of its own. */
export async function makeBrandable(server: TestServer, parent: number | "self", kind: number, name: string): Promise<MadeGroup> {
  const group = await makeGroup(server, parent, kind, name);
  const { status, text } = await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { capabilities: 31 } });
  if (status !== 200) throw new Error(`the capabilities of ${name} answered ${status}: ${text}`);
  return group;
}
