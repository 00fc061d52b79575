import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { idsOnPathSql } from "../../access/visibility.sql.js";
import { type Rows, readRows, rowsById } from "../../graph/rows.js";
import type { EncryptedColumn } from "../../encryption/encryption.table.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { type Distrust, SMTP_DISTRUST } from "./smtp-trust.table.js";
import type { ColorScheme, SmtpEncryption } from "./brand.type.js";

/** Where the passwords of brands' mail servers are kept. */
export const SMTP_PASSWORD: EncryptedColumn = { table: "brands", key: "id", column: "smtp_password" };

/** The part of a brand that is shown to everyone. Null in an address of one of this server's parts is the server's own. */
export interface PublicBrand {
  companyName: string | null;
  serviceName: string | null;
  supportPhone: string | null;
  color: string | null;
  colorScheme: ColorScheme;
  accountServerUrl: string | null;
  backupConsoleUrl: string | null;
  routerUrl: string | null;
  regServerUrl: string | null;
  agentGatewayUrl: string | null;
  supportUrl: string | null;
  upsellUrl: string | null;
  homeUrl: string | null;
  helpUrl: string | null;
  knowledgebaseUrl: string | null;
  userGuideUrl: string | null;
  termsUrl: string | null;
  platformTermsUrl: string | null;
  privacyPolicyUrl: string | null;
  mobileAppAndroidDownloadUrl: string | null;
  mobileAppIosDownloadUrl: string | null;
  ownsCustomLegalDocs: boolean;
  whiteLabeledAgent: boolean;
  hidePredefined: boolean;
}

/** How a brand's mail is sent. Nobody else's business than its own admins' and the sender's. */
export interface BrandSmtp {
  smtpOverride: boolean;
  smtpReplyAddress: string | null;
  smtpServer: string | null;
  smtpPort: number | null;
  smtpUser: string | null;
  smtpEncryption: SmtpEncryption | null;
  /** Encrypted. */
  smtpPassword: string | null;
}

/** A stored brand: the own one of one group. */
export interface BrandRow extends PublicBrand, BrandSmtp {
  id: number;
  uuid: string;
  groupId: number;
  /** The image that is its logo. */
  logoId: number | null;
  /** Its digest, which its open address is made of. */
  logoDigest: string | null;
}

/** What a write sets of a brand. */
export type BrandChanges = Partial<PublicBrand & BrandSmtp>;

/** An effective brand, as a mail to somebody may use it. */
export interface MailBrandRow extends BrandRow {
  /** Why the mail may not use how the brand's mail is sent; null where it may. */
  smtpDistrust: Distrust | null;
  /** Whether its server was found to be unusable a short time ago. */
  smtpIsDown: boolean;
}

const PUBLIC_FIELDS = [
  "companyName",
  "serviceName",
  "supportPhone",
  "color",
  "colorScheme",
  "accountServerUrl",
  "backupConsoleUrl",
  "routerUrl",
  "regServerUrl",
  "agentGatewayUrl",
  "supportUrl",
  "upsellUrl",
  "homeUrl",
  "helpUrl",
  "knowledgebaseUrl",
  "userGuideUrl",
  "termsUrl",
  "platformTermsUrl",
  "privacyPolicyUrl",
  "mobileAppAndroidDownloadUrl",
  "mobileAppIosDownloadUrl",
  "ownsCustomLegalDocs",
  "whiteLabeledAgent",
  "hidePredefined",
] as const satisfies readonly (keyof PublicBrand)[];

const SMTP = [
  "smtpOverride",
  "smtpReplyAddress",
  "smtpServer",
  "smtpPort",
  "smtpUser",
  "smtpEncryption",
  "smtpPassword",
] as const satisfies readonly (keyof BrandSmtp)[];

/** Of a stored brand, what is shown to everyone. */
export const publicPartOf = (brand: BrandRow): PublicBrand =>
  Object.fromEntries(PUBLIC_FIELDS.map((field) => [field, brand[field]])) as unknown as PublicBrand;

/** How brands are read. */
export const brandRows: Rows<BrandRow> = {
  columns: (row) =>
    [
      ...["id", "uuid", "groupId", ...PUBLIC_FIELDS, ...SMTP].map((field) => `${row}.${snakeCase(field)} "${field}"`),
      `${row}_i.id "logoId"`,
      `${row}_i.digest "logoDigest"`,
    ].join(", "),
  from: (row) => `brands ${row} left join images ${row}_i on ${row}_i.brand_id = ${row}.id`,
};

export const brandsById = rowsById(brandRows);

/** The root group's brand, which there is from the first start on. */
export const PLATFORM_BRAND_ID = "(select p.brand_id from groups p where p.parent_id is null)";

/**
 * In SQL, the id of the effective brand for a row of `groups`: of its own, else of the nearest upwards, for which alone the
 * path is walked.
 */
export const effectiveBrandIdSql = (group: string): string =>
  `coalesce(${group}.brand_id, (select up.brand_id from groups up
    where up.id = ${idsOnPathSql(group)} and up.brand_id is not null order by up.grade desc limit 1))`;

