import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { Rows } from "../../graph/rows.js";

/** A stored image, without its bytes. */
export interface ImageRow {
  id: number;
  /** Pixels. */
  width: number;
  height: number;
  /** Bytes. */
  size: number;
  /** SHA-256 of its bytes, in hex. */
  digest: string;
  createdAt: Date;
}

export type NewImage = Pick<ImageRow, "width" | "height" | "digest"> & { content: Buffer };

/** How images are read, without their bytes. */
export const imageRows: Rows<ImageRow> = {
  columns: (row) =>
    `${row}.id, ${row}.width, ${row}.height, octet_length(${row}.content) "size", ${row}.digest, ${row}.created_at "createdAt"`,
  from: (row) => `images ${row}`,
};

export const imageContents = (db: Knex, ids: readonly number[]): Promise<{ id: number; content: Buffer }[]> =>
  query(db, "select id, content from images where id = any(?::bigint[])", [ids]);

/** The bytes of the images with this digest, which are the same. */
export async function imageByDigest(db: Knex, digest: string): Promise<Buffer | null> {
  const rows = await query<{ content: Buffer }>(db, "select content from images where digest = ? limit 1", [digest]);
  return rows[0]?.content ?? null;
}

/**
 * Makes this the image of a brand. It gets an id of its own, so that nobody takes a kept copy of the one before for it.
 *
 * @returns false where it is the brand's image already, and stays
 */
export async function replaceImage(db: Knex, brandId: number, { content, width, height, digest }: NewImage): Promise<boolean> {
  const same = await query(
    db,
    `with gone as (delete from images where brand_id = :brandId and digest <> :digest)
     select from images where brand_id = :brandId and digest = :digest`,
    { brandId, digest },
  );
  if (same.length > 0) return false;
  await query(db, "insert into images (brand_id, content, width, height, digest) values (:brandId, :content, :width, :height, :digest)", {
    brandId,
    content,
    width,
    height,
    digest,
  });
  return true;
}

/**
 * Makes a brand's image a copy of another one; null takes its image away.
 *
 * @returns whether that has changed anything; null where there is no such image
 */
export async function setImage(db: Knex, brandId: number, imageId: number | null): Promise<boolean | null> {
  if (imageId === null) return (await query(db, "delete from images where brand_id = ? returning id", [brandId])).length > 0;
  const rows = await query<{ isSame: boolean }>(
    db,
    `select exists (select from images own where own.brand_id = ? and own.digest = i.digest) "isSame"
     from images i where i.id = ? for key share of i`,
    [brandId, imageId],
  );
  if (rows[0] === undefined) return null;
  if (rows[0].isSame) return false;
  await query(db, "delete from images where brand_id = ?", [brandId]);
  await query(
    db,
    "insert into images (brand_id, content, width, height, digest) select ?, content, width, height, digest from images where id = ?",
    [brandId, imageId],
  );
  return true;
}

/** Gives a brand the image of another one, if that has one. */
export async function copyImage(db: Knex, fromBrandId: number, toBrandId: number): Promise<void> {
  await query(
    db,
    "insert into images (brand_id, content, width, height, digest) select ?, content, width, height, digest from images where brand_id = ?",
    [toBrandId, fromBrandId],
  );
}
