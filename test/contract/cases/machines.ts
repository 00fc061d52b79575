import { expect } from "vitest";
import { newCurveKeys } from "../../../src/features/datacenter/curve-keys.js";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";
import type { World } from "../world.js";

const at = (user: number | string): string => `/users/${user}/machines`;

const registration = (status: number, name: string, body: object | undefined, more: Partial<Case> = {}): Case => ({
  operation: "registerMachine",
  status,
  name,
  request: async (world) => ({
    target: at((await world.pending("users")).id),
    as: world.tree.accounts.company_admin,
    ...(body && { body }),
  }),
  ...more,
});

/** What agents are told of the world's backup server, to the byte. */
async function placed(world: World): Promise<string> {
  const { items } = (await world.send("GET", "/datacenter/backupservers", { as: ROOT })).body as {
    items: { id: number; public_key: string }[];
  };
  return (
    `{"server_pubkey":${JSON.stringify(items.find(({ id }) => id === world.backupServer)!.public_key)},` +
    '"server_address":"backup.example.com"}'
  );
}

/** A new company whose machines go to the world's backup server, and a user of it that can log in. */
async function company(world: World, more: object = {}): Promise<{ group: number; user: { id: number; login: string; password: string } }> {
  const { id: group } = await world.group(world.tree.partner.id, GroupKind.END_USER_COMPANY, {
    preferred_backup_server: world.backupServer,
  });
  return { group, user: await world.account("users", group, more) };
}

const registering: Case[] = [
  {
    operation: "registerMachine",
    status: 200,
    name: "by its user, to the byte",
    request: async (world) => {
      const { user } = await company(world);
      const body = { agent_id: world.fresh("agent"), public_key: newCurveKeys().publicKey, secret: "secret" };
      return { target: at("self"), as: user, body, text: await placed(world) };
    },
  },
  {
    operation: "registerMachine",
    status: 200,
    name: "twice with one secret: the same place, and one device",
    request: async (world) => {
      const { group, user } = await company(world, { privileges: { quota_universal_devices_hard: 1 } });
      const request = {
        target: at(user.id),
        as: user,
        body: { agent_id: world.fresh("agent"), secret: "secret" },
        text: await placed(world),
      };
      expect((await world.send("POST", request.target, request)).text).toBe(request.text);
      expect((await world.send("GET", `/groups/${group}`, { as: ROOT })).body).toMatchObject({ usage: { universal_devices_count: 1 } });
      return request;
    },
  },
  ...([{ secret: "another" }, {}] as const).map((again): Case => ({
    operation: "registerMachine",
    status: 409,
    name: `twice, then with ${JSON.stringify(again)}`,
    info: /^agent_id is registered/,
    request: async (world) => {
      const { user } = await company(world);
      const agent = world.fresh("agent");
      expect((await world.send("POST", at("self"), { as: user, body: { agent_id: agent, secret: "secret" } })).status).toBe(200);
      return { target: at("self"), as: user, body: { agent_id: agent.toUpperCase(), ...again } };
    },
  })),
  {
    operation: "registerMachine",
    status: 409,
    name: "a machine of another user",
    info: /^agent_id is registered by another user/,
    request: async (world) => {
      const [one, other] = [await company(world), await company(world)];
      const body = { agent_id: world.fresh("agent"), secret: "secret" };
      expect((await world.send("POST", at("self"), { as: one.user, body })).status).toBe(200);
      return { target: at("self"), as: other.user, body };
    },
  },
  {
    operation: "registerMachine",
    status: 409,
    name: "beyond a hard quota",
    info: /hard quota of universal devices of service user \d+ is used up/,
    request: async (world) => {
      const { user } = await company(world, { privileges: { quota_universal_devices_hard: 0 } });
      return { target: at("self"), as: user, body: { agent_id: world.fresh("agent") } };
    },
  },
  registration(400, "without a body", undefined, { info: /^agent_id is required/ }),
  registration(400, "without its agent", { secret: "secret" }, { info: /^agent_id is required/ }),
  registration(400, "an empty agent", { agent_id: "" }, { info: /^agent_id must not be empty/ }),
  registration(400, "a key that is none", { agent_id: "a", public_key: "" }, { info: /^public_key must have 1 to 255 characters/ }),
  registration(400, "null", { agent_id: null }, { info: /^agent_id must be a string/ }),
];

