import { once } from "node:events";
import { type AddressInfo, type Socket, createConnection, createServer } from "node:net";
import type { Knex } from "knex";
import { closeDatabase, openDatabase } from "../../db/connection.js";
import { createLogger } from "../../src/kernel/log.js";
import { type TestDatabase, createTestDatabase } from "./test-database.js";

/**
 * When a connection breaks: before the database has seen a message, after it has answered it and nobody hears, or after it has
 * ended the transaction, too, which the message belongs to.
 */
type Break = "before" | "after" | "committed";

/** A way to a database through this process that breaks when it is told to. */
export interface FragileWay {
  url: string;
  /** Breaks the connections on which the next messages with this text come, one unless told otherwise. */
  breakAt: (text: string, when: Break, times?: number) => void;
  /** Whether all of these have come. */
  isBroken: () => boolean;
  /** Lets new connections wait without an answer, or go on. */
  hang: (on: boolean) => void;
  /** Takes no connections, or takes them again. */
  shut: () => Promise<void>;
  open: () => Promise<void>;
}

/** Whether an answer ends with the word that the database is ready for the next message, outside of a transaction if that is asked for. */
const isReady = (bytes: Buffer, outside: boolean): boolean => bytes.at(-6) === 0x5a && (!outside || bytes.at(-1) === 0x49);

export async function openFragileWay(url: string): Promise<FragileWay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  let breaking: { text: string; when: Break; times: number } | null = null;
  let hangs = false;
  const server = createServer((client) => {
    const database = createConnection(Number(target.port || 5432), target.hostname);
    let deaf: Break | null = null;
    const end = (): void => {
      client.destroy();
      database.destroy();
    };
    client.on("data", (bytes: Buffer) => {
      const meant = breaking !== null && bytes.includes(breaking.text) ? breaking.when : null;
      if (meant !== null && --breaking!.times === 0) breaking = null;
      if (meant === "before") return end();
      deaf ??= meant;
      database.write(bytes);
    });
    database.on("data", (bytes: Buffer) => {
      if (deaf === null) client.write(bytes);
      else if (isReady(bytes, deaf === "committed")) end();
    });
    clients.add(client);
    if (hangs) client.pause();
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("close", end).on("error", end);
    }
  });
  const shut = async (): Promise<void> => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  const way = new URL(url);
  way.hostname = "127.0.0.1";
  const open = async (): Promise<void> => {
    server.listen(Number(way.port) || 0, "127.0.0.1");
    await once(server, "listening");
  };
  way.port = "0";
  await open();
  way.port = String((server.address() as AddressInfo).port);
  return {
    url: way.href,
    breakAt: (text, when, times = 1) => (breaking = { text, when, times }),
    isBroken: () => breaking === null,
    hang: (on) => {
      hangs = on;
      if (!on) for (const client of clients) client.resume();
    },
    shut,
    open,
  };
}

/** A database of a test's own, beside a way to it that breaks. */
export interface FragileDatabase {
  database: TestDatabase;
  way: FragileWay;
  /** Goes by that way. */
  db: Knex;
  close: () => Promise<void>;
}

export async function openFragileDatabase(poolSize: number): Promise<FragileDatabase> {
  const database = await createTestDatabase();
  const way = await openFragileWay(database.url);
  const db = openDatabase(way.url, { poolSize, log: createLogger("silent") });
  return {
    database,
    way,
    db,
    close: async () => {
      await closeDatabase(db);
      await way.shut();
      await database.drop();
    },
  };
}
