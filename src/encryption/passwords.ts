import { createHash, createHmac, randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { dictionary } from "@zxcvbn-ts/language-common";
import { LRUCache } from "lru-cache";
import type { Config } from "../config/config.js";
import { Refusal, badRequest } from "../kernel/errors.js";
import { foldCase } from "../kernel/fold-case.js";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MD5_MARK = "md5:";
const MAXIMUM_LENGTH = 1000;

/** The least length of passwords unless a setting raises it, in characters. */
export const PASSWORD_LENGTH = 8;

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/** A password as a client sends it: itself, or its MD5 digest in hex, by which the plain one must log in later. */
export interface NewPassword {
  password: string;
  isMd5: boolean;
}

const OWNER_WORDS = ["login", "email", "firstname", "lastname"] as const;

/** The owner's words a password must not equal. */
export type PasswordOwner = Readonly<Record<(typeof OWNER_WORDS)[number], string>>;

/** What the operator demands of passwords. */
export type PasswordPolicy = Pick<Config, "passwordLength" | "refusesCommonPasswords">;

let common: ReadonlySet<string> | undefined;

/** The MD5 digests of what many people use, all in lower case; made once, where they are asked for at all. */
const commonDigests = (): ReadonlySet<string> => (common ??= new Set(dictionary["passwords-common"].map(md5)));

/** @throws Refusal BAD_REQUEST naming the rule a new password breaks. Of an MD5 digest only equality can be judged. */
export function checkNewPassword({ password, isMd5 }: NewPassword, owner: PasswordOwner, field: string, policy: PasswordPolicy): void {
  const { passwordLength, refusesCommonPasswords } = policy;
  const lower = password.toLowerCase();
  if (isMd5 && !/^[0-9a-f]{32}$/.test(lower)) throw badRequest("must be 32 hexadecimal digits when md5 is 1", field);
  if (!isMd5 && [...password].length < passwordLength) throw badRequest(`must have at least ${passwordLength} characters`, field);
  if (password.length > MAXIMUM_LENGTH) throw badRequest(`must not have more than ${MAXIMUM_LENGTH} characters`, field);
  for (const word of OWNER_WORDS) {
    const text = owner[word];
    const same = isMd5
      ? [text, foldCase(text), text.toUpperCase()].some((form) => md5(form) === lower)
      : foldCase(text) === foldCase(password);
    if (text !== "" && same) throw badRequest(`must not equal the owner's ${word}`, field);
  }
  if (refusesCommonPasswords && commonDigests().has(isMd5 ? lower : md5(lower)))
    throw badRequest("must not be one that many people use", field);
}

/** The stored form of a new password: argon2id, marked where an MD5 digest is what was hashed. */
export async function hashPassword({ password, isMd5 }: NewPassword): Promise<string> {
  const encoded = await hash(isMd5 ? password.toLowerCase() : password, ARGON2);
  return isMd5 ? MD5_MARK + encoded : encoded;
}

/** Stands in for the hash of an unknown login or of one without a password, so that refusing it costs the same. */
const nobody = hash(randomBytes(16).toString("hex"), ARGON2);

/** Hashes computed at one time: as many as there are processors, and fewer than Node has threads for all such work. */
const AT_ONCE = Math.min(3, availableParallelism());
/** How many may wait for their turn. Each takes about 50 ms, so that the last one waits for some seconds. */
const WAITING = 200;

/**
 * Checks passwords, and remembers which ones it has seen to be right.
 *
 * A Basic client sends its password with every request and can't pay for an argon2 hash each time. What is
 * remembered is a keyed digest of login and password beside the stored hash it matched: a changed password changes
 * the stored hash, and the next request is checked anew. The key lives and dies with the process.
 */
export class PasswordChecker {
  private readonly key = randomBytes(32);
  private readonly seen = new LRUCache<string, string>({ max: 10_000, ttl: 3_600_000 });
  /** How many argon2 hashes were computed; equal for known and unknown logins. */
  hashes = 0;
  private readonly checking = new Map<string, Promise<unknown>>();
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  private memo(...texts: string[]): string {
    return createHmac("sha256", this.key).update(texts.join("\0")).digest("base64");
  }

  /** Whether the password has been seen to be right for that login and stored hash. */
  remembers(login: string, password: string, stored: string | null): boolean {
    return stored !== null && this.seen.get(this.memo(login, password)) === stored;
  }

  /** Whether the password has been seen to be right for that login, whatever is stored now. */
  hasSeen(login: string, password: string): boolean {
    return this.seen.has(this.memo(login, password));
  }

  /** Runs a check once for all who ask the same while it runs. */
  shared<T>(question: readonly string[], check: () => Promise<T>): Promise<T> {
    const key = this.memo(...question);
    const known = this.checking.get(key);
    if (known !== undefined) return known as Promise<T>;
    const running = check().finally(() => this.checking.delete(key));
    this.checking.set(key, running);
    return running;
  }

  /** @param stored the stored hash, or null where there is none: then the same work is done and the answer is no. */
  async matches(login: string, password: string, stored: string | null): Promise<boolean> {
    if (this.remembers(login, password, stored)) return true;
    const target = stored ?? (await nobody);
    const isMd5 = target.startsWith(MD5_MARK);
    const right = await this.inTurn(() => {
      this.hashes += 1;
      return verify(isMd5 ? target.slice(MD5_MARK.length) : target, isMd5 ? md5(password) : password);
    });
    if (!right || stored === null) return false;
    this.seen.set(this.memo(login, password), stored);
    return true;
  }

  /** @throws Refusal BUSY where too many wait already */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running += 1;
    else if (this.waiting.length < WAITING) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else throw new Refusal("BUSY", "too many passwords are being checked: try again in a few seconds", { retryAfter: 5 });
    try {
      return await work();
    } finally {
      // Whoever is next takes over this place.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
