import { readFileSync } from "node:fs";
import type { WorkloadName } from "./options.js";
import type { GroupVersions, Sample } from "./sample.js";
import type { Subject } from "./subject.js";

/** What a client asks for. */
export interface WireRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: string;
}

/** One way to get a workload's work done. */
export interface Variant {
  readonly name: string;
  readonly subject: Subject;
  readonly headers: Readonly<Record<string, string>>;
  readonly isGraph: boolean;
  /** Requests in turn. */
  readonly next: () => WireRequest;
  /** The request for the object of that id. */
  readonly of: (id: number) => WireRequest;
  /** Least share of the floor's rate it is meant to reach. */
  readonly target?: number;
}

export interface Workload {
  readonly name: WorkloadName;
  readonly title: string;
  /** The floor first, express+pg second. */
  readonly variants: readonly Variant[];
  /** What to check the variants' answers on. */
  readonly ids: readonly number[];
}

export interface Subjects {
  readonly floor: Subject;
  readonly express: Subject;
  readonly naive: Subject;
  readonly portico: Subject;
}

export interface Credentials {
  readonly session: Readonly<Record<string, string>>;
  readonly basic: Readonly<Record<string, string>>;
}

const queryText = (name: string): string => JSON.stringify(readFileSync(new URL(`queries/${name}.graphql`, import.meta.url), "utf8"));

/** A request of the graph, the whole query in it. */
const graph = (query: string, variables: string): WireRequest => ({
  method: "POST",
  path: "/graphql",
  body: `{"query":${query},"variables":${variables}}`,
});

/** Goes through ids in turn, without end. */
function inTurn(ids: readonly number[]): () => number {
  let turn = 0;
  return () => ids[turn++ % ids.length]!;
}

/** What people write who begin with a graph. */
const NAIVE = "Apollo+knex";

const PORTICO = { rest: "Portico REST", basic: "Portico REST, Basic", graph: "Portico GraphQL" } as const;

/** Bytes a request has on the wire. */
export function onTheWire({ headers }: Variant, { method, path, body }: WireRequest): string {
  const lines = Object.entries({ Host: "127.0.0.1", Accept: "application/json", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  if (body === undefined) return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
  lines.push("Content-Type: application/json\r\n", `Content-Length: ${Buffer.byteLength(body)}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** The workloads that read: the same question in each variant's words. */
function reading(
  { name, title, ids }: Pick<Workload, "name" | "title" | "ids">,
  walked: readonly number[],
  subjects: Subjects,
  { session, basic }: Credentials,
  rest: (id: number) => string,
  query: string,
  targets: Partial<Record<keyof typeof PORTICO, number>>,
): Workload {
  const text = queryText(query);
  const byPath = (id: number): WireRequest => ({ method: "GET", path: rest(id) });
  const byQuery = (id: number): WireRequest => graph(text, `{"id":"${id}"}`);
  const variant = (label: string, subject: Subject, of: (id: number) => WireRequest, headers: Variant["headers"], target?: number): Variant => {
    const id = inTurn(walked);
    return { name: label, subject, headers, isGraph: of === byQuery, of, next: () => of(id()), ...(target !== undefined && { target }) };
  };
  const variants = [variant("floor", subjects.floor, byPath, session), variant("express+pg", subjects.express, byPath, session)];
  if (targets.rest !== undefined) variants.push(variant(PORTICO.rest, subjects.portico, byPath, session, targets.rest));
  if (targets.basic !== undefined) variants.push(variant(PORTICO.basic, subjects.portico, byPath, basic, targets.basic));
  if (targets.graph !== undefined) variants.push(variant(PORTICO.graph, subjects.portico, byQuery, session, targets.graph));
  variants.push(variant(NAIVE, subjects.naive, byQuery, session));
  return { name, title, ids, variants };
}

/** The workload that writes: every variant goes on with the same groups and their versions. */
function writing(groups: GroupVersions, subjects: Subjects, { session }: Credentials): Workload {
  const text = queryText("update");
  const byPath = (id: number): WireRequest => {
    const { version, tag } = groups.use(id);
    return { method: "PUT", path: `/api/1/groups/${id}?version=${version}`, body: `{"internal_tag":"${tag}"}` };
  };
  const byQuery = (id: number): WireRequest => {
    const { version, tag } = groups.use(id);
    return graph(text, `{"id":"${id}","version":${version},"input":{"internalTag":"${tag}"}}`);
  };
  const id = inTurn(groups.ids);
  const variant = (name: string, subject: Subject, of: (id: number) => WireRequest): Variant => ({
    name, subject, headers: session, isGraph: of === byQuery, of, next: () => of(id()),
  });
  return {
    name: "W6",
    title: `update of one group by its version, ${groups.ids.length} groups in turn`,
    ids: groups.ids.slice(-3),
    variants: [
      variant("floor", subjects.floor, byPath),
      variant("express+pg", subjects.express, byPath),
      { ...variant(PORTICO.rest, subjects.portico, byPath), target: 0.6 },
      { ...variant(PORTICO.graph, subjects.portico, byQuery), target: 0.35 },
      variant(NAIVE, subjects.naive, byQuery),
    ],
  };
}

/** All workloads, over the sampled groups. */
export function workloadsOf(sample: Sample, subjects: Subjects, credentials: Credentials): Workload[] {
  const { ids, parent, children, tree, versions } = sample;
  return [
    reading({ name: "W1", title: "one group, all documented fields", ids: [...ids.slice(0, 20), parent] }, ids, subjects, credentials,
      (id) => `/api/1/groups/${id}`, "group", { rest: 0.45, basic: 0.45 / 1.2, graph: 0.35 }),
    reading({ name: "W2", title: `${children} children of one group, all documented fields`, ids: [parent, ...ids.slice(0, 3)] }, [parent], subjects, credentials,
      (id) => `/api/1/groups/${id}/children`, "children", { rest: 1, graph: 0.9 }),
    reading({ name: "W3", title: "group, 10 children, 10 children of each, their admins", ids: [tree, parent] }, [tree], subjects, credentials,
      (id) => `/api/1/tree/${id}`, "tree", { graph: 0.8 }),
    writing(versions, subjects, credentials),
  ];
}
