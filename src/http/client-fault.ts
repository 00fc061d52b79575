import { STATUS_CODES, type Server as HttpServer, type ServerResponse } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Response } from "express";
import { peerAddress } from "../kernel/client-address.js";
import { answerHeaders } from "./http.js";
import type { Logger } from "../kernel/log.js";
import { restFault } from "./rest-routes.js";

const GRAPH = /^\/+graphql(?=\/|$)/;
const TOKENS = /^\/+api\/+2\/+idp(?=\/|$)/;
const REPORTS = /^\/+content\/+reports(?=\/|$)/;

/** What is answered to a request that is none, in the form of the endpoint it was sent to. */
interface FaultAnswer {
  type: string;
  text: string;
}

/** @param path as it was sent; "" where it is not known */
function faultAnswer(path: string, status: number, reason: string): FaultAnswer {
  const body =
    restFault(path, status, reason) ??
    (GRAPH.test(path) ? { errors: [{ message: reason, extensions: { code: "BAD_REQUEST" } }] } : null) ??
    (TOKENS.test(path) ? { error: "invalid_request", error_description: reason } : null) ??
    (REPORTS.test(path) ? { error: reason } : null);
  return body === null
    ? { type: "text/plain; charset=utf-8", text: `${reason}\n` }
    : { type: "application/json", text: JSON.stringify(body) };
}

/** Answers what Express could make nothing of. */
export function answerFault(response: Response, path: string, status: number, reason: string): void {
  const { type, text } = faultAnswer(path, status, reason);
  response.status(status).set("Content-Type", type).end(text);
}

/** What Node's parser refuses, by its code; all else that is no HTTP is 400. */
const FAULTS: Readonly<Record<string, { status: number; reason: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: "the address and headers are too large" },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, reason: "the extensions of the chunks are too large" },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: "the request took too long to come" },
};
const NO_HTTP = { status: 400, reason: "the request is not HTTP: its address and headers must be ASCII, and its body as long as they say" };

/** Bytes in which a request line is looked for. */
const LINE = 16_384;
/** Bytes that are still dropped after the answer, and milliseconds that the client has to read it. */
const DROPPED = 256 * 1024;
const PATIENCE = 1000;

type ParserError = NodeJS.ErrnoException & { rawPacket?: Buffer };

/** The path that a piece of a request names, or "". */
const pathIn = (packet: Buffer | undefined): string => /^[A-Z]{1,20} ([^ ?#]*)/.exec(packet?.toString("latin1", 0, LINE) ?? "")?.[1] ?? "";

/**
 * Answers what comes over a connection and is no HTTP: the client's fault, which Express never sees. The log has it without
 * what was sent.
 */
export function answerParserErrors(server: HttpServer | HttpsServer, publicUrl: string, log: Logger): void {
  const latest = new WeakMap<Socket, ServerResponse>();
  const answered = new WeakMap<Socket, number>();
  server.on("request", ({ socket }, response) => latest.set(socket, response));
  server.on("clientError", (error: ParserError, stream) => {
    const socket = stream as Socket;
    const { code = "" } = error;
    const begun = answered.get(socket);
    if (begun !== undefined && socket.bytesRead - begun <= DROPPED) return;
    const before = latest.get(socket);
    const isAnswering = before?.headersSent === true && !before.writableFinished;
    // A connection that ends, or breaks, is no fault; and nothing may come into the middle of an answer.
    if (
      begun !== undefined ||
      !socket.writable ||
      isAnswering ||
      code === "HPE_INVALID_EOF_STATE" ||
      !(code.startsWith("HPE_") || code in FAULTS)
    ) {
      socket.destroy();
      return;
    }
    answered.set(socket, socket.bytesRead);
    const { status, reason } = FAULTS[code] ?? NO_HTTP;
    log.info({ code, res: { statusCode: status }, remoteAddress: peerAddress(socket) }, "what came was no request");
    const { type, text } = faultAnswer(pathIn(error.rawPacket) || (before?.req.url ?? ""), status, reason);
    const own = Object.entries({
      Date: new Date().toUTCString(),
      "Content-Type": type,
      "Content-Length": Buffer.byteLength(text),
      Connection: "close",
    });
    const lines = [...answerHeaders(publicUrl, socket instanceof TLSSocket), ...own];
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${text}`,
    );
    setTimeout(() => socket.destroy(), PATIENCE).unref();
  });
}
