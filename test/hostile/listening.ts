import { EventEmitter, once } from "node:events";
import { type Socket, connect } from "node:net";
import { PassThrough } from "node:stream";
import express from "express";
import { createApp } from "../../src/app.js";
import { type Listener, choosePort, listen } from "../../src/http/listen.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { type TestServer, startTestServer } from "../setup/test-server.js";

/** A line of the log. */
export type Line = Record<string, unknown> & { level: number; msg: string };

/** A server of its own as main.ts serves it, with its log. */
export interface Listening {
  /** The same application by itself, on a port of its own. */
  server: TestServer;
  /** Opens a connection. */
  open: () => Socket;
  /** Sends bytes as they are and reads until the connection ends. */
  send: (bytes: string | Buffer) => Promise<string>;
  /** Resolves when the next request has arrived. */
  arrival: () => Promise<unknown>;
  /** What it has logged since the last call. */
  log: () => Line[];
  stop: () => Promise<void>;
}

const host = "127.0.0.1";

export async function startListening(): Promise<Listening> {
  const server = await startTestServer();
  const { config, db } = server;
  let written = "";
  const output = new PassThrough();
  output.on("data", (data: Buffer) => (written += data.toString()));
  const log = createLogger("info", output);
  const port = await choosePort({ port: 0, host });
  const own = { ...config, port, host };
  const app = await createApp({ services: createServices(own, db, log) });
  const arrivals = new EventEmitter();
  const watched = express().use((_request, _response, next) => {
    next();
    arrivals.emit("request");
  }, app);
  const listener: Listener = await listen(watched, own, log);
  const open = (): Socket => connect(port, host);
  return {
    server,
    open,
    send: async (bytes) => {
      const socket = open();
      let text = "";
      socket.on("data", (data: Buffer) => (text += data.toString()));
      socket.on("error", () => undefined);
      socket.write(bytes);
      await new Promise((resolve) => socket.once("close", resolve));
      return text;
    },
    arrival: () => once(arrivals, "request"),
    log: () => {
      const lines = written
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Line);
      written = "";
      return lines;
    },
    stop: async () => {
      await listener.stop(0);
      await server.stop();
    },
  };
}

/** An answer as it came over a connection. */
export function answerIn(text: string): { status: number; headers: Headers; body: string } {
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  const [line = "", ...fields] = head.split("\r\n");
  return {
    status: Number(line.split(" ")[1]),
    headers: new Headers(fields.map((field) => field.split(": ", 2) as [string, string])),
    body,
  };
}
