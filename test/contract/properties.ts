import { document, refName, type Schema } from "./document.js";

/** What the contract documents of a value: schemas that may hold for it, and examples of it. */
export interface Facts {
  schemas: Schema[];
  examples: unknown[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** A schema with everything it refers to and consists of. */
function spread(schema: Schema): Schema[] {
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const target = schema.$ref === undefined ? [] : [document.components.schemas[refName(schema.$ref)]!];
  return [schema, ...[...target, ...parts].flatMap(spread)];
}

/** Documented properties of an object: those of its schemas, and those only an example has. */
function properties({ schemas, examples }: Facts): Map<string, Facts> {
  const found = new Map<string, Facts>();
  const at = (name: string): Facts => {
    const facts = found.get(name) ?? { schemas: [], examples: [] };
    found.set(name, facts);
    return facts;
  };
  for (const schema of schemas.flatMap(spread)) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) at(name).schemas.push(property);
  }
  for (const example of examples.filter(isObject)) {
    for (const [name, value] of Object.entries(example)) at(name).examples.push(value);
  }
  return found;
}

const items = ({ schemas, examples }: Facts): Facts => ({
  schemas: schemas.flatMap(spread).flatMap(({ items: schema }) => (schema === undefined ? [] : [schema])),
  examples: examples.filter((example) => Array.isArray(example)).flat(),
});

/** Properties of a value that the contract does not document, as paths. */
export function undocumented(value: unknown, facts: Facts, place = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => undocumented(item, items(facts), `${place}[${index}]`));
  if (!isObject(value)) return [];
  const known = properties(facts);
  if (known.size === 0) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const property = known.get(name);
    return property === undefined ? [`${place}.${name}`] : undocumented(item, property, `${place}.${name}`);
  });
}

/** Documented properties that a value lacks, as paths. */
export function missing(value: unknown, facts: Facts, place = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => missing(item, items(facts), `${place}[${index}]`));
  if (!isObject(value)) return [];
  return [...properties(facts)].flatMap(([name, property]) =>
    name in value ? missing(value[name], property, `${place}.${name}`) : [`${place}.${name}`],
  );
}
