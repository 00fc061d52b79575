import { expect } from "vitest";
import { gunzipSync } from "node:zlib";
import { query } from "../../../db/query.js";
import { createLogger } from "../../../src/kernel/log.js";
import { makeReport } from "../../../src/features/reports/report-making.commands.js";
import { createServices } from "../../../src/services.js";
import { ROOT } from "../../setup/test-server.js";
import { type Case, fill } from "../case.js";
import { operationById } from "../document.js";
import { SUCCESS, version } from "../exact.js";
import { type World, must } from "../world.js";

const at = (operation: string, values: Readonly<Record<string, string | number>>): string => fill(operationById(operation).path, values);

const SCHEDULE = { level: 3, schedule: { timeshift: 60 }, enabled: 1 };
const DAY = 86_400;
const today = (): number => Math.floor(Date.now() / 1000 / DAY) * DAY;

const schedule = async ({ send }: World, as = ROOT): Promise<number> =>
  (must(200, await send("POST", "/reports", { as, body: SCHEDULE })).body as { id: number }).id;

interface Ordered {
  group: { id: number; name: string };
  report: number;
  uuid: string;
}

async function ordered(world: World, more: object = {}): Promise<Ordered> {
  const group = await world.group();
  must(
    200,
    await world.send("PUT", `/groups/${group.id}`, {
      as: ROOT,
      body: { usage: { vm_count: 3, storage_size: 5 }, privileges: { quota_vms_hard: 7 } },
    }),
  );
  const body = { kind: 5, level: 3, begin_date: today() - DAY, end_date: today() + DAY - 1, ...more };
  const answer = must(200, await world.send("POST", `/groups/${group.id}/reports/ordered`, { as: ROOT, body })).body as {
    report_id: number;
    report_uuid: string;
  };
  return { group, report: answer.report_id, uuid: answer.report_uuid };
}

async function saved(world: World, more: object = {}): Promise<Ordered> {
  const order = await ordered(world, more);
  await makeReport(createServices(world.server.config, world.server.db, createLogger("silent")), order.report);
  return order;
}

const ROW = (path: string, { id, name }: { id: number; name: string }, parent: number, humanPath: string): string =>
  '{"trial_storage_workstations":0,"quota_mobiles":null,"mode":2,"customer_id":null,"production_storage_mobiles":0,' +
  `"trial_virtualhosts":0,"trial_vms":3,"usage_service_users_local_backup_enabled":0,"production_vms":0,"group_path":"${path}",` +
  `"group_id":${id},"production_storage_virtualhosts":0,"group_kind":40,"trial_storage_vms":0,"trial_win_server_essentials":0,` +
  `"group_human_path":${JSON.stringify(humanPath)},"trial_storage_servers":0,"currency":null,"trial_servers":0,` +
  '"quota_win_server_essentials":null,"trial_workstations":0,"production_storage_workstations":0,"production_servers":0,' +
  '"production_win_server_essentials":0,"storage_name":null,"trial_mailboxes":0,"trial_websites":0,"trial_universal_devices":0,' +
  '"cost":null,"production_storage_mailboxes":0,"production_storage_websites":0,"production_storage_universal_devices":0,' +
  `"group_parent_id":${parent},"group_name":"${name}","trial_storage_mobiles":0,"quota_vms":7,"trial_storage_virtualhosts":0,` +
  '"trial_mobiles":0,"total_service_users":0,"quota_mailboxes":null,"quota_websites":null,"quota_universal_devices":null,' +
  '"total_storage":5,"quota_workstations":null,"trial_storage":5,"production_mailboxes":0,"production_websites":0,' +
  '"production_universal_devices":0,"production_storage_vms":0,"price":null,"quota_storage":null,"trial_storage_mailboxes":0,' +
  '"trial_storage_websites":0,"trial_storage_universal_devices":0,"quota_servers":null,"production_storage":0,' +
  '"quota_virtualhosts":null,"trial_storage_orphaned":5,"production_mobiles":0,"production_storage_servers":0,' +
  `"production_storage_win_server_essentials":0,"date":${today() - DAY},"production_virtualhosts":0,` +
  '"usage_service_users_local_backup_disabled":0,"trial_storage_win_server_essentials":0,"production_storage_orphaned":0,' +
  '"production_workstations":0,"storage_id":-1}';

