import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "../src/kernel/errors.js";
import { JSON_MEDIA } from "./contract.js";

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
export function writeBytes(
  request: IncomingMessage,
  response: ServerResponse,
  { status, media }: { status: number; media: string },
  cacheControl: string | null,
  stored: StoredBytes,
): void {
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
