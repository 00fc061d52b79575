import type { IncomingMessage } from "node:http";
import { ClientGone, Refusal, badRequest } from "../src/kernel/errors.js";
import { JSON_MEDIA } from "./contract.js";

/** Largest body taken, in bytes. */
const BODY_LIMIT = 1024 * 1024;

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)"?/i;

/** What a percent-encoded part of an address or a form says. @throws Refusal BAD_REQUEST for what is not UTF-8 */
export function decoded(part: string, name: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) throw badRequest(`${name} is not percent-encoded UTF-8`);
    throw error;
  }
}

/** A query in which an unescaped `+` is a plus sign, and not a blank as in forms. @param search with its question mark */
export const withPlusSigns = (search: string): URLSearchParams => new URLSearchParams(search.replaceAll("+", "%2B"));

/** Whether a request says that a body comes with it. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * @param demand what the media type is said to be needed for
 * @throws Refusal UNSUPPORTED_MEDIA_TYPE for a body of another type, one that is not in UTF-8, or one that is packed
 */
export function requireMedia({ headers }: IncomingMessage, media = JSON_MEDIA, demand = "the body must be"): void {
  const type = headers["content-type"] ?? "";
  const charset = (CHARSET.exec(type)?.[1] ?? "utf-8").toLowerCase();
  if (type.split(";")[0]!.trim().toLowerCase() !== media || (charset !== "utf-8" && charset !== "utf8")) {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `${demand} ${media}${media === JSON_MEDIA ? " in UTF-8" : ""}`);
  }
  const encoding = (headers["content-encoding"] ?? "identity").toLowerCase();
  // Old clients name the charset there; it means nothing.
  if (encoding !== "identity" && encoding !== "utf-8") {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `the body must not be packed, but its Content-Encoding is ${encoding}`);
  }
}

/**
 * Reads the body to its end, or to the limit and no further.
 *
 * @param limit in bytes
 * @throws Refusal TOO_LARGE; ClientGone where the client goes away before the end
 */
export function readBytes(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  const tooLarge = (): Refusal => new Refusal("TOO_LARGE", `the body must not have more than ${limit} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.reject(tooLarge());
  if (request.destroyed && !request.complete) return Promise.reject(new ClientGone());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      request.off("data", onData);
      request.pause();
      reject(tooLarge());
    };
    request.on("data", onData);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    // Errors of a request say that its connection ended or sent what is no HTTP.
    const onClose = (): void => {
      // An error is dear, and every request closes.
      if (!request.readableEnded) reject(new ClientGone());
    };
    for (const event of ["error", "close"]) request.once(event, onClose);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads JSON, of any length up to the limit, sent whole or chunked. No body at all reads as an empty object.
 *
 * @throws Refusal TOO_LARGE or BAD_REQUEST
 */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  try {
    const text = UTF_8.decode(bytes);
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch (error) {
    // V8 quotes what stands around the place, which may be a password.
    throw badRequest(`Request body contains badly-formed JSON: ${(error as Error).message.replace(/(^|, )(\.\.\.)?"[\s\S]*$/, "")}`);
  }
}

/** Reads a JSON object. @throws Refusal TOO_LARGE or BAD_REQUEST */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const value = await readJson(request);
  if (!isObject(value)) throw badRequest("the body must be a JSON object");
  return value;
}

/** Reads whatever JSON there is; what is no object has no properties. @throws Refusal TOO_LARGE or BAD_REQUEST */
export async function readAnyJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const value = await readJson(request);
  return isObject(value) ? value : {};
}
