import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Credentials } from "../setup/test-server.js";
import { fill, pair, run, seen, seenOwn } from "./case.js";
import { CASES } from "./cases/all.js";
import { ROUTER_SECRET } from "./cases/mails.js";
import { OPERATIONS, operationById, ownErrors } from "./document.js";
import { BUILT, inside } from "./operations.js";
import { CAN_NOT_OCCUR, PLAINLY_MEANT } from "./statuses.js";
import { problemsOf } from "./validator.js";
import { type World, createWorld } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld({ ROUTER_SECRET, MAIL_FROM: "portal@example.com" });
});
afterAll(() => world.server.stop());
const here = (): World => world;

for (const [what, cases] of Object.entries(CASES)) describe(what, () => run(here, cases));

describe("the documented statuses", () => {
  const documented = BUILT.flatMap((id) => [...operationById(id).responses.keys()].map((status) => pair(id, status)));
  const excused = CAN_NOT_OCCUR.map(({ operation, status }) => pair(operation, status));

  it("have each been seen, but those that can't occur", () => {
    expect(documented.filter((entry) => !seen.has(entry) && !excused.includes(entry))).toEqual([]);
  });

  it("are answered with the operation's own error where it documents one, but where none can occur", () => {
    const own = BUILT.flatMap((id) => [...ownErrors(operationById(id)).keys()].map((status) => pair(id, status)));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((entry) => !seenOwn.has(entry) && !excused.includes(entry))).toEqual([]);
  });

  it("are added to only where it has been seen", () => {
    expect(PLAINLY_MEANT.filter(({ operation, status }) => !seen.has(pair(operation, status)))).toEqual([]);
  });

  it("are excused only where they are documented and have not been seen", () => {
    expect(excused.filter((entry) => seen.has(entry) || !documented.includes(entry))).toEqual([]);
  });
});

describe("operations", () => {
  const others = OPERATIONS.filter(({ id }) => !BUILT.includes(id));

  it("are all of the contract's, built or not", () => {
    expect([BUILT.length, new Set(BUILT).size, others.length]).toEqual([OPERATIONS.length, OPERATIONS.length, 0]);
  });

  it.each(others)("$method $path is not built: 501", async ({ method, path, listedRoles }) => {
    const as = (world.tree.accounts as Record<string, Credentials>)[listedRoles?.[0] ?? "root_admin"];
    const { status, headers, text } = await world.send(method, fill(path, inside(world)), { as });
    expect(problemsOf({ method, path, status, contentType: headers["content-type"] ?? null, text })).toEqual([]);
    expect(status).toBe(501);
  });
});