/** The whole answer, but for the second it was made in. */
function expectReport(text: string, { tree, root }: World, { id, name }: { id: number; name: string }): void {
  const path = `/${root}/${tree.distributor.id}/${tree.partner.id}/${id}/`;
  const row = ROW(path, { id, name }, tree.partner.id, `\\Distributor\\Partner\\${name}`);
  const params = `"begin_date":${today() - DAY},"group_id":${id},"report_level":3,"name":"${name}","end_date":${today()}}`;
  expect(text.replace(/"gen_date":\d+,/, "")).toBe(`{"tenants":[${row}],"params":{${params}}`);
}

const refusedOrder = (name: string, body: object, info: RegExp): Case => ({
  operation: "orderReport",
  status: 400,
  name,
  info,
  request: ({ tree }) => ({ target: at("orderReport", { group: tree.company.id }), as: ROOT, body }),
});

const found = (name: string, query: (order: Ordered) => string, headers: Record<string, string> = {}): Case => {
  let order: Ordered;
  return {
    operation: "getOrderedReport",
    status: 200,
    name,
    request: async (world) => {
      order = await saved(world);
      return { target: at("getOrderedReport", { group: order.group.id }) + query(order), as: world.tree.accounts.readonly_admin, headers };
    },
    check: ({ text, headers: { vary, "content-encoding": encoding } }, world) => {
      expect([vary, encoding]).toEqual(["Accept-Encoding", undefined]);
      expectReport(text, world, order.group);
    },
  };
};

