import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueMail } from "../../src/features/mail/mail.commands.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { AccountStatus, AdminRole, FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { program } from "../api-accounts/programs.js";
import { ALL_RIGHTS, LESS_THAN_FULL_ACCESS, READ_AND_BRAND, READ_AND_MIGRATE } from "../setup/masks.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import { type MadeAccount, type MadeGroup, makeAdmin, makeGroup } from "../setup/tree.js";
import { type Delivery, REPLIES, Routing, fresh } from "./routing.js";

let routing: Routing;
beforeAll(async () => {
  routing = await Routing.start();
});
afterAll(() => routing.stop());

/** A partner below a distributor, with a brand whose mail goes by its own server, and a user of it whom a mail is for. */
interface Scene {
  distributor: MadeGroup;
  group: MadeGroup;
  setter: MadeAccount;
  user: MadeAccount;
}

async function scene(): Promise<Scene> {
  const distributor = await makeGroup(routing.server, "self", GroupKind.DISTRIBUTOR, fresh("Distributor"));
  const { group, setter } = await routing.branded(distributor.id);
  return { distributor, group, setter, user: await makeAdmin(routing.server, group.id, fresh("user"), { access_type: READ_AND_BRAND }) };
}

const put = (path: string, body: object, as: Credentials = ROOT): Promise<never> => routing.must("PUT", path, as, body);
const brander = ({ group }: Scene): Promise<MadeAccount> =>
  makeAdmin(routing.server, group.id, fresh("brander"), { access_type: READ_AND_BRAND });
const edit = (group: number, columns: object): Promise<unknown> => routing.server.db("brands").where({ group_id: group }).update(columns);
const storedOf = async (group: number): Promise<unknown> =>
  routing.server
    .db("brands")
    .where({ group_id: group })
    .first(
      "smtp_server",
      "smtp_port",
      "smtp_override",
      "smtp_user",
      "smtp_encryption",
      "smtp_reply_address",
      "smtp_password",
      "smtp_set_by",
    );
const reach = async (group: number, as: Credentials): Promise<unknown> =>
  (await routing.server.rest("GET", `/groups/${group}/brand`, { as })).body;

