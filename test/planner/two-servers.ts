import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Random } from "../../db/seeds/random.js";
import { hashToken } from "../../src/encryption/token-hash.js";
import type { Viewer } from "../../src/access/viewer.js";
import { createApp } from "../../src/app.js";
import { createServices } from "../../src/services.js";
import { loadConfig } from "../../src/config/load-config.js";
import { createLogger } from "../../src/kernel/log.js";
import { insertSession } from "../../src/access/session.table.js";
import { createTestDatabase } from "../setup/test-database.js";
import { isCompiledRead } from "./plan-statement.js";
import { type RandomTree, insertRandomTree } from "./random-tree.js";

/** What a client gets: all that both servers must agree on. */
export interface Seen {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** An answer of both servers. */
export interface Both {
  compiled: Seen;
  resolved: Seen;
  /** Whether the first one's last statement was a plan, so that resolvers had nothing to do. */
  planned: boolean;
}

/** The application twice over one random tree: with compiled reads, and on resolvers alone. */
export interface TwoServers {
  tree: RandomTree;
  ask: (path: string, viewer: Viewer, init?: { method?: string; body?: string; headers?: Record<string, string> }) => Promise<Both>;
  stop: () => Promise<void>;
}

export async function startTwoServers(seed: number): Promise<TwoServers> {
  const database = await createTestDatabase();
  const { db, url } = database;
  const log = createLogger("silent");
  const config = loadConfig({ DATABASE_URL: url, PORTICO_SECRET: "a secret for tests, long enough to be one" });
  const tree = await insertRandomTree(db, new Random(seed).restart(1, 0));
  for (const { accountId } of tree.viewers) {
    await insertSession(db, {
      tokenHash: hashToken(config.secret, `session-${accountId}`),
      accountId,
      actorId: null,
      lifetime: 600,
      address: "",
      userAgent: "",
    });
  }
  const servers: Server[] = [];
  const start = async (compiledReads: boolean): Promise<string> => {
    const server = (await createApp({ services: createServices(config, db, log), compiledReads })).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const [compiled, resolved] = [await start(true), await start(false)];

  return {
    tree,
    ask: async (path, viewer, { method = "GET", body, headers = {} } = {}) => {
      const init = {
        method,
        redirect: "manual" as const,
        headers: { cookie: `SESSION=session-${viewer.accountId}`, ...headers },
        ...(body !== undefined && { body }),
      };
      let planned = false;
      const listen = ({ sql }: { sql: string }): void => void (planned = isCompiledRead(sql));
      db.on("query", listen);
      const first = await seen(await fetch(compiled + path, init));
      db.off("query", listen);
      return { compiled: first, resolved: await seen(await fetch(resolved + path, init)), planned };
    },
    stop: async () => {
      for (const server of servers) server.close();
      for (const server of servers) server.closeAllConnections();
      await database.drop();
    },
  };
}

/** Ids under which the log has an error: another one each time. */
const LOGGED = /(?<=Internal error |the log has this error as |"(?:error)?[iI]d":")[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** The length is checked against the text and not told: a number may be written 0.10 or 0.1. Times and ids of requests differ. */
async function seen(response: Response): Promise<Seen> {
  const text = await response.text();
  const length = response.headers.get("content-length");
  if (length !== null && Number(length) !== Buffer.byteLength(text))
    throw new Error(`${response.url} tells a length of ${length} for ${text}`);
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !["date", "x-request-id", "content-length"].includes(name)));
  const isInternal = /Internal error |the log has this error as /.test(text);
  return {
    status: response.status,
    headers,
    body: text === "" ? undefined : JSON.parse(isInternal ? text.replaceAll(LOGGED, "ID") : text),
  };
}
