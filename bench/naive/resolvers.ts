import { GraphQLError } from "graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt, GraphQLUUID } from "graphql-scalars";
import type { Knex } from "knex";
import { foldCase, prefixEnd } from "../../src/kernel/fold-case.js";
import { CONTACT, HARD_QUOTAS, KINDS, SOFT_QUOTAS, USAGE } from "../columns.js";
import type { GroupRow, Loaders, Row } from "./loaders.js";
import { camelCase } from "./names.js";

export interface Context {
  readonly db: Knex;
  readonly loaders: Loaders;
  /** Path of the caller's group. */
  readonly path: string;
  readonly groupId: number;
  /** The group the caller's part of the tree is cut off at, or null. */
  readonly isolation: number | null;
}

type Resolver = (row: Row) => unknown;

/** Fields that are columns, each in the graph's spelling. */
const columns = (names: readonly string[], prefix = ""): Record<string, Resolver> =>
  Object.fromEntries(names.map((name) => [camelCase(name), (row: Row) => row[prefix + name]]));

const contact = (row: Row, prefix: string): Row => Object.fromEntries(CONTACT.map((name) => [name, row[`${prefix}_${name}`]]));

const CAPABILITIES = {
  BACKUP: 1,
  BRANDING: 2,
  CHILDREN: 4,
  ISOLATION: 8,
  MODIFICATION: 16,
  CUSTOM_PRICING: 32,
  CUSTOM_PRICE: 64,
  REQUIRE_CUSTOMER_ID: 128,
  CUSTOM_STORAGE: 256,
};

function checkVisible(group: GroupRow, { path }: Context): void {
  if (!group.path.startsWith(path)) throw new GraphQLError("forbidden", { extensions: { code: "FORBIDDEN" } });
}

async function usageOf({ id }: GroupRow, { loaders }: Context): Promise<Row> {
  const [total, delta] = await Promise.all([loaders.usage.load(id), loaders.usageDeltas.load(id)]);
  return Object.fromEntries(USAGE.map((name) => [camelCase(name), Number(total?.[`total_${name}`]) + Number(delta?.[name] ?? 0)]));
}

async function updateGroup(
  _root: unknown,
  args: { id: string; version: number; input: { internalTag?: string } },
  context: Context,
): Promise<GroupRow> {
  const { id, version, input } = args;
  const group = await context.db<GroupRow>("groups").where("id", id).first();
  if (group === undefined) throw new GraphQLError("not found");
  checkVisible(group, context);
  const [updated] = await context
    .db("groups")
    .where({ id, version })
    .update({ internal_tag: input.internalTag, version: version + 1 })
    .returning<GroupRow[]>("*");
  if (updated === undefined) throw new GraphQLError("version mismatch");
  return updated;
}

async function search(
  _root: unknown,
  args: { prefix: string; limit: number },
  { db, path, groupId, isolation }: Context,
): Promise<{ hits: Row[] }> {
  const key = foldCase(args.prefix);
  const within = (table: string) => (builder: Knex.QueryBuilder) =>
    void builder.where(`${table}.path`, ">=", path).where(`${table}.path`, "<", `${path.slice(0, -1)}0`);
  const [groups, accounts] = await Promise.all([
    db("groups as g")
      .select<Row[]>("g.id", "g.uuid", "g.name", "g.parent_id", "g.kind")
      .where("g.name_key", ">=", key)
      .where("g.name_key", "<", prefixEnd(key))
      .where(within("g"))
      .whereRaw("(g.isolated_by is not distinct from ? or g.id = ?)", [isolation as never, groupId])
      .orderBy(["g.name_key", "g.id"])
      .limit(args.limit),
    db("accounts as a")
      .join("identities as i", "i.id", "a.identity_id")
      .join("groups as g", "g.id", "a.group_id")
      .select<Row[]>(
        "a.id",
        "a.uuid",
        "i.login as name",
        "a.group_id as parent_id",
        db.raw("case when a.sort = 'service_user' then -1 end as kind"),
      )
      .where("i.login_key", ">=", key)
      .where("i.login_key", "<", prefixEnd(key))
      .where("a.hidden", false)
      .where(within("g"))
      .whereRaw("(case when g.parent_has_access then g.isolated_by else g.id end) is not distinct from ?", [isolation as never])
      .orderBy(["i.login_key", "a.id"])
      .limit(args.limit),
  ]);
  return { hits: [...groups, ...accounts] };
}

