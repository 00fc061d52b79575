import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT_API, PORTAL_API } from "../../rest-compat/api.js";
import { linkContract } from "../../rest-compat/link.js";
import { createSchema } from "../../src/schema.js";
import { accountApi, freshIdentifier, program } from "../api-accounts/programs.js";
import type { Case } from "../contract/case.js";
import { CASES } from "../contract/cases/all.js";
import { ROUTER_SECRET } from "../contract/cases/mails.js";
import { operationById } from "../contract/document.js";
import { type World, createWorld } from "../contract/world.js";
import { ROOT } from "../setup/test-server.js";
import { ACCOUNT_CHANGES, CHANGES, type TripCount } from "./trip-counts.js";

/** What each change costs on the database, held against one table: more is a loss, less is to be kept. */

let world: World;
beforeAll(async () => {
  // The table holds whatever COMPILED_READS says.
  world = await createWorld({ ROUTER_SECRET, MAIL_FROM: "portal@example.com" }, { compiledReads: true });
});
afterAll(() => world.server.stop());

/** Counts statements, and the trips in which they go: those that are sent before anything can have been answered are one. */
async function counted(work: () => Promise<unknown>): Promise<TripCount> {
  const count = { statements: 0, trips: 0 };
  let isUnderWay = false;
  const listen = (): void => {
    count.statements += 1;
    if (isUnderWay) return;
    isUnderWay = true;
    count.trips += 1;
    // Answers are read when this has come.
    setImmediate(() => (isUnderWay = false));
  };
  world.server.db.on("query", listen);
  try {
    await work();
  } finally {
    world.server.db.off("query", listen);
  }
  return count;
}

/** What a case's request costs a caller who has asked before. */
async function costOf({ operation, status, request }: Case): Promise<TripCount> {
  const { method } = operationById(operation);
  const { target, ...sending } = await request(world);
  const { as, headers } = sending;
  // A password, and who has it, are cached in turn.
  for (let time = 0; time < 2; time++) await world.send("GET", "/profile", { as, headers });
  return counted(async () => {
    const reply = await world.send(method, target, sending);
    if (reply.status !== status) throw new Error(`${operation} answered ${reply.status}: ${reply.text}`);
  });
}

/** The account API's changes, each of an API account that is new. */
const PROGRAM_CHANGES: Readonly<Record<string, (account: { identifier: string }) => Parameters<typeof accountApi>>> = {
  registerApiAccount: () => [world.server, "POST", "/accounts", { as: ROOT, body: { type: "local", identifier: freshIdentifier() } }],
  replaceApiAccount: (account) => [world.server, "PUT", "/accounts", { as: ROOT, body: { ...account, description: "Nightly." } }],
  deleteApiAccount: ({ identifier }) => [world.server, "DELETE", `/accounts/${identifier}`, { as: ROOT }],
  resetApiAccountSecret: ({ identifier }) => [world.server, "GET", `/accounts/${identifier}/resetPassword`, { as: ROOT }],
};

const textOf = (table: Readonly<Record<string, TripCount>>): string =>
  Object.entries(table)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { statements, trips }]) => `  ${name}: { statements: ${statements}, trips: ${trips} },`)
    .join("\n");

describe("statements and trips of changes", () => {
  it("are as many as the table says", { timeout: 240_000 }, async () => {
    const { operations } = await linkContract(await createSchema(), PORTAL_API);
    const cases = Object.values(CASES).flat();
    const found: Record<string, TripCount> = {};
    for (const { operation, linked } of operations) {
      if (linked?.changes !== true) continue;
      const first = cases.find((entry) => entry.operation === operation.id && entry.status < 400);
      if (first === undefined) throw new Error(`no case of ${operation.id} succeeds`);
      found[operation.id] = await costOf(first);
    }
    expect(textOf(found)).toBe(textOf(CHANGES));
  });

  it("of the account API are as many, too", async () => {
    const { operations } = await linkContract(await createSchema(), ACCOUNT_API);
    const changing = operations.filter(({ linked }) => linked?.changes === true).map(({ operation }) => operation.id);
    expect(Object.keys(PROGRAM_CHANGES).toSorted()).toEqual(changing.toSorted());
    const found: Record<string, TripCount> = {};
    for (const [operation, request] of Object.entries(PROGRAM_CHANGES)) {
      const { login: identifier } = await program(world.server);
      const { body: account } = await accountApi(world.server, "GET", `/accounts/${identifier}`, { as: ROOT });
      found[operation] = await counted(async () => {
        const { status, text } = await accountApi(...request(account));
        if (status >= 300) throw new Error(`${operation} answered ${status}: ${text}`);
      });
    }
    expect(textOf(found)).toBe(textOf(ACCOUNT_CHANGES));
  });
});