/** The platform's own brand. */
export async function platformBrand(db: Knex): Promise<BrandRow> {
  return (await readRows(db, brandRows, `where r.id = ${PLATFORM_BRAND_ID}`, []))[0]!;
}

/** The same for the group of that id. @param id an expression */
export const effectiveBrandIdById = (id: string): string => `(select ${effectiveBrandIdSql("g")} from groups g where g.id = ${id})`;

const EFFECTIVE_BRAND_ID = effectiveBrandIdById("?");

/** The effective brand for a group; null where there is no such group. */
export async function effectiveBrandRow(db: Knex, groupId: number): Promise<BrandRow | null> {
  return (await readRows(db, brandRows, `where r.id = ${EFFECTIVE_BRAND_ID}`, [groupId]))[0] ?? null;
}

/** As effectiveBrandRow, for a mail to an account; null is a mail to nobody, which may not use how the brand's mail is sent. */
export async function brandForMail(db: Knex, groupId: number, accountId: number | null): Promise<MailBrandRow | null> {
  const rows = await query<MailBrandRow>(
    db,
    `select ${brandRows.columns("b")}, ${SMTP_DISTRUST} "smtpDistrust", coalesce(b.smtp_down_until > now(), false) "smtpIsDown"
     from ${brandRows.from("b")} join groups up on up.brand_id = b.id left join accounts r on r.id = ? where b.id = ${EFFECTIVE_BRAND_ID}`,
    [accountId, groupId],
  );
  return rows[0] ?? null;
}

/** What changes set, by column. */
export const columnsOf = (changes: BrandChanges): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([field, value]) => [snakeCase(field), value]));

/** @returns the new brand's id */
export async function insertBrand(db: Knex, groupId: number, brand: BrandChanges): Promise<number> {
  const [row] = await db("brands")
    .insert({ ...columnsOf(brand), group_id: groupId })
    .returning<{ id: number }[]>("id");
  return row!.id;
}

/** Gives a group a brand that says what another one does, and has nothing of how that one's mail is sent. @returns its id */
export async function copyPublicPart(db: Knex, fromId: number, groupId: number): Promise<number> {
  const columns = PUBLIC_FIELDS.map(snakeCase).join(", ");
  const rows = await query<{ id: number }>(
    db,
    `insert into brands (group_id, ${columns}) select ?, ${columns} from brands where id = ? returning id`,
    [groupId, fromId],
  );
  return rows[0]!.id;
}

/** Sets what is given. @returns whether that has changed anything */
export async function updateBrand(db: Knex, id: number, changes: BrandChanges): Promise<boolean> {
  const columns = columnsOf(changes);
  const names = Object.keys(columns);
  if (names.length === 0) return false;
  const rows = await query(
    db,
    `update brands set ${names.map((name) => `${name} = :${name}`).join(", ")}
     where id = :id and (${names.map((name) => `${name} is distinct from :${name}`).join(" or ")}) returning id`,
    { ...columns, id },
  );
  return rows.length > 0;
}

/** Notes who has set how a brand's mail is sent. With other settings its server counts as usable again. */
export async function setSmtpSetBy(db: Knex, id: number, accountId: number): Promise<void> {
  await query(db, "update brands set smtp_set_by = ?, smtp_failures = 0, smtp_down_until = null where id = ?", [accountId, id]);
}

/** Minutes for which a server that can't be used is left alone: first, then longer each time, up to the most. */
const DOWN_FOR = { first: 1, most: 60 };

/**
 * Notes that a brand's server could not be used: a circuit breaker with exponential backoff. What is known already makes the
 * time no longer.
 */
export async function markSmtpDown(db: Knex, id: number): Promise<void> {
  await query(
    db,
    `update brands set smtp_failures = least(smtp_failures + 1, 30),
       smtp_down_until = now() + least(? * 2 ^ smtp_failures, ?) * interval '1 minute'
     where id = ? and coalesce(smtp_down_until <= now(), true)`,
    [DOWN_FOR.first, DOWN_FOR.most, id],
  );
}

/** Notes that a brand's server took a mail. */
export async function markSmtpUp(db: Knex, id: number): Promise<void> {
  await query(db, "update brands set smtp_failures = 0, smtp_down_until = null where id = ? and smtp_failures > 0", [id]);
}

export async function deleteBrand(db: Knex, id: number): Promise<void> {
  await query(db, "delete from brands where id = ?", [id]);
}

/** The nearest brand upwards of each of these groups, own first; a group without one is missing. */
export async function effectiveBrandIds(db: Knex, groupIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await query<{ id: number; brandId: number | null }>(
    db,
    `select g.id, ${effectiveBrandIdSql("g")} "brandId" from groups g where g.id = any(?::bigint[])`,
    [groupIds],
  );
  return new Map(rows.flatMap(({ id, brandId }) => (brandId === null ? [] : [[id, brandId]])));
}
