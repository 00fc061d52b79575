import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal, badRequest } from "../src/errors.js";
import { JSON_MEDIA } from "./contract.js";

/** Largest body taken, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)"?/i;
/** Every one of these gets an answer, JSON or not: clients in the field send them all. */
const ACCEPTED = [JSON_MEDIA, "text/plain", "text/html", "text/*", "application/*", "*/*"];

interface AcceptItem {
  type: string;
  quality: number;
}

const acceptItems = (header: string): AcceptItem[] =>
  header.split(",").map((item) => {
    const [type = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });

/**
 * @param media the type the answer has
 * @param textMedia other types it can go as
 * @throws Refusal NOT_ACCEPTABLE where the client accepts nothing that the answer could go as
 */
export function requireAcceptable(accept: string | undefined, media = JSON_MEDIA, textMedia: readonly string[] = []): void {
  if (accept === undefined || accept.trim() === "") return;
  const accepted = [...ACCEPTED, media, media.replace(/\/.*/, "/*"), ...textMedia];
  if (!acceptItems(accept).some(({ type, quality }) => accepted.includes(type) && quality > 0)) {
    throw new Refusal("NOT_ACCEPTABLE", `the answer is ${media}, which the Accept header excludes`);
  }
}

/** The type of these that a client names and likes no less than JSON, or null. */
export function preferredText(accept: string | undefined, textMedia: readonly string[]): string | null {
  if (textMedia.length === 0) return null;
  const items = acceptItems(accept ?? "");
  const json = items.find(({ type }) => type === JSON_MEDIA)?.quality ?? 0;
  return items.find(({ type, quality }) => textMedia.includes(type) && quality > 0 && quality >= json)?.type ?? null;
}

/** Whether the client is a browser that would rather see a page. */
export function prefersPage(accept: string | undefined): boolean {
  const items = acceptItems(accept ?? "");
  const html = items.find(({ type }) => type === "text/html")?.quality ?? 0;
  const json = items.find(({ type }) => type === JSON_MEDIA)?.quality ?? 0;
  return html > json;
}

/** Whether a request says that a body comes with it. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** @throws Refusal UNSUPPORTED_MEDIA_TYPE for a body of another type, JSON that is not in UTF-8, or one that is packed */
export function requireMedia({ headers }: IncomingMessage, media = JSON_MEDIA): void {
  const type = headers["content-type"] ?? "";
  const charset = (CHARSET.exec(type)?.[1] ?? "utf-8").toLowerCase();
  if (type.split(";")[0]!.trim().toLowerCase() !== media || (charset !== "utf-8" && charset !== "utf8")) {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `the body must be ${media}${media === JSON_MEDIA ? " in UTF-8" : ""}`);
  }
  const encoding = (headers["content-encoding"] ?? "identity").toLowerCase();
  // Old clients name the charset there; it means nothing.
  if (encoding !== "identity" && encoding !== "utf-8") {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `the body must not be packed, but its Content-Encoding is ${encoding}`);
  }
}

/** Reads the body to its end or to the limit. What comes after the limit is left to run off, so that the answer can be read. */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = (): Refusal => new Refusal("TOO_LARGE", `the body must not have more than ${BODY_LIMIT} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > BODY_LIMIT) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= BODY_LIMIT) return;
      request.off("data", onData);
      request.resume();
      reject(tooLarge());
    };
    request.on("data", onData);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", reject);
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
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
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

/** Writes a JSON body on one line, or none. */
export function writeAnswer(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("Cache-Control", "no-store");
  if (body === undefined) {
    response.end();
    return;
  }
  writeText(response, status, JSON.stringify(body));
}

/** From how many characters on a text is sent apart from its header. */
const LONG_TEXT = 65_536;

/** Writes a body that is text already, JSON unless another type is named. */
export function writeText(response: ServerResponse, status: number, text: string, type = JSON_MEDIA): void {
  response.statusCode = status;
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", Buffer.byteLength(text));
  // Sent with the header, a long text would be copied to join it, and the copy wait for the garbage collector.
  if (text.length > LONG_TEXT) response.flushHeaders();
  response.end(text);
}

/** Bytes that are served as they were stored. */
export interface StoredBytes {
  /** In base64. */
  content: string;
  etag: string;
  /** Unix seconds. */
  last_modified: number;
}

/** Whether the client has these bytes already. Its ETags, where it sends any, decide alone. */
function isKnown({ headers }: IncomingMessage, etag: string, modified: number): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
  return modified * 1000 <= Date.parse(headers["if-modified-since"] ?? "");
}

/**
 * Writes bytes as they were stored, or 304 to a client that has them.
 *
 * @param cacheControl null where there is no 304: then they are kept by nobody else, and asked for each time
 */
export function writeBytes(request: IncomingMessage, response: ServerResponse, { status, media }: { status: number; media: string }, cacheControl: string | null, stored: StoredBytes): void {
  const etag = `"${stored.etag}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Last-Modified", new Date(stored.last_modified * 1000).toUTCString());
  response.setHeader("Cache-Control", cacheControl ?? "private, no-cache");
  if (cacheControl !== null && isKnown(request, etag, stored.last_modified)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const bytes = Buffer.from(stored.content, "base64");
  response.statusCode = status;
  response.setHeader("Content-Type", media);
  response.setHeader("Content-Length", bytes.length);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.end(bytes);
}
