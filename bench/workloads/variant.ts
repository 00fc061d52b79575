import { readFileSync } from "node:fs";
import type { Knex } from "knex";
import { CONNECTIONS } from "../load.js";
import type { WorkloadName } from "../options.js";
import type { Subject } from "../subject.js";

/** What a client asks for. */
export interface WireRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: string;
}

/** Where requests go, and as whom. */
export interface Sender {
  readonly subject: Subject;
  readonly headers: Readonly<Record<string, string>>;
}

/** Names of the variants. */
export const NAMES = {
  floor: "floor",
  express: "express+pg",
  rest: "Portico REST",
  basic: "Portico REST, Basic",
  bearer: "Portico REST, Bearer",
  noUsage: "Portico REST, no usage",
  graph: "Portico GraphQL",
  graphBasic: "Portico GraphQL, Basic",
  graphBearer: "Portico GraphQL, Bearer",
  oneDocument: "Portico GraphQL, one document",
  documents: "Portico GraphQL, 1,000 documents",
  naive: "Apollo+knex",
  postgraphile: "PostGraphile",
} as const;
export type VariantName = (typeof NAMES)[keyof typeof NAMES];

/** What a variant is meant to reach. */
export interface Targets {
  /** Least rate, as a multiple of that of other variants. */
  readonly rate?: Partial<Record<VariantName, number>>;
  /** Least share of a request's processor time, Node and PostgreSQL, that the floor takes. */
  readonly processorToFloor?: number;
  /** Most milliseconds of processor time for a request. */
  readonly most?: { readonly node?: number; readonly database?: number };
  /** Most milliseconds of PostgreSQL's processor time for what is read beside the load. */
  readonly read?: number;
}

/** Asks for one thing again and again, beside the load, over one connection. */
export interface Reader extends Sender {
  readonly request: WireRequest;
  readonly bodyBegins: string;
}

/** One way to get a workload's work done. */
export interface Variant extends Sender {
  readonly name: VariantName;
  /** How the body of an answer begins that is none of an error. */
  readonly bodyBegins: string;
  /** Requests in turn, each of the load's connections its own. */
  readonly next: (connection: number) => WireRequest;
  /** The request for one of the workload's keys. */
  readonly of: (key: number) => WireRequest;
  /** An answer in the words in which the workload's variants can be compared. */
  readonly comparable: (answer: never, key: number) => unknown;
  readonly reader?: Reader;
  /** Given for Portico's variants. */
  readonly targets?: Targets;
}

export interface Workload {
  readonly name: WorkloadName;
  /** The name, and where there are several workloads of that name, which one it is. */
  readonly label: string;
  readonly title: string;
  /** The floor first. */
  readonly variants: readonly Variant[];
  /** What to check the variants' answers on. */
  readonly keys: readonly number[];
  /** Learns what others have changed; before answers are checked, and before turns. */
  readonly prepare?: (db: Knex) => Promise<void>;
  /** Removes what a turn has made, when it is over: each turn finds the same tables. */
  readonly tidy?: (db: Knex) => Promise<void>;
}

/** How a variant puts things: its requests, its answers. */
export type Speech = Pick<Variant, "of" | "bodyBegins" | "comparable">;

/** How a body of the REST API begins. */
export const REST_BEGINS = "{";
export const GRAPH_BEGINS = '{"data":{';

export const readQuery = (path: string): string => readFileSync(new URL(`../${path}.graphql`, import.meta.url), "utf8");

/** The text of a query, as JSON. */
export const queryText = (path: string): string => JSON.stringify(readQuery(path));

/** A request of a graph, the whole query in it. */
export const graph = (query: string, variables: string): WireRequest => ({
  method: "POST",
  path: "/graphql",
  body: `{"query":${query},"variables":${variables}}`,
});

/** Goes through keys in turn, without end. Each connection has keys of its own, unless there are too few: no key is under way twice. */
export function inTurn(keys: readonly number[]): (connection: number) => number {
  const turns = Array.from({ length: CONNECTIONS }, () => 0);
  return (connection) => {
    const own = Math.ceil((keys.length - connection) / CONNECTIONS);
    if (own < 1) return keys[connection % keys.length]!;
    const turn = turns[connection]!;
    turns[connection] = (turn + 1) % own;
    return keys[connection + turn * CONNECTIONS]!;
  };
}

/** Makes a variant that goes through the keys in turn. */
export function variant(
  name: VariantName,
  sender: Sender,
  speech: Speech,
  keys: readonly number[],
  more: Pick<Variant, "targets" | "reader"> = {},
): Variant {
  const key = inTurn(keys);
  return { name, ...sender, ...speech, next: (connection) => speech.of(key(connection)), ...more };
}

/** Bytes a request has on the wire. */
export function onTheWire({ headers }: Sender, { method, path, body }: WireRequest): string {
  const lines = Object.entries({ Host: "127.0.0.1", Accept: "application/json", ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  if (body === undefined) return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
  lines.push("Content-Type: application/json\r\n", `Content-Length: ${Buffer.byteLength(body)}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}
