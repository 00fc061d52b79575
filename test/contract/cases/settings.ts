import { expect } from "vitest";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { operationById } from "../document.js";
import { SUCCESS } from "../exact.js";
import type { World } from "../world.js";

const NO_LIST = '{"status":0,"items":[]}';
const FLAGS = '{"allow_add_devices":1,"allow_download_tools":1,"allow_download_docs":1,"allow_download_agents":1}';
const AUTOUPDATE = '{"status":1}';
const RESTRICTION = '{"status":0,"visible":1}';
const ALL = `{"agents_autoupdate":${AUTOUPDATE},"logon_ips":${NO_LIST},"local_backup_restriction":${RESTRICTION},"flags":${FLAGS}}`;

const at = (operation: string, group: number | string): string => operationById(operation).path.replace("{group}", String(group));

/** What a setting of a new group shows, to the byte. */
const fresh = (operation: string, text: string): Case => ({
  operation,
  status: 200,
  name: "of a new group, to the byte",
  request: async (world) => ({ target: at(operation, (await world.group()).id), as: ROOT, text }),
});

/** A change of a new group's setting, and what is shown then, wherever it is shown. */
const change = (operation: string, body: object, shown: Readonly<Record<string, string>>, name = JSON.stringify(body)): Case => ({
  operation,
  status: 200,
  name,
  text: SUCCESS,
  request: async (world) => {
    const { id } = await world.group();
    const request: Request = { target: at(operation, id), as: ROOT, body };
    expect((await world.send("POST", request.target, request)).text).toBe(SUCCESS);
    for (const [reader, text] of Object.entries(shown)) expect((await world.send("GET", at(reader, id), { as: ROOT })).text).toBe(text);
    expect((await world.send("GET", `/groups/${id}`, { as: ROOT })).body).toMatchObject({ version: 1 });
    return request;
  },
});

const refused = (operation: string, entries: readonly (readonly [unknown, RegExp])[]): Case[] =>
  entries.map(([body, info]) => ({
    operation,
    status: 400,
    name: JSON.stringify(body),
    info,
    request: async (world: World) => ({ target: at(operation, (await world.group()).id), as: ROOT, body }),
  }));

const switchedOff = (operation: string, setter: string, reader: string): Case => ({
  operation,
  status: 200,
  name: "keeps the list",
  text: SUCCESS,
  request: async (world) => {
    const { id } = await world.group();
    await world.send("POST", at(setter, id), { as: ROOT, body: { items: ["192.0.2.1"] } });
    expect((await world.send("DELETE", at(operation, id), { as: ROOT })).text).toBe(SUCCESS);
    expect((await world.send("GET", at(reader, id), { as: ROOT })).text).toBe('{"status":0,"items":["192.0.2.1"]}');
    return { target: at(operation, id), as: ROOT, headers: { "content-type": "application/json" } };
  },
});

const ITEMS = ["192.0.2.1", "192.0.2.5 - 192.0.2.9", "198.51.100.0/24", "2001:db8::1", "2001:db8::/32"];
const LIST = `{"status":1,"items":${JSON.stringify(ITEMS)}}`;
const BAD_ITEMS = ["nonsense", "1.2.3", "1.2.3.4/33", "192.0.2.9 - 192.0.2.5", "1.2.3.4 - 2001:db8::1", ""];

const logonIps = (setter: string, reader: string, remover: string): Case[] => [
  fresh(reader, NO_LIST),
  change(setter, { items: ITEMS }, { getLogonIps: LIST, getLogonIpsAlias: LIST }, "addresses, ranges and subnets"),
  ...refused(setter, [
    ...BAD_ITEMS.map((item) => [{ items: [item] }, new RegExp(`^items .*'${item}'`)] as const),
    [{ items: "192.0.2.1" }, /^items must be an array/],
    [{ items: [5] }, /items\[0\] must be a string/],
  ]),
  {
    operation: setter,
    status: 400,
    name: "a list that shuts the caller out",
    info: /127\.0\.0\.1/,
    request: ({ tree }) => ({ target: at(setter, "self"), as: tree.accounts.company_admin, body: { items: ["192.0.2.1"] } }),
  },
  switchedOff(remover, setter, reader),
];