/** What is done after the mail was asked for and before it is sent, and by which server it goes then. */
const CHANGES: Record<string, { by: Delivery["by"]; change: (scene: Scene) => Promise<unknown> }> = {
  nothing: { by: "own", change: () => Promise.resolve() },
  "the setter loses a right": {
    by: "platform",
    change: ({ setter }) => put(`/admins/${setter.id}`, { access_type: LESS_THAN_FULL_ACCESS }),
  },
  "the setter is disabled": { by: "platform", change: ({ setter }) => put(`/admins/${setter.id}`, { status: AccountStatus.DISABLED }) },
  "the setter is removed": { by: "platform", change: ({ setter }) => routing.must("DELETE", `/admins/${setter.id}`, ROOT) },
  "the setter is unknown, as of brands from before": { by: "platform", change: ({ group }) => edit(group.id, { smtp_set_by: null }) },
  "the setter is removed, and another with full access takes the settings over as they are": {
    by: "own",
    change: async ({ setter, group }) => {
      const next = await makeAdmin(routing.server, group.id, fresh("next"));
      await routing.must("DELETE", `/admins/${setter.id}`, ROOT);
      await put(`/groups/${group.id}/brand`, (await reach(group.id, next)) as object, next);
    },
  },
  "the setter is removed, and one without full access puts back what he is shown": {
    by: "platform",
    change: async (at) => {
      const weak = await brander(at);
      await routing.must("DELETE", `/admins/${at.setter.id}`, ROOT);
      await put(`/groups/${at.group.id}/brand`, (await reach(at.group.id, weak)) as object, weak);
    },
  },
  "one without full access puts back what he is shown": {
    by: "own",
    change: async (at) => {
      const before = await storedOf(at.group.id);
      const weak = await brander(at);
      const shown = (await reach(at.group.id, weak)) as object;
      expect(shown).toMatchObject({
        smtp_override: 0,
        smtp_server: null,
        smtp_port: null,
        smtp_user: null,
        smtp_password: null,
        smtp_encryption: null,
        smtp_reply_address: null,
      });
      await put(`/groups/${at.group.id}/brand`, { ...shown, smtp_password: "****", smtp_server: "", color: "112233" }, weak);
      expect(await storedOf(at.group.id)).toEqual(before);
    },
  },
  "the person gets a seat in the root group": { by: "platform", change: ({ user }) => routing.seat("self", user.login) },
  "the person gets a seat in the distributor": {
    by: "platform",
    change: ({ user, distributor }) => routing.seat(distributor.id, user.login),
  },
  "the person gets a seat with another partner": {
    by: "platform",
    change: async ({ user, distributor }) =>
      routing.seat((await makeGroup(routing.server, distributor.id, GroupKind.MSP, fresh("Rival"))).id, user.login),
  },
  "the person gets a seat in a company of the partner": {
    by: "own",
    change: async ({ user, group }) =>
      routing.seat((await makeGroup(routing.server, group.id, GroupKind.END_USER_COMPANY, fresh("Company"))).id, user.login),
  },
  "the person gets a right that the setter lacks": {
    by: "platform",
    change: ({ user }) => put(`/admins/${user.id}`, { access_type: ALL_RIGHTS }),
  },
  "the person gets a role that the setter lacks": {
    by: "platform",
    change: ({ user }) => routing.server.db("accounts").where({ id: user.id }).update({ roles: AdminRole.BUYER }),
  },
  "another comes who may change the settings, and holds less than the person": {
    by: "platform",
    change: async ({ user, group, setter }) => {
      await put(`/admins/${user.id}`, { access_type: ALL_RIGHTS });
      await put(`/admins/${setter.id}`, { access_type: ALL_RIGHTS });
      await makeAdmin(routing.server, group.id, fresh("weaker"), { access_type: FULL_ACCESS });
    },
  },
  "another comes above who may change the settings, and holds less than the person": {
    by: "platform",
    change: async ({ user, setter, distributor }) => {
      for (const { id } of [user, setter]) await put(`/admins/${id}`, { access_type: ALL_RIGHTS });
      await makeAdmin(routing.server, distributor.id, fresh("weaker"), { access_type: FULL_ACCESS });
    },
  },
  "another comes who may not change the settings, and holds less than the person": {
    by: "own",
    change: async ({ user, group, setter }) => {
      for (const { id } of [user, setter]) await put(`/admins/${id}`, { access_type: ALL_RIGHTS });
      await makeAdmin(routing.server, group.id, fresh("reader"), { access_type: LESS_THAN_FULL_ACCESS });
    },
  },
  "the group cuts itself off, so that those above may still change its brand and no longer enter": {
    by: "platform",
    change: ({ setter }) => put("/groups/self", { parent_has_access: 0 }, setter),
  },
  "one above sets the server of a group that has cut itself off": {
    by: "platform",
    change: async ({ setter, group }) => {
      await put("/groups/self", { parent_has_access: 0 }, setter);
      await put(`/groups/${group.id}/brand`, routing.smtp(), ROOT);
    },
  },
  "the group is moved away from the setter, who sits above it": {
    by: "platform",
    change: async ({ group, distributor }) => {
      const above = await makeAdmin(routing.server, distributor.id, fresh("above"));
      await put(`/groups/${group.id}/brand`, routing.smtp(), above);
      await put(`/groups/${group.id}`, {
        parent_id: (await makeGroup(routing.server, "self", GroupKind.DISTRIBUTOR, fresh("Elsewhere"))).id,
      });
    },
  },
  "the group is moved below one whose admins hold less": {
    by: "platform",
    change: async ({ user, group, setter }) => {
      for (const { id } of [user, setter]) await put(`/admins/${id}`, { access_type: ALL_RIGHTS });
      const elsewhere = await makeGroup(routing.server, "self", GroupKind.DISTRIBUTOR, fresh("Elsewhere"));
      await makeAdmin(routing.server, elsewhere.id, fresh("weaker"), { access_type: FULL_ACCESS });
      await put(`/groups/${group.id}`, { parent_id: elsewhere.id });
    },
  },
  "the brand is switched off and on by one without full access": {
    by: "platform",
    change: async (at) => {
      const weak = await brander(at);
      for (const method of ["DELETE", "POST"])
        await routing.must(method, `/groups/${at.group.id}/brand`, weak, method === "POST" ? {} : undefined);
    },
  },
  "its server is switched off": {
    by: "platform",
    change: ({ group, setter }) => put(`/groups/${group.id}/brand`, { smtp_override: 0 }, setter),
  },
  "the setter's own group is gone from the tree of those who can log in": {
    by: "platform",
    change: async ({ distributor, group }) => {
      const above = await makeAdmin(routing.server, distributor.id, fresh("above"));
      await put(`/groups/${group.id}/brand`, routing.smtp(), above);
      await routing.server.db("groups").where({ id: distributor.id }).update({ enabled: false });
    },
  },
};

describe("between asking and sending", () => {
  it.each(Object.entries(CHANGES))("%s", async (_what, { by, change }) => {
    const at = await scene();
    await routing.beforeSending(
      () => routing.must("POST", "/actions/mail/reset", ROOT, { login: at.user.login, email: `${at.user.login}@example.com` }),
      () => change(at),
    );
    const delivery = await routing.delivery(`${at.user.login}@example.com`);
    // Whoever sets the reply address would be sent what the person answers, with the link in it.
    const switchedOff = _what === "its server is switched off";
    expect([delivery.by, delivery.replyTo]).toEqual([by, by === "own" || switchedOff ? REPLIES : null]);
  });
});

it("a reply address alone, without a server, is used only where its setter could act for the person", async () => {
  const { group, setter } = await scene();
  await put(`/groups/${group.id}/brand`, { smtp_override: 0, smtp_server: null }, setter);
  const [own, strong] = [
    await makeAdmin(routing.server, group.id, fresh("own")),
    await makeAdmin(routing.server, group.id, fresh("strong"), { access_type: ALL_RIGHTS }),
  ];
  for (const { login } of [own, strong]) await routing.forgot(login);
  expect((await routing.delivery(`${own.login}@example.com`)).replyTo).toBe(REPLIES);
  expect((await routing.delivery(`${strong.login}@example.com`)).replyTo).toBeNull();
});