export const reports: readonly Case[] = [
  {
    operation: "listReports",
    status: 200,
    name: "of the caller's own group",
    request: async (world) => {
      const { id } = await world.group();
      const as = await world.account("admins", id);
      const first = await schedule(world, as);
      return { target: "/reports", as, text: `[{"level":3,"enabled":1,"id":${first}}]` };
    },
  },
  {
    operation: "createReport",
    status: 200,
    name: "by a read-only admin",
    request: ({ tree }) => ({ target: "/reports", as: tree.accounts.readonly_admin, body: SCHEDULE }),
    check: ({ text }) => expect(text).toMatch(/^\{"version":1,"id":\d+\}$/),
  },
  ...[841, -721].map((timeshift): Case => ({
    operation: "createReport",
    status: 400,
    name: `a timeshift of ${timeshift}`,
    info: /^schedule.timeshift must be -720 to 840/,
    request: () => ({ target: "/reports", as: ROOT, body: { ...SCHEDULE, schedule: { timeshift } } }),
  })),
  {
    operation: "createReport",
    status: 400,
    name: "an unknown level",
    info: /^level must be one of 0, 1, 2, 3/,
    request: () => ({ target: "/reports", as: ROOT, body: { ...SCHEDULE, level: 4 } }),
  },
  {
    operation: "getReport",
    status: 200,
    name: "to the byte",
    request: async (world) => {
      const id = await schedule(world);
      return {
        target: at("getReport", { report: id }),
        as: ROOT,
        text: `{"version":1,"level":3,"schedule":{"timeshift":60},"enabled":1,"id":${id}}`,
      };
    },
  },
  {
    operation: "updateReport",
    status: 200,
    name: "what is absent stays, and the version grows",
    text: version(2),
    request: async (world) => ({
      target: `${at("updateReport", { report: await schedule(world) })}?version=1`,
      as: ROOT,
      body: { enabled: 0 },
    }),
  },
  {
    operation: "updateReport",
    status: 200,
    name: "all of it",
    text: version(2),
    request: async (world) => {
      const id = await schedule(world);
      const request = {
        target: at("updateReport", { report: id }),
        as: ROOT,
        body: { level: 0, schedule: { timeshift: -720 }, enabled: 0 },
      };
      expect((await world.send("PUT", request.target, request)).text).toBe(version(2));
      expect((await world.send("GET", request.target, { as: ROOT })).text).toBe(
        `{"version":2,"level":0,"schedule":{"timeshift":-720},"enabled":0,"id":${id}}`,
      );
      return { ...request, target: at("updateReport", { report: await schedule(world) }) };
    },
  },
  {
    operation: "deleteReport",
    status: 204,
    name: "and it is gone",
    request: async (world) => {
      const first = at("deleteReport", { report: await schedule(world) });
      must(204, await world.send("DELETE", first, { as: ROOT }));
      must(404, await world.send("GET", first, { as: ROOT }));
      return { target: `${at("deleteReport", { report: await schedule(world) })}?version=1`, as: ROOT };
    },
  },
  {
    operation: "sendAdhocReport",
    status: 204,
    name: "for days of long ago, by a read-only admin",
    request: async (world) => ({
      target: at("sendAdhocReport", { report: await schedule(world, world.tree.accounts.partner_admin) }),
      as: world.tree.accounts.readonly_admin,
      body: { begin_date: 1, end_date: 2 },
    }),
  },
  ...(
    [
      ["the future", { begin_date: 4_000_000_000, end_date: 4_000_000_000 }, /^begin_date must not be in the future/],
      ["an end before its begin", { begin_date: 9 * DAY, end_date: DAY }, /^end_date must not be before/],
      ["an end before its begin on one day", { begin_date: 9 * DAY + 2, end_date: 9 * DAY + 1 }, /^end_date must not be before/],
    ] as const
  ).map(([name, body, info]): Case => ({
    operation: "sendAdhocReport",
    status: 400,
    name,
    info,
    request: async (world) => ({ target: at("sendAdhocReport", { report: await schedule(world) }), as: ROOT, body }),
  })),
  {
    operation: "sendReport",
    status: 204,
    name: "a schedule's",
    request: async (world) => ({ target: at("sendReport", { report: await schedule(world) }), as: ROOT }),
  },
  {
    operation: "sendReport",
    status: 204,
    name: "an ordered one",
    request: async (world) => ({ target: at("sendReport", { report: (await saved(world)).uuid }), as: ROOT }),
  },
  {
    operation: "sendReport",
    status: 204,
    name: "one that is not made yet",
    request: async (world) => ({ target: at("sendReport", { report: (await ordered(world)).report }), as: ROOT }),
  },
  {
    operation: "getScheduledReports",
    status: 200,
    name: "nobody has set, to the byte",
    text: '{"level":2,"schedule":{"timeshift":0},"enabled":0,"hide_zero_usage":0,"show_skus":0}',
    request: async (world) => ({ target: at("getScheduledReports", { group: (await world.group()).id }), as: ROOT }),
  },
  {
    operation: "updateScheduledReports",
    status: 200,
    name: "and it is shown",
    text: SUCCESS,
    request: async (world) => {
      const target = at("updateScheduledReports", { group: (await world.group()).id });
      const body = { level: 3, schedule: { timeshift: 840 }, enabled: 1, hide_zero_usage: 1, show_skus: 0 };
      expect((await world.send("PUT", target, { as: ROOT, body })).text).toBe(SUCCESS);
      expect((await world.send("GET", target, { as: ROOT })).text).toBe(JSON.stringify(body));
      return { target, as: ROOT, body: { enabled: 0 } };
    },
    check: () => undefined,
  },
  {
    operation: "updateScheduledReports",
    status: 400,
    name: "level 0",
    info: /^level must be one of 1, 2, 3/,
    request: ({ tree }) => ({ target: at("updateScheduledReports", { group: tree.company.id }), as: ROOT, body: { level: 0 } }),
  },
  {
    operation: "orderReport",
    status: 200,
    name: "by a read-only admin",
    request: async (world) => ({
      target: at("orderReport", { group: (await world.group()).id }),
      as: world.tree.accounts.readonly_admin,
      body: {
        kind: 4,
        begin_date: 1_456_790_400,
        level: 3,
        when: null,
        result_action: "send",
        end_date: 1_459_468_799,
        hide_zero_usage: 0,
        show_skus: 1,
      },
    }),
    check: ({ text }) => expect(text).toMatch(/^\{"version":1,"report_id":\d+,"report_uuid":"[0-9a-f-]{36}"\}$/),
  },
  {
    operation: "orderReport",
    status: 200,
    name: "to be made when its last day has come",
    request: async (world) => {
      const when = today() + 9 * DAY;
      return {
        target: at("orderReport", { group: (await world.group()).id }),
        as: ROOT,
        body: { begin_date: today(), end_date: when, when },
      };
    },
  },
  {
    operation: "orderReport",
    status: 409,
    name: "twice, while it is not made",
    info: /ordered the same report already/,
    request: async (world) => {
      const target = at("orderReport", { group: (await world.group()).id });
      const body = { begin_date: 1, end_date: 2 };
      must(200, await world.send("POST", target, { as: ROOT, body }));
      return { target, as: ROOT, body };
    },
  },
  refusedOrder(
    "a period in the future",
    { begin_date: today() + DAY, end_date: today() + 2 * DAY },
    /^begin_date must not be in the future/,
  ),
  refusedOrder("a period that ends in the future", { begin_date: today(), end_date: today() + 2 * DAY }, /^end_date must not be after/),
  refusedOrder("an end before its begin", { begin_date: 9 * DAY, end_date: DAY }, /^end_date must not be before/),
  refusedOrder("an end before its begin on one day", { begin_date: 9 * DAY + 2, end_date: 9 * DAY + 1 }, /^end_date must not be before/),
  refusedOrder("an unknown level", { level: 4, begin_date: 1, end_date: 2 }, /^level must be one of/),
  refusedOrder("an unknown kind", { kind: 3, begin_date: 1, end_date: 2 }, /^kind must be one of/),
  refusedOrder("no period", {}, /^begin_date is required/),
  {
    operation: "getOrderedReport",
    status: 202,
    name: "that is not made yet",
    request: async (world) => {
      const { group, report } = await ordered(world);
      return { target: `${at("getOrderedReport", { group: group.id })}?id=${report}`, as: ROOT };
    },
    check: ({ text }) =>
      expect(text).toMatch(
        /^\{"tenants":\[\],"params":\{"gen_date":\d+,"begin_date":\d+,"group_id":\d+,"report_level":3,"name":"[^"]+","end_date":\d+\}\}$/,
      ),
  },
  found("by id", ({ report }) => `?id=${report}`),
  found("by uuid", ({ uuid }) => `?uuid=${uuid.toUpperCase()}`),
  found("by period and level", () => `?begin_date=${today() - DAY}&end_date=${today() + 5}&level=3`),
  {
    operation: "getOrderedReport",
    status: 200,
    name: "packed, for whoever unpacks",
    request: async (world) => {
      const { group, report } = await saved(world);
      const target = `${at("getOrderedReport", { group: group.id })}?id=${report}`;
      const response = await fetch(`${world.server.url}/api/1${target}`, {
        headers: { authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}` },
      });
      expect(response.headers.get("content-encoding")).toBe("gzip");
      expectReport(await response.text(), world, group);
      const pieces = await query<{ content: Buffer }>(
        world.server.db,
        "select content from report_pieces where report_id = ? order by number",
        [report],
      );
      expectReport(gunzipSync(Buffer.concat(pieces.map(({ content }) => content))).toString(), world, group);
      return { target, as: ROOT };
    },
  },
  {
    operation: "getOrderedReport",
    status: 404,
    name: "of another group",
    info: /has no report/,
    request: async (world) => ({
      target: `${at("getOrderedReport", { group: world.tree.company.id })}?id=${(await saved(world)).report}`,
      as: ROOT,
    }),
  },
  {
    operation: "getOrderedReport",
    status: 404,
    name: "of a period nobody ordered",
    info: /no saved report/,
    request: ({ tree }) => ({ target: `${at("getOrderedReport", { group: tree.company.id })}?begin_date=1&end_date=2&level=1`, as: ROOT }),
  },
  ...(
    [
      ["nothing said", "", /must be given/],
      ["an unknown level", "?begin_date=1&end_date=2&level=7", /^level must be one of/],
      ["a uuid that is none", "?uuid=nonsense", /^uuid/],
      ["an id that is none", "?id=1.5", /^id/],
    ] as const
  ).map(([name, query, info]): Case => ({
    operation: "getOrderedReport",
    status: 400,
    name,
    info,
    request: ({ tree }) => ({ target: at("getOrderedReport", { group: tree.company.id }) + query, as: ROOT }),
  })),
];
