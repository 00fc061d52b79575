import { readFileSync } from "node:fs";

/** A JSON Schema as the contract writes it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  additionalProperties?: boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  [keyword: string]: unknown;
}

interface Media {
  schema: Schema;
  example?: unknown;
}

interface Response {
  $ref?: string;
  content?: { "application/json"?: Media; "image/png"?: object };
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  schema: Schema;
  example?: unknown;
}

interface Described {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: { "application/json"?: { schema?: Schema; example?: unknown } } };
  responses: Record<string, Response>;
  security: unknown[];
  "x-allowed-to"?: string[];
  "x-self-service"?: boolean;
  "x-scheme-responses"?: Record<string, Record<string, Response>>;
}

/** The contract as a whole, read here without the code under test. */
export interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Response> };
}

/** A documented answer: nothing, JSON of a schema with an example, or a PNG. */
export interface Documented {
  media: Media | null;
  isPng: boolean;
  /** Where its schema stands in the contract. */
  pointer: string;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: { schema: Schema; required: boolean } | null;
  /** The page's example of a body; undefined where it has none. */
  bodyExample: unknown;
  /** Answers by status. */
  responses: ReadonlyMap<number, Documented>;
  /** What the check of the credentials answers, where the operation lists another body for the status. */
  schemeResponses: ReadonlyMap<number, Documented>;
  open: boolean;
  /** The roles it lists; null where it lists none, and so admits all. */
  listedRoles: readonly string[] | null;
  /** The roles it admits, every account's service to itself included; null for all of them. */
  roles: readonly string[] | null;
}

const FILE = new URL("../../rest-compat/contract/multi-service-portal-v1.openapi.json", import.meta.url);

export const document = JSON.parse(readFileSync(FILE, "utf8")) as Document;

const part = (name: string): string => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));

/** The last name of a reference within the contract. */
export const refName = (ref: string): string => ref.split("/").at(-1)!;

function documented(response: Response, place: string): Documented {
  const target = response.$ref === undefined ? response : document.components.responses[refName(response.$ref)]!;
  const pointer = response.$ref ?? place;
  return {
    media: target.content?.["application/json"] ?? null,
    isPng: target.content?.["image/png"] !== undefined,
    pointer: `${pointer}/content/application~1json/schema`,
  };
}

const byStatus = (responses: Record<string, Response>, place: string): Map<number, Documented> =>
  new Map(Object.entries(responses).map(([status, response]) => [Number(status), documented(response, `${place}/${status}`)]));

/** Every operation, in the contract's order. */
export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => {
    const place = `#/paths/${part(path)}/${method}`;
    const body = described.requestBody?.content["application/json"];
    return {
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      body: body === undefined ? null : { schema: body.schema ?? {}, required: described.requestBody?.required ?? false },
      bodyExample: body?.example,
      responses: byStatus(described.responses, `${place}/responses`),
      schemeResponses: byStatus(described["x-scheme-responses"]?.["session"] ?? {}, `${place}/x-scheme-responses/session`),
      open: described.security.length === 0,
      listedRoles: described["x-allowed-to"] ?? null,
      roles: described["x-self-service"] === true ? null : (described["x-allowed-to"] ?? null),
    };
  }),
);

/** An error as it is documented. */
export interface ErrorBody {
  error: { details: { info: string }; message: string; domain: string; context: object; code: number | string };
}

/** The domain of the errors that most operations share. */
const SHARED = "PlatformAccountServer";

/** The errors by status that an operation has for itself, other than the page's generic ones. */
export const ownErrors = ({ responses }: Operation): ReadonlyMap<number, ErrorBody> =>
  new Map(
    [...responses].flatMap(([status, { media }]) => {
      const example = media?.example as Partial<ErrorBody> | undefined;
      return example?.error !== undefined && example.error.domain !== SHARED ? [[status, example as ErrorBody]] : [];
    }),
  );

/** @throws Error for what the contract does not have */
export function operationById(id: string): Operation {
  const operation = OPERATIONS.find((candidate) => candidate.id === id);
  if (operation === undefined) throw new Error(`the contract has no operation ${id}`);
  return operation;
}

export function operationAt(method: string, path: string): Operation | undefined {
  return OPERATIONS.find((candidate) => candidate.method === method && candidate.path === path);
}
