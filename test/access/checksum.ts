import type { Knex } from "knex";
import { query } from "../../db/query.js";

/** Counts of attempts and calls, which a request may change before it is refused. */
const COUNTS = ["login_failures", "login_networks", "open_calls"];

/** One digest of every row of every table but those of counts. */
export async function checksum(db: Knex): Promise<string> {
  const tables = await query<{ name: string }>(
    db,
    `select tablename name from pg_tables
     where schemaname = 'public' and tablename not like 'knex%' and tablename <> all(?) order by tablename`,
    [COUNTS],
  );
  const digests = tables.map(({ name }) => `(select coalesce(string_agg(t::text, chr(10) order by t::text), '') from "${name}" t)`);
  const [row] = await query<{ digest: string }>(db, `select md5(concat_ws(chr(30), ${digests.join(", ")})) digest`);
  return row!.digest;
}

/** What the work answers, and whether it left every table as it was. */
export async function watched<T>(db: Knex, work: () => Promise<T>): Promise<{ answer: T; changed: boolean }> {
  const before = await checksum(db);
  const answer = await work();
  return { answer, changed: (await checksum(db)) !== before };
}
