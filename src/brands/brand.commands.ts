import { createHash } from "node:crypto";
import type { Knex } from "knex";
import { requireCapability, requireModification, requireRight, requireUnlocked } from "../access/rights.js";
import { write } from "../access/transaction.js";
import type { ViewerContext } from "../context.js";
import { badRequest, forbidden } from "../errors.js";
import { findGroupForChange } from "../groups/group.lookup.js";
import { type GroupRow, updateGroup } from "../groups/group.table.js";
import { copyImage, replaceImage } from "../images/image.table.js";
import { checkPng } from "../images/png.rules.js";
import { sealedPlace } from "../sealing.table.js";
import { requireVersion } from "../version.js";
import { AccessRight, GroupCapability } from "../vocabulary.js";
import type { SentBrand } from "./brand.input.js";
import { brandChanges, passwordAfter } from "./brand.rules.js";
import { SMTP_PASSWORD, brandAtOrAbove, brandsById, copyFace, deleteBrand, updateBrand as storeChanges } from "./brand.table.js";

type Version = number | null | undefined;

/**
 * Runs a change of what a group looks like; the group's version grows by it.
 *
 * @param work gives the brand that is the group's own afterwards
 */
async function changeBrand(
  context: ViewerContext,
  ref: string,
  version: Version,
  { needsCapability }: { needsCapability: boolean },
  work: (trx: Knex, group: GroupRow) => Promise<number | null>,
): Promise<GroupRow> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    requireRight(viewer, AccessRight.BRANDING);
    requireModification(viewer, group);
    await requireUnlocked(trx, viewer, group);
    if (needsCapability) requireCapability(group, GroupCapability.BRANDING);
    requireVersion(group, version);
    return updateGroup(trx, group.id, { brandId: await work(trx, group) }, { grows: true });
  });
}

/** The group's own brand. @throws Refusal BAD_REQUEST where it is off */
function ownBrand({ id, brandId }: GroupRow): number {
  if (brandId === null) throw badRequest(`group ${id} has no brand of its own: it must be switched on first`);
  return brandId;
}

/** Gives a group a brand of its own, which begins as the one in force and sends no mail by itself. One that is on stays as it is. */
export const enableBrand = (context: ViewerContext, ref: string, version: Version): Promise<GroupRow> =>
  changeBrand(context, ref, version, { needsCapability: true }, async (trx, group) => {
    if (group.brandId !== null) return group.brandId;
    const inForce = (await brandAtOrAbove(trx, group.id))!;
    const id = await copyFace(trx, inForce.id, group.id);
    await copyImage(trx, inForce.id, id);
    return id;
  });

/** Changes a group's own brand. */
export async function updateBrand(context: ViewerContext, ref: string, sent: SentBrand, version: Version): Promise<GroupRow> {
  const changes = brandChanges(sent, context.config);
  return changeBrand(context, ref, version, { needsCapability: true }, async (trx, group) => {
    const id = ownBrand(group);
    const [stored] = await brandsById(trx, [id]);
    const password = passwordAfter(sent.smtpPassword, stored!, changes);
    const sealed = typeof password === "string" ? context.sealing.seal(password, sealedPlace(SMTP_PASSWORD, id)) : password;
    await storeChanges(trx, id, { ...changes, ...(sealed !== undefined && { smtpPassword: sealed }) });
    return id;
  });
}

/** Takes a group's own brand away, with its logo; the nearest one upwards is in force again. One that is off stays off. */
export const disableBrand = (context: ViewerContext, ref: string, version: Version): Promise<GroupRow> =>
  changeBrand(context, ref, version, { needsCapability: false }, async (trx, group) => {
    if (group.parentId === null) throw forbidden("the root group's brand is the platform's, and can't be switched off");
    if (group.brandId !== null) {
      await updateGroup(trx, group.id, { brandId: null }, { grows: false });
      await deleteBrand(trx, group.brandId);
    }
    return null;
  });

/** Makes a PNG the logo of a group's own brand. */
export async function uploadLogo(context: ViewerContext, ref: string, content: Buffer, version: Version): Promise<GroupRow> {
  const size = checkPng(content);
  const digest = createHash("sha256").update(content).digest("hex");
  return changeBrand(context, ref, version, { needsCapability: true }, async (trx, group) => {
    const id = ownBrand(group);
    await replaceImage(trx, id, { ...size, content, digest });
    return id;
  });
}
