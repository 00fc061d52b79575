import type { Knex } from "knex";
import { query } from "../db/query.js";
import type { Sample } from "./sample.js";
import type { Variant, WireRequest, Workload } from "./workloads/variant.js";

/** Variants do not do the same work, so that comparing their speed says nothing. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
}

async function ask({ name, subject, headers, bodyBegins, comparable }: Variant, { method, path, body }: WireRequest): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${subject.port}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok || !text.startsWith(bodyBegins) || text.startsWith(`{"errors"`)) {
    throw new VerificationError(`${name} answers ${method} ${path} with ${response.status}: ${text.slice(0, 500)}`);
  }
  return comparable(JSON.parse(text) as never);
}

/** Where two JSON values first differ, or null; the order of members does not count. */
export function difference(a: unknown, b: unknown, place = ""): string | null {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) {
    return a === b ? null : `${place || "/"}: ${JSON.stringify(a)?.slice(0, 200)} against ${JSON.stringify(b)?.slice(0, 200)}`;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key], b[key], `${place}/${key}`);
    if (found !== null) return found;
  }
  return null;
}

async function verifyReading({ label, variants, keys }: Workload): Promise<void> {
  const [first, ...others] = variants;
  for (const key of keys) {
    const request = first!.of(key);
    const expected = await ask(first!, request);
    for (const variant of others) {
      const found = difference(expected, await ask(variant, variant.of(key)));
      if (found !== null) throw new VerificationError(`${label}, ${request.path}: ${first!.name} and ${variant.name} differ at ${found}`);
    }
  }
}

async function versionOf(db: Knex, id: number): Promise<number> {
  const rows = await query<{ version: number }>(db, "select version from groups where id = ?", [id]);
  return rows[0]!.version;
}

async function verifyUpdate({ label, keys, variants }: Workload, db: Knex): Promise<void> {
  for (const id of keys) {
    for (const variant of variants) {
      const version = (await versionOf(db, id)) + 1;
      const found = difference({ version }, await ask(variant, variant.of(id)));
      if (found !== null) throw new VerificationError(`${label}, group ${id}: ${variant.name} differs at ${found}`);
      const after = await versionOf(db, id);
      if (after !== version) throw new VerificationError(`${label}, group ${id}: ${variant.name} left version ${after}, not ${version}`);
    }
  }
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
      await ask(variant, variant.of(id));
      if (difference(before, await changeable(db, id)) === null)
        throw new VerificationError(`${label}, group ${id}: ${variant.name} has changed nothing`);
      await records.check(db);
    }
  }
}

/** Makes sure that all variants of a workload do the same. @throws VerificationError @throws LostUpdateError */
export async function verify(workload: Workload, sample: Sample, db: Knex): Promise<void> {
  if (workload.name === "W6") await verifyUpdate(workload, db);
  else if (workload.name === "W7") await verifyUsage(workload, sample, db);
  else await verifyReading(workload);
}
