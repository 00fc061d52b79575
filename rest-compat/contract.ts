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

interface ContractResponse {
  $ref?: string;
  content?: Record<string, Media> & Partial<Record<"application/json", Media>>;
}

interface ContractOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Partial<Record<"application/json", Media>> };
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
  /** Schema of the JSON body, its place in the contract, and whether one must be sent; null where none is taken. */
  body: { schema: ContractSchema; pointer: string; required: boolean } | null;
  /** `textMedia` are the types, besides JSON, under which a body that is a text goes as it is. */
  success: { status: number; schema: ContractSchema | null; example: unknown; textMedia: readonly string[] };
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

/** The folder of contract and documents, in the sources even when the build runs. */
export function restCompatFolder(): URL {
  const here = new URL("./", import.meta.url);
  return here.pathname.endsWith("/dist/rest-compat/") ? new URL("../../rest-compat/", here) : here;
}

/** @param file its name in the folder of contracts */
export const readContract = (file: string): Contract => JSON.parse(readFileSync(new URL(`contract/${file}`, restCompatFolder()), "utf8")) as Contract;

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
  const media = operation.requestBody?.content["application/json"];
  const statuses = Object.entries(operation.responses).map(([status, response]) => [Number(status), resolve(response)] as const);
  const [status, success] = statuses.find(([candidate]) => candidate >= 200 && candidate < 300) ?? [204, {}];
  const examples = (entries: readonly (readonly [number, ContractResponse])[]): ReadonlyMap<number, unknown> =>
    new Map(entries.filter(([code]) => code >= 400).map(([code, response]) => [code, response.content?.["application/json"]?.example]));
  const named = statuses.filter(([code]) => code >= 400).reverse().flatMap(([code, response]) =>
    Object.entries(response.content?.["application/json"]?.examples ?? {}).map(([name, { value }]) => [name, { status: code, body: value }] as const),
  );
  const scheme = Object.entries(operation["x-scheme-responses"]?.["session"] ?? {});
  const open = operation.security.length === 0;
  return {
    id: operation.operationId,
    documentId: operation["x-same-as"] ?? operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: operation.parameters ?? [],
    body:
      media === undefined
        ? null
        : {
            schema: media.schema ?? {},
            pointer: `#/paths/${pointerPart(path)}/${method}/requestBody/content/application~1json/schema`,
            required: operation.requestBody?.required ?? false,
          },
    success: {
      status,
      schema: success.content?.["application/json"]?.schema ?? null,
      example: success.content?.["application/json"]?.example,
      textMedia: Object.entries(success.content ?? {}).filter(([type, { schema }]) => type !== "application/json" && schema?.type === "string").map(([type]) => type),
    },
    redirects: "302" in operation.responses,
    admits: open ? "anyone" : (operation["x-allowed-to"] ?? null),
    selfService: operation["x-self-service"] ?? false,
    errors: examples(statuses),
    namedErrors: new Map(named),
    credentialErrors: examples(scheme.map(([code, response]) => [Number(code), resolve(response)])),
  };
}
