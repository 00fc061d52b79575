import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal, badRequest } from "../src/errors.js";

/** Largest body taken, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

const JSON_MEDIA = /^application\/json\s*(;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)"?/i;
/** Every one of these gets JSON: clients in the field send them all. */
const ACCEPTED = ["application/json", "text/plain", "text/html", "text/*", "application/*", "*/*"];

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
 * @param textMedia other types the answer can go as
 * @throws Refusal NOT_ACCEPTABLE where the client accepts nothing that the answer could go as
 */
export function requireAcceptable(accept: string | undefined, textMedia: readonly string[] = []): void {
  if (accept === undefined || accept.trim() === "") return;
  if (!acceptItems(accept).some(({ type, quality }) => (ACCEPTED.includes(type) || textMedia.includes(type)) && quality > 0)) {
    throw new Refusal("NOT_ACCEPTABLE", "the answer is application/json, which the Accept header excludes");
  }
}

/** The type of these that a client names and likes no less than JSON, or null. */
export function preferredText(accept: string | undefined, textMedia: readonly string[]): string | null {
  if (textMedia.length === 0) return null;
  const items = acceptItems(accept ?? "");
  const json = items.find(({ type }) => type === "application/json")?.quality ?? 0;
  return items.find(({ type, quality }) => textMedia.includes(type) && quality > 0 && quality >= json)?.type ?? null;
}

/** Whether the client is a browser that would rather see a page. */
export function prefersPage(accept: string | undefined): boolean {
  const items = acceptItems(accept ?? "");
  const html = items.find(({ type }) => type === "text/html")?.quality ?? 0;
  const json = items.find(({ type }) => type === "application/json")?.quality ?? 0;
  return html > json;
}

/** Whether a request says that a body comes with it. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** @throws Refusal UNSUPPORTED_MEDIA_TYPE for a body that is not JSON in UTF-8, or is packed */
export function requireJsonMedia({ headers }: IncomingMessage): void {
  const type = headers["content-type"] ?? "";
  const charset = (CHARSET.exec(type)?.[1] ?? "utf-8").toLowerCase();
  if (!JSON_MEDIA.test(type) || (charset !== "utf-8" && charset !== "utf8")) {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", "the body must be application/json in UTF-8");
  }
  const encoding = (headers["content-encoding"] ?? "identity").toLowerCase();
  // Old clients name the charset there; it means nothing.
  if (encoding !== "identity" && encoding !== "utf-8") {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `the body must not be packed, but its Content-Encoding is ${encoding}`);
  }
}

/** Reads the body to its end or to the limit. What comes after the limit is left to run off, so that the answer can be read. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
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

/**
 * Reads a JSON object, of any length up to the limit, sent whole or chunked. No body at all reads as an empty one.
 *
 * @throws Refusal TOO_LARGE or BAD_REQUEST
 */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request);
  let value: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") return {};
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`Request body contains badly-formed JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badRequest("the body must be a JSON object");
  return value as Record<string, unknown>;
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

/** Writes a body that is text already, JSON unless another type is named. */
export function writeText(response: ServerResponse, status: number, text: string, type = "application/json"): void {
  const bytes = Buffer.from(text);
  response.statusCode = status;
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", bytes.length);
  response.end(bytes);
}
