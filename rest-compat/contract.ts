import { readFileSync } from "node:fs";

/** A JSON Schema node as the contract writes it. */
export interface ContractSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, ContractSchema>;
  required?: string[];
  items?: ContractSchema;
  allOf?: ContractSchema[];
  anyOf?: ContractSchema[];
  oneOf?: ContractSchema[];
  [keyword: string]: unknown;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: ContractSchema;
}

interface Media {
  schema?: ContractSchema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

type Content = Partial<Record<string, Media>>;

interface ContractResponse {
  $ref?: string;
  content?: Content;
  headers?: Record<string, { example?: string }>;
}

interface ContractOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, ContractResponse>;
  security: unknown[];
  "x-allowed-to"?: string[];
  "x-same-as"?: string;
  "x-self-service"?: boolean;
  "x-scheme-responses"?: Record<string, Record<string, ContractResponse>>;
}

/** The OpenAPI document the adapter is driven by. */
export interface Contract {
  paths: Record<string, Record<string, ContractOperation>>;
  components: { schemas: Record<string, ContractSchema>; responses: Record<string, ContractResponse> };
}

/** One documented operation, in the adapter's own terms. */
export interface Operation {
  id: string;
  /** The operation whose document answers this one; itself unless the contract says `x-same-as`. */
  documentId: string;
  method: string;
  path: string;
  parameters: Parameter[];
  /** Media type and schema of the body, its place in the contract if it is JSON, and whether one must be sent; null where none is taken. */
  body: { media: string; schema: ContractSchema; pointer: string | null; required: boolean } | null;
  /** `textMedia` are the types, besides JSON, under which a body that is a text goes as it is. */
  success: { status: number; media: string; schema: ContractSchema | null; example: unknown; textMedia: readonly string[] };
  /** The Cache-Control of an answer that the client may ask for again by its ETag, and have a 304; null where there is no 304. */
  cacheControl: string | null;
  /** Whether a browser is sent on to the console. */
  redirects: boolean;
  /** The roles it admits, `"anyone"` without credentials, or null for any account. */
  admits: readonly string[] | "anyone" | null;
  /** Whether every account is admitted to serve itself, whatever its role. */
  selfService: boolean;
  /** Documented error bodies by status. */
  errors: ReadonlyMap<number, unknown>;
  /** Documented error bodies by the name the contract gives them, and the status first listed with it. */
  namedErrors: ReadonlyMap<string, { status: number; body: unknown }>;
  /** Error bodies for credentials that are no good, where they differ from the operation's own. */
  credentialErrors: ReadonlyMap<number, unknown>;
}

export const JSON_MEDIA = "application/json";

/** What stands for a body that is not JSON: in the documents it is a text, as base64, with what HTTP says of it beside it. */
const SENT_BYTES: ContractSchema = { type: "object", required: ["content"], properties: { content: { type: "string" } } };
const SHOWN_BYTES: ContractSchema = {
  type: "object",
  required: ["content", "etag", "last_modified"],
  properties: { content: { type: "string" }, etag: { type: "string" }, last_modified: { type: "integer" } },
};

/** The folder of contract and documents, in the sources even when the build runs. */
export function restCompatFolder(): URL {
  const here = new URL("./", import.meta.url);
  return here.pathname.endsWith("/dist/rest-compat/") ? new URL("../../rest-compat/", here) : here;
}

/** @param file its name in the folder of contracts */
export const readContract = (file: string): Contract =>
  JSON.parse(readFileSync(new URL(`contract/${file}`, restCompatFolder()), "utf8")) as Contract;

const pointerPart = (part: string): string => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** Operations of the contract in the order of its paths. */
export function operationsOf(contract: Contract): Operation[] {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toOperation(contract, path, method, operation)),
  );
}

function toOperation(contract: Contract, path: string, method: string, operation: ContractOperation): Operation {
  const resolve = (response: ContractResponse): ContractResponse =>
    response.$ref === undefined ? response : contract.components.responses[response.$ref.split("/").at(-1)!]!;
  const statuses = Object.entries(operation.responses).map(([status, response]) => [Number(status), resolve(response)] as const);
  const [status, success] = statuses.find(([candidate]) => candidate >= 200 && candidate < 300) ?? [204, {}];
  const examples = (entries: readonly (readonly [number, ContractResponse])[]): ReadonlyMap<number, unknown> =>
    new Map(entries.filter(([code]) => code >= 400).map(([code, response]) => [code, response.content?.[JSON_MEDIA]?.example]));
  const named = statuses
    .filter(([code]) => code >= 400)
    .reverse()
    .flatMap(([code, response]) =>
      Object.entries(response.content?.[JSON_MEDIA]?.examples ?? {}).map(
        ([name, { value }]) => [name, { status: code, body: value }] as const,
      ),
    );
  const [answer, ...others] = Object.entries(success.content ?? {});
  const scheme = Object.entries(operation["x-scheme-responses"]?.["session"] ?? {});
  const open = operation.security.length === 0;
  return {
    id: operation.operationId,
    documentId: operation["x-same-as"] ?? operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: operation.parameters ?? [],
    body: requestBody(operation, `#/paths/${pointerPart(path)}/${method}`),
    success: {
      status,
      media: answer?.[0] ?? JSON_MEDIA,
      schema: answer === undefined || answer[0] === JSON_MEDIA ? (answer?.[1]?.schema ?? null) : SHOWN_BYTES,
      example: answer?.[1]?.example,
      textMedia: others.filter(([, media]) => media?.schema?.type === "string").map(([type]) => type),
    },
    cacheControl: "304" in operation.responses ? (success.headers?.["Cache-Control"]?.example ?? null) : null,
    redirects: "302" in operation.responses,
    admits: open ? "anyone" : (operation["x-allowed-to"] ?? null),
    selfService: operation["x-self-service"] ?? false,
    errors: examples(statuses),
    namedErrors: new Map(named),
    credentialErrors: examples(scheme.map(([code, response]) => [Number(code), resolve(response)])),
  };
}

function requestBody({ requestBody: described }: ContractOperation, place: string): Operation["body"] {
  const [body] = Object.entries(described?.content ?? {});
  if (described === undefined || body === undefined) return null;
  const [media, { schema = {} } = {}] = body;
  if (media !== JSON_MEDIA) return { media, schema: SENT_BYTES, pointer: null, required: true };
  return { media, schema, pointer: `${place}/requestBody/content/application~1json/schema`, required: described.required ?? false };
}
