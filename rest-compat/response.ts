import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  Kind,
  type SelectionSetNode,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
} from "graphql";
import { codecFor } from "./codecs.js";
import type { Shape } from "./shape.js";
import { type SqlEncoding, sqlEncoding } from "./sql-encoding.js";

/** Semaphore the JSON of a GraphQL result into the contract's. */
export type Encode = (value: unknown) => unknown;

type Report = (problem: string) => void;

/** An alias that begins so puts its members into the enclosing object. */
const INLINE = "_";

interface Selected {
  key: string;
  fields: FieldNode[];
}

/** Collects what an object of the result holds, in the document's order, fragments spread out. */
function selectedFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Selected[] {
  const byKey = new Map<string, FieldNode[]>();
  const visit = (selections: SelectionSetNode): void => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        byKey.set(key, [...(byKey.get(key) ?? []), selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else visit(fragments.get(selection.name.value)!.selectionSet);
    }
  };
  visit(set);
  return [...byKey].map(([key, fields]) => ({ key, fields }));
}

const subselection = (fields: readonly FieldNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: fields.flatMap((field) => field.selectionSet?.selections ?? []),
});

/** Where in a result the field aliased `body` stands, and how it becomes the contract's body. */
export interface BodyPlan {
  path: string[];
  encode: Encode;
  /** How PostgreSQL could write the body itself; null where hooks make it. */
  sql: SqlEncoding | null;
  /** Whether the field is a link and the body is what is behind it, with its status. */
  download: boolean;
}

/**
 * Joins a document's selection with the contract's schema of the body.
 *
 * @param report is told everything that does not fit
 * @param encode stands in for the joining, where hooks know better
 * @returns null where the document has no `body`
 */
export function planBody(schema: GraphQLSchema, document: DocumentNode, shape: Shape, report: Report, encode?: Encode): BodyPlan | null {
  const operation = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const path: string[] = [];
  let type = schema.getRootType(operation.operation)!;
  let selection: SelectionSetNode = operation.selectionSet;
  for (;;) {
    const [only, ...others] = selectedFields(selection, fragments);
    if (only === undefined) return null;
    if (others.length > 0) report(`selects ${others[0]!.key} beside ${only.key}, outside of body`);
    path.push(only.key);
    const fieldType = type.getFields()[only.fields[0]!.name.value]!.type;
    if (only.key === "body")
      return {
        path,
        encode: encode ?? planValue(fieldType, only.fields, shape, "body"),
        sql: encode ? null : sqlEncoding(shape),
        download: getNamedType(fieldType).name === "Download",
      };
    const inner = getNullableType(fieldType);
    if (!isCompositeType(inner)) return null;
    type = inner as GraphQLObjectType;
    selection = subselection(only.fields);
  }

  function planValue(output: GraphQLOutputType, fields: readonly FieldNode[], expected: Shape, place: string): Encode {
    const bare: GraphQLNullableType = getNullableType(output);
    const encode = planPresent(bare, fields, expected, place);
    if (isNonNullType(output)) return encode;
    const { placeholder } = expected;
    return (value) => (value === null ? placeholder : encode(value));
  }

  function planPresent(bare: GraphQLNullableType, fields: readonly FieldNode[], expected: Shape, place: string): Encode {
    const codec = codecFor(bare, expected);
    if (codec !== null) return codec.encode;
    if (isListType(bare) && expected.types.has("array") && expected.items !== null) {
      const item = planValue(bare.ofType as GraphQLOutputType, fields, expected.items, `${place}[]`);
      return (value) => (value as unknown[]).map(item);
    }
    if (isCompositeType(bare) && (expected.types.has("object") || expected.properties.size > 0)) {
      return planObject(bare as GraphQLObjectType, subselection(fields), expected, place);
    }
    report(`${place}: no codec from ${String(bare)} to ${[...expected.types].join("|") || "nothing"}`);
    return (value) => value;
  }

  function planObject(object: GraphQLObjectType, set: SelectionSetNode, expected: Shape, place: string): Encode {
    const members: ((from: Record<string, unknown>, to: Record<string, unknown>) => void)[] = [];
    const sent = new Set<string>();
    for (const { key, fields } of selectedFields(set, fragments)) {
      const output = object.getFields()[fields[0]!.name.value]!.type;
      if (key.startsWith(INLINE)) {
        // What is inside an object that may be null can't be counted on.
        const inner = isNonNullType(output) ? selectedFields(subselection(fields), fragments).map((member) => member.key) : [];
        for (const name of inner) sent.add(name);
        const required = new Set(inner.filter((name) => expected.required.has(name)));
        const encode = planObject(getNullableType(output) as GraphQLObjectType, subselection(fields), { ...expected, required }, place);
        members.push((from, to) => {
          if (from[key] != null) Object.assign(to, encode(from[key]));
        });
        continue;
      }
      const property = expected.properties.get(key);
      if (property === undefined) {
        report(`${place}.${key}: the contract has no such property`);
        continue;
      }
      sent.add(key);
      const encode = planValue(output, fields, property, `${place}.${key}`);
      const mayBeNull = isNonNullType(output) || property.nullable || property.placeholder !== null;
      if (!mayBeNull && expected.required.has(key)) report(`${place}.${key}: the graph may answer null, the contract not`);
      members.push((from, to) => {
        const value = from[key];
        if (value !== undefined && (value !== null || mayBeNull)) to[key] = encode(value);
      });
    }
    for (const name of expected.required) if (!sent.has(name)) report(`${place}.${name}: required by the contract, not selected`);
    return (value) => {
      const body: Record<string, unknown> = {};
      for (const member of members) member(value as Record<string, unknown>, body);
      return body;
    };
  }
}
