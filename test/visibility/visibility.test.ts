import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type GraphQLObjectType, type GraphQLSchema, buildSchema, parse, validate } from "graphql";
import type { Knex } from "knex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { Random } from "../../db/seeds/random.js";
import {
  ACCOUNT_IS_READABLE,
  BRAND_IS_CHANGEABLE,
  CONTENTS_ARE_READABLE,
  type Condition,
  GROUP_IS_READABLE,
} from "../../src/access/visibility.js";
import { toViewer } from "../../src/access/viewer.js";
import { viewerByAccount } from "../../src/access/viewer.table.js";
import { FULL_ACCESS, GroupCapability, GroupKind } from "../../src/kernel/enums.js";
import { loadConfig } from "../../src/config/load-config.js";
import { createLogger } from "../../src/kernel/log.js";
import { createSchema } from "../../src/schema.js";
import { createServices } from "../../src/services.js";
import { type RandomTree, insertRandomTree } from "../planner/random-tree.js";
import { Ways } from "../planner/ways.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { type Facts, readFacts } from "./facts.js";
import { ROOTS, UNKNOWN } from "./fields.js";
import { hangThings } from "./hang-things.js";
import { Eyes } from "./model.js";
import { ANYTHING, type Due, type Question, Questions, dueAnswer } from "./question.js";

/** What the server shows, by statements and by resolvers, is what a model that knows nothing of the server says is shown. */

/** PROPERTY_SEED repeats a run, PROPERTY_RUNS makes it longer. */
const SEED = Number(process.env["PROPERTY_SEED"] ?? randomInt(2 ** 31));
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 5_000);
/** Which sequence of random numbers is for what. */
const STREAM = { tree: 201, things: 202, run: 203 };

const ALL_CAPABILITIES = 2 ** 12 - 1;

/**
 * Gives every tree persons who might set how mail is sent, but for one capability of their own group: BRANDING the ones,
 * MODIFICATION the others. By chance there would be none in some trees.
 */
async function lackOne(db: Knex): Promise<void> {
  const setters = await query<{ groupId: number; accountId: number }>(
    db,
    `select g.id "groupId", min(a.id) "accountId" from groups g join accounts a on a.group_id = g.id and a.sort = 'admin'
     where g.brand_id is not null and g.parent_id is not null group by g.id order by g.id limit 4`,
  );
  expect(setters.length).toBeGreaterThan(1);
  for (const [place, { groupId, accountId }] of setters.entries()) {
    const lacking = [GroupCapability.BRANDING, GroupCapability.MODIFICATION][place % 2]!;
    await query(db, "update groups set kind = ?, capabilities = ? where id = ?", [GroupKind.MSP, ALL_CAPABILITIES & ~lacking, groupId]);
    await query(db, "update accounts set enabled = true, access_type = ? where id = ?", [FULL_ACCESS, accountId]);
  }
  tree.viewers = await Promise.all(tree.viewers.map(async ({ accountId }) => toViewer((await viewerByAccount(db, accountId))!, null)));
}

let database: TestDatabase;
let schema: GraphQLSchema;
let tree: RandomTree;
let facts: Facts;
let ways: Ways;
let newWays: () => Ways;
let compiles: (type: string, field: string) => boolean;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db, url } = database;
  const random = new Random(SEED);
  tree = await insertRandomTree(db, random.restart(STREAM.tree, 0));
  await hangThings(db, random.restart(STREAM.things, 0));
  await lackOne(db);
  facts = await readFacts(db);
  schema = buildSchema(await readFile("schema.graphql", "utf8"));
  const config = loadConfig({ DATABASE_URL: url, PORTICO_SECRET: "a secret for tests, long enough to be one" });
  const served = await createSchema();
  newWays = () => new Ways(createServices(config, db, createLogger("silent")), served);
  ways = newWays();
  compiles = (type, field) => {
    const { extensions, resolve } = (served.getType(type) as GraphQLObjectType).getFields()[field]!;
    const isSaid = extensions["sql"] !== undefined || extensions["sqlRoot"] !== undefined;
    return isSaid || (type !== "Query" && resolve === undefined);
  };
});
afterAll(() => database.drop());

interface Answer {
  data?: unknown;
  errors?: { extensions: { code: string } }[];
}

/** What was answered, with whatever the model knows no more of than that it is shown left out, and what a search finds in order of ids. */
function comparable(answered: unknown, due: unknown): unknown {
  if (due === ANYTHING && answered !== null && answered !== undefined) return ANYTHING;
  if (Array.isArray(answered) && Array.isArray(due)) return answered.map((item, index) => comparable(item, due[index]));
  if (typeof answered !== "object" || answered === null || typeof due !== "object" || due === null) return answered;
  return Object.fromEntries(
    Object.entries(answered).map(([key, value]) => [
      key,
      comparable(key === "hits" ? inOrder(value as Hit[]) : value, (due as Record<string, unknown>)[key]),
    ]),
  );
}

interface Hit {
  id?: string;
}
const inOrder = (hits: Hit[]): Hit[] => hits.toSorted((a, b) => Number(a.id) - Number(b.id));

function expectDue({ data = null, errors = [] }: Answer, due: Due, told: string): void {
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
  const wanted = comparable(due.data, due.data);
  expect(
    {
      data: comparable(data, due.data),
      refused: codes.length > 0,
      others: codes.filter((code) => !(due.codes as ReadonlySet<string>).has(code)),
    },
    told,
  ).toEqual({
    data: wanted,
    refused: due.codes.size > 0,
    others: [],
  });
}

