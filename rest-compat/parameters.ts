import { Refusal, badRequest } from "../src/kernel/errors.js";
import type { Operation } from "./contract.js";
import { MEANT_BY_PLUS, plusSigns } from "./names.js";
import { decoded, withPlusSigns } from "./reading.js";
import { parseParameter } from "./request.js";
import type { Found, Route } from "./route-tree.js";

/** A pair of a query, still encoded. */
function pairOf(pair: string): [name: string, value: string] {
  const equals = pair.indexOf("=");
  return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** Parameters of path and query as the contract types them. @throws Refusal BAD_REQUEST */
function parametersOf(
  { operation, parameterShapes }: Route,
  { at, values }: Found,
  { searchParams: query, search }: URL,
): Map<string, unknown> {
  const parameters = new Map<string, unknown>();
  const pairs = search.slice(1).split("&").map(pairOf);
  const literal = search.includes("+") ? withPlusSigns(search) : query;
  const signs = plusSigns(operation.documentId);
  at.names.forEach((name, index) => parameters.set(name, decoded(values[index]!, name)));
  for (const { name, in: where, required } of operation.parameters) {
    if (where === "query" && required === true && !query.has(name)) throw badRequest(`${name} is required in the query`);
    if (where !== "query" || !query.has(name)) continue;
    const [text = "", ...more] = (signs.includes(name) ? literal : query).getAll(name);
    // URLSearchParams mends encodings in silence.
    for (const [key, value] of pairs) if (key === name) decoded(value, name);
    if (more.length > 0) throw badRequest(`${name} is given more than once`);
    parameters.set(name, parseParameter(text, parameterShapes.get(name)!, name));
  }
  return parameters;
}

/**
 * What the parameters of path and query may mean, the likeliest last: where a `+` may stand for a blank of an old login, that
 * is a reading of its own.
 *
 * @throws Refusal BAD_REQUEST
 */
export function parameterReadings(route: Route, found: Found, url: URL): Map<string, unknown>[] {
  const parameters = parametersOf(route, found, url);
  const login = url.searchParams.get("login");
  const isAmbiguous = route.operation.documentId in MEANT_BY_PLUS && login !== null && login !== parameters.get("login");
  return isAmbiguous ? [new Map(parameters).set("login", login), parameters] : [parameters];
}

/** Whether a refusal says that the reading was not meant. */
export const isMisread = ({ documentId }: Operation, error: unknown): boolean =>
  error instanceof Refusal && error.code === MEANT_BY_PLUS[documentId];
