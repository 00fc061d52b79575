import type { ServerResponse } from "node:http";
import { Refusal } from "../src/kernel/errors.js";
import type { Operation } from "./contract.js";
import type { LinkedContract, LinkedOperation } from "./link.js";
import { OLD_PATHS } from "./names.js";
import { type Shape, shapeOf } from "./shape.js";
import { type CheckBody, bodyCheck, contractAjv } from "./validation.js";

/** An operation as requests are served by it. */
export interface Route {
  operation: Operation;
  linked: LinkedOperation | null;
  parameterShapes: ReadonlyMap<string, Shape>;
  checkBody: CheckBody;
}

/** A place among the contract's paths. */
export interface Branch {
  literals: Map<string, Branch>;
  parameter: Branch | null;
  routes: Map<string, Route>;
  /** Names of the path's parameters, in order. */
  names: string[];
}

const branch = (): Branch => ({ literals: new Map(), parameter: null, routes: new Map(), names: [] });

/** The parts of a path; empty ones, from doubled and trailing slashes, do not count. */
const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");

/** A tree of the contract's paths and of the old ones they are also served under. */
export function routeTree({ contract, operations }: LinkedContract): Branch {
  const ajv = contractAjv(contract);
  const tree = branch();
  for (const { operation, linked } of operations) {
    const parameterShapes = new Map(operation.parameters.map(({ name, schema }) => [name, shapeOf(contract, schema)]));
    const route = { operation, linked, parameterShapes, checkBody: bodyCheck(ajv, operation) };
    for (const path of [operation.path, OLD_PATHS[operation.path]]) {
      if (path === undefined) continue;
      const names: string[] = [];
      let at = tree;
      for (const part of partsOf(path)) {
        const parameter = /^\{(.+)\}$/.exec(part)?.[1];
        if (parameter === undefined) {
          if (!at.literals.has(part)) at.literals.set(part, branch());
          at = at.literals.get(part)!;
        } else {
          names.push(parameter);
          at = at.parameter ??= branch();
        }
      }
      at.names = names;
      at.routes.set(operation.method, route);
    }
  }
  return tree;
}

/** Where a path leads, with its parameters. */
export interface Found {
  at: Branch;
  values: string[];
}

/** Finds a path in the tree. */
export function find(tree: Branch, path: string): Found | null {
  let at = tree;
  const values: string[] = [];
  for (const part of partsOf(path)) {
    const literal = at.literals.get(part);
    if (literal === undefined && at.parameter === null) return null;
    if (literal === undefined) values.push(part);
    at = literal ?? at.parameter!;
  }
  return at.routes.size === 0 ? null : { at, values };
}

/** @throws Refusal METHOD_NOT_ALLOWED, with the Allow header set */
export function routeFor({ routes }: Branch, method: string, response: ServerResponse): Route {
  const get = routes.get("GET");
  // Whoever asks for the headers alone expects nothing to change.
  const head = routes.get("HEAD") ?? (get?.linked?.changes === true ? undefined : get);
  const route = method === "HEAD" ? head : routes.get(method);
  if (route !== undefined) return route;
  const methods = [...new Set([...routes.keys(), ...(head === undefined ? [] : ["HEAD"])])].sort();
  response.setHeader("Allow", methods.join(", "));
  throw new Refusal("METHOD_NOT_ALLOWED", `${method} is not among ${methods.join(", ")}`);
}
