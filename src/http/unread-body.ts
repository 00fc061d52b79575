import type { IncomingMessage, ServerResponse } from "node:http";
import { hasBody } from "../../rest-compat/reading.js";

/** Most bytes that are read, and dropped, of a body that nobody wants. */
const DROPPED = 256 * 1024;
/** Milliseconds a client has to read its answer before its connection is cut off. */
const PATIENCE = 1000;

/**
 * Sees to it that a body is not read without end. By itself Node goes on reading, after the answer, until the client stops.
 *
 * A body that is short by its Content-Length is left to Node. Of any other that has not come whole when the answer begins, a
 * little is dropped, so that a client that sends first and reads then has its answer; then the connection ends.
 */
export function boundUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request) || Number(request.headers["content-length"] ?? Infinity) <= DROPPED) return;
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    if (!request.complete) endConnection(request, response);
    return writeHead(...head);
  };
}

function endConnection(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let dropped = 0;
  response.setHeader("Connection", "close");
  request.on("data", (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > DROPPED) request.pause();
  });
  request.resume();
  // Node calls it when the answer is out. At once, the answer could be lost with the bytes that nobody has read.
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), PATIENCE).unref();
  };
}
