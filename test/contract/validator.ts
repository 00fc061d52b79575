import { isDeepStrictEqual } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type Documented, type Operation, document, operationAt } from "./document.js";
import { missing, undocumented } from "./properties.js";
import { EXPECTED_ANYWHERE, LEFT_OUT, PLAINLY_MEANT } from "./statuses.js";

/** An answer as it went over the wire. */
export interface Observed {
  method: string;
  /** The contract's path, with its parameters in braces. */
  path: string;
  status: number;
  contentType: string | null;
  text: string;
  /** Whether the check of the credentials itself refused. */
  aboutCredentials?: boolean;
}

interface ErrorBody {
  error: { details: { info: unknown }; message: string; domain: string; context: unknown; code: unknown };
}

const CONTRACT = "contract";
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: CONTRACT, ...document }, CONTRACT);

const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof value === "object" && value !== null && "error" in value && typeof value.error === "object" && value.error !== null;

/** Everything in which an answer departs from the contract; nothing for an answer as documented. */
export function problemsOf(observed: Observed): string[] {
  const { method, path, status } = observed;
  const operation = operationAt(method, path) ?? (method === "HEAD" ? operationAt("GET", path) : undefined);
  if (operation === undefined) return status === 405 ? generic(observed) : [`${method} ${path} is not in the contract`];
  const documented =
    (observed.aboutCredentials === true ? operation.schemeResponses.get(status) : undefined) ?? operation.responses.get(status);
  if (documented === undefined) return [...allowed(operation, status), ...generic(observed)];
  if (method === "HEAD" || status === 204 || status === 304) return bodiless(observed);
  if (documented.isPng) return png(observed);
  if (documented.media === null) return generic(observed);
  return [...form(observed), ...judged(operation, observed, documented)];
}

/** Whether an operation may answer a status it does not document. */
function allowed({ id, parameters }: Operation, status: number): string[] {
  const known =
    EXPECTED_ANYWHERE.has(status) ||
    (status === 426 && parameters.some(({ name }) => name === "version")) ||
    PLAINLY_MEANT.some((entry) => entry.operation === id && entry.status === status);
  return known ? [] : [`${id} does not document ${status}`];
}

const bodiless = ({ method, text, contentType, status }: Observed): string[] => [
  ...(text === "" ? [] : [`${method} ${status} has a body`]),
  ...(contentType === null || method === "HEAD" ? [] : [`${status} has the Content-Type ${contentType}`]),
];

const png = ({ contentType, text }: Observed): string[] => [
  ...(contentType === "image/png" ? [] : [`the Content-Type is ${contentType}`]),
  ...(text.includes("PNG") ? [] : ["the body is no PNG"]),
];

function form({ contentType, text }: Observed): string[] {
  return [
    ...(contentType === "application/json" ? [] : [`the Content-Type is ${contentType}`]),
    ...(/[\r\n]/.test(text) ? ["the body has a line break"] : []),
  ];
}

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function judged(operation: Operation, { status, text, method }: Observed, { media, pointer }: Documented): string[] {
  const { schema, example } = media!;
  if (Object.keys(schema).length === 0)
    return text === JSON.stringify(example) ? [] : [`the body is ${text}, not ${JSON.stringify(example)}`];
  const body = parsed(text);
  if (body === null) return [`the body is not JSON: ${text}`];
  const { value } = body;
  const validate = ajv.compile({ $ref: `${CONTRACT}${pointer}` });
  validate(value);
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "the body"} ${message}`);
  const facts = { schemas: [schema], examples: [example] };
  problems.push(...undocumented(value, facts).map((name) => `${name} is not documented`));
  if (status >= 400) return [...problems, ...(isErrorBody(example) ? compared(value, example) : [])];
  if (method !== "GET") return problems;
  const left = LEFT_OUT[operation.id] ?? [];
  return [
    ...problems,
    ...missing(value, facts)
      .filter((name) => !left.includes(name))
      .map((name) => `${name} is documented and not sent`),
  ];
}

/** An error must be the documented one; `info` is free text but says something. */
function compared(value: unknown, example: ErrorBody): string[] {
  if (!isErrorBody(value)) return ["the body is no error envelope"];
  const { details } = value.error;
  const documented = { error: { ...example.error, details } };
  return [
    ...(isDeepStrictEqual(value, documented) ? [] : [`the error is ${JSON.stringify(value)}, not ${JSON.stringify(documented)}`]),
    ...(typeof details?.info === "string" && details.info.trim() !== "" ? [] : ["details.info says nothing"]),
  ];
}

const GENERIC = new Map(
  Object.values(document.components.responses).map(({ content }) => {
    const { error } = content!["application/json"]!.example as ErrorBody;
    return [error.code as number, error.message];
  }),
);

/** The error envelope of a status that the operation itself does not document. */
function generic(observed: Observed): string[] {
  if (observed.method === "HEAD") return bodiless(observed);
  const body = parsed(observed.text)?.value;
  if (!isErrorBody(body)) return [...form(observed), `the body is no error envelope: ${observed.text}`];
  const message = GENERIC.get(observed.status) ?? body.error.message;
  const model = { error: { details: { info: "" }, message, domain: "PlatformAccountServer", context: {}, code: observed.status } };
  return [...form(observed), ...(message === "" ? ["the error has no message"] : []), ...compared(body, model)];
}
