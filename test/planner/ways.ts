import { type DocumentNode, type GraphQLError, type GraphQLSchema, execute } from "graphql";
import { OpenCall } from "../../src/authentication/open-call.js";
import type { Viewer } from "../../src/access/viewer.js";
import { loadConfig } from "../../src/config/load-config.js";
import type { Services } from "../../src/graph/context.js";
import { createLogger } from "../../src/kernel/log.js";
import { type GraphPlanner, planningFor } from "../../src/graph/planning.js";
import { Planner } from "../../src/sql-planner/plan.js";
import { runStatement } from "../../src/sql-planner/run.js";
import { createSchema } from "../../src/schema.js";
import { createContext } from "../../src/graph/server.js";
import { formatError } from "../../src/graph/graph-errors.js";
import { createServices } from "../../src/services.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

/** A valid operation with its variables, and who asks. */
export interface Asked {
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown>;
  viewer: Viewer;
}

const ADDRESS = "192.0.2.1";
const log = createLogger("silent");
const shown = (error: GraphQLError): object => formatError(error.toJSON(), error, log);
const noRequest = (): never => {
  throw new Error("a read asks for no request");
};

/** The two ways in which a read can be answered. */
export class Ways {
  private readonly planner: GraphPlanner;

  constructor(
    private readonly services: Services,
    private readonly schema: GraphQLSchema,
  ) {
    this.planner = new Planner(schema, planningFor(services.config));
  }

  /** As the endpoints do it: the answer of the one statement, or null where resolvers are to answer. */
  async byPlan({ document, operationName, variables, viewer }: Asked): Promise<unknown> {
    const statement = this.planner.statementFor(document, operationName, variables, viewer);
    const text = statement === null ? null : await runStatement(this.services.db, statement);
    return text === null ? null : (JSON.parse(`{"data":${text}}`) as unknown);
  }

  async byResolvers({ document, operationName, variables: variableValues, viewer }: Asked): Promise<unknown> {
    const openCall = new OpenCall(this.services.rateLimit, ADDRESS);
    const contextValue = createContext(this.services, viewer, {
      address: ADDRESS,
      acceptLanguage: "fr",
      userAgent: "",
      secure: true,
      openCall,
      request: noRequest,
    });
    const { data, errors } = await execute({ schema: this.schema, document, operationName, variableValues, contextValue });
    return JSON.parse(JSON.stringify({ data, errors: errors?.map(shown) })) as unknown;
  }
}

/** A new database, the schema, and the two ways of reading over it. */
export async function openWays(): Promise<{ database: TestDatabase; schema: GraphQLSchema; ways: Ways }> {
  const database = await createTestDatabase();
  const config = loadConfig({ DATABASE_URL: database.url, PORTICO_SECRET: "a secret for tests, long enough to be one" });
  const schema = await createSchema();
  return { database, schema, ways: new Ways(createServices(config, database.db, createLogger("silent")), schema) };
}
