import { createHash } from "node:crypto";
import type { Knex } from "knex";
import { BRAND_CHANGE, BRAND_REMOVAL, type ChangeRule, requireChange } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import type { ViewerContext } from "../../graph/context.js";
import type { Viewer } from "../../access/viewer.js";
import { badRequest, forbidden } from "../../kernel/errors.js";
import { findGroupForChange } from "../groups/group.lookup.js";
import { type GroupChanges, type GroupRow, updateGroup } from "../groups/group.table.js";
import { copyImage, replaceImage, setImage } from "../images/image.table.js";
import { checkPng } from "../images/png.rules.js";
import type { Encryption } from "../../encryption/encryption.js";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import { requireVersion } from "../../kernel/version.js";
import type { SentBrand } from "./brand.input.js";
import { brandChanges, maySetSmtp, namesSmtp, passwordAfter, withoutSmtp } from "./brand.rules.js";
import {
  type BrandRow,
  SMTP_PASSWORD,
  effectiveBrandRow,
  brandsById,
  copyPublicPart,
  deleteBrand,
  setSmtpSetBy,
  updateBrand as storeChanges,
} from "./brand.table.js";
import { bodyId } from "../../kernel/reference.js";

type Version = number | null | undefined;

/** What a change of a brand needs. */
interface Needs {
  rule: ChangeRule;
  /** @throws Refusal FORBIDDEN */
  check?: (viewer: Viewer, group: GroupRow) => void;
}

/**
 * Runs a change of what a group looks like; the group's version grows by it.
 *
 * @param work gives what changes of the group; null where nothing does, of the brand neither
 */
async function changeBrand(
  context: ViewerContext,
  ref: string,
  version: Version,
  needs: Needs,
  work: (trx: Knex, group: GroupRow, viewer: Viewer) => Promise<Pick<GroupChanges, "brandId"> | null>,
): Promise<GroupRow> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    await requireChange(trx, viewer, group, needs.rule);
    needs.check?.(viewer, group);
    requireVersion(group, version);
    const changes = await work(trx, group, viewer);
    return changes === null ? group : updateGroup(trx, group.id, changes, { grows: true });
  });
}

/** The group's own brand. @throws Refusal BAD_REQUEST where it is off */
function ownBrand({ id, brandId }: GroupRow): number {
  if (brandId === null) throw badRequest(`group ${id} has no brand of its own: it must be switched on first`);
  return brandId;
}

/** Gives a group a brand of its own, which begins as the effective one and sends no mail by itself. Idempotent. */
export const enableBrand = (context: ViewerContext, ref: string, version: Version): Promise<GroupRow> =>
  changeBrand(context, ref, version, { rule: BRAND_CHANGE }, async (trx, group) => {
    if (group.brandId !== null) return null;
    const effective = (await effectiveBrandRow(trx, group.id))!;
    const id = await copyPublicPart(trx, effective.id, group.id);
    await copyImage(trx, effective.id, id);
    return { brandId: id };
  });

/** Makes an image the logo of a brand; images are for every admin to see. @throws Refusal BAD_REQUEST where there is none of that id */
async function setLogo(trx: Knex, brandId: number, imageId: number | null): Promise<boolean> {
  const changed = await setImage(trx, brandId, imageId);
  if (changed === null) throw badRequest(`names no image: ${imageId}`, "logoId");
  return changed;
}

/** A brand's new password as it is stored; undefined where it is the stored one, or stays that. */
function encryptedPassword(encryption: Encryption, stored: BrandRow, password: string | null | undefined): string | null | undefined {
  if (typeof password !== "string") return password;
  const place = encryptionPlace(SMTP_PASSWORD, stored.id);
  return stored.smtpPassword !== null && encryption.holds(stored.smtpPassword, place, password)
    ? undefined
    : encryption.encrypt(password, place);
}

/**
 * Changes a group's own brand. Who names a setting of how its mail is sent, even as it stands, answers for all of them from
 * then on: tokens go by that server only to people whom he could act for.
 */
export async function updateBrand(context: ViewerContext, ref: string, sent: SentBrand, version: Version): Promise<GroupRow> {
  const { config, encryption } = context;
  const all = brandChanges(sent, config);
  const logoId = sent.logoId === undefined ? undefined : bodyId(sent.logoId, "logoId");
  const allowed = (viewer: Viewer, group: GroupRow): SentBrand => (maySetSmtp(viewer, group) ? sent : withoutSmtp(sent));
  return changeBrand(context, ref, version, { rule: BRAND_CHANGE, check: allowed }, async (trx, group, viewer) => {
    const id = ownBrand(group);
    const accepted = allowed(viewer, group);
    const hasNewLogo = logoId !== undefined && (await setLogo(trx, id, logoId));
    if (!namesSmtp(accepted)) return (await storeChanges(trx, id, brandChanges(accepted, config))) || hasNewLogo ? {} : null;
    const stored = (await brandsById(trx, [id]))[0]!;
    const password = encryptedPassword(encryption, stored, passwordAfter(accepted.smtpPassword, stored, all));
    const changed = await storeChanges(trx, id, { ...all, ...(password !== undefined && { smtpPassword: password }) });
    await setSmtpSetBy(trx, id, viewer.accountId);
    return changed || hasNewLogo ? {} : null;
  });
}

/** Takes a group's own brand away, with its logo; the nearest one upwards is effective again. Idempotent. */
export const disableBrand = (context: ViewerContext, ref: string, version: Version): Promise<GroupRow> =>
  changeBrand(context, ref, version, { rule: BRAND_REMOVAL }, async (trx, group) => {
    if (group.parentId === null) throw forbidden("root-group", "the root group's brand is the platform's, and can't be switched off");
    if (group.brandId === null) return null;
    await updateGroup(trx, group.id, { brandId: null }, { grows: false });
    await deleteBrand(trx, group.brandId);
    return { brandId: null };
  });

/** Makes a PNG the logo of a group's own brand; the one it is already stays. */
export async function uploadLogo(context: ViewerContext, ref: string, content: Buffer, version: Version): Promise<GroupRow> {
  const size = checkPng(content);
  const digest = createHash("sha256").update(content).digest("hex");
  return changeBrand(context, ref, version, { rule: BRAND_CHANGE }, async (trx, group) => {
    const id = ownBrand(group);
    return (await replaceImage(trx, id, { ...size, content, digest })) ? {} : null;
  });
}
