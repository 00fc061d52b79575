import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { Refusal } from "../kernel/errors.js";

/** AES-256-GCM with a random nonce of the length it is made for. */
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;

interface Key {
  /** Tells whose key encrypted a text, and nothing about the key. */
  id: string;
  bytes: Buffer;
}

function keyFrom(secret: string): Key {
  const bytes = Buffer.from(hkdfSync("sha256", secret, "", "portico sealing", 32));
  return { id: createHmac("sha256", bytes).update("id").digest("base64url").slice(0, 8), bytes };
}

/**
 * An encrypted text that no key of this server opens: its secret has changed, or the text has. Whoever asks for what is in it is
 * refused, for its operator has to do something.
 */
export class DecryptionError extends Refusal {
  constructor(reason: string) {
    super("UNAVAILABLE", reason);
    this.name = "DecryptionError";
  }
}

/**
 * Encryption of what the database keeps and the server must be able to read again (passwords of mail servers, private keys),
 * with a key derived from PORTICO_SECRET. Texts encrypted with the secret before it open as long as PORTICO_OLD_SECRET
 * names that.
 */
export class Encryption {
  private readonly current: Key;
  private readonly keys: ReadonlyMap<string, Key>;

  constructor({ secret, oldSecret }: { secret: string; oldSecret?: string | undefined }) {
    this.current = keyFrom(secret);
    const old = oldSecret === undefined ? [] : [keyFrom(oldSecret)];
    this.keys = new Map([...old, this.current].map((key) => [key.id, key]));
  }

  /**
   * @param place where the text is kept ("brands.smtp_password:17"): encrypted for one place, it opens at no other
   * @returns `<key id>.<nonce>.<tag>.<text>`, each part in base64url
   */
  encrypt(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.current.bytes, nonce).setAAD(Buffer.from(place));
    const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return [this.current.id, ...[nonce, cipher.getAuthTag(), encrypted].map((part) => part.toString("base64url"))].join(".");
  }

  /** @throws DecryptionError */
  decrypt(encrypted: string, place: string): string {
    const [id = "", ...parts] = encrypted.split(".");
    const key = this.keys.get(id);
    const [nonce, tag, text] = parts.map((part) => Buffer.from(part, "base64url"));
    if (key === undefined || nonce === undefined || tag === undefined || text === undefined) {
      throw new DecryptionError(`${place} was encrypted with another secret: name it in PORTICO_OLD_SECRET`);
    }
    try {
      const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: 16 }).setAAD(Buffer.from(place)).setAuthTag(tag);
      return decipher.update(text, undefined, "utf8") + decipher.final("utf8");
    } catch {
      throw new DecryptionError(`${place} does not hold what was encrypted for it`);
    }
  }

  /** Whether this is what was encrypted; of what no key opens it can't be said, and is no. */
  holds(encrypted: string, place: string, text: string): boolean {
    try {
      return this.decrypt(encrypted, place) === text;
    } catch (error) {
      if (error instanceof DecryptionError) return false;
      throw error;
    }
  }

  /** Whether the text is encrypted with the present secret; else it is due to be encrypted anew. */
  isCurrent(encrypted: string): boolean {
    return encrypted.startsWith(`${this.current.id}.`);
  }
}
