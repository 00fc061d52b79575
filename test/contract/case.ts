import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { type ErrorBody, operationById, ownErrors } from "./document.js";
import type { Reply, Sending } from "./http.js";
import { problemsOf } from "./validator.js";
import type { World } from "./world.js";

/** A request of one operation. */
export interface Request extends Sending {
  /** In place of the contract's path, its parameters filled in; with the query. */
  target: string;
  /** The exact body of the answer. */
  text?: string;
}

/** One request and what it must be answered with. */
export interface Case {
  /** The contract's operationId. */
  operation: string;
  status: number;
  name: string;
  request: (world: World) => Request | Promise<Request>;
  /** The exact body of the answer, where it is known before the request. */
  text?: string;
  /** What `details.info` must say. */
  info?: RegExp;
  /** Whether the check of the credentials itself refuses. */
  aboutCredentials?: boolean;
  check?: (reply: Reply, world: World) => void | Promise<void>;
}

/** Operations with the statuses they have been seen to answer where they should. */
export const seen = new Set<string>();

/** Operations with the statuses that they have been seen to answer with an error of their own. */
export const seenOwn = new Set<string>();

export const pair = (operation: string, status: number): string => `${operation} ${status}`;

/** Whether an answer is the error that the operation alone has for this status, its free text aside. */
function isOwnError(id: string, { status, body }: Reply): boolean {
  const own = ownErrors(operationById(id)).get(status);
  const error = (body as Partial<ErrorBody> | undefined)?.error;
  return own !== undefined && error !== undefined && isDeepStrictEqual({ ...error, details: own.error.details }, own.error);
}

/** Makes a test of each case. */
export function run(world: () => World, cases: readonly Case[]): void {
  for (const entry of cases) {
    const { id, method, path } = operationById(entry.operation);
    it(`${method} ${path} ${entry.status}: ${entry.name}`, async () => {
      const { target, text: exact = entry.text, ...sending } = await entry.request(world());
      const reply = await world().send(method, target, sending);
      if (reply.status === entry.status) seen.add(pair(id, entry.status));
      if (isOwnError(id, reply)) seenOwn.add(pair(id, reply.status));
      const { status, headers, text } = reply;
      expect({ status, text }).toEqual({ status: entry.status, text: exact ?? text });
      const contentType = headers["content-type"] ?? null;
      expect(problemsOf({ method, path, status, contentType, text, aboutCredentials: entry.aboutCredentials ?? false })).toEqual([]);
      if (entry.info !== undefined) {
        expect(reply.body).toMatchObject({ error: { details: { info: expect.stringMatching(entry.info) as string } } });
      }
      await entry.check?.(reply, world());
    });
  }
}

/** A path of the contract with its parameters filled in. */
export const fill = (path: string, values: Readonly<Record<string, string | number>>): string =>
  path.replace(/\{(\w+)\}/g, (_match, name: string) => String(values[name]));
