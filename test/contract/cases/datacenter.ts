import { expect } from "vitest";
import { newCurveKeys } from "../../../src/features/datacenter/curve-keys.js";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import { makeBackupServer } from "../../setup/tree.js";
import type { Case } from "../case.js";
import { SUCCESS } from "../exact.js";

const PUBLIC_KEY = newCurveKeys().publicKey;
const KEY = /^[0-9a-zA-Z.\-:+=^!/*?&<>()[\]{}@%$#]{40}$/;

const registration = (status: number, name: string, sent: object, more: Partial<Case> = {}): Case => ({
  operation: "registerBackupServer",
  status,
  name,
  request: (world) => ({
    target: "/datacenter/backupservers",
    as: ROOT,
    body: { address: `${world.fresh("host")}.example.com`, agent_id: world.fresh("server"), ...sent },
  }),
  ...more,
});

const migration = (status: number, name: string, sent: object, info?: RegExp): Case => ({
  operation: "migrateBackupServer",
  status,
  name,
  ...(info && { info }),
  request: ({ tree }) => ({ target: `/groups/${tree.company.id}/backup_server_migration`, as: ROOT, body: sent }),
});

const online = (status: number, sent: object, more: Partial<Case>): Case => ({
  operation: "listOnlineAgents",
  status,
  name: JSON.stringify(sent),
  request: () => ({
    target: "/datacenter/backupservers/online_agents",
    as: ROOT,
    body: { online_agents_count: 7, backup_server_ip_address: "backup.internal", ...sent },
  }),
  ...more,
});

const backupServers: Case[] = [
  registration(
    201,
    "with all it may say, to the byte",
    { address: "BAAS.example.com", public_key: PUBLIC_KEY, secret: "secret", internal_address: "192.0.2.10:7000" },
    { text: `{"server_pubkey":${JSON.stringify(PUBLIC_KEY)},"server_address":"baas.example.com:7786"}` },
  ),
  {
    operation: "listBackupServers",
    status: 200,
    name: "the one that was just registered, to the byte",
    request: () => ({ target: "/datacenter/backupservers", as: ROOT }),
    check: ({ text }) =>
      expect(text).toMatch(
        new RegExp(
          `^\\{"items":\\[.*\\{"id":\\d+,"utilization":0,"address":"baas\\.example\\.com:7786",` +
            `"internal_address":"192\\.0\\.2\\.10:7000","public_key":${escaped(JSON.stringify(PUBLIC_KEY))}\\}`,
        ),
      ),
  },
  registration(
    201,
    "without keys, which are made then",
    {},
    {
      check: ({ body }) =>
        expect(body).toEqual({
          server_pubkey: expect.stringMatching(KEY) as string,
          server_address: expect.stringMatching(/^host-\d+\.example\.com:7786$/) as string,
        }),
    },
  ),
  registration(409, "an address that is taken", { address: "baas.example.com:7786" }, { info: /^address is taken/ }),
  registration(409, "an internal address that is taken", { internal_address: "192.0.2.10:7000" }, { info: /^internal_address is taken/ }),
  registration(
    409,
    "an agent id that is taken, with another secret",
    { agent_id: "BACKUP", secret: "another" },
    { info: /^agent_id is registered/ },
  ),
  ...(
    [
      [{ public_key: "a\nkey" }, /^public_key must have 1 to 255 characters/],
      [{ address: "not an address" }, /^address must be a DNS name/],
      [{ address: "a.example:99999" }, /^address must have a port/],
      [{ internal_address: "" }, /^internal_address must be a DNS name/],
      [{ agent_id: "" }, /^agent_id must not be empty/],
      [{ agent_id: "x".repeat(256) }, /^agent_id must not have more than 255/],
    ] as const
  ).map(([sent, info]) => registration(400, JSON.stringify(sent).slice(0, 50), sent, { info })),
];

const agents: Case[] = [
  online(
    200,
    {},
    {
      text: SUCCESS,
      check: async (_reply, world) => {
        const { items } = (await world.send("GET", "/datacenter/backupservers", { as: ROOT })).body as {
          items: { id: number; utilization: number }[];
        };
        expect(items.find(({ id }) => id === world.backupServer)).toMatchObject({ utilization: 7 });
        await world.send("POST", "/datacenter/backupservers/online_agents", {
          as: ROOT,
          body: { online_agents_count: 0, backup_server_ip_address: "BACKUP.internal:7786" },
        });
      },
    },
  ),
  online(404, { backup_server_ip_address: "nowhere.internal" }, { info: /no backup server at 'nowhere.internal'/ }),
  online(400, { backup_server_ip_address: "no address" }, { info: /^backup_server_ip_address must be/ }),
  online(400, { online_agents_count: -1 }, { info: /^online_agents_count must be >= 0/ }),
  online(400, { online_agents_count: 4_000_000_000 }, { info: /^online_agents_count must be an integer of 32 bits/ }),
  {
    operation: "listOnlineAgents",
    status: 409,
    name: "an address that several servers have",
    info: /name the port/,
    request: async (world) => {
      for (const port of [1, 2]) {
        const body = {
          address: `${world.fresh("twin")}.example.com`,
          agent_id: world.fresh("twin"),
          internal_address: `twins.internal:${port}`,
        };
        expect((await world.send("POST", "/datacenter/backupservers", { as: ROOT, body })).status).toBe(201);
      }
      return {
        target: "/datacenter/backupservers/online_agents",
        as: ROOT,
        body: { online_agents_count: 1, backup_server_ip_address: "twins.internal" },
      };
    },
  },
];

const gateways: Case[] = [
  {
    operation: "registerGateway",
    status: 201,
    name: "by its address",
    text: '"Created"',
    request: () => ({ target: "/datacenter/gateways", as: ROOT, body: { address: "192.0.2.20", cipher_key: "a cipher key" } }),
  },
  {
    operation: "registerGateway",
    status: 409,
    name: "the same address again",
    info: /^address is taken/,
    request: () => ({ target: "/datacenter/gateways", as: ROOT, body: { address: "192.0.2.20:443", cipher_key: "a cipher key" } }),
  },
  ...(
    [
      [{ address: "00.00.00.256", cipher_key: "key" }, /^address must be/],
      [{ address: "192.0.2.21", cipher_key: "" }, /^cipher_key must not be empty/],
    ] as const
  ).map(([body, info]): Case => ({
    operation: "registerGateway",
    status: 400,
    name: JSON.stringify(body),
    info,
    request: () => ({ target: "/datacenter/gateways", as: ROOT, body }),
  })),
];

const migrations: Case[] = [
  {
    operation: "migrateBackupServer",
    status: 200,
    name: "a company with its unit, to the byte",
    request: async (world) => {
      const company = await world.group();
      const unit = await world.group(company.id, GroupKind.COMPANY_DEPARTMENT);
      const id = await makeBackupServer(world.server, "target");
      const { items } = (await world.send("GET", "/datacenter/backupservers", { as: ROOT })).body as {
        items: { id: number; public_key: string }[];
      };
      const key = JSON.stringify(items.find((item) => item.id === id)!.public_key);
      return {
        target: `/groups/${company.id}/backup_server_migration`,
        as: ROOT,
        body: { backup_server_id: id },
        text:
          `{"tenants":[{"id":${company.id}},{"id":${unit.id}}],"backup_server":{"port":7786,"internal_address":"target.internal",` +
          `"public_key":${key}}}`,
      };
    },
  },
  migration(400, "to no server", {}, /^backup_server_id is required/),
  migration(400, "to a server that is not there", { backup_server_id: 4_000_000_000 }, /^backup_server_id names no backup server/),
  migration(400, "to null", { backup_server_id: null }, /^backup_server_id must be an integer/),
];

export const datacenter: readonly Case[] = [...backupServers, ...agents, ...gateways, ...migrations];

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
