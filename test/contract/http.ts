import { request as send, type IncomingHttpHeaders } from "node:http";
import type { Credentials } from "../setup/test-server.js";

/** An answer with its exact text. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
  /** The parsed text; undefined where there is none, or no JSON. */
  body: never;
}

export interface Sending {
  as?: Credentials | undefined;
  headers?: Record<string, string> | undefined;
  /** Goes as JSON, or bytes as a PNG. */
  body?: unknown;
  /** Goes as it is, in place of a JSON body. */
  raw?: string | Buffer | undefined;
  /** Sent in chunks without a length. */
  chunked?: boolean | undefined;
}

export const basic = ({ login, password }: Credentials): string => `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;

const parsed = (headers: IncomingHttpHeaders, text: string): never =>
  (text !== "" && headers["content-type"]?.startsWith("application/json") ? JSON.parse(text) : undefined) as never;

/**
 * A request whose target goes over the wire as it is written here: nothing is normalised, no redirect is followed, and
 * no header is added but Host and what the body needs.
 */
export function exchange(
  origin: string,
  method: string,
  target: string,
  { as, headers, body, raw, chunked }: Sending = {},
): Promise<Reply> {
  const payload = raw ?? (body === undefined || body instanceof Buffer ? body : JSON.stringify(body));
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = send({
      hostname,
      port,
      method,
      path: target,
      agent: false,
      headers: {
        ...(as && { authorization: basic(as) }),
        ...(body !== undefined && { "content-type": body instanceof Buffer ? "image/png" : "application/json" }),
        ...(payload !== undefined && (chunked ? { "transfer-encoding": "chunked" } : { "content-length": Buffer.byteLength(payload) })),
        ...headers,
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString("utf8");
        resolve({ status: response.statusCode!, headers: response.headers, text, bytes, body: parsed(response.headers, text) });
      });
    });
    request.end(payload);
  });
}
