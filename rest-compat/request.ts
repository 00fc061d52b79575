import {
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNullableType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  typeFromAST,
} from "graphql";
import { badRequest } from "../src/kernel/errors.js";
import { codecFor } from "./codecs.js";
import type { Contract, Operation } from "./contract.js";
import { RENAMED, WITHOUT_EFFECT, camelCase } from "./names.js";
import { type Shape, shapeOf } from "./shape.js";

/** Semaphore a contract value into the JSON of a GraphQL variable. */
type Decode = (value: unknown, name: string) => unknown;

type Report = (problem: string) => void;

/** What a request holds, checked against the contract: parameters as they are typed there, and the JSON body. */
export interface RestRequest {
  parameters: ReadonlyMap<string, unknown>;
  body: Readonly<Record<string, unknown>>;
}

/** How a request becomes variables, and what its properties are called there. */
export interface RequestPlan {
  variables: (request: RestRequest) => Record<string, unknown>;
  /**
   * The body with what parameters of the same names say and it lacks.
   *
   * @throws Refusal BAD_REQUEST where they say something else
   */
  completed: (request: RestRequest) => RestRequest["body"];
  /** The contract's spelling of a field of the graph that a refusal is about. */
  contractName: (field: string) => string | undefined;
}

/**
 * Joins a document's variables with the contract's parameters and body: by name, `input` taking the whole body.
 *
 * @param taken names that the hooks of the document take care of
 * @param report is told everything that does not fit
 */
