import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type Refusal, badRequest } from "../src/kernel/errors.js";
import type { Contract, Operation } from "./contract.js";

const CONTRACT = "contract";

/** Judges a body by the contract. @throws Refusal BAD_REQUEST saying which property is wrong and why */
export type CheckBody = (body: unknown) => void;

/** An Ajv that knows the whole contract under one name, to judge what clients send by. */
export function contractAjv(contract: Contract): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats.default(ajv);
  // Judged where one would be stored: what names an address that is there already, or puts it back, need not be one of today's.
  ajv.addFormat("email", true);
  ajv.addSchema({ $id: CONTRACT, ...contract }, CONTRACT);
  return ajv;
}

/** Compiles the check of an operation's body once, at start. */
export function bodyCheck(ajv: Ajv2020, operation: Operation): CheckBody {
  if (operation.body === null || operation.body.pointer === null || Object.keys(operation.body.schema).length === 0) return () => undefined;
  const validate: ValidateFunction = ajv.compile({ $ref: `${CONTRACT}${operation.body.pointer}` });
  return (body) => {
    if (!validate(body)) throw toRefusal(validate.errors ?? []);
  };
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);

/** The property an error is about: '/privileges/quota_vms_hard' is quota_vms_hard, '/items/2' is items[2]. */
function propertyAt(instancePath: string): string {
  const parts = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = parts.at(-1) ?? "the body";
  return /^\d+$/.test(last) && parts.length > 1 ? `${parts.at(-2)}[${last}]` : last;
}

/** Of the errors of one failed check, the sentence for a person: alternatives of one value are put together. */
function toRefusal(errors: readonly ErrorObject[]): Refusal {
  const deepest = errors.reduce((depth, { instancePath }) => Math.max(depth, instancePath.split("/").length), 0);
  const about = errors.filter(({ instancePath }) => instancePath.split("/").length === deepest);
  const [first] = about;
  if (first === undefined) return badRequest("the body does not fit the contract");
  const property = propertyAt(first.instancePath);
  const types = [
    ...new Set(about.filter(({ keyword }) => keyword === "type").flatMap(({ params }) => [params["type"] as string | string[]].flat())),
  ];
  if (types.length > 0 && about.every(({ keyword }) => ["type", "anyOf", "oneOf"].includes(keyword))) {
    return badRequest(`${property} must be ${types.map((type) => (type === "null" ? type : article(type))).join(" or ")}`);
  }
  const error = about.find(({ keyword }) => keyword !== "type" && keyword !== "anyOf" && keyword !== "oneOf") ?? first;
  switch (error.keyword) {
    case "required":
      return badRequest(`${error.params["missingProperty"] as string} is required`);
    case "additionalProperties":
      return badRequest(`${error.params["additionalProperty"] as string} is not a known property`);
    case "enum":
      return badRequest(`${property} must be one of ${(error.params["allowedValues"] as unknown[]).join(", ")}`);
    case "format":
      return badRequest(`${property} must be ${article(error.params["format"] as string)}`);
    default:
      return badRequest(`${property} ${error.message ?? "does not fit the contract"}`);
  }
}