describe("what the graph shows", () => {
  it("has each read at its root in the model, or a reason why not", () => {
    expect([...Object.keys(ROOTS), ...Object.keys(UNKNOWN)].toSorted()).toEqual(Object.keys(schema.getQueryType()!.getFields()).toSorted());
  });

  it(`is what the model says (seed ${SEED}, ${RUNS} questions)`, { timeout: 60_000 + RUNS * 100 }, async () => {
    const seen = await askQuestions(RUNS);
    // Neither all refused nor none, and enough by either way: else it would say little.
    expect(seen.refused / RUNS).toBeGreaterThan(0.1);
    expect(seen.refused / RUNS).toBeLessThan(0.8);
    expect(seen.planned / RUNS).toBeGreaterThan(0.15);
  });

  /** Asks that many questions by both ways. @throws AssertionError for the first whose answer is not what the model says */
  async function askQuestions(runs: number): Promise<{ planned: number; refused: number }> {
    const seen = { planned: 0, refused: 0 };
    for (let run = 0; run < runs; run += 1) {
      const random = new Random(SEED).restart(STREAM.run, run);
      // The first accounts are those of the groups at the top, which see most.
      const admins = tree.viewers.filter(({ role }) => role !== "tenant_viewer");
      const viewer = random.pick(random.chance(0.1) ? tree.viewers : admins.slice(0, random.chance(0.5) ? 40 : undefined));
      const account = facts.accounts.get(String(viewer.accountId))!;
      const byStatement = random.chance(0.6);
      const question: Question = new Questions(schema, facts, random, (type, field) => !byStatement || compiles(type.name, field)).draw(
        account,
      );
      const document = parse(question.text);
      const told = `PROPERTY_SEED=${SEED}, question ${run}\n${question.text}\nasked by ${JSON.stringify(account)}\n`;
      expect(validate(schema, document).map(String), told).toEqual([]);
      const due = dueAnswer(schema, new Eyes(facts, account), question);
      const asked = { document, operationName: undefined, variables: {}, viewer };
      const planned = await ways.byPlan(asked);
      if (planned !== null) expectDue(planned as Answer, due, `by statement: ${told}`);
      expectDue((await ways.byResolvers(asked)) as Answer, due, `by resolvers: ${told}`);
      seen.planned += planned === null ? 0 : 1;
      seen.refused += due.codes.size > 0 ? 1 : 0;
    }
    return seen;
  }

  const [isAdmin, isWithin, mayBeCutOff] = GROUP_IS_READABLE.of as [Condition, Condition, Condition & { kind: "any" }];
  const [cutOffAlike, isOwnGroup] = mayBeCutOff.of as [Condition, Condition];
  const [, , contentsCutOffAlike] = CONTENTS_ARE_READABLE.of as [Condition, Condition, Condition];
  const [isOwnAccount] = (ACCOUNT_IS_READABLE as Condition & { kind: "any" }).of as [Condition];

  const [, hasBranding, mayChangeItself] = BRAND_IS_CHANGEABLE.of as [Condition, Condition, Condition];

  /** A condition, and what of it is put in its place. */
  const WRONG: readonly [string, { of: readonly Condition[] }, readonly Condition[]][] = [
    ["groups beside the own part of the tree", GROUP_IS_READABLE, [isAdmin, mayBeCutOff]],
    ["groups below a cut", GROUP_IS_READABLE, [isAdmin, isWithin]],
    ["no own group below a cut", GROUP_IS_READABLE, [isAdmin, isWithin, cutOffAlike]],
    ["no group but the own one", GROUP_IS_READABLE, [isAdmin, isWithin, isOwnGroup]],
    ["no properties of a group that is cut off", mayBeCutOff, [contentsCutOffAlike, isOwnGroup]],
    ["contents of groups beside", CONTENTS_ARE_READABLE, [isAdmin, contentsCutOffAlike]],
    ["contents of what is cut off", CONTENTS_ARE_READABLE, [isAdmin, isWithin]],
    ["contents where the properties may be read", CONTENTS_ARE_READABLE, [isAdmin, isWithin, cutOffAlike]],
    ["no contents but the own group's", CONTENTS_ARE_READABLE, [isAdmin, isWithin, isOwnGroup]],
    ["not the own account", ACCOUNT_IS_READABLE as Condition & { kind: "any" }, [CONTENTS_ARE_READABLE]],
    ["no account but the own one", ACCOUNT_IS_READABLE as Condition & { kind: "any" }, [isOwnAccount]],
    ["how mail is sent, to who has no brand of his own to change", BRAND_IS_CHANGEABLE, [GROUP_IS_READABLE, mayChangeItself]],
    ["how mail is sent, to who may not change his own group", BRAND_IS_CHANGEABLE, [GROUP_IS_READABLE, hasBranding]],
    [
      "accounts of a group whose properties may be read",
      ACCOUNT_IS_READABLE as Condition & { kind: "any" },
      [isOwnAccount, GROUP_IS_READABLE],
    ],
  ];

  it.each(WRONG)("would be found to show %s", { timeout: 60_000 + RUNS * 100 }, async (_what, { of }, wrong) => {
    const [conditions, right] = [of as Condition[], [...of]];
    const put = (parts: readonly Condition[]): void => {
      conditions.splice(0, conditions.length, ...parts);
      ways = newWays();
    };
    put(wrong);
    try {
      // Until the first that is wrong; what is rare takes some thousands.
      await expect(askQuestions(4 * RUNS)).rejects.toThrow(/PROPERTY_SEED/);
    } finally {
      put(right);
    }
  });
});