export const resolvers = {
  DateTimeISO: GraphQLDateTimeISO,
  SafeInt: GraphQLSafeInt,
  UUID: GraphQLUUID,
  GroupKind: { ...KINDS, SERVICE_USER: -1 },
  GroupCapability: CAPABILITIES,
  PricingMode: { PRODUCTION: 1, DEMO: 2, DEMO_PERSISTENT: 3 },

  Query: {
    group: async (_root: unknown, { id }: { id: string }, context: Context) => {
      const group = await context.db<GroupRow>("groups").where("id", id).first();
      if (group !== undefined) checkVisible(group, context);
      return group;
    },
    groups: search,
  },
  SearchHit: columns(["parent_id"]),
  Mutation: { updateGroup },

  Group: {
    ...columns([
      "parent_id",
      "parent_has_access",
      "customer_id",
      "internal_tag",
      "created_at",
      "brand_id",
      "migration_enabled",
      "migration_service",
    ]),
    capabilities: (row: Row) => Object.values(CAPABILITIES).filter((bit) => (Number(row["capabilities"]) & bit) !== 0),
    customerType: () => 0,
    defaultIdentityProviderId: () => 1,
    mfaStatus: () => "DISABLED",
    contact: (row: Row) => contact(row, "contact"),
    billingContact: (row: Row) => contact(row, "billing"),
    agents: (row: Row) => ({ autoupdate: row["agents_autoupdate"] }),
    pricing: (row: Row) => row,
    storage: ({ storage_id }: GroupRow, _args: unknown, { loaders }: Context) =>
      storage_id === null ? null : loaders.storage.load(storage_id),
    quotas: ({ id }: GroupRow, _args: unknown, { loaders }: Context) => loaders.quotas.load(id),
    usage: (group: GroupRow, _args: unknown, context: Context) => usageOf(group, context),
    hasChildren: ({ has_children }: GroupRow) => has_children,
    children: async ({ id }: GroupRow, { first }: { first: number }, { loaders, path }: Context) => ({
      nodes: (await loaders.children.load(id)).filter((child) => child.path.startsWith(path)).slice(0, first),
    }),
    admins: async ({ id }: GroupRow, { first }: { first: number }, { loaders }: Context) => ({
      nodes: (await loaders.admins.load(id)).slice(0, first),
    }),
  },

  GroupQuotas: {
    ...columns([...HARD_QUOTAS, "subscription_expiration", "cloud_to_cloud_backup"]),
    ...columns(SOFT_QUOTAS, "soft_"),
    localBackup: (row: Row) => ({ visible: row["local_backup_visible"], permitted: row["local_backup_permitted"] }),
  },

  Pricing: columns(["price", "enabled", "storage_discount", "rating", "mode_update_date", "mode", "currency", "discounts"], "pricing_"),

  Admin: {
    login: async (row: Row, _args: unknown, { loaders }: Context) => (await loaders.identity.load(row["identity_id"] as number))?.["login"],
    email: async (row: Row, _args: unknown, { loaders }: Context) => (await loaders.identity.load(row["identity_id"] as number))?.["email"],
    status: async (row: Row, _args: unknown, { loaders }: Context) => {
      if (row["enabled"] !== true) return "DISABLED";
      const identity = await loaders.identity.load(row["identity_id"] as number);
      return identity?.["password_hash"] == null ? "INACTIVE" : "ENABLED";
    },
  },
};
