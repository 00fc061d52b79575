import { once } from "node:events";
import { type AddressInfo, createConnection, createServer } from "node:net";

/** A way to a database through this process, which sees how often it is gone. */
export interface Way {
  url: string;
  /** How often something was sent after an answer, on whichever connection. */
  trips: () => number;
  close: () => Promise<void>;
}

/** Waits a little with what goes to the database, so that whatever is sent at once goes as one. */
const GATHERING = 5;

export async function openWay(url: string): Promise<Way> {
  const target = new URL(url);
  let trips = 0;
  const server = createServer((client) => {
    const database = createConnection(Number(target.port || 5432), target.hostname);
    let waiting: Buffer[] = [];
    client.on("data", (bytes: Buffer) => {
      if (waiting.push(bytes) > 1) return;
      setTimeout(() => {
        trips += 1;
        database.write(Buffer.concat(waiting));
        waiting = [];
      }, GATHERING);
    });
    database.on("data", (bytes: Buffer) => client.write(bytes));
    const end = (): void => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) socket.on("close", end).on("error", end);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const way = new URL(url);
  way.hostname = "127.0.0.1";
  way.port = String((server.address() as AddressInfo).port);
  return {
    url: way.href,
    trips: () => trips,
    close: async () => {
      server.close();
      await once(server, "close");
    },
  };
}
