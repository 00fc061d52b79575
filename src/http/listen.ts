import { createServer, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Express } from "express";
import { answerParserErrors } from "./client-fault.js";
import type { Config } from "../config/config.js";
import type { Logger } from "../kernel/log.js";
import { messageClasses } from "./message-classes.js";

type Place = Pick<Config, "port" | "host">;

/** How a server speaks with its clients. What is missing is as Node has it. */
type Manner = Partial<Pick<Config, "tls" | "idleTimeout" | "requestTimeout">>;

/** Seconds after an idle connection would be closed in which the header of a request still has to arrive. */
const HEADER_MARGIN = 5;
/** Seconds, at most, between two looks for requests that take too long. */
const CHECK_INTERVAL = 30;

/** The address to listen on cannot be had; the message is meant for the person who starts the server. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

function reason({ port, host }: Place, error: NodeJS.ErrnoException): Error {
  const place = host === undefined ? `port ${port}` : `${host}, port ${port}`;
  switch (error.code) {
    case "EADDRINUSE":
      return new ListenError(`Portico cannot listen: ${place} is in use by another program. Stop that one, or set PORT to another port.`);
    case "EACCES":
      return new ListenError(`Portico cannot listen: this user may not use ${place}. Set PORT to 1024 or higher.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_FAIL":
    case "EINVAL":
      return new ListenError(`Portico cannot listen: HOST "${host}" is not an address of this machine.`);
    default:
      return error;
  }
}

function opened(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(reason(place, error)));
    server.listen({ port: place.port, host: place.host }, resolve);
  });
}

/**
 * The port to listen on: the configured one, or a free one for 0. Tried out at once, so that a taken port is reported
 * before a database is started, and addresses that contain the port are known from the beginning.
 */
export async function choosePort(place: Place): Promise<number> {
  const server = createSocketServer();
  await opened(server, place);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An HTTP server that takes connections. */
export interface Listener {
  /**
   * Takes no more connections and resolves when the running requests are answered. Connections without a request are closed;
   * what still runs after `patience` milliseconds is cut off.
   */
  stop(patience: number): Promise<void>;
}

/** Milliseconds in which a client that has just connected may still send its request while the server stops. */
const firstRequestPatience = 300;

/** Node's names for it, in milliseconds. */
function timeLimits({ idleTimeout, requestTimeout }: Manner): ServerOptions {
  return {
    ...(idleTimeout !== undefined && { keepAliveTimeout: 1000 * idleTimeout }),
    ...(requestTimeout !== undefined && {
      requestTimeout: 1000 * requestTimeout,
      connectionsCheckingInterval: 1000 * Math.min(requestTimeout, CHECK_INTERVAL),
    }),
    // Node takes no time for the header that is longer than the one for the whole request.
    ...(idleTimeout !== undefined &&
      requestTimeout !== undefined && { headersTimeout: 1000 * Math.min(idleTimeout + HEADER_MARGIN, requestTimeout) }),
  };
}

/**
 * Serves `app`, by TLS where there is a certificate; resolves when connections are taken. Clients are asked for a
 * certificate and may have none: which ones are good is for whoever takes them as credentials.
 *
 * Throws ListenError when the address cannot be had.
 */
export async function listen(app: Express, place: Place & Pick<Config, "publicUrl"> & Manner, log: Logger): Promise<Listener> {
  // Browsers connect ahead of need, and Node does not count a connection as idle before its first request.
  const unused = new Set<Socket>();
  const { tls } = place;
  const options = { ...timeLimits(place), ...messageClasses(app) };
  const server =
    tls === undefined
      ? createServer(options, app)
      : createTlsServer({ ...options, ...tls, requestCert: true, rejectUnauthorized: false }, app);
  server.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.on("request", (request) => unused.delete(request.socket));
  answerParserErrors(server, place.publicUrl, log);
  await opened(server, place);

  return {
    async stop(patience) {
      const closed = new Promise((resolve) => server.close(resolve));
      // A connection that is kept alive turns idle when its last answer is out, and is closed only when asked again.
      const sweep = setInterval(() => server.closeIdleConnections(), 100);
      const release = setTimeout(() => unused.forEach((socket) => socket.destroy()), firstRequestPatience);
      const limit = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearInterval(sweep);
      clearTimeout(release);
      clearTimeout(limit);
    },
  };
}
