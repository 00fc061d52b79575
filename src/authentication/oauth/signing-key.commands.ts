import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { transaction } from "../../access/transaction.js";
import type { Encryption } from "../../encryption/encryption.js";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import { ACCESS_TOKEN, KEY_KEPT, type KeySource } from "../../encryption/token.signing.js";
import {
  type PublicJwk,
  SIGNING_KEYS,
  insertSigningKey,
  isSigningCovered,
  keyToSign,
  keyToVerify,
  publishedKeys,
} from "./signing-key.table.js";

export const SIGNING_ALGORITHM = "ES256";
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const place = (id: string): string => encryptionPlace(SIGNING_KEYS, id);

/**
 * Makes sure that a key signs now, and that the next one is known a day before its turn: whoever keeps a copy of the
 * published keys has it in time. All servers of a database use the same keys.
 */
export async function ensureSigningKeys(db: Knex, encryption: Encryption): Promise<void> {
  if (await isSigningCovered(db)) return;
  await transaction(db, "exclusive", async (trx) => {
    if (await isSigningCovered(trx)) return;
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = randomUUID();
    const jwk = { ...publicKey.export({ format: "jwk" }), use: "sig", alg: SIGNING_ALGORITHM, kid: id } as PublicJwk;
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    await insertSigningKey(trx, { id, publicKey: jwk, privateKey: encryption.encrypt(pem, place(id)) });
  });
}

/** The keys of access tokens, read from the database and kept for a minute. `issuer` is whose tokens they sign. */
export class SigningKeys {
  private readonly kept = new LRUCache<string, { id: string; key: KeyObject }>({ max: 100, ttl: KEY_KEPT });

  constructor(
    private readonly db: Knex,
    private readonly encryption: Encryption,
    private readonly issuer: string,
  ) {}

  /** The private key whose turn it is. */
  async current(): Promise<{ id: string; key: KeyObject }> {
    const known = this.kept.get("current");
    if (known !== undefined) return known;
    await ensureSigningKeys(this.db, this.encryption);
    const row = await keyToSign(this.db);
    if (row === null) throw new Error("no key's turn is now");
    const current = { id: row.id, key: createPrivateKey(this.encryption.decrypt(row.privateKey, place(row.id))) };
    this.kept.set("current", current);
    return current;
  }

  /** The key of that id as verification wants it, or null where it verifies nothing. */
  readonly verifying: KeySource = async (id) => {
    if (!UUID.test(id)) return null;
    const key = await this.publicKey(id);
    return key && { id, kind: ACCESS_TOKEN, algorithm: SIGNING_ALGORITHM, issuer: this.issuer, key };
  };

  private async publicKey(id: string): Promise<KeyObject | null> {
    const name = `public ${id}`;
    const known = this.kept.get(name);
    if (known !== undefined) return known.key;
    const row = await keyToVerify(this.db, id);
    if (row === null) return null;
    const key = createPublicKey({ key: row.publicKey, format: "jwk" });
    this.kept.set(name, { id, key });
    return key;
  }

  /** The public keys, as RFC 7517 has a set of them. */
  async published(): Promise<{ keys: PublicJwk[] }> {
    await ensureSigningKeys(this.db, this.encryption);
    return { keys: (await publishedKeys(this.db)).map(({ publicKey }) => publicKey) };
  }
}
