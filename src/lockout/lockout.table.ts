import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { type AttemptKeys, FORGOTTEN_AFTER, type Lock, NETWORKS_PER_LOGIN, NETWORK_KEPT } from "./lockout.rules.js";

/** How a login stands from a network. */
export interface Standing {
  /** Seconds until it may be tried again, or null. */
  lockedFor: number | null;
  /** Whether it has been used from there with success. */
  known: boolean;
}

/** A row of `"lockedFor"` and `known`, to be joined where a credential is read. Its values are `standingValues`. */
export const STANDING = `
select k.known, (
    select ceil(extract(epoch from max(f.locked_until) - now()))::integer from login_failures f
    where f.login = ? and (f.network = ? or (f.network = ''::bytea and not k.known)) and f.locked_until > now()
  ) "lockedFor"
from (select exists (select 1 from login_networks where login = ? and network = ?) known) k`;

export const standingValues = ({ login, network }: AttemptKeys): Buffer[] => [login, network, login, network];

export async function standingOf(db: Knex, keys: AttemptKeys): Promise<Standing> {
  return (await query<Standing>(db, STANDING, standingValues(keys)))[0]!;
}

const NEXT = "case when f.forgotten_at <= now() then 1 else f.failures + 1 end";

/**
 * Counts a failure before it is one, so that of many attempts at once no more get through than may.
 *
 * @returns how many there are now, or null where a lock holds: then nothing is counted
 */
export async function countFailure(db: Knex, { login, network }: AttemptKeys, { limit, delays }: Lock): Promise<number | null> {
  const rows = await query<{ failures: number }>(
    db,
    `insert into login_failures as f (login, network, failures, forgotten_at) values (?, ?, 1, now() + ? * interval '1 second')
     on conflict (login, network) do update set
       failures = ${NEXT},
       locked_until = case when ${NEXT} >= ? then
         now() + (?::integer[])[least(${NEXT} - ? + 1, cardinality(?::integer[]))] * interval '1 second' end,
       forgotten_at = excluded.forgotten_at
     where f.locked_until is null or f.locked_until <= now()
     returning failures`,
    [login, network, FORGOTTEN_AFTER, limit, delays, limit, delays],
  );
  return rows[0]?.failures ?? null;
}

/** Takes back what was counted for an attempt that was no failure, and the lock it brought if it did. */
export async function uncountFailure(db: Knex, { login, network }: AttemptKeys, counted: number): Promise<void> {
  await query(
    db,
    `update login_failures set failures = greatest(failures - 1, 0), locked_until = case when failures = ? then null else locked_until end
     where login = ? and network = ?`,
    [counted, login, network],
  );
}

/** Forgets the failures from one network. */
export async function forgetFailures(db: Knex, { login, network }: AttemptKeys): Promise<void> {
  await query(db, "delete from login_failures where login = ? and network = ?", [login, network]);
}

/** Forgets all failures for a login. @returns whether there were any */
export async function forgetAllFailures(db: Knex, login: Buffer): Promise<boolean> {
  return (await query(db, "delete from login_failures where login = ? returning 1", [login])).length > 0;
}

/** Remembers from where a login was used with success: at most once a day, and not beyond a number of networks. */
export async function rememberNetwork(db: Knex, { login, network }: AttemptKeys): Promise<void> {
  const rows = await query<{ isNew: boolean }>(
    db,
    `insert into login_networks as n (login, network) values (?, ?)
     on conflict (login, network) do update set seen_at = now() where n.seen_at < now() - interval '1 day'
     returning xmax = 0 "isNew"`,
    [login, network],
  );
  if (rows[0]?.isNew !== true) return;
  await query(
    db,
    `delete from login_networks where login = ? and network in (
       select network from login_networks where login = ? order by seen_at desc offset ?)`,
    [login, login, NETWORKS_PER_LOGIN],
  );
}

/** Removes what no longer counts. */
export async function deleteForgotten(db: Knex): Promise<void> {
  await query(db, "delete from login_failures where forgotten_at <= now()");
  await query(db, "delete from login_networks where seen_at < now() - ? * interval '1 day'", [NETWORK_KEPT]);
}
