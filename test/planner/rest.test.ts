import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkContract } from "../../rest-compat/link.js";
import { OLD_PATHS } from "../../rest-compat/names.js";
import { canReadContents, canReadGroup } from "../../src/access/visibility.js";
import type { Viewer } from "../../src/access/viewer.js";
import { createSchema } from "../../src/schema.js";
import { AccountSort } from "../../src/kernel/enums.js";
import { type TwoServers, startTwoServers } from "./two-servers.js";

/** Queries to ask an operation with, besides none. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  listChildren: ["request_type=uuids_list", "request_type=tenants_batch&uuids=UUIDS", "request_type=tenants_batch", "request_type=other"],
  listUsers: ["include_hidden=1", "include_hidden=0", "include_hidden=2"],
  searchGroups: ["prefix=%C3%A4&limit=3", "strict=1&prefix=fin", "limit=0"],
  getAccountServer: ["login=somebody"],
  getActivationToken: ["token=nothing"],
};
const NOTHING = ["5a1f3e52-0000-4000-8000-5a1f3e520000", "nothing", "%00"];
/** What holds a token, new with each answer. */
const NEW_EACH_TIME = ["getBackupConsole", "getMigration"];
/** What one statement has to answer. */
const PLANNED = [
  "getAdmin",
  "getAgentsAutoupdate",
  "getFlags",
  "getGroup",
  "getLinks",
  "getLocalBackupRestriction",
  "getLogonIps",
  "getProfile",
  "getQuotaExceedance",
  "getScheduledReports",
  "getUser",
  "listAdmins",
  "listChildren",
  "listHosts",
  "listProfiles",
  "listReports",
  "listStorages",
  "listUsers",
  "searchGroups",
];

/** Reads that are built. A GET that changes something answers differently each time, and never by a plan. */
const operations = (await linkContract(await createSchema())).operations
  .filter(
    ({ operation, linked }) => operation.method === "GET" && linked !== null && !linked.changes && !NEW_EACH_TIME.includes(operation.id),
  )
  .flatMap(({ operation: { id, path } }) =>
    [path, ...(OLD_PATHS[path] === undefined ? [] : [OLD_PATHS[path]])].map((each) => ({ id, path: each })),
  );

let servers: TwoServers;
/** One of each role who can log in, and one in a cut-off subtree. */
let viewers: Viewer[];
beforeAll(async () => {
  servers = await startTwoServers(7);
  viewers = [];
  for (const viewer of servers.tree.viewers) {
    const isAlike = ({ role, isolation }: Viewer): boolean => role === viewer.role && (isolation === null) === (viewer.isolation === null);
    if (!viewers.some(isAlike) && (await servers.ask("/api/1/checkauth", viewer)).resolved.status < 300) viewers.push(viewer);
  }
});
afterAll(() => servers.stop());

/** Groups a viewer names: its own, some it may enter, one it may only read, and one out of its reach. */
function groupsFor(viewer: Viewer): string[] {
  const { groups } = servers.tree;
  const within = groups.filter((group) => canReadContents(viewer, group));
  const parents = within.filter(({ id }) => groups.some(({ parentId }) => parentId === id));
  const closed = groups.filter((group) => canReadGroup(viewer, group) && !canReadContents(viewer, group));
  const outside = groups.filter((group) => !canReadGroup(viewer, group));
  const some = [parents[0], parents.at(-1), within.at(-1), closed[0], outside[0]].filter((group) => group !== undefined);
  return ["self", ...some.map(({ id }) => String(id)), ...some.slice(1, 3).map(({ uuid }) => uuid.toUpperCase()), ...NOTHING];
}

function pathsFor(path: string, id: string, viewer: Viewer): string[] {
  const { groups, accounts } = servers.tree;
  const accountIds = [
    "self",
    ...accounts.filter((_account, index) => index % 40 === 0).map(({ id: account }) => String(account)),
    ...NOTHING,
  ];
  const uuids = groups
    .slice(0, 9)
    .map(({ uuid }, index) => (index % 2 === 0 ? uuid : uuid.toUpperCase()))
    .join(",");
  const user = accounts.find(
    ({ sort, groupId }) =>
      sort === AccountSort.SERVICE_USER && groups.some((group) => group.id === groupId && canReadContents(viewer, group)),
  );
  const filled = path.includes("{group}")
    ? groupsFor(viewer).map((group) => path.replace("{group}", group).replace("{user}", String(user?.id ?? accountIds[1])))
    : /\{(user|admin)\}/.test(path)
      ? accountIds.map((account) => path.replace(/\{\w+\}/, account))
      : [path];
  return filled.flatMap((each) =>
    ["", ...(QUERIES[id] ?? [])].map((query) => `/api/1${each}${query === "" ? "" : `?${query.replace("UUIDS", uuids)}`}`),
  );
}

describe("the REST endpoint answers the same with reads compiled and on resolvers", () => {
  it("to viewers of every role", () => {
    expect(new Set(viewers.map(({ role }) => role)).size).toBe(6);
    expect(viewers.some(({ isolation, role }) => isolation !== null && role !== "tenant_viewer")).toBe(true);
  });

  it.each(operations)("$id at $path", async ({ id, path }) => {
    let planned = 0;
    for (const viewer of viewers) {
      for (const url of pathsFor(path, id, viewer)) {
        const both = await servers.ask(url, viewer);
        expect(both.compiled, `GET ${url} by ${JSON.stringify(viewer)}`).toEqual(both.resolved);
        if (both.planned && both.resolved.status === 200) planned += 1;
      }
    }
    if (PLANNED.includes(id)) expect(planned).toBeGreaterThan(0);
  });
});
