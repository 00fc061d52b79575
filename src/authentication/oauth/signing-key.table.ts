import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { EncryptedColumn } from "../../encryption/encryption.table.js";

/** Where the private keys that sign access tokens are kept. */
export const SIGNING_KEYS: EncryptedColumn = { table: "signing_keys", key: "id", column: "private_key" };

/** A public key as JSON (RFC 7517). */
export type PublicJwk = Readonly<Record<string, string>>;

/** A key that signs for a time, verifies a while longer, and is published from the beginning. */
export interface SigningKeyRow {
  id: string;
  publicKey: PublicJwk;
  /** Encrypted. */
  privateKey: string;
}

const KEY = `id, public_key "publicKey", private_key "privateKey"`;

/** The key whose turn it is to sign, or null. */
export const keyToSign = async (db: Knex): Promise<SigningKeyRow | null> =>
  (await query<SigningKeyRow>(db, `select ${KEY} from signing_keys where now() >= signs_from and now() < signs_until`))[0] ?? null;

/** A key that may still verify. */
export const keyToVerify = async (db: Knex, id: string): Promise<SigningKeyRow | null> =>
  (await query<SigningKeyRow>(db, `select ${KEY} from signing_keys where id = ? and now() < verifies_until`, [id]))[0] ?? null;

/** All keys that verify now or will, oldest first. */
export const publishedKeys = (db: Knex): Promise<SigningKeyRow[]> =>
  query(db, `select ${KEY} from signing_keys where now() < verifies_until order by signs_from`);

/** Whether a key signs now and for another day. */
export const isSigningCovered = async (db: Knex): Promise<boolean> =>
  (
    await query<{ covered: boolean }>(
      db,
      "select coalesce(bool_or(now() >= signs_from and now() < signs_until) and max(signs_until) > now() + interval '1 day', false) covered from signing_keys",
    )
  )[0]!.covered;

/** Stores a key whose turn begins where that of the newest ends, or now. It signs for 30 days, and verifies for one more. */
export async function insertSigningKey(trx: Knex, { id, publicKey, privateKey }: SigningKeyRow): Promise<void> {
  await query(
    trx,
    `insert into signing_keys (id, public_key, private_key, signs_from, signs_until, verifies_until)
     select ?, ?::jsonb, ?, start, start + interval '30 days', start + interval '31 days'
     from (select greatest(now(), (select max(signs_until) from signing_keys)) start) turn`,
    [id, JSON.stringify(publicKey), privateKey],
  );
}

/** Removes keys that verify nothing any more. */
export async function deleteExpiredKeys(db: Knex): Promise<void> {
  await query(db, "delete from signing_keys where verifies_until <= now()");
}
