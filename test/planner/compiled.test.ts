import type { Knex } from "knex";
import { type GraphQLSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { canReadContents } from "../../src/access/visibility.js";
import { type Viewer } from "../../src/access/viewer.js";
import { AccountSort } from "../../src/kernel/enums.js";
import { ALL_RIGHTS } from "../setup/masks.js";
import type { TestDatabase } from "../setup/test-database.js";
import { hangThings } from "../visibility/hang-things.js";
import { type RandomTree, insertRandomTree } from "./random-tree.js";
import { type Ways, openWays } from "./ways.js";

/** Reads that one statement answers, each with all of its fields, and as resolvers answer them. */

const ACCOUNT = `id uuid version login email status language groupId accessType roles privileged integrationActive
  termsAccepted platformTermsAccepted privacyPolicyAccepted notificationsBackup notificationsManagement
  notificationsDeviceControl notificationsCertificateManagement firstname lastname`;
const PROFILE = `__typename id uuid version login email firstname lastname language accessType roles allowMovingGroups
  privileged integrationActive termsAccepted
  platformTermsAccepted privacyPolicyAccepted groupId mfaStatus sessionMfaStatus brandId
  links { astorageDoc astorageGatewayGuide astorageGuide astorageIso hciGuide hciIso videoTutorial }
  account { __typename ${ACCOUNT} ... on User { hidden backup { monitorDisabled } } ... on Admin { status } }
  group { id uuid kind language name customerType } actor { id login } services { id uuid name type entryPoint }`;
const NODE = `__typename id uuid ... on Group { name children(first: 3) { nodes { id } } }
  ... on Account { login group { name } } ... on User { hidden } ... on Admin { status }`;
const MACHINE = "__typename id uuid agentId publicKey serverAddress serverPublicKey createdAt";
const REPORT = `__typename id uuid version kind level beginDate endDate runAt resultAction
  hideZeroUsage showSkus state writtenRows progress savedAt endReason`;
const ONE_REPORT = `query ($group: ID!, $id: ID, $uuid: UUID, $level: ReportLevel, $beginDate: DateTimeISO, $endDate: DateTimeISO) {
  report(groupId: $group, id: $id, uuid: $uuid, level: $level, beginDate: $beginDate, endDate: $endDate) { ${REPORT} } }`;
const SCHEDULE = "__typename id uuid version level enabled schedule { timeshift } hideZeroUsage showSkus nextRunAt";
const page = (fields: string): string => `nodes { ${fields} } edges { cursor node { __typename } } pageInfo { hasNextPage endCursor }`;
const API_ACCOUNT = `__typename id uuid version type identifier description permissions { __typename value }
  roles local { __typename expires } createdAt lastAuthenticatedAt modifiedAt`;
const SESSION = "__typename id accountId createdAt lastUsedAt expiresAt address userAgent isCurrent";
const BACKUP_SERVER = `__typename id agentId host port internalHost internalPort publicKey onlineAgents machineCount createdAt
  address internalAddress utilization`;
const CERTIFICATE = "__typename serial authority subject certificate issuedAt expiresAt revokedAt";
const WATCHER = "__typename id recipient language sender brandId subject { __typename login firstname lastname email hierarchyName }";

const mayEnter = ({ groups, viewers }: RandomTree, id: number): boolean =>
  canReadContents(
    viewers[0]!,
    groups.find((group) => group.id === id)!,
  );
const aGroup = (tree: RandomTree): { id: string } => ({ id: String(tree.groups.findLast(({ id }) => mayEnter(tree, id))!.id) });
/** Some service user. */
const aUser = (tree: RandomTree): { id: string } => ({
  id: String(tree.accounts.findLast(({ sort, groupId }) => sort === AccountSort.SERVICE_USER && mayEnter(tree, groupId))!.id),
});

/** Who asks: a root admin with full access. */
type Case = [name: string, text: string, variables?: (tree: RandomTree) => Record<string, unknown>];
const CASES: Case[] = [
  ["viewer", `{ viewer { ${PROFILE} } }`],
  ["profiles", `{ profiles { ${PROFILE} } }`],
  ["node, a group", `query ($id: ID!) { node(id: $id) { ${NODE} } }`, aGroup],
  ["node, the own group", `{ node(id: "self") { ${NODE} } }`],
  [
    "machines and hosts of a user",
    `query ($id: ID!) { user(id: $id) { machines(first: 2) { nodes { ${MACHINE} }
     edges { cursor node { id } } pageInfo { hasNextPage endCursor } } hosts { name port host } } }`,
    aUser,
  ],
  ["hosts of a user", "query ($id: ID!) { serviceHosts(userId: $id) { __typename name port host } }", aUser],
  ["reports of a group", `query ($id: ID!) { group(id: $id) { reports(first: 2) { ${page(REPORT)} } } }`, aGroup],
  [
    "schedules of a group",
    `query ($id: ID!) { group(id: $id) { reportSchedules(first: null) { ${page(SCHEDULE)} }
     reportSchedule { level enabled hideZeroUsage showSkus schedule { timeshift } } } }`,
    aGroup,
  ],
  ["API accounts", `{ apiAccounts { ${page(API_ACCOUNT)} } }`],
  ["an API account", `{ apiAccount(identifier: "PROGRAM") { ${API_ACCOUNT} } }`],
  ["sessions", `{ sessions { ${page(SESSION)} } own: sessions(accountId: "self", first: 1) { ${page(SESSION)} } }`],
  [
    "backup servers",
    `{ backupServers(first: 1) { ${page(BACKUP_SERVER)} } all: backupServers(first: null) { nodes { ${BACKUP_SERVER} } } }`,
  ],
  ["certificates", `{ clientCertificates(first: 2) { ${page(CERTIFICATE)} } }`],
  [
    "an authority",
    "{ certificateAuthority { __typename id certificate revocationList } services: certificateAuthority(id: 2) { id certificate } }",
  ],
];

let database: TestDatabase;
let schema: GraphQLSchema;
let ways: Ways;
let tree: RandomTree;
let viewer: Viewer;

beforeAll(async () => {
  ({ database, schema, ways } = await openWays());
  const { db } = database;
  tree = await insertRandomTree(db, new Random(7));
  await hangThings(db, new Random(8));
  await hangMore(db);
  [viewer] = tree.viewers as [Viewer];
});
afterAll(() => database.drop());

/** What neither has: programs with rights, certificates, servers with addresses of all sorts, and reports that are being made. */
async function hangMore(db: Knex): Promise<void> {
  const session = { account_id: tree.accounts[0]!.id, expires_at: "9999-01-01" };
  await db("sessions").insert(["mine", "another"].map((token) => ({ ...session, token_hash: Buffer.from(token) })));
  await db("sessions").insert({ ...session, token_hash: Buffer.from("over"), expires_at: "2000-01-01" });
  const programs = await db("api_accounts").orderBy("id").select<{ id: number }[]>("id");
  await db("api_accounts")
    .where({ id: programs[0]!.id })
    .update({ permissions: ["a:b", null, "*"], expires_at: "2030-01-01", authenticated_at: "2024-01-01", description: 'with "rights"' });
  const roles = [tree.groups[3]!, tree.groups[0]!].map(({ id }, index) => ({
    api_account_id: programs[0]!.id,
    place: index + 1,
    role: "partner_admin",
    group_id: id,
    access_type: ALL_RIGHTS,
  }));
  await db("api_account_roles").insert(roles);
  await db("api_accounts").insert({ type: "x509", identifier: "CN=x", identifier_key: "cn=x" });
  await db("certificate_authorities").insert(
    [1, 2].map((id) => ({ id, certificate: `certificate ${id}\n`, private_key: "encrypted", revocation_list: `list ${id}\n` })),
  );
  const certificate = { authority_id: 1, subject: "CN=x", subject_key: "cn=x", certificate: "PEM", expires_at: "2030-01-01" };
  for (const [serial, issued_at] of [
    ["0b", "2024-01-01"],
    ["0a", "2024-01-01"],
    ["01", "2025-01-01"],
    ["ff", "2020-01-01"],
  ] as const) {
    await db("client_certificates").insert({
      ...certificate,
      fingerprint: Buffer.from(serial),
      serial,
      issued_at,
      revoked_at: serial === "01" ? "2025-02-01" : null,
    });
  }
  const server = { port: 1, internal_port: 2, public_key: "k", machine_count: 3, online_agents: 7 };
  await db("backup_servers").insert(
    ["2001:db8::1", "192.0.2.1"].map((host) => ({
      ...server,
      agent_id: host,
      agent_key: host,
      host,
      internal_host: `inside-${host.length}`,
    })),
  );
  await db.raw(
    `update reports set state = case id % 4 when 0 then 'running' when 1 then 'saved' else state end,
     expected_rows = id % 7, written_rows = id % 5`,
  );
}

async function expectCompiled(text: string, variables: Record<string, unknown>, asker: Viewer): Promise<unknown> {
  const document = parse(text);
  expect(validate(schema, document).map(String)).toEqual([]);
  const asked = { document, operationName: undefined, variables, viewer: asker };
  const answer = await ways.byPlan(asked);
  expect(answer, "answered by one statement").not.toBeNull();
  expect(answer).toEqual(await ways.byResolvers(asked));
  return answer;
}

describe("one statement answers, and as resolvers do,", () => {
  it.each(CASES)("%s", async (_name, text, variables = () => ({})) => {
    await expectCompiled(text, variables(tree), viewer);
  });

  it("each account's profile, its own and those of its person", async () => {
    for (const each of tree.viewers) await expectCompiled(`{ viewer { ${PROFILE} } profiles { ${PROFILE} } }`, {}, each);
  });

  it("who acts as the viewer", async () => {
    const actor = { accountId: tree.accounts[1]!.id, login: "somebody else" };
    const answer = await expectCompiled("{ viewer { actor { id login } } profiles { id actor { id } } }", {}, { ...viewer, actor });
    expect(answer).toMatchObject({ data: { viewer: { actor: { id: String(actor.accountId), login: actor.login } } } });
  });

  it("machines and hosts of each user, page by page", async () => {
    const text = `query ($id: ID!, $after: String) { user(id: $id) { hosts { name port host }
      machines(first: 1, after: $after) { nodes { ${MACHINE} } pageInfo { endCursor } } } serviceHosts(userId: $id) { name port host } }`;
    for (const { id, sort, groupId } of tree.accounts) {
      if (sort !== AccountSort.SERVICE_USER || !mayEnter(tree, groupId)) continue;
      const answer = (await expectCompiled(text, { id: String(id) }, viewer)) as {
        data: { user: { machines: { pageInfo: { endCursor: string | null } } } };
      };
      await expectCompiled(text, { id: String(id), after: answer.data.user.machines.pageInfo.endCursor }, viewer);
    }
  });

  it("reports and schedules of each group, page by page, and each schedule by itself", async () => {
    const text = `query ($id: ID!, $after: String) { group(id: $id) { reports(first: 1, after: $after) { ${page(REPORT)} }
      reportSchedules(first: 1) { ${page(SCHEDULE)} } reportSchedule { level enabled hideZeroUsage showSkus schedule { timeshift } } } }`;
    for (const { id } of tree.groups) {
      if (!mayEnter(tree, id)) continue;
      const seen = new Set<string | null>();
      for (let after: string | null = null; !seen.has(after);) {
        seen.add(after);
        type Answer = {
          data: {
            group: {
              reports: { nodes: Record<string, string>[]; pageInfo: { endCursor: string | null } };
              reportSchedules: { nodes: { id: string; uuid: string }[] };
            };
          };
        };
        const { data } = (await expectCompiled(text, { id: String(id), after }, viewer)) as Answer;
        after = data.group.reports.pageInfo.endCursor;
        for (const { id: report, uuid, level, beginDate, endDate, state } of data.group.reports.nodes) {
          for (const named of [{ id: report }, { id: uuid }, { uuid }])
            await expectCompiled(ONE_REPORT, { group: String(id), ...named }, viewer);
          if (state === "SAVED") await expectCompiled(ONE_REPORT, { group: String(id), level, beginDate, endDate }, viewer);
        }
        for (const schedule of data.group.reportSchedules.nodes) {
          for (const named of [schedule.id, schedule.uuid])
            await expectCompiled(`query ($id: ID!) { reportSchedule(id: $id) { ${SCHEDULE} } }`, { id: named }, viewer);
        }
      }
    }
  });

  it("sessions, whoever asks", async () => {
    for (const each of tree.viewers) await expectCompiled(`{ sessions { ${page(SESSION)} } }`, {}, each);
  });

  it("which session is the request's", async () => {
    const answer = await expectCompiled("{ sessions { nodes { id isCurrent } } }", {}, { ...viewer, sessionHash: Buffer.from("mine") });
    expect(
      (answer as { data: { sessions: { nodes: { isCurrent: boolean }[] } } }).data.sessions.nodes
        .map(({ isCurrent }) => isCurrent)
        .filter(Boolean),
    ).toEqual([true]);
  });

  it.each(["apiAccounts", "sessions", "backupServers", "clientCertificates"])("%s, page by page", async (field) => {
    const text = `query ($after: String) { ${field}(first: 1, after: $after) { nodes { __typename }
      edges { cursor } pageInfo { hasNextPage endCursor } } }`;
    let pages = 0;
    for (let after: string | null = null; ; pages += 1) {
      type Answer = { data: Record<string, { pageInfo: { endCursor: string | null; hasNextPage: boolean } }> };
      const { pageInfo }: Answer["data"][string] = ((await expectCompiled(text, { after }, viewer)) as Answer).data[field]!;
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(pages).toBeGreaterThan(0);
  });

  it("who watches each group and each user", async () => {
    const text = `query ($id: ID!, $events: [BackupNotification!]!, $service: WatchedService!, $levelsUp: Int) {
      watchers(id: $id, events: $events, service: $service, levelsUp: $levelsUp, first: 3) { ${page(WATCHER)} } }`;
    for (const { id, uuid } of [
      ...tree.groups.filter((group) => canReadContents(viewer, group)),
      ...tree.accounts.filter(({ sort, groupId }) => sort === AccountSort.SERVICE_USER && mayEnter(tree, groupId)),
    ]) {
      await expectCompiled(text, { id: String(id), events: [], service: "MANAGEMENT", levelsUp: id % 3 === 0 ? null : id % 3 }, viewer);
      await expectCompiled(text, { id: uuid, events: ["ERROR", "INFO"], service: "BACKUP" }, viewer);
    }
  });

  it("what a node is, whichever it is", async () => {
    for (const { id, uuid } of [...tree.groups, ...tree.accounts].slice(0, 200)) {
      for (const named of [String(id), uuid]) {
        const asked = {
          document: parse(`query ($id: ID!) { node(id: $id) { ${NODE} } }`),
          operationName: undefined,
          variables: { id: named },
          viewer,
        };
        const answer = await ways.byPlan(asked);
        if (answer !== null) expect(answer).toEqual(await ways.byResolvers(asked));
      }
    }
  });
});
