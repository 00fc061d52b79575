import type { IncomingMessage, ServerResponse } from "node:http";
import type { DocumentNode, GraphQLSchema } from "graphql";
import type { Refusal } from "../src/kernel/errors.js";
import type { SqlEncoding } from "./sql-encoding.js";

/** What the adapter knows of a caller. */
export interface CallerIdentity {
  /** Whether it has shown no credentials, or none that hold. */
  isAnonymous: boolean;
  /** What it may name itself and its group by. */
  names: readonly string[];
}

/** What the adapter is handed; it reaches data by nothing else. */
export interface Portal<Caller extends CallerIdentity, CachedCaller extends CallerIdentity> {
  schema: GraphQLSchema;
  /** Who asks. @throws Refusal for credentials that are no good */
  authenticate: (request: IncomingMessage, query: URLSearchParams, changes: boolean) => Promise<Caller>;
  /**
   * Who asked by the same credentials before, or null. It may have changed since, so that nothing but `readCached` and
   * `writeCached` may answer it.
   */
  cachedCaller: (request: IncomingMessage, query: URLSearchParams, changes: boolean) => Promise<CachedCaller | null>;
  /** Admits a caller to what admits these roles, or tokens limited to this scope. @throws Refusal UNAUTHENTICATED or FORBIDDEN */
  admit: (caller: Caller | CachedCaller, roles: readonly string[] | "anyone", tokenScope: string | undefined) => void;
  /**
   * Counts a call that needs no credentials, once however often it is asked.
   *
   * @throws Refusal RATE_LIMITED for an address that makes too many
   */
  countOpenCall: (request: IncomingMessage) => Promise<void>;
  /** A caller without credentials. */
  anonymous: (request: IncomingMessage) => Caller;
  /**
   * Lets PostgreSQL write the body of a document's answer, in one statement.
   *
   * @returns null where it can't, or finds something amiss that `execute` refuses
   */
  read: (document: DocumentNode, variables: Record<string, unknown>, caller: Caller, body: WritableBody) => Promise<string | null>;
  /** As `read`, for a cached caller, who is revalidated in the same statement. @returns null where that fails */
  readCached: (
    document: DocumentNode,
    variables: Record<string, unknown>,
    caller: CachedCaller,
    body: WritableBody,
  ) => Promise<CachedRead<Caller> | null>;
  /**
   * Makes the change of a document that goes in one trip to the database, and has its body written, for a cached caller, who is
   * revalidated by the change.
   *
   * @param body null where the contract's answer has none, or one that never differs
   * @returns null where nothing has changed: `execute` has to find out why
   */
  writeCached: (
    document: DocumentNode,
    variables: Record<string, unknown>,
    caller: CachedCaller,
    body: WritableBody | null,
  ) => Promise<CachedRead<Caller> | null>;
  /**
   * Runs a document. Headers are what the answer must carry.
   *
   * @param body that of a change may be written by PostgreSQL, if it can; null where code has to make it
   * @throws Refusal, or any error for a fault of ours
   */
  execute: (document: DocumentNode, variables: Record<string, unknown>, caller: Caller, body: WritableBody | null) => Promise<Result>;
  /** Judges texts a client sent. @throws Refusal BAD_REQUEST */
  checkTexts: (value: unknown, field: string, longest?: number) => void;
  /**
   * Writes what a link of the graph's leads to, its status with it, as fast as the client takes it.
   *
   * @throws Refusal before anything is written
   */
  writeDownload: (link: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Notes in the log why a request was refused. */
  noteRefusal: (refusal: Refusal, request: IncomingMessage) => void;
  /** Logs a fault. @returns the id under which the log has it */
  report: (error: unknown, request: IncomingMessage) => string;
  /** Where a browser is sent on to. */
  consoleUrl: string;
}

/** What a read or a change has led to for a cached caller: its text, or null, and that caller, who is revalidated. */
export interface CachedRead<Caller> {
  text: string | null;
  caller: Caller;
}

/** A body that PostgreSQL can write: where it stands in the document's result, and how it is written. */
export interface WritableBody {
  path: readonly string[];
  encoding: SqlEncoding;
}

/** What a document led to: its data, or its body as it is written. */
export interface Result {
  headers: Record<string, string>;
  data: Record<string, unknown>;
  text: string | null;
}
