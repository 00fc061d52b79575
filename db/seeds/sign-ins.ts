import type { Knex } from "knex";
import { FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { query } from "../query.js";

/** Somebody who may sign in. */
export interface SignIn {
  readonly login: string;
  /** Who that is, for a person who tries the portal out. */
  readonly who: string;
}

/** Whom to look for: a description, and what an account `a` in a group `g` has to be. */
const SAMPLES: readonly (readonly [who: string, condition: string])[] = [
  ["administrator of the partner", `a.sort = 'admin' and g.kind = ${GroupKind.MSP} and a.access_type & ${FULL_ACCESS} = ${FULL_ACCESS}`],
  [
    "administrator of the company",
    `a.sort = 'admin' and g.kind = ${GroupKind.END_USER_COMPANY} and a.access_type & ${FULL_ACCESS} = ${FULL_ACCESS}`,
  ],
  ["service user of the company", `a.sort = 'service_user' and g.kind = ${GroupKind.END_USER_COMPANY}`],
];

const FIRST = (condition: string): string => `
select i.login, g.name from accounts a join identities i on i.id = a.identity_id join groups g on g.id = a.group_id
where a.id >= ? and a.enabled and not a.hidden and ${condition}
  and not exists (select from accounts b where b.identity_id = a.identity_id and b.id <> a.id)
  and not exists (select from groups up where up.id = any(string_to_array(trim(both '/' from g.path), '/')::bigint[]) and not up.enabled)
order by a.id limit 1`;

/** Of each sort the first who may sign in and has one account alone, among the accounts from this id on. */
export async function someSignIns(db: Knex, firstAccountId: number): Promise<SignIn[]> {
  const found: SignIn[] = [];
  for (const [who, condition] of SAMPLES) {
    const [row] = await query<{ login: string; name: string }>(db, FIRST(condition), [firstAccountId]);
    if (row !== undefined) found.push({ login: row.login, who: `${who} ${row.name}` });
  }
  return found;
}