it("a mail that was queued before recipients were kept goes by the platform's server", async () => {
  const { group } = await scene();
  const address = `${fresh("old")}@example.com`;
  await queueMail(routing.server.db, new Encryption(routing.server.config), {
    name: "reset",
    to: { name: "Old", address },
    language: "en",
    groupId: group.id,
    values: { link: "https://x.example/reset?token=t" },
  });
  expect((await routing.delivery(address)).by).toBe("platform");
});

it("texts of a brand make no header of their own", async () => {
  const { group, user } = await scene();
  await edit(group.id, { service_name: "Acme\r\nBcc: thief@example.com\r\n\r\nbody", smtp_reply_address: null });
  await routing.forgot(user.login);
  const { mail } = await routing.delivery(`${user.login}@example.com`);
  expect([mail.recipients, mail.bcc, mail.headers.filter(({ key }) => key === "bcc")]).toEqual([
    [`${user.login}@example.com`],
    undefined,
    [],
  ]);
});

/** Who may not set how mail is sent, at either endpoint. */
const PEOPLE: Record<string, (at: Scene) => Promise<Credentials>> = {
  "an admin with READ and BRANDING": brander,
  "an admin who lacks one right of full access": ({ group }) =>
    makeAdmin(routing.server, group.id, fresh("lacking"), { access_type: LESS_THAN_FULL_ACCESS }),
  "an API account with full access": ({ group }) => program(routing.server, { roles: [`partner_admin@${group.uuid}`] }),
};

const VALUES = {
  smtp_override: 1,
  smtp_server: "smtp.thief.example",
  smtp_port: 2525,
  smtp_user: "thief",
  smtp_password: "thief",
  smtp_encryption: "TLS",
  smtp_reply_address: "thief@example.com",
} as const;
const GRAPH = {
  smtp_override: "smtpOverride",
  smtp_server: "smtpServer",
  smtp_port: "smtpPort",
  smtp_user: "smtpUser",
  smtp_password: "smtpPassword",
  smtp_encryption: "smtpEncryption",
  smtp_reply_address: "smtpReplyAddress",
} as const;

describe.each(Object.entries(PEOPLE))("%s", (_who, person) => {
  it("sets none of how a brand's mail is sent, at neither endpoint, and may leave it as it is shown", async () => {
    const at = await scene();
    const as = await person(at);
    const before = await storedOf(at.group.id);
    for (const [name, value] of Object.entries(VALUES)) {
      for (const body of [{ [name]: value }, { [name]: value, smtp_password: "*****", color: "ABCDEF" }]) {
        if (name === "smtp_password" && body.smtp_password !== value) continue;
        const rest = await routing.setSmtp(at.group.id, as, body);
        expect([body, rest.status]).toEqual([body, 403]);
        const input = Object.fromEntries(
          Object.entries(body).map(([field, sent]) => [
            GRAPH[field as keyof typeof GRAPH] ?? field,
            field === "smtp_override" ? true : sent,
          ]),
        );
        const { errors } = await routing.server.graph(
          "mutation ($id: ID!, $input: UpdateBrandInput!) { updateBrand(groupId: $id, input: $input) { id } }",
          { as, variables: { id: String(at.group.id), input } },
        );
        expect([body, errors?.[0]?.extensions.code]).toEqual([body, "FORBIDDEN"]);
      }
    }
    for (const empty of [
      { smtp_override: 0 },
      ...Object.keys(VALUES)
        .filter((name) => name !== "smtp_override")
        .map((name) => ({ [name]: null })),
      { smtp_server: "" },
      { smtp_user: "" },
      { smtp_password: "" },
      { smtp_password: "***" },
    ]) {
      const { status, text } = await routing.setSmtp(at.group.id, as, empty);
      expect([empty, status, text]).toEqual([empty, 200, text]);
    }
    expect(await storedOf(at.group.id)).toEqual(before);
    await routing.forgot(at.user.login);
    expect((await routing.delivery(`${at.user.login}@example.com`)).by).toBe("own");
  });
});

it("a test mail goes by the own server for who may set it; for others as any mail to them", async () => {
  const at = await scene();
  const [weak, strong] = [
    await brander(at),
    await makeAdmin(routing.server, at.group.id, fresh("strong"), { access_type: READ_AND_MIGRATE }),
  ];
  for (const [as, by] of [
    [at.setter, "own"],
    [weak, "own"],
    [strong, "platform"],
  ] as const) {
    await routing.must("POST", "/actions/mail/test", as, { group_id: at.group.id });
    expect([as.login, (await routing.delivery(`${as.login}@example.com`, /^Test mail/)).by]).toEqual([as.login, by]);
  }
  await edit(at.group.id, { smtp_set_by: null });
  const late = await brander(at);
  await routing.must("POST", "/actions/mail/test", late, { group_id: at.group.id });
  expect((await routing.delivery(`${late.login}@example.com`, /^Test mail/)).by).toBe("platform");
});
