import { readFileSync } from "node:fs";
import { buildSchema, getNamedType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePng } from "../setup/png.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import { type World, createWorld, must } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

/** A change of a versioned object, made for an object of its own. */
interface Change {
  /** Where the object's version is kept, and under which id. */
  of: [table: "groups" | "accounts" | "storages" | "report_schedules" | "api_accounts", id: number];
  /** The arguments of the mutation. */
  args: Record<string, unknown>;
  as?: Credentials;
  /** Whether the version does not grow even when something changes. */
  staysAlways?: boolean;
}

const ofGroup = async (args: (id: number) => Record<string, unknown>, more: Partial<Change> = {}, id?: number): Promise<Change> => {
  const group = id ?? (await world.group()).id;
  return { of: ["groups", group], args: args(group), ...more };
};

const ofSetting = (args: (id: number) => Record<string, unknown>): Promise<Change> => ofGroup(args, { staysAlways: true });

async function ofAccount(sort: "admins" | "users"): Promise<Change> {
  const { id } = await world.pending(sort);
  return {
    of: ["accounts", id],
    args: { id, input: { firstname: "Other", language: "de", ...(sort === "users" && { quotas: { quotaVmsHard: 5 } }) } },
  };
}

async function ofBrand(args: (id: number) => Record<string, unknown>): Promise<Change> {
  return ofGroup(args, {}, (await world.branded()).id);
}

const SMTP = {
  smtpOverride: true,
  smtpServer: "smtp.example.com",
  smtpPort: 465,
  smtpUser: "mailer",
  smtpPassword: "hush",
  smtpEncryption: "TLS",
};

/** For each mutation that changes a versioned object: a change that differs from what is stored. */
const CHANGES: Readonly<Record<string, () => Promise<Change>>> = {
  updateGroup: () =>
    ofGroup((id) => ({ id, input: { internalTag: "other", contact: { city: "Elsewhere" }, quotas: { quotaVmsHard: 5 } } })),
  moveGroup: () => ofGroup((id) => ({ id, parentId: world.tree.otherPartner.id })),
  updateMigration: () =>
    ofGroup((groupId) => ({ groupId, input: { migrationEnabled: true, migrationService: "https://portal.example.com" } })),
  updateStorageInheritance: () => ofGroup((groupId) => ({ groupId, inherited: false })),
  enableBrand: async () => ofGroup((groupId) => ({ groupId }), {}, (await world.brandable()).id),
  updateBrand: () =>
    ofBrand((groupId) => ({ groupId, input: { serviceName: "Other", supportUrl: "help.example.com", logoId: world.image, ...SMTP } })),
  uploadLogo: () => ofBrand((groupId) => ({ groupId, content: makePng(7, 7).toString("base64") })),
  disableBrand: () => ofBrand((groupId) => ({ groupId })),
  lockGroup: () => ofSetting((id) => ({ id })),
  unlockGroup: () => ofSetting((id) => ({ id })),
  setLogonIps: () => ofSetting((groupId) => ({ groupId, items: ["192.0.2.1"] })),
  disableLogonIps: () => ofSetting((groupId) => ({ groupId })),
  restrictLocalBackup: () => ofSetting((groupId) => ({ groupId, restricted: true })),
  updateAgentsAutoupdate: () => ofSetting((groupId) => ({ groupId, enabled: false })),
  updateGroupFlags: () => ofSetting((groupId) => ({ groupId, input: { allowAddDevices: false } })),
  updateAdmin: () => ofAccount("admins"),
  updateUser: () => ofAccount("users"),
  changeLogin: async () => {
    const as = await world.account("admins", world.root);
    return { of: ["accounts", as.id], as, args: { input: { login: as.login, newLogin: as.login.toUpperCase() } } };
  },
  updateStorage: async () => {
    const groupId = world.tree.distributor.id;
    const uid = world.fresh("uid");
    must(200, await world.send("POST", `/groups/${groupId}/storages`, { as: ROOT, body: { kind: 1, name: world.fresh("storage"), uid } }));
    const { id } = (await world.server.db("storages").where({ uid }).first<{ id: number } | undefined>("id"))!;
    return {
      of: ["storages", id],
      args: { groupId, id, input: { name: world.fresh("renamed"), contentUrl: "https://storage.example.com" } },
    };
  },
  updateReportSchedule: async () => {
    const { id } = must(200, await world.send("POST", "/reports", { as: ROOT, body: { level: 1, schedule: { timeshift: 0 }, enabled: 0 } }))
      .body as { id: number };
    return { of: ["report_schedules", id], args: { id, input: { enabled: true, level: "CUSTOMERS", schedule: { timeshift: 60 } } } };
  },
  updateGroupReportSchedule: async () => {
    const { id: groupId } = await world.group();
    must(200, await world.send("PUT", `/groups/${groupId}/reports/scheduled`, { as: ROOT, body: { enabled: 1 } }));
    const { id } = (await world.server.db("report_schedules").where({ group_id: groupId }).first<{ id: number } | undefined>("id"))!;
    return { of: ["report_schedules", id], args: { groupId, input: { enabled: false, showSkus: true } } };
  },
  replaceApiAccount: async () => {
    const identifier = world.fresh("program");
    const body = { type: "local", identifier, roles: ["partner_admin"] };
    const response = await fetch(`${world.server.url}/api/v1/security/accounts`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`,
      },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(201);
    const { id } = (await world.server.db("api_accounts").where({ identifier }).first<{ id: number } | undefined>("id"))!;
    const permissions = [{ value: "configuration:security:account:audit" }];
    return {
      of: ["api_accounts", id],
      args: {
        input: { type: "LOCAL", identifier, description: "Other", roles: ["unit_admin"], permissions, expires: "2099-01-01T00:00:00.000Z" },
      },
    };
  },
};

/** The committed schema, not the one the code under test builds. */
const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
const mutations = schema.getMutationType()!.getFields();

async function call(name: string, { args, as = ROOT }: Change): Promise<void> {
  const { args: declared, type } = mutations[name]!;
  const given = declared.filter((argument) => argument.name in args);
  const variables = given.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(", ");
  const selection = isObjectType(getNamedType(type)) ? "{ __typename }" : "";
  const { errors } = await world.server.graph(
    `mutation (${variables}) { ${name}(${given.map((argument) => `${argument.name}: $${argument.name}`).join(", ")}) ${selection} }`,
    {
      as,
      variables: args,
    },
  );
  expect(errors).toBeUndefined();
}

const versionOf = async ([table, id]: Change["of"]): Promise<number> =>
  (await world.server.db(table).where({ id }).first<{ version: number } | undefined>("version"))!.version;

describe("a version grows by what changes", () => {
  it("in all that changes a versioned object", () => {
    const versioned = Object.values(mutations).filter(({ type }) => {
      const named = getNamedType(type);
      return isObjectType(named) && "version" in named.getFields();
    });
    const changing = versioned.map(({ name }) => name).filter((name) => !/^(create|order|send|login)/.test(name));
    expect(changing.filter((name) => CHANGES[name] === undefined)).toEqual([]);
  });

  it.each(Object.keys(CHANGES))("%s", async (name) => {
    const change = await CHANGES[name]!();
    const before = await versionOf(change.of);
    await call(name, change);
    const once = await versionOf(change.of);
    expect(once - before).toBe(change.staysAlways === true ? 0 : 1);
    await call(name, change);
    expect(await versionOf(change.of)).toBe(once);
  });
});
