import { expect } from "vitest";
import { watched } from "../access/checksum.js";
import { ROOT } from "../setup/test-server.js";
import type { Reply, Sending } from "./http.js";
import type { World } from "./world.js";

/** The answer must be of that 4xx status and say what was wrong, and everything must be as it was. */
export async function expectRefused(world: World, work: () => Promise<Reply>, reason: RegExp, status = 400): Promise<void> {
  const { answer, changed } = await watched(world.server.db, work);
  expect({ status: answer.status, text: answer.text, changed }).toEqual({ status, text: answer.text, changed: false });
  expect((answer.body as { error: { details: { info: string } } }).error.details.info).toMatch(reason);
}

/** As above for a request of the root admin. */
export type Refuse = (method: string, target: string, sending: Sending, reason: RegExp, status?: number) => Promise<void>;

export const refusing =
  (world: () => World): Refuse =>
  (method, target, sending, reason, status) =>
    expectRefused(world(), () => world().send(method, target, { as: ROOT, ...sending }), reason, status);

/** A body as it is, said to be JSON. */
export const raw = (text: string | Buffer): Sending => ({ raw: text, headers: { "content-type": "application/json" } });
