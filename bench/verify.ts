import type { Knex } from "knex";
import { query } from "../db/query.js";
import { inContractWords } from "./graph-answer.js";
import type { Variant, WireRequest, Workload } from "./workloads.js";

/** Variants do not do the same work, so that comparing their speed says nothing. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
}

interface GraphAnswer {
  readonly data?: { readonly group: { readonly children?: unknown } };
}

async function ask({ name, subject, headers }: Variant, { method, path, body }: WireRequest): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${subject.port}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok || text.startsWith(`{"errors"`)) {
    throw new VerificationError(`${name} answers ${method} ${path} with ${response.status}: ${text.slice(0, 500)}`);
  }
  return JSON.parse(text);
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

/** An answer in the form in which the workload's variants can be compared. */
function comparable({ name }: Workload, { isGraph }: Variant, answer: unknown): unknown {
  if (!isGraph || name === "W3") return answer;
  const { group } = (answer as GraphAnswer).data!;
  return inContractWords(name === "W2" ? group.children : group);
}

async function verifyReading(workload: Workload): Promise<void> {
  const [first, ...others] = workload.variants;
  for (const id of workload.ids) {
    const expected = comparable(workload, first!, await ask(first!, first!.of(id)));
    for (const variant of others) {
      const found = difference(expected, comparable(workload, variant, await ask(variant, variant.of(id))));
      if (found !== null) throw new VerificationError(`${workload.name}, group ${id}: ${first!.name} and ${variant.name} differ at ${found}`);
    }
  }
}

async function versionOf(db: Knex, id: number): Promise<number> {
  const rows = await query<{ version: number }>(db, "select version from groups where id = ?", [id]);
  return rows[0]!.version;
}

async function verifyWriting({ name, ids, variants }: Workload, db: Knex): Promise<void> {
  for (const id of ids) {
    for (const variant of variants) {
      const before = await versionOf(db, id);
      const version = before + 1;
      const expected = variant.isGraph ? { data: { updateGroup: { version } } } : { version };
      const found = difference(expected, await ask(variant, variant.of(id)));
      if (found !== null) throw new VerificationError(`${name}, group ${id}: ${variant.name} differs at ${found}`);
      const after = await versionOf(db, id);
      if (after !== version) throw new VerificationError(`${name}, group ${id}: ${variant.name} left version ${after}, not ${version}`);
    }
  }
}

/** Makes sure that all variants of a workload do the same. @throws VerificationError */
export const verify = (workload: Workload, db: Knex): Promise<void> =>
  workload.name === "W6" ? verifyWriting(workload, db) : verifyReading(workload);