const autoupdate = (setter: string, reader: string): Case[] => [
  fresh(reader, AUTOUPDATE),
  change(setter, { status: 0, apply_for_children: 0 }, { getAgentsAutoupdate: '{"status":0}', getAgentsAutoupdateAlias: '{"status":0}' }),
  {
    operation: setter,
    status: 200,
    name: "for the children too",
    text: SUCCESS,
    request: async (world) => {
      const parent = await world.group();
      const child = await world.group(parent.id, GroupKind.COMPANY_DEPARTMENT);
      expect((await world.send("POST", at(setter, parent.id), { as: ROOT, body: { status: 0, apply_for_children: 1 } })).text).toBe(
        SUCCESS,
      );
      expect((await world.send("GET", at(reader, child.id), { as: ROOT })).text).toBe('{"status":0}');
      return { target: at(setter, parent.id), as: world.tree.accounts.partner_admin, body: { status: 1, apply_for_children: 1 } };
    },
  },
  ...refused(setter, [
    [{ status: 2, apply_for_children: 0 }, /^status /],
    [{ status: 1, apply_for_children: "0" }, /^apply_for_children must be an integer/],
    [{ status: 1 }, /^apply_for_children is required/],
  ]),
];

const exceedance: Case[] = [
  {
    operation: "getQuotaExceedance",
    status: 200,
    name: "of a new group, to the byte",
    request: async (world) => ({
      target: `/groups/${(await world.group()).id}/quota_exceedance`,
      as: ROOT,
      text:
        '{"virtualhosts":0,"workstations":0,"servers":0,"winserveressentials":0,"vms":0,"mailboxes":0,"mobiles":0,"websites":0,' +
        '"universal_devices":0}',
    }),
  },
  {
    operation: "getQuotaExceedance",
    status: 200,
    name: "usage above some hard limits",
    request: async (world) => {
      const { id } = await world.group();
      const body = {
        privileges: { quota_vms_hard: 1, quota_servers_hard: 2, quota_win_server_essentials_hard: 0 },
        usage: { vm_count: 2, server_count: 2, win_server_essential_count: 1 },
      };
      expect((await world.send("PUT", `/groups/${id}`, { as: ROOT, body })).status).toBe(200);
      return { target: `/groups/${id}/quota_exceedance`, as: world.tree.accounts.readonly_admin };
    },
    check: ({ body }) => expect(body).toMatchObject({ vms: 1, servers: 0, winserveressentials: 1, workstations: 0 }),
  },
];

export const settings: readonly Case[] = [
  fresh("getSettings", ALL),
  fresh("getFlags", FLAGS),
  change(
    "updateFlags",
    { allow_add_devices: 0, allow_download_docs: 0 },
    { getFlags: '{"allow_add_devices":0,"allow_download_tools":1,"allow_download_docs":0,"allow_download_agents":1}' },
  ),
  change("updateFlags", {}, { getFlags: FLAGS }),
  ...refused("updateFlags", [
    [{ allow_add_devices: 2 }, /^allow_add_devices /],
    [{ allow_add_devices: true }, /^allow_add_devices must be an integer/],
    [{ allow_add_devices: null }, /^allow_add_devices /],
  ]),
  ...autoupdate("updateAgentsAutoupdate", "getAgentsAutoupdate"),
  ...autoupdate("updateAgentsAutoupdateAlias", "getAgentsAutoupdateAlias"),
  fresh("getLocalBackupRestriction", RESTRICTION),
  change("updateLocalBackupRestriction", { status: 1 }, { getLocalBackupRestriction: '{"status":1,"visible":1}' }),
  ...refused("updateLocalBackupRestriction", [
    [{ status: 5 }, /^status /],
    [{ status: "1" }, /^status must be an integer/],
  ]),
  ...logonIps("setLogonIps", "getLogonIps", "disableLogonIps"),
  ...logonIps("setLogonIpsAlias", "getLogonIpsAlias", "disableLogonIpsAlias"),
  ...exceedance,
];