export function planRequest(
  schema: GraphQLSchema,
  contract: Contract,
  operation: Operation,
  document: DocumentNode,
  taken: readonly string[],
  report: Report,
): RequestPlan {
  const definition = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)!;
  const types = new Map(
    (definition.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      typeFromAST(schema, type as never) as GraphQLInputType,
    ]),
  );
  const body = operation.body === null ? null : shapeOf(contract, operation.body.schema);
  const fillers: ((request: RestRequest, variables: Record<string, unknown>) => void)[] = [];
  const names = new Map<string, string>();
  const used = new Set<string>();
  const ignored = WITHOUT_EFFECT[operation.documentId] ?? [];

  for (const parameter of operation.parameters) {
    const variable = camelCase(parameter.name);
    const type = taken.includes(`$${variable}`) ? undefined : types.get(variable);
    if (type === undefined) {
      const known = parameter.in === "header" || taken.includes(parameter.name) || ignored.includes(parameter.name);
      if (!known) report(`parameter ${parameter.name} has no variable`);
      continue;
    }
    used.add(variable);
    const decode = planValue(type, shapeOf(contract, parameter.schema), parameter.name, [parameter.name]);
    fillers.push(({ parameters }, variables) => {
      if (parameters.has(parameter.name)) variables[variable] = decode(parameters.get(parameter.name), parameter.name);
    });
  }

  const whole = types.get("input");
  if (whole !== undefined && body !== null) {
    used.add("input");
    const decode = planValue(whole, body, "body", []);
    fillers.push((request, variables) => {
      variables["input"] = decode(request.body, "body");
    });
  } else if (body !== null) {
    for (const [name, property] of body.properties) {
      const variable = camelCase(name);
      const type = types.get(variable);
      if (type === undefined) {
        if (!taken.includes(name)) report(`property ${name} of the body has no variable`);
        continue;
      }
      used.add(variable);
      const decode = planValue(type, property, name, [name]);
      fillers.push((request, variables) => {
        if (name in request.body) variables[variable] = decode(request.body[name], name);
      });
    }
  }
  for (const variable of types.keys()) {
    if (!used.has(variable) && !taken.includes(`$${variable}`)) report(`variable $${variable} is filled by nothing`);
  }

  const shared = operation.parameters
    .filter(({ name, in: where }) => where === "query" && body?.properties.has(name))
    .map(({ name }) => name);

  return {
    completed: ({ parameters, body: sent }) => {
      const said = shared.filter((name) => parameters.has(name));
      if (said.length === 0) return sent;
      const other = said.find((name) => name in sent && String(sent[name]) !== String(parameters.get(name)));
      if (other !== undefined) throw badRequest(`${other} is another in the query than in the body`);
      return { ...Object.fromEntries(said.map((name) => [name, parameters.get(name)])), ...sent };
    },
    variables: (request) => {
      const variables: Record<string, unknown> = {};
      for (const fill of fillers) fill(request, variables);
      return variables;
    },
    contractName: (field) => names.get(field),
  };

  /** @param graphPath where the value stands in the graph's input, as refusals of the graph name it */
  function planValue(input: GraphQLInputType, shape: Shape, place: string, graphPath: readonly string[]): Decode {
    const bare: GraphQLNullableType = getNullableType(input);
    const decode = planPresent(bare, shape, place, graphPath);
    if (shape.nullable && isNonNullType(input)) report(`${place}: the contract takes null, the graph not`);
    return (value, name) => (value === null ? null : decode(value, name));
  }

  function planPresent(bare: GraphQLNullableType, shape: Shape, place: string, graphPath: readonly string[]): Decode {
    const codec = codecFor(bare, shape);
    if (codec !== null) return codec.decode;
    if (isListType(bare) && shape.types.has("array") && shape.items !== null) {
      const item = planValue(bare.ofType as GraphQLInputType, shape.items, `${place}[]`, graphPath);
      return (value, name) => (value as unknown[]).map((entry, index) => item(entry, `${name}[${index}]`));
    }
    if (isInputObjectType(bare) && shape.types.has("object")) return planObject(bare, shape, place, graphPath);
    // Without a type the contract takes anything; the graph's own type judges it.
    if (shape.types.size === 0 && "name" in bare && (bare.name === "String" || bare.name === "ID")) return (value) => String(value);
    report(`${place}: no codec from ${[...shape.types].join("|") || "nothing"} to ${String(bare)}`);
    return (value) => value;
  }

  function planObject(type: GraphQLInputObjectType, shape: Shape, place: string, graphPath: readonly string[]): Decode {
    const fields = type.getFields();
    const taken = new Set<string>();
    const members: ((from: Readonly<Record<string, unknown>>, to: Record<string, unknown>) => void)[] = [];
    for (const [name, property] of shape.properties) {
      const renamed = RENAMED[type.name]?.[name];
      const to = renamed?.to ?? camelCase(name);
      const member = renamed?.member;
      const field = fields[to];
      if (field === undefined) {
        if (!WITHOUT_EFFECT[type.name]?.includes(name)) report(`${place}.${name}: ${type.name} has no field ${to}`);
        continue;
      }
      const fieldPath = [...graphPath, to];
      const contractPath = [...place.split(".").slice(1), name].join(".");
      names.set(fieldPath.join("."), contractPath);
      taken.add(to);
      const target = member === undefined ? property : property.properties.get(member);
      if (target === undefined) {
        report(`${place}.${name}: has no property ${member}`);
        continue;
      }
      const decode = planValue(field.type, target, `${place}.${name}`, fieldPath);
      members.push((from, into) => {
        const value = member === undefined ? from[name] : (from[name] as Record<string, unknown> | undefined)?.[member];
        if (value !== undefined) into[to] = decode(value, contractPath);
      });
    }
    for (const [name, field] of Object.entries(fields)) {
      if (isNonNullType(field.type) && field.defaultValue === undefined && !taken.has(name)) {
        report(`${place}: ${type.name}.${name} is required by the graph, unknown to the contract`);
      }
    }
    return (value) => {
      const input: Record<string, unknown> = {};
      for (const member of members) member(value as Readonly<Record<string, unknown>>, input);
      return input;
    };
  }
}

/** A parameter's text as the contract types it. @throws Refusal BAD_REQUEST */
export function parseParameter(text: string, shape: Shape, name: string): unknown {
  if (!shape.types.has("number") && !shape.types.has("integer")) return text;
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw badRequest(`${name} must be a number`);
  return Number(text);
}
