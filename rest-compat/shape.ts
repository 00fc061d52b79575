import type { Contract, ContractSchema } from "./contract.js";

/** A contract schema with its references, `allOf` and alternatives worked out: what a value looks like. */
export interface Shape {
  /** JSON types the value may have, without "null"; empty where the contract does not say. */
  types: ReadonlySet<string>;
  nullable: boolean;
  properties: ReadonlyMap<string, Shape>;
  required: ReadonlySet<string>;
  items: Shape | null;
  /** What stands for an object that is not there, where the contract has one made of constants. */
  placeholder: Readonly<Record<string, unknown>> | null;
}

const EMPTY: Shape = { types: new Set(), nullable: false, properties: new Map(), required: new Set(), items: null, placeholder: null };

/** Works out contract schemas. Results are not shared: the contract has no recursive schema. */
export function shapeOf(contract: Contract, schema: ContractSchema): Shape {
  const parts: ContractSchema[] = [];
  const alternatives: ContractSchema[][] = [];
  collect(contract, schema, parts, alternatives);
  return alternatives
    .map((choice) => choose(contract, choice))
    .reduce(merge, parts.map((part) => ownShape(contract, part)).reduce(merge, EMPTY));
}

/** Splits a schema into the parts that all hold, and the lists of which one holds. */
function collect(contract: Contract, schema: ContractSchema, parts: ContractSchema[], alternatives: ContractSchema[][]): void {
  if (schema.$ref !== undefined) collect(contract, contract.components.schemas[schema.$ref.split("/").at(-1)!]!, parts, alternatives);
  for (const part of schema.allOf ?? []) collect(contract, part, parts, alternatives);
  for (const choice of [schema.anyOf, schema.oneOf]) if (choice !== undefined) alternatives.push(choice);
  parts.push(schema);
}

function ownShape(contract: Contract, schema: ContractSchema): Shape {
  const types = [schema.type ?? []].flat();
  if (schema.properties !== undefined && types.length === 0) types.push("object");
  return {
    types: new Set(types.filter((type) => type !== "null")),
    nullable: types.includes("null"),
    properties: new Map(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, shapeOf(contract, property)])),
    required: new Set(schema.required),
    items: schema.items === undefined ? null : shapeOf(contract, schema.items),
    placeholder: null,
  };
}

/** Of alternatives: null makes it nullable, one of nothing but constants is a placeholder, and the richest is the value. */
function choose(contract: Contract, choice: readonly ContractSchema[]): Shape {
  const shapes = choice.map((schema) => ({ schema, shape: shapeOf(contract, schema) }));
  const nullable = shapes.some(({ shape }) => shape.nullable);
  const constants = shapes.map(({ schema }) => constantsOf(schema)).find((placeholder) => placeholder !== null) ?? null;
  const values = shapes.filter(({ schema, shape }) => (shape.types.size > 0 || shape.properties.size > 0) && constantsOf(schema) === null);
  const richness = ({ properties, items }: Shape): number => properties.size + (items?.properties.size ?? 0);
  const [richest] = values.map(({ shape }) => shape).sort((a, b) => richness(b) - richness(a));
  return { ...(richest ?? EMPTY), nullable: nullable || (richest?.nullable ?? false), placeholder: constants };
}

/** The one value an object schema allows, or null where it allows more. */
function constantsOf(schema: ContractSchema): Record<string, unknown> | null {
  const entries = Object.entries(schema.properties ?? {}).map(([name, { type, enum: values }]) =>
    type === "null" ? [name, null] : values?.length === 1 ? [name, values[0]] : null,
  );
  return entries.length > 0 && entries.every((entry) => entry !== null) ? (Object.fromEntries(entries) as Record<string, unknown>) : null;
}

function merge(a: Shape, b: Shape): Shape {
  const properties = new Map(a.properties);
  for (const [name, shape] of b.properties) {
    const known = properties.get(name);
    properties.set(name, known === undefined ? shape : merge(known, shape));
  }
  return {
    types: new Set([...a.types, ...b.types]),
    nullable: a.nullable || b.nullable,
    properties,
    required: new Set([...a.required, ...b.required]),
    items: b.items ?? a.items,
    placeholder: b.placeholder ?? a.placeholder,
  };
}
