import { createHash } from "node:crypto";
import type { Knex } from "knex";
import { requireCapability, requireModification, requireRight, requireUnlocked } from "../access/rights.js";
import { write } from "../access/transaction.js";
import type { ViewerContext } from "../context.js";
import type { Viewer } from "../access/viewer.js";
import { badRequest, forbidden } from "../errors.js";
import { findGroupForChange } from "../groups/group.lookup.js";
import { type GroupRow, updateGroup } from "../groups/group.table.js";
import { copyImage, replaceImage } from "../images/image.table.js";
import { checkPng } from "../images/png.rules.js";
import { sealedPlace } from "../sealing.table.js";
import { requireVersion } from "../version.js";
import { AccessRight, GroupCapability } from "../vocabulary.js";
import type { SentBrand } from "./brand.input.js";
import { brandChanges, maySetSmtp, namesSmtp, passwordAfter, withoutSmtp } from "./brand.rules.js";
import { SMTP_PASSWORD, brandAtOrAbove, brandsById, copyFace, deleteBrand, setSmtpSetBy, updateBrand as storeChanges } from "./brand.table.js";

type Version = number | null | undefined;

/** What a change of a brand needs besides the right. */
interface Needs {
  /** The capability to have a brand of its own. */
  capability: boolean;
  /** @throws Refusal FORBIDDEN */
  check?: (viewer: Viewer, group: GroupRow) => void;
}

/**
 * Runs a change of what a group looks like; the group's version grows by it.
 *
 * @param work gives the brand that is the group's own afterwards
 */
async function changeBrand(
  context: ViewerContext,
  ref: string,
  version: Version,
  needs: Needs,
  work: (trx: Knex, group: GroupRow, viewer: Viewer) => Promise<number | null>,
): Promise<GroupRow> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    requireRight(viewer, AccessRight.BRANDING);
    requireModification(viewer, group);
    await requireUnlocked(trx, viewer, group);
    if (needs.capability) requireCapability(group, GroupCapability.BRANDING);
    needs.check?.(viewer, group);
    requireVersion(group, version);
    return updateGroup(trx, group.id, { brandId: await work(trx, group, viewer) }, { grows: true });
  });
}

/** The group's own brand. @throws Refusal BAD_REQUEST where it is off */
function ownBrand({ id, brandId }: GroupRow): number {
  if (brandId === null) throw badRequest(`group ${id} has no brand of its own: it must be switched on first`);
  return brandId;
}

/** Gives a group a brand of its own, which begins as the one in force and sends no mail by itself. One that is on stays as it is. */
export const enableBrand = (context: ViewerContext, ref: string, version: Version): Promise<GroupRow> =>
  changeBrand(context, ref, version, { capability: true }, async (trx, group) => {
    if (group.brandId !== null) return group.brandId;
    const inForce = (await brandAtOrAbove(trx, group.id))!;
    const id = await copyFace(trx, inForce.id, group.id);
    await copyImage(trx, inForce.id, id);
    return id;
  });

/**
 * Changes a group's own brand. Who names a setting of how its mail is sent, even as it stands, answers for all of them from
 * then on: tokens go by that server only to people whom he could act for.
 */
export async function updateBrand(context: ViewerContext, ref: string, sent: SentBrand, version: Version): Promise<GroupRow> {
  const { config, sealing } = context;
  const all = brandChanges(sent, config);
  const allowed = (viewer: Viewer, group: GroupRow): SentBrand => (maySetSmtp(viewer, group) ? sent : withoutSmtp(sent));
  return changeBrand(context, ref, version, { capability: true, check: allowed }, async (trx, group, viewer) => {
    const id = ownBrand(group);
    const taken = allowed(viewer, group);
    if (!namesSmtp(taken)) {
      await storeChanges(trx, id, brandChanges(taken, config));
      return id;
    }
    const [stored] = await brandsById(trx, [id]);
    const password = passwordAfter(taken.smtpPassword, stored!, all);
    const sealed = typeof password === "string" ? sealing.seal(password, sealedPlace(SMTP_PASSWORD, id)) : password;
    await storeChanges(trx, id, { ...all, ...(sealed !== undefined && { smtpPassword: sealed }) });
    await setSmtpSetBy(trx, id, viewer.accountId);
    return id;
  });
}

/** Takes a group's own brand away, with its logo; the nearest one upwards is in force again. One that is off stays off. */
export const disableBrand = (context: ViewerContext, ref: string, version: Version): Promise<GroupRow> =>
  changeBrand(context, ref, version, { capability: false }, async (trx, group) => {
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
  return changeBrand(context, ref, version, { capability: true }, async (trx, group) => {
    const id = ownBrand(group);
    await replaceImage(trx, id, { ...size, content, digest });
    return id;
  });
}
