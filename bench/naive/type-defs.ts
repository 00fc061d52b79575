import { CONTACT, HARD_QUOTAS, KINDS, SOFT_QUOTAS, USAGE } from "../columns.js";
import { camelCase } from "./names.js";

const fields = (names: readonly string[], type: string): string => names.map((name) => `${camelCase(name)}: ${type}`).join("\n  ");

/** What the bench's queries need of Portico's graph, under the same names. */
export const typeDefs = `#graphql
scalar DateTimeISO
scalar SafeInt
scalar UUID

enum GroupKind { ${Object.keys(KINDS).join(" ")} SERVICE_USER }
enum GroupCapability { BACKUP BRANDING CHILDREN ISOLATION MODIFICATION CUSTOM_PRICING CUSTOM_PRICE REQUIRE_CUSTOMER_ID CUSTOM_STORAGE }
enum PricingMode { PRODUCTION DEMO DEMO_PERSISTENT }
enum MfaStatus { DISABLED ENABLED }
enum AccountStatus { DISABLED ENABLED INACTIVE }

type Contact {
  ${fields(CONTACT, "String!")}
}

type StorageReference {
  id: ID!
  uuid: UUID!
  name: String!
}

type LocalBackup {
  visible: Boolean!
  permitted: Boolean!
}

type GroupQuotas {
  ${fields([...HARD_QUOTAS, ...SOFT_QUOTAS], "SafeInt")}
  subscriptionExpiration: DateTimeISO
  cloudToCloudBackup: Boolean!
  localBackup: LocalBackup!
}

type Usage {
  ${fields(USAGE, "SafeInt!")}
}

type Agents {
  autoupdate: Boolean!
}

type Discount {
  enabled: Boolean!
  name: String!
}

type Pricing {
  price: Float
  enabled: Boolean
  storageDiscount: Float
  rating: Int
  modeUpdateDate: DateTimeISO
  mode: PricingMode!
  currency: String!
  discounts: [Discount!]!
}

type Admin {
  id: ID!
  login: String!
  email: String!
  firstname: String!
  lastname: String!
  status: AccountStatus!
}

type AdminConnection {
  nodes: [Admin!]!
}

type GroupConnection {
  nodes: [Group!]!
}

type Group {
  id: ID!
  uuid: UUID!
  version: SafeInt!
  name: String!
  kind: GroupKind!
  grade: Int!
  parentId: ID
  enabled: Boolean!
  parentHasAccess: Boolean!
  capabilities: [GroupCapability!]!
  external: Boolean!
  customerId: String
  customerType: Int!
  internalTag: String
  language: String!
  createdAt: DateTimeISO!
  brandId: ID
  defaultIdentityProviderId: ID!
  migrationEnabled: Boolean
  migrationService: String!
  mfaStatus: MfaStatus!
  hasChildren: Boolean!
  contact: Contact!
  billingContact: Contact!
  storage: StorageReference
  quotas: GroupQuotas!
  usage: Usage!
  agents: Agents!
  pricing: Pricing!
  children(first: Int = 50): GroupConnection!
  admins(first: Int = 50): AdminConnection!
}

type SearchHit {
  id: ID!
  uuid: UUID!
  name: String!
  parentId: ID
  kind: GroupKind
}

type SearchResult {
  hits: [SearchHit!]!
}

input UpdateGroupInput {
  internalTag: String
}

type Query {
  group(id: ID!): Group
  groups(prefix: String!, limit: Int = 10): SearchResult!
}

type Mutation {
  updateGroup(id: ID!, version: SafeInt!, input: UpdateGroupInput!): Group!
}
`;
