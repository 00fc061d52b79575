import { inContractWords } from "../graph-answer.js";
import { childrenBody, groupOf, treeBody } from "../postgraphile/answer.js";
import type { Sample } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Speech, type Targets, type Workload, graph, queryText, variant } from "./variant.js";

/** What W1 is meant to reach by each way to be asked. */
export const MEANT = {
  rest: { rate: { floor: 0.55, "express+pg": 1.5 } },
  basic: { rate: { [NAMES.rest]: 0.9 } },
  bearer: { rate: { [NAMES.rest]: 0.9 } },
  graph: { rate: { floor: 0.45, PostGraphile: 1.7, "Apollo+knex": 5 } },
  graphBasic: { rate: { [NAMES.graph]: 0.9 } },
  graphBearer: { rate: { [NAMES.graph]: 0.9 } },
} as const;

type Meant = Partial<Record<keyof typeof MEANT, Targets>>;

interface Reading extends Pick<Workload, "title" | "keys"> {
  readonly name: "W1" | "W2" | "W3";
  /** The ids to go through. */
  readonly walked: readonly number[];
  readonly path: (id: number) => string;
  /** Name of the queries. */
  readonly query: string;
  readonly fromGraph: Speech["comparable"];
  readonly fromPostgraphile: Speech["comparable"];
  /** Portico's variants by the keys of NAMES, with what they are meant to reach. */
  readonly meant: Meant;
}

/** A workload that reads: the same question in each variant's words. */
function reading(
  { name, title, keys, walked, path, query, fromGraph, fromPostgraphile, meant }: Reading,
  subjects: Subjects,
  { session, basic, bearer }: Credentials,
): Workload {
  const asked = (folder: string, comparable: Speech["comparable"]): Speech => {
    const text = queryText(`${folder}/${query}`);
    return { of: (id) => graph(text, `{"id":"${id}"}`), bodyBegins: GRAPH_BEGINS, comparable };
  };
  const byPath: Speech = { of: (id) => ({ method: "GET", path: path(id) }), bodyBegins: REST_BEGINS, comparable: (answer) => answer };
  const byQuery = asked("queries", fromGraph);
  const { floor, express, portico, naive, postgraphile } = subjects;
  const variants = [
    variant(NAMES.floor, { subject: floor, headers: session }, byPath, walked),
    variant(NAMES.express, { subject: express, headers: session }, byPath, walked),
  ];
  const ways = [
    ["rest", session, byPath],
    ["basic", basic, byPath],
    ["bearer", bearer, byPath],
    ["graph", session, byQuery],
    ["graphBasic", basic, byQuery],
    ["graphBearer", bearer, byQuery],
  ] as const;
  for (const [way, headers, speech] of ways) {
    const targets = meant[way];
    if (targets) variants.push(variant(NAMES[way], { subject: portico, headers }, speech, walked, { targets }));
  }
  variants.push(variant(NAMES.naive, { subject: naive, headers: session }, byQuery, walked));
  if (postgraphile !== null) {
    variants.push(
      variant(NAMES.postgraphile, { subject: postgraphile, headers: session }, asked("postgraphile/queries", fromPostgraphile), walked),
    );
  }
  return { name, label: name, title, keys, variants };
}

export interface GroupAnswer {
  readonly data: { readonly group: { readonly children?: unknown } };
}

export const inWords = ({ data }: GroupAnswer): unknown => inContractWords(data.group);
const childrenInWords = ({ data }: GroupAnswer): unknown => inContractWords(data.group.children);

/** W1, W2 and W3. */
export function readings({ ids, parent, children, tree }: Sample, subjects: Subjects, credentials: Credentials): Workload[] {
  const workloads: Reading[] = [
    {
      name: "W1",
      title: "one group, all documented fields",
      keys: [...ids.slice(0, 20), parent],
      walked: ids,
      path: (id) => `/api/1/groups/${id}`,
      query: "group",
      fromGraph: inWords,
      fromPostgraphile: groupOf,
      meant: MEANT,
    },
    {
      name: "W2",
      title: `${children} children of one group, all documented fields`,
      keys: [parent, ...ids.slice(0, 3)],
      walked: [parent],
      path: (id) => `/api/1/groups/${id}/children`,
      query: "children",
      fromGraph: childrenInWords,
      fromPostgraphile: childrenBody,
      meant: {
        rest: { rate: { floor: 1, "express+pg": 1.5 }, most: { node: 8 } },
        graph: { rate: { floor: 0.85, PostGraphile: 3, "Apollo+knex": 8 } },
      },
    },
    {
      name: "W3",
      title: "a group, 10 children, 10 children of each, their admins",
      keys: [tree, parent],
      walked: [tree],
      path: (id) => `/api/1/tree/${id}`,
      query: "tree",
      fromGraph: (answer) => answer,
      fromPostgraphile: treeBody,
      meant: { graph: { rate: { floor: 0.8, PostGraphile: 2 }, most: { node: 1 } } },
    },
  ];
  return workloads.map((workload) => reading(workload, subjects, credentials));
}
