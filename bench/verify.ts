import type { Knex } from "knex";
import { query } from "../db/query.js";
import type { Sample } from "./sample.js";
import { NAMES, type Variant, type VariantName, type Workload } from "./workloads/variant.js";

/** Variants do not do the same work, so that comparing their speed says nothing. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
}

async function ask(variant: Variant, key: number): Promise<unknown> {
  const { name, subject, headers, bodyBegins, comparable } = variant;
  const { method, path, body } = variant.of(key);
  const response = await fetch(`http://127.0.0.1:${subject.port}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok || !text.startsWith(bodyBegins) || text.startsWith(`{"errors"`)) {
    throw new VerificationError(`${name} answers ${method} ${path} with ${response.status}: ${text.slice(0, 500)}`);
  }
  return comparable(JSON.parse(text) as never, key);
}

/**
 * Where two JSON values first differ, or null; the order of members does not count.
 *
 * @param mayHaveMore whether `b` may have members that `a` has not
 */
export function difference(a: unknown, b: unknown, { mayHaveMore = false, place = "" } = {}): string | null {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) {
    return a === b ? null : `${place || "/"}: ${JSON.stringify(a)?.slice(0, 200)} against ${JSON.stringify(b)?.slice(0, 200)}`;
  }
  for (const key of new Set([...Object.keys(a), ...(mayHaveMore ? [] : Object.keys(b))])) {
    const found = difference(a[key], b[key], { mayHaveMore, place: `${place}/${key}` });
    if (found !== null) return found;
  }
  return null;
}

/** What answers all that the contract has, whatever the others were made to answer. */
const WHOLE_CONTRACT: ReadonlySet<VariantName> = new Set([NAMES.rest, NAMES.basic, NAMES.bearer]);

async function verifyReading({ label, variants, keys }: Workload): Promise<void> {
  const [first, ...others] = variants;
  for (const key of keys) {
    const expected = await ask(first!, key);
    for (const variant of others) {
      // A field that the contract gains is work that Portico alone does.
      const found = difference(expected, await ask(variant, key), { mayHaveMore: WHOLE_CONTRACT.has(variant.name) });
      if (found !== null)
        throw new VerificationError(`${label}, ${first!.of(key).path}: ${first!.name} and ${variant.name} differ at ${found}`);
    }
  }
}

interface Stored {
  readonly version: number;
  /** What an update says. */
  readonly said: string | number | null;
}

const GROUP = "select version, internal_tag said from groups where id = ?";
const USER = "select a.version, q.quota_storage_hard said from accounts a join quotas q on q.owner_id = a.id where a.id = ?";

async function verifyUpdate({ name, label, keys, variants }: Workload, db: Knex): Promise<void> {
  const stored = async (id: number): Promise<Stored> => (await query<Stored>(db, name === "W6c" ? USER : GROUP, [id]))[0]!;
  for (const id of keys) {
    for (const variant of variants) {
      const before = await stored(id);
      const version = before.version + 1;
      const found = difference({ version }, await ask(variant, id));
      if (found !== null) throw new VerificationError(`${label}, ${id}: ${variant.name} differs at ${found}`);
      const after = await stored(id);
      if (after.version !== version)
        throw new VerificationError(`${label}, ${id}: ${variant.name} left version ${after.version}, not ${version}`);
      if (after.said === before.said) throw new VerificationError(`${label}, ${id}: ${variant.name} has changed nothing`);
    }
  }
}

/** What there is of a new user, but for what nobody else may have. */
const NEW_USER = `
select to_jsonb(a) - '{id,uuid,identity_id,created_at}'::text[] account,
  to_jsonb(i) - '{id,login,login_key,email,created_at}'::text[] identity,
  to_jsonb(q) - 'owner_id' quotas, to_jsonb(u) - 'owner_id' usage
from accounts a join identities i on i.id = a.identity_id join quotas q on q.owner_id = a.id join usages u on u.owner_id = a.id
where a.id = ? and a.uuid = ? and a.version = ? and i.login_key = i.login and i.email = i.login||'@example.com'`;

async function verifyCreation({ label, keys, variants, tidy }: Workload, db: Knex): Promise<void> {
  for (const groupId of keys) {
    let expected: unknown;
    for (const variant of variants) {
      const { id, uuid, version } = (await ask(variant, groupId)) as { id: number; uuid: string; version: number };
      const [user] = await query<object>(db, NEW_USER, [id, uuid, version]);
      if (user === undefined) throw new VerificationError(`${label}, group ${groupId}: ${variant.name} has made no user ${id} (${uuid})`);
      expected ??= user;
      const found = difference(expected, user);
      if (found !== null)
        throw new VerificationError(`${label}, group ${groupId}: ${variants[0]!.name} and ${variant.name} differ at ${found}`);
    }
  }
  await tidy?.(db);
}

/** What the variants of W7 change. */
const changeable = (db: Knex, id: number): Promise<object[]> =>
  query(
    db,
    "select u.own_slices_count, u.own_storage_size, g.internal_tag from usages u join groups g on g.id = u.owner_id where g.id = ?",
    [id],
  );

async function verifyUsage({ label, keys, variants }: Workload, { records }: Sample, db: Knex): Promise<void> {
  for (const id of keys) {
    for (const variant of variants) {
      const before = await changeable(db, id);
      await ask(variant, id);
      if (difference(before, await changeable(db, id)) === null)
        throw new VerificationError(`${label}, group ${id}: ${variant.name} has changed nothing`);
      await records.check(db);
    }
  }
}

/** Makes sure that all variants of a workload do the same. @throws VerificationError @throws LostUpdateError */
export async function verify(workload: Workload, sample: Sample, db: Knex): Promise<void> {
  await workload.prepare?.(db);
  switch (workload.name) {
    case "W6":
    case "W6c":
    case "W6d":
      return verifyUpdate(workload, db);
    case "W6b":
      return verifyCreation(workload, db);
    case "W7":
      return verifyUsage(workload, sample, db);
    default:
      return verifyReading(workload);
  }
}
