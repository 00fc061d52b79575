import { once } from "node:events";
import { type AddressInfo, type Socket, createConnection, createServer } from "node:net";

/** A way to a database through this process that breaks when it is told to. */
export interface FragileWay {
  url: string;
  /**
   * Breaks the connection, once, on which a message with this text comes: before the database has seen it, or after it has
   * answered it and nobody hears.
   */
  breakAt: (text: string, when: "before" | "after") => void;
  /** Takes no connections, or takes them again. */
  shut: () => Promise<void>;
  open: () => Promise<void>;
}

export async function openFragileWay(url: string): Promise<FragileWay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let breaking: { text: string; when: "before" | "after" } | null = null;
  const server = createServer((client) => {
    const database = createConnection(Number(target.port || 5432), target.hostname);
    let deaf = false;
    const end = (): void => {
      client.destroy();
      database.destroy();
    };
    client.on("data", (bytes: Buffer) => {
      const meant = breaking !== null && bytes.includes(breaking.text) ? breaking.when : null;
      if (meant !== null) breaking = null;
      if (meant === "before") return end();
      deaf ||= meant === "after";
      database.write(bytes);
    });
    database.on("data", (bytes: Buffer) => {
      if (!deaf) client.write(bytes);
      // Ready for the next: what was sent is done.
      else if (bytes.at(-6) === 0x5a) end();
    });
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("close", end).on("error", end);
    }
  });
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
    breakAt: (text, when) => (breaking = { text, when }),
    shut: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
    open,
  };
}
