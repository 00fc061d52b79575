import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { type AttemptKeys, DELAYS, FORGOTTEN_AFTER, NETWORKS_PER_LOGIN, NETWORK_KEPT, type Tally } from "./lockout.rules.js";

/** How a login stands from a network. */
export interface LockoutState {
  /** Seconds until it may be tried again, or null. */
  lockedFor: number | null;
  /** Whether it has been used from there with success. */
  known: boolean;
}

/** A row of `"lockedFor"` and `known`, to be joined where a credential is read. Its values are `lockoutStateValues`. */
export const LOCKOUT_STATE = `
select k.known, (
    select ceil(extract(epoch from max(f.locked_until) - now()))::integer from login_failures f
    where f.login = ? and (f.network = ? or (f.network = ''::bytea and not k.known)) and f.locked_until > now()
  ) "lockedFor"
from (select exists (select 1 from login_networks where login = ? and network = ?) known) k`;

export const lockoutStateValues = ({ login, network }: AttemptKeys): Buffer[] => [login, network, login, network];

export async function lockoutStateOf(db: Knex, keys: AttemptKeys): Promise<LockoutState> {
  return (await query<LockoutState>(db, LOCKOUT_STATE, lockoutStateValues(keys)))[0]!;
}

/** How many failures a tally holds. */
export interface Counted {
  network: Buffer;
  failures: number;
}

const NEXT = "case when f.forgotten_at <= now() then excluded.failures else f.failures + excluded.failures end";

/**
 * Counts failures before they are such, so that of many attempts at once no more get through than may. One statement,
 * however many tallies: from a network that a login is known from it does not show that there is such a login.
 *
 * @param times how many secrets are tried
 * @returns what has been counted; nothing for a tally that is locked
 */
export function countFailures(db: Knex, login: Buffer, tallies: readonly Tally[], times: number): Promise<Counted[]> {
  return query<Counted>(
    db,
    `with tally as (select * from unnest(?::bytea[], ?::integer[]) t (network, most)), delay as (select ?::integer[] seconds)
     insert into login_failures as f (login, network, failures, forgotten_at)
     select ?, network, ?, now() + ? * interval '1 second' from tally order by network
     on conflict (login, network) do update set
       failures = ${NEXT},
       locked_until = (
         select now() + seconds[least(${NEXT} - most + 1, cardinality(seconds))] * interval '1 second' from tally, delay
         where tally.network = f.network and ${NEXT} >= most),
       forgotten_at = case when f.forgotten_at <= now() then excluded.forgotten_at else f.forgotten_at end
     where f.locked_until is null or f.locked_until <= now()
     returning network, failures`,
    [tallies.map(({ network }) => network), tallies.map(({ limit }) => limit), DELAYS, login, times, FORGOTTEN_AFTER],
  );
}

/** Takes back what was counted for attempts that were no failures, and the lock they brought if they did. */
export async function uncountFailures(db: Knex, login: Buffer, { network, failures }: Counted, times: number): Promise<void> {
  await query(
    db,
    `update login_failures set failures = greatest(failures - ?, 0), locked_until = case when failures = ? then null else locked_until end
     where login = ? and network = ?`,
    [times, failures, login, network],
  );
}

/** Forgets the failures from one network. */
export async function forgetFailures(db: Knex, { login, network }: AttemptKeys): Promise<void> {
  await query(db, "delete from login_failures where login = ? and network = ?", [login, network]);
}

/** Forgets all failures for a login. @returns whether there were any */
export async function forgetAllFailures(db: Knex, login: Buffer): Promise<boolean> {
  const forgotten = await query<Counted>(
    db,
    `delete from login_failures where login = ? and network in (select network from login_failures where login = ? order by network for update)
     returning network, failures`,
    [login, login],
  );
  return forgotten.some(({ failures }) => failures > 0);
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
       select network from login_networks where login = ? and network not in (
         select network from login_networks where login = ? order by seen_at desc limit ?)
       order by network for update)`,
    [login, login, login, NETWORKS_PER_LOGIN],
  );
}

/** Removes what no longer counts. */
export async function deleteForgotten(db: Knex): Promise<void> {
  await query(
    db,
    `delete from login_failures where (login, network) in (
       select login, network from login_failures where forgotten_at <= now() and (locked_until is null or locked_until <= now()) for update skip locked)`,
  );
  await query(
    db,
    `delete from login_networks where (login, network) in (
       select login, network from login_networks where seen_at < now() - ? * interval '1 day' for update skip locked)`,
    [NETWORK_KEPT],
  );
}
