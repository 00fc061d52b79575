import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Knex } from "knex";
import { createApp } from "../../src/app.js";
import { createServices } from "../../src/services.js";
import { ensureAuthorities } from "../../src/features/certificates/certificate.commands.js";
import { type Config } from "../../src/config/config.js";
import { loadConfig } from "../../src/config/load-config.js";
import { ensureRoot } from "../../src/first-start.js";
import { createLogger } from "../../src/kernel/log.js";
import { ensureSigningKeys } from "../../src/authentication/oauth/signing-key.commands.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { type TestDatabase, createTestDatabase } from "./test-database.js";

/** Login and password of the root admin of every test server. */
export const ROOT = { login: "root", password: "correct-horse-battery" };

/** Basic credentials. */
export interface Credentials {
  login: string;
  password: string;
}

/** An answer with its exact text beside what the text says. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed text; undefined where there is none. */
  body: never;
}

export interface RequestOptions {
  as?: Credentials;
  body?: unknown;
  headers?: Record<string, string>;
}

/** An answer of the graph. */
export interface GraphAnswer {
  status: number;
  data: never;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; field?: string } }[];
}

export interface TestServer {
  /** Without trailing slash. */
  url: string;
  db: Knex;
  config: Config;
  /** A request below /api/1; `body` goes as JSON, or bytes as a PNG. */
  rest: (method: string, path: string, options?: RequestOptions) => Promise<Answer>;
  graph: (
    query: string,
    options?: { as?: Credentials; variables?: Record<string, unknown>; headers?: Record<string, string> },
  ) => Promise<GraphAnswer>;
  /** The statements that ran while the work did. */
  statements: (work: () => Promise<unknown>) => Promise<string[]>;
  stop: () => Promise<void>;
}

const basic = ({ login, password }: Credentials): string => `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;

/** COMPILED_READS=off runs all tests on resolvers alone. */
const COMPILED_READS = process.env["COMPILED_READS"] !== "off";

/** What a test server may be started with. */
export interface TestServerOptions {
  compiledReads?: boolean;
  /** A migrated and empty one; a new one, unless given. */
  database?: TestDatabase;
}

/** The real application on a port of its own, over a database of its own, with a root group and its admin. */
export async function startTestServer(
  env: NodeJS.ProcessEnv = {},
  { compiledReads = COMPILED_READS, database: given }: TestServerOptions = {},
): Promise<TestServer> {
  const database = given ?? (await createTestDatabase());
  const dataFolder = await mkdtemp(join(tmpdir(), "portico-test-server-"));
  const log = createLogger("silent");
  const { db } = database;
  const config = loadConfig({
    DATABASE_URL: database.url,
    PORTICO_DATA: dataFolder,
    PORTICO_SECRET: "a secret for tests, long enough to be one",
    PORTICO_ROOT_LOGIN: ROOT.login,
    PORTICO_ROOT_PASSWORD: ROOT.password,
    PORTICO_ROOT_EMAIL: "root@example.com",
    // All tests come from one address.
    RATE_LIMIT: "0",
    ...env,
  });
  await ensureRoot(db, config, log);
  const encryption = new Encryption(config);
  await ensureAuthorities(db, encryption);
  await ensureSigningKeys(db, encryption);
  const app = await createApp({ services: createServices(config, db, log), compiledReads });
  const server: Server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    db,
    config,
    rest: async (method, path, { as, body, headers } = {}) => {
      const response = await fetch(`${url}/api/1${path}`, {
        method,
        redirect: "manual",
        headers: {
          ...(as && { authorization: basic(as) }),
          ...(body !== undefined && { "content-type": body instanceof Buffer ? "image/png" : "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = text !== "" && response.headers.get("content-type") !== "image/png";
      return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : undefined) as never };
    },
    graph: async (query, { as, variables, headers } = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(as && { authorization: basic(as) }), ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, ...((await response.json()) as object) } as GraphAnswer;
    },
    statements: async (work) => {
      const seen: string[] = [];
      const listen = ({ sql }: { sql: string }): void => void seen.push(sql);
      db.on("query", listen);
      try {
        await work();
      } finally {
        db.off("query", listen);
      }
      return seen;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
