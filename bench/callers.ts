import { createHmac, randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { query } from "../db/query.js";
import { KINDS } from "./columns.js";

const PREFIX_LENGTH = 3;
const PREFIXES = 1000;

/** An admin who searches. */
export interface Caller {
  /** What of the tree it is an admin of. */
  readonly name: string;
  readonly groupId: number;
  /** How many groups it may find. */
  readonly groups: number;
  /** Beginnings of names of groups it may find, in a random order. */
  readonly prefixes: readonly string[];
  readonly session: Readonly<Record<string, string>>;
}

interface Place {
  readonly id: number;
  readonly groups: number;
}

/** Groups at which a session may be used, with how many groups there are from them down. */
const PLACES = `
select g.id, count(*)::int groups
from groups g join groups below on below.path >= g.path and below.path < rtrim(g.path, '/')||'0' and below.isolated_by is null
where g.kind = ? and g.isolated_by is null and g.parent_has_access
  and not exists (
    select from groups x where x.id = any(string_to_array(trim(both '/' from g.path), '/')::bigint[])
      and (not x.enabled or x.logon_ips_enabled)
  )
group by g.id`;

const SESSION = `
with identity as (
  insert into identities (login, login_key, email)
  select login, login, login||'@example.com' from (select 'searcher.'||?::bigint login) l returning id
), account as (
  insert into accounts (identity_id, group_id, sort, access_type) select id, ?, 'admin', 7 from identity returning id
)
insert into sessions (token_hash, account_id, expires_at) select ?, id, now() + interval '1 day' from account`;

/** Gives a group one more admin, with a session. @returns the session's header */
async function sessionAt(db: Knex, secret: string, groupId: number): Promise<Caller["session"]> {
  const token = randomBytes(32).toString("base64url");
  await query(db, SESSION, [groupId, groupId, createHmac("sha256", secret).update(token).digest()]);
  return { Cookie: `SESSION=${token}` };
}

/** Chooses who searches: an admin of the root, of the largest distributor, and of the reseller that comes nearest to 100 groups. */
export async function chooseCallers(db: Knex, secret: string): Promise<Caller[]> {
  const choices = [
    ["root", KINDS.ROOT, "groups desc"],
    ["distributor", KINDS.DISTRIBUTOR, "groups desc"],
    ["reseller", KINDS.RESELLER, "abs(groups - 100)"],
  ] as const;
  const callers: Caller[] = [];
  for (const [name, kind, order] of choices) {
    const [place] = await query<Place>(db, `select * from (${PLACES}) p order by ${order}, id limit 1`, [kind]);
    if (place === undefined) continue;
    const prefixes = await query<{ prefix: string }>(
      db,
      `select left(g.name, ${PREFIX_LENGTH}) prefix from searchable_groups s join groups g on g.id = s.group_id
       where s.reader_id = ? order by md5(g.id::text) limit ${PREFIXES}`,
      [place.id],
    );
    callers.push({
      name,
      ...place,
      groupId: place.id,
      prefixes: prefixes.map(({ prefix }) => prefix),
      session: await sessionAt(db, secret, place.id),
    });
  }
  return callers;
}
