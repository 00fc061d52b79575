import { inContractWords } from "../graph-answer.js";
import { childrenBody, groupOf, treeBody } from "../postgraphile/answer.js";
import type { Sample } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Speech, type Targets, type Workload, graph, queryText, variant } from "./variant.js";

type Meant = Partial<Record<"rest" | "basic" | "graph", Targets>>;

interface Reading extends Pick<Workload, "title" | "keys"> {
  readonly name: "W1" | "W2" | "W3";
  /** The ids to go through. */
  readonly walked: readonly number[];
  readonly path: (id: number) => string;
  /** Name of the queries. */
  readonly query: string;
  readonly fromGraph: Speech["comparable"];
  readonly fromPostgraphile: Speech["comparable"];
  /** Portico's variants, with what they are meant to reach. */
  readonly meant: Meant;
}

/** A workload that reads: the same question in each variant's words. */
function reading(
  { name, title, keys, walked, path, query, fromGraph, fromPostgraphile, meant }: Reading,
  subjects: Subjects,
  { session, basic }: Credentials,
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
  if (meant.rest) variants.push(variant(NAMES.rest, { subject: portico, headers: session }, byPath, walked, { targets: meant.rest }));
  if (meant.basic) variants.push(variant(NAMES.basic, { subject: portico, headers: basic }, byPath, walked, { targets: meant.basic }));
  if (meant.graph) variants.push(variant(NAMES.graph, { subject: portico, headers: session }, byQuery, walked, { targets: meant.graph }));
  variants.push(variant(NAMES.naive, { subject: naive, headers: session }, byQuery, walked));
  if (postgraphile !== null) {
    variants.push(
      variant(NAMES.postgraphile, { subject: postgraphile, headers: session }, asked("postgraphile/queries", fromPostgraphile), walked),
    );
  }
  return { name, label: name, title, keys, variants };
}

interface GraphAnswer {
  readonly data: { readonly group: { readonly children?: unknown } };
}

const inWords = ({ data }: GraphAnswer): unknown => inContractWords(data.group);
const childrenInWords = ({ data }: GraphAnswer): unknown => inContractWords(data.group.children);

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
      meant: {
        rest: { rate: { floor: 0.45, "express+pg": 1.5 } },
        basic: { rate: { "Portico REST": 1 / 1.2 } },
        graph: { rate: { floor: 0.35, PostGraphile: 2, "Apollo+knex": 5 } },
      },
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
        graph: { rate: { floor: 0.9, PostGraphile: 3, "Apollo+knex": 8 } },
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