const checking = (
  status: number,
  name: string,
  prepare: (world: World, at: { group: number; user: number }) => Promise<unknown>,
): Case => ({
  operation: "checkMachines",
  status,
  name,
  request: async (world) => {
    const { group, user } = await company(world);
    await prepare(world, { group, user: user.id });
    return { target: at(user.id), as: world.tree.accounts.readonly_admin };
  },
});

const checks: Case[] = [
  checking(200, "of a user that may", () => Promise.resolve()),
  checking(403, "of a group that may add no devices", (world, { group }) =>
    world.send("POST", `/groups/${group}/settings/flags`, { as: ROOT, body: { allow_add_devices: 0 } }),
  ),
  checking(403, "of a locked group", (world, { group }) => world.send("POST", `/groups/${group}/lock`, { as: ROOT })),
  checking(403, "of a disabled user", (world, { user }) => world.send("PUT", `/users/${user}`, { as: ROOT, body: { status: 0 } })),
  checking(403, "of a disabled group", (world, { group }) => world.send("PUT", `/groups/${group}`, { as: ROOT, body: { status: 0 } })),
];

const hosts: Case[] = [
  {
    operation: "listHosts",
    status: 200,
    name: "the console, registration servers, and where its machines are, to the byte",
    request: async (world) => {
      const { user } = await company(world);
      for (const agent of ["first", "second"]) await world.send("POST", at("self"), { as: user, body: { agent_id: world.fresh(agent) } });
      const console = new URL(world.server.config.consoleUrl);
      const services = [
        `{"name":"web console","port":${console.port},"host":"${console.hostname}"}`,
        '{"name":"registration server","port":443,"host":"192.0.2.20"}',
        '{"name":"backup server","port":7786,"host":"backup.example.com"}',
      ];
      return { target: "/users/self/hosts", as: user, text: `[${services.join(",")}]` };
    },
  },
];

const links: Case[] = [
  {
    operation: "getLinks",
    status: 200,
    name: "where the effective brand names no shop",
    text: '{"links":{"quotas_upsell":null}}',
    request: ({ tree }) => ({ target: "/users/self/links?origin=email_notification", as: tree.accounts.tenant_viewer }),
  },
  ...(
    [
      [
        "https://shop.example.com/?partner=7",
        "origin=email_notification&redirect_url=cloud.mysite.com",
        "https://shop.example.com/?partner=7&origin=email_notification&redirect_url=cloud.mysite.com",
      ],
      ["https://shop.example.com/", "origin=console", "https://shop.example.com/?origin=console"],
      ["https://shop.example.com/", "redirect_url=cloud.mysite.com", "https://shop.example.com/?redirect_url=cloud.mysite.com"],
      ["https://shop.example.com", "", "https://shop.example.com"],
      ["www.partner.com/buy", "origin=console", "https://www.partner.com/buy?origin=console"],
      ["shop.example.com:8443", "", "https://shop.example.com:8443"],
    ] as const
  ).map(([shop, query, link]): Case => ({
    operation: "getLinks",
    status: 200,
    name: `the shop ${shop} of the brand above, told '${query}'`,
    text: JSON.stringify({ links: { quotas_upsell: link } }),
    request: async (world) => {
      const { id } = await world.group(world.tree.distributor.id, GroupKind.MSP);
      const [brand] = await world.server.db("brands").insert({ group_id: id, upsell_url: shop }).returning<{ id: number }[]>("id");
      await world.server.db("groups").where({ id }).update({ brand_id: brand!.id });
      const { id: group } = await world.group(id);
      const user = await world.pending("users", group);
      return { target: `/users/${user.id}/links?${query}`, as: world.tree.accounts.root_admin };
    },
  })),
];

export const machines: readonly Case[] = [...registering, ...checks, ...hosts, ...links];
