import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isInterfaceType,
} from "graphql";

/** What of an operation its selections depend on. */
export interface Selecting {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced variables of the run the plan is made for; directives and structure depend on them. */
  variables: Record<string, unknown>;
}

/** What an object's selection holds: fields by key, in order, without what directives leave out. */
export function collect(
  operation: Selecting,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  into = new Map<string, FieldNode[]>(),
  spread = new Set<string>(),
): Map<string, FieldNode[]> {
  for (const selection of set.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, operation.variables)?.["if"] === true) continue;
    if (getDirectiveValues(GraphQLIncludeDirective, selection, operation.variables)?.["if"] === false) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      into.set(key, [...(into.get(key) ?? []), selection]);
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // Once is enough, and fragments that spread others twice would double with each level.
      if (spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : operation.fragments.get(selection.name.value)!;
    const condition = fragment.typeCondition?.name.value;
    if (condition === undefined || appliesTo(operation.schema, type, condition))
      collect(operation, type, fragment.selectionSet, into, spread);
  }
  return into;
}

function appliesTo(schema: GraphQLSchema, type: GraphQLObjectType, condition: string): boolean {
  if (condition === type.name) return true;
  const other = schema.getType(condition);
  return isInterfaceType(other) && schema.isSubType(other, type);
}

/** What is selected of a field that stands there several times. */
export const subselections = (fields: readonly FieldNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: fields.flatMap((field) => field.selectionSet?.selections ?? []),
});
