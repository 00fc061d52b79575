import { randomInt } from "node:crypto";
import { type GraphQLSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { canReadContents } from "../../src/access/visibility.js";
import type { Viewer } from "../../src/access/viewer.js";
import type { TestDatabase } from "../setup/test-database.js";
import { hangThings } from "../visibility/hang-things.js";
import { randomOperation } from "./random-operation.js";
import { type RandomTree, insertRandomTree } from "./random-tree.js";
import { type Asked, type Ways, openWays } from "./ways.js";

/** PROPERTY_SEED repeats a run, PROPERTY_RUNS makes it longer. */
const SEED = Number(process.env["PROPERTY_SEED"] ?? randomInt(2 ** 31));
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 2_000);
/** Which sequence of random numbers is for what. */
const STREAM = { tree: 101, run: 102, things: 103 };

let database: TestDatabase;
let schema: GraphQLSchema;
let ways: Ways;
let tree: RandomTree;

beforeAll(async () => {
  ({ database, schema, ways } = await openWays());
  const { db } = database;
  tree = await insertRandomTree(db, new Random(SEED).restart(STREAM.tree, 0));
  await hangThings(db, new Random(SEED).restart(STREAM.things, 0));
  tree.scheduleIds = await db("report_schedules").orderBy("id").pluck<number[]>("id");
  await db("certificate_authorities").insert(
    [1, 2].map((id) => ({ id, certificate: `certificate ${id}`, private_key: "encrypted", revocation_list: `list ${id}` })),
  );
});
afterAll(() => database.drop());

/** As it was drawn. */
interface Drawn extends Asked {
  text: string;
  /** Whether nothing was meant to be wrong with it. A role may still not be admitted. */
  isRight: boolean;
}

/**
 * Draws what is asked in a run: one document, with several sets of variables. Most is right and in reach, so that the plan has
 * to answer.
 */
function draw(run: number): Drawn[] {
  const random = new Random(SEED).restart(STREAM.run, run);
  const admins = tree.viewers.filter(({ role }) => role !== "tenant_viewer");
  const drawViewer = (): Viewer => random.pick(random.chance(0.05) ? tree.viewers : admins.slice(0, random.chance(0.5) ? 40 : undefined));
  const viewer = drawViewer();
  const mood = random.fraction();
  const [wrong, elsewhere, stray] = [mood < 0.1, mood >= 0.1 && mood < 0.15, mood >= 0.15 && mood < 0.22];
  const { text, operationName, variables } = randomOperation(schema, { tree, viewer, random, wrong, elsewhere }, stray);
  const document = parse(text);
  return variables.map((values) => ({
    text,
    isRight: !wrong && !elsewhere && !stray,
    document,
    operationName,
    variables: values,
    viewer: random.chance(0.1) ? drawViewer() : viewer,
  }));
}

const describeRun = (run: number, { text, operationName, variables, viewer }: Drawn): string =>
  `PROPERTY_SEED=${SEED}, operation ${run}\n${text}\noperationName: ${operationName}\n` +
  `variables: ${JSON.stringify(variables)}\nviewer: ${JSON.stringify(viewer)}\n`;

describe("a read by one statement and by resolvers", () => {
  it(`is the same (seed ${SEED}, ${RUNS} operations)`, { timeout: 60_000 + RUNS * 100 }, async () => {
    let operations = 0;
    const right = { drawn: 0, planned: 0 };
    for (let run = 0; operations < RUNS; run += 1) {
      const drawn = draw(run);
      expect(validate(schema, drawn[0]!.document).map(String), drawn[0]!.text).toEqual([]);
      for (const asked of drawn) {
        const told = describeRun(run, asked);
        operations += 1;
        if (asked.isRight) right.drawn += 1;
        const actual = await ways.byPlan(asked).catch((error: unknown) => ({ failed: String(error) }));
        if (actual === null) continue;
        if (asked.isRight) right.planned += 1;
        expect(actual, told).toEqual(await ways.byResolvers(asked));
      }
    }
    expect(right.planned / right.drawn, `share of right operations that one statement answered, seed ${SEED}`).toBeGreaterThan(0.7);
  });

  it.each(["ID", "NAME"])("is the same page by page in order of %s, names that differ in their case included", async (orderBy) => {
    const text = `query ($id: ID!, $after: String, $orderBy: ChildrenOrder!) {
      group(id: $id) { children(first: 1, after: $after, orderBy: $orderBy) { nodes { id name } pageInfo { hasNextPage endCursor } } } }`;
    const document = parse(text);
    const viewer = tree.viewers.find(({ role }) => role === "root_admin")!;
    for (const { id } of tree.groups.filter((group) => canReadContents(viewer, group))) {
      const seen: unknown[] = [];
      for (let after: string | null = null; ;) {
        const asked: Drawn = {
          text,
          isRight: true,
          document,
          operationName: undefined,
          variables: { id: String(id), after, orderBy },
          viewer,
        };
        const answer = (await ways.byPlan(asked)) as {
          data: { group: { children: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } };
        };
        expect(answer, describeRun(0, asked)).toEqual(await ways.byResolvers(asked));
        const { nodes, pageInfo } = answer.data.group.children;
        seen.push(...nodes);
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) break;
      }
      expect(seen).toHaveLength(tree.groups.filter(({ parentId }) => parentId === id).length);
    }
  });
});
