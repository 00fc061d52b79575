import type { Knex } from "knex";
import { query } from "../../db/query.js";
import type { Sample } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import { MEANT } from "./update.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Speech, type Workload, graph, queryText, variant } from "./variant.js";

const CHECKED = 3;
const LOGINS = "w6b-";

/** Removes all users that were made, their rows on disk, too. What Portico has counted of them stays: it is in no answer here. */
async function removeUsers(db: Knex): Promise<void> {
  await query(
    db,
    `with made as (select id from identities where login_key like '${LOGINS}%'),
     account as (delete from accounts where identity_id in (select id from made) returning id),
     identity as (delete from identities where id in (select id from made)),
     quota as (delete from quotas where owner_id in (select id from account))
     delete from usages where owner_id in (select id from account)`,
  );
  await db.raw("vacuum accounts, identities, quotas, usages, searchable_accounts");
}

/** A service user as the bench makes it, or the part of one that it changes. */
export interface SentUser {
  readonly login: string;
  readonly email: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly privileges: { readonly quota_storage_hard: number };
}

interface Made {
  readonly id: string | number;
  readonly uuid: string;
  readonly version: string | number;
}

const numbered = ({ id, uuid, version }: Made): object => ({ id: Number(id), uuid, version: Number(version) });

/** W6b: each request has a login of its own. */
export function creation({ homes }: Sample, subjects: Subjects, { session }: Credentials): Workload {
  const text = queryText("queries/create-user");
  const peerText = queryText("postgraphile/queries/create-user");
  let last = 0;
  const next = (): string => {
    const login = `${LOGINS}${(last += 1)}`;
    return `"login":"${login}","email":"${login}@example.com","firstname":"Ada","lastname":"Lovelace"`;
  };
  const byPath: Speech = {
    of: (id) => ({ method: "POST", path: `/api/1/groups/${id}/users`, body: `{${next()},"privileges":{"quota_storage_hard":1000000}}` }),
    bodyBegins: REST_BEGINS,
    comparable: numbered,
  };
  const byQuery: Speech = {
    of: (id) => graph(text, `{"groupId":"${id}","input":{${next()},"quotas":{"quotaStorageHard":1000000}}}`),
    bodyBegins: GRAPH_BEGINS,
    comparable: ({ data }: { data: { createUser: Made } }) => numbered(data.createUser),
  };
  const byFunction: Speech = {
    of: (id) => graph(peerText, `{"input":{"groupId":"${id}",${next()},"quotaStorageHard":"1000000"}}`),
    bodyBegins: '{"data":{"benchCreateUser":{"result":{',
    comparable: ({ data }: { data: { benchCreateUser: { result: Omit<Made, "id"> & { rowId: string } } } }) => {
      const { rowId, ...result } = data.benchCreateUser.result;
      return numbered({ id: rowId, ...result });
    },
  };
  const { floor, express, portico, postgraphile } = subjects;
  const variants = [
    variant(NAMES.floor, { subject: floor, headers: session }, byPath, homes),
    variant(NAMES.express, { subject: express, headers: session }, byPath, homes),
    variant(NAMES.rest, { subject: portico, headers: session }, byPath, homes, { targets: MEANT.rest }),
    variant(NAMES.graph, { subject: portico, headers: session }, byQuery, homes, { targets: MEANT.graph }),
  ];
  if (postgraphile !== null) variants.push(variant(NAMES.postgraphile, { subject: postgraphile, headers: session }, byFunction, homes));
  return {
    name: "W6b",
    label: "W6b",
    title: `creation of a user with its login and quotas, in ${homes.length} groups in turn; gone again after each turn`,
    keys: homes.slice(-CHECKED),
    variants,
    tidy: removeUsers,
  };
}
