import { randomInt } from "node:crypto";
import { type DocumentNode, type GraphQLError, type GraphQLSchema, execute, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { OpenCall } from "../../src/access/open-call.js";
import { mayEnter } from "../../src/access/scope.js";
import type { Viewer } from "../../src/access/viewer.js";
import { loadConfig } from "../../src/config.js";
import type { Services } from "../../src/context.js";
import { createLogger } from "../../src/log.js";
import { Planner } from "../../src/planner/plan.js";
import { runStatement } from "../../src/planner/run.js";
import { createSchema } from "../../src/schema.js";
import { createContext, formatError } from "../../src/server.js";
import { createServices } from "../../src/services.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { randomOperation } from "./random-operation.js";
import { type RandomTree, insertRandomTree } from "./random-tree.js";

/** PROPERTY_SEED repeats a run, PROPERTY_RUNS makes it longer. */
const SEED = Number(process.env["PROPERTY_SEED"] ?? randomInt(2 ** 31));
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 2_000);
/** Which sequence of random numbers is for what. */
const STREAM = { tree: 101, run: 102 };

const log = createLogger("silent");
let database: TestDatabase;
let services: Services;
let schema: GraphQLSchema;
let planner: Planner;
let tree: RandomTree;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db, url } = database;
  const config = loadConfig({ DATABASE_URL: url, PORTICO_SECRET: "a secret for tests, long enough to be one" });
  services = createServices(config, db, log);
  schema = await createSchema();
  planner = new Planner(schema);
  tree = await insertRandomTree(db, new Random(SEED).restart(STREAM.tree, 0));
});
afterAll(() => database.drop());

/** A valid operation with its variables, and who asks. */
interface Asked {
  text: string;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown>;
  viewer: Viewer;
}

const noRequest = (): never => {
  throw new Error("a read asks for no request");
};

/** As the doors do it: the text of the one statement, or null where resolvers are to answer. */
async function byPlan({ document, operationName, variables, viewer }: Asked): Promise<unknown> {
  const statement = planner.statementFor(document, operationName, variables, viewer);
  const text = statement === null ? null : await runStatement(services.db, statement);
  return text === null ? null : (JSON.parse(`{"data":${text}}`) as unknown);
}

async function byResolvers({ document, operationName, variables: variableValues, viewer }: Asked): Promise<unknown> {
  const contextValue = createContext(services, viewer, { address: "192.0.2.1", acceptLanguage: "fr", userAgent: "", secure: true, openCall: new OpenCall(services.rateLimit, "192.0.2.1"), request: noRequest });
  const { data, errors } = await execute({ schema, document, operationName, variableValues, contextValue });
  return JSON.parse(JSON.stringify({ data, errors: errors?.map(shown) })) as unknown;
}

const shown = (error: GraphQLError): object => formatError(error.toJSON(), error, log);

/** Draws what is asked in a run: one document, with several sets of variables. Most is right and in reach, so that the plan has to answer. */
function draw(run: number): Asked[] {
  const random = new Random(SEED).restart(STREAM.run, run);
  const admins = tree.viewers.filter(({ role }) => role !== "tenant_viewer");
  const drawViewer = (): Viewer => random.pick(random.chance(0.05) ? tree.viewers : admins.slice(0, random.chance(0.5) ? 40 : undefined));
  const viewer = drawViewer();
  const mood = random.fraction();
  const [wrong, elsewhere, stray] = [mood < 0.1, mood >= 0.1 && mood < 0.15, mood >= 0.15 && mood < 0.22];
  const { text, operationName, variables } = randomOperation(schema, { tree, viewer, random, wrong, elsewhere }, stray);
  const document = parse(text);
  return variables.map((values) => ({ text, document, operationName, variables: values, viewer: random.chance(0.1) ? drawViewer() : viewer }));
}

const describeRun = (run: number, { text, operationName, variables, viewer }: Asked): string =>
  `PROPERTY_SEED=${SEED}, operation ${run}\n${text}\noperationName: ${operationName}\nvariables: ${JSON.stringify(variables)}\nviewer: ${JSON.stringify(viewer)}\n`;

describe("a read by one statement and by resolvers", () => {
  it(`is the same (seed ${SEED}, ${RUNS} operations)`, { timeout: 60_000 + RUNS * 100 }, async () => {
    let operations = 0;
    let planned = 0;
    for (let run = 0; operations < RUNS; run += 1) {
      const drawn = draw(run);
      expect(validate(schema, drawn[0]!.document).map(String), drawn[0]!.text).toEqual([]);
      for (const asked of drawn) {
        const told = describeRun(run, asked);
        operations += 1;
        const actual = await byPlan(asked).catch((error: unknown) => ({ failed: String(error) }));
        if (actual === null) continue;
        planned += 1;
        expect(actual, told).toEqual(await byResolvers(asked));
      }
    }
    expect(planned / operations, `share of operations that one statement answered, seed ${SEED}`).toBeGreaterThan(0.6);
  });

  it.each(["ID", "NAME"])("is the same page by page in order of %s, names that differ in their case included", async (orderBy) => {
    const text = `query ($id: ID!, $after: String, $orderBy: ChildrenOrder!) {
      group(id: $id) { children(first: 1, after: $after, orderBy: $orderBy) { nodes { id name } pageInfo { hasNextPage endCursor } } } }`;
    const document = parse(text);
    const viewer = tree.viewers.find(({ role }) => role === "root_admin")!;
    for (const { id } of tree.groups.filter((group) => mayEnter(viewer, group))) {
      const seen: unknown[] = [];
      for (let after: string | null = null; ; ) {
        const asked: Asked = { text, document, operationName: undefined, variables: { id: String(id), after, orderBy }, viewer };
        const answer = (await byPlan(asked)) as { data: { group: { children: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } } };
        expect(answer, describeRun(0, asked)).toEqual(await byResolvers(asked));
        const { nodes, pageInfo } = answer.data.group.children;
        seen.push(...nodes);
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) break;
      }
      expect(seen).toHaveLength(tree.groups.filter(({ parentId }) => parentId === id).length);
    }
  });
});
