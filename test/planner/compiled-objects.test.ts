import { type GraphQLSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { canReadContents } from "../../src/access/visibility.js";
import { type Viewer, isFullAdmin } from "../../src/access/viewer.js";
import type { TestDatabase } from "../setup/test-database.js";
import { insertRandomTree } from "./random-tree.js";
import { type Ways, openWays } from "./ways.js";

let database: TestDatabase;
let schema: GraphQLSchema;
let ways: Ways;
let root: Viewer;
let user: Viewer;
/** What stands for objects in the queries. */
const ids: Record<string, number> = {};

beforeAll(async () => {
  ({ database, schema, ways } = await openWays());
  const { db } = database;
  const { viewers, groups } = await insertRandomTree(db, new Random(11).restart(1, 0));
  root = viewers.find((viewer) => viewer.role === "root_admin" && isFullAdmin(viewer))!;
  user = viewers.find(({ role, groupId }) => role === "tenant_viewer" && groupId !== root.groupId)!;
  ids["GROUP"] = root.groupId;
  ids["LEAF"] = groups.findLast((group) => canReadContents(root, group))!.id;
  ids["USER"] = user.accountId;
  ids["OWN"] = user.groupId;
  // What the random tree holds of these by chance is what the property test asks for.
  await db.raw("update groups set capabilities = capabilities | 18, storages_inherited = true, logon_ips = array['192.0.2.0/24', null]");
  await db.raw(
    "update brands set color = '1F5FBF', smtp_server = 'smtp.example.com', smtp_override = true, upsell_url = 'shop.example.com'",
  );
  const made = async (sql: string, ...values: number[]): Promise<number> =>
    (await db.raw<{ rows: { id: number }[] }>(sql, values)).rows[0]!.id;
  ids["STORAGE"] = await made(
    "insert into storages (group_id, name, name_key, uid, uid_key) values (?, 'one', 'one', 'one', 'one') returning id",
    root.groupId,
  );
  await db.raw("delete from images");
  ids["IMAGE"] = await made(
    "insert into images (brand_id, width, height, content, digest) select brand_id, 2, 3, 'png', 'd' from groups where id = ? returning id",
    root.groupId,
  );
});
afterAll(() => database.drop());

const BRAND = `id uuid logoId color colorScheme accountServerUrl backupConsoleUrl helpUrl hidePredefined smtpOverride
  smtpServer smtpPort smtpUser smtpReplyAddress smtpPassword smtpPasswordSet smtpEncryption`;
const IMAGE = "id width height size digest createdAt url";
const STORAGE = `id uuid version name kind uid active used inherited ownerId contentUrl
  contentMobileUrl createdAt datacenterId spaceUsage prices { price version currency }`;

/** Who asks what, and what the answer holds at least. */
const READS: readonly [string, "root" | "user", string, unknown][] = [
  [
    "a group's own brand",
    "root",
    `{ group(id: "GROUP") { brand { ${BRAND} } } }`,
    { group: { brand: { color: "1F5FBF", smtpServer: "smtp.example.com", smtpPassword: "" } } },
  ],
  ["an own brand that is off", "root", `{ group(id: "GROUP") { children(first: null) { nodes { brand { id } } } } }`, {}],
  [
    "the effective brand",
    "root",
    `{ group(id: "LEAF") { effectiveBrand { ${BRAND} } } }`,
    { group: { effectiveBrand: { color: "1F5FBF" } } },
  ],
  ["a group's brand at the root", "root", `{ groupBrand(groupId: "GROUP") { ${BRAND} } }`, { groupBrand: { smtpOverride: true } }],
  ["the platform's where it is off", "root", `{ groupBrand(groupId: "LEAF") { ${BRAND} } }`, { groupBrand: { color: "1F5FBF" } }],
  [
    "the nearest where it is off",
    "root",
    `{ groupBrand(groupId: "LEAF", effective: true) { ${BRAND} } }`,
    { groupBrand: { color: "1F5FBF" } },
  ],
  [
    "a service user's own brand",
    "user",
    `{ groupBrand(groupId: "self", effective: true) { ${BRAND} } }`,
    { groupBrand: { smtpOverride: false, smtpServer: null } },
  ],
  [
    "the own group named in another way by a service user",
    "user",
    `{ groupBrand(groupId: "00OWN") { smtpServer } }`,
    { groupBrand: { smtpServer: null } },
  ],
  ["logos", "root", `{ group(id: "GROUP") { brand { logo { ${IMAGE} } } } }`, { group: { brand: { logo: { size: 3 } } } }],
  ["a logo at the root", "root", `{ groupLogo(groupId: "GROUP") { ${IMAGE} } }`, { groupLogo: { width: 2 } }],
  ["an image", "root", `{ image(id: "IMAGE") { ${IMAGE} } }`, { image: { digest: "d" } }],
  [
    "storages",
    "root",
    `{ group(id: "LEAF") { storages { inherited nodes { ${STORAGE} } edges { cursor } pageInfo { hasNextPage endCursor } } } }`,
    { group: { storages: { inherited: true } } },
  ],
  ["a storage", "root", `{ storage(groupId: "LEAF", id: "STORAGE") { ${STORAGE} } }`, { storage: { inherited: true, prices: [] } }],
  [
    "settings",
    "root",
    `{ group(id: "GROUP") { settings { agentsAutoupdate { enabled } logonIps { enabled items }
     localBackupRestriction { restricted visible }
     flags { allowAddDevices allowDownloadTools allowDownloadDocs allowDownloadAgents } } } }`,
    { group: { settings: { logonIps: { items: ["192.0.2.0/24"] } } } },
  ],
  [
    "exceeded quotas",
    "root",
    `{ group(id: "GROUP") { quotaExceedance { virtualhosts workstations servers
     winServerEssentials vms mailboxes mobiles websites universalDevices } } }`,
    {},
  ],
  ["ancestors", "root", `{ group(id: "LEAF") { ancestors { id name } } }`, {}],
  ["links", "user", `{ user(id: "self") { links { quotasUpsell } } }`, { user: { links: { quotasUpsell: "https://shop.example.com" } } }],
];

const fill = (text: string): string =>
  text.replace(/"(0*)([A-Z]+)"/g, (whole, zeros: string, name: string) => (name in ids ? `"${zeros}${ids[name]}"` : whole));

describe("one statement answers, as resolvers do,", () => {
  it.each(READS)("%s", async (_what, who, text, expected) => {
    const document = parse(fill(text));
    expect(validate(schema, document)).toEqual([]);
    const asked = { document, operationName: undefined, variables: {}, viewer: who === "root" ? root : user };
    const answer = await ways.byPlan(asked);
    expect(answer).toEqual(await ways.byResolvers(asked));
    expect(answer).toMatchObject({ data: expected });
  });
});

describe("resolvers are left", () => {
  it.each([
    ["a logo that a service user asks for", `{ groupBrand(groupId: "self", effective: true) { logo { id } } }`],
    ["links that tell a shop something", `{ user(id: "self") { links(origin: "mail") { quotasUpsell } } }`],
    ["another group's brand that a service user asks for", `{ groupBrand(groupId: "GROUP") { id } }`],
  ])("%s", async (_what, text) => {
    const document = parse(fill(text));
    expect(validate(schema, document)).toEqual([]);
    expect(await ways.byPlan({ document, operationName: undefined, variables: {}, viewer: user })).toBeNull();
  });
});
