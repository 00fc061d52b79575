import { type DocumentNode, type GraphQLError, type GraphQLSchema, Kind, execute } from "graphql";
import { Answer } from "../access/answer.js";
import type { Encoding } from "../sql-planner/encoding.js";
import type { PlannedMutation } from "../sql-planner/plan.js";
import type { Context } from "./context.js";
import type { GraphPlanner } from "./planning.js";

/** What a client asks of the graph. */
interface GraphRequest {
  document: DocumentNode;
  operationName?: string | undefined;
  variables: Readonly<Record<string, unknown>>;
}

/** A mutation's outcome: the text of its answer, or by what it was refused. */
export type Changed = { text: string } | { errors: readonly GraphQLError[] };

/**
 * Runs a mutation whose answer one statement can read, which its transaction then does (access/answer.ts). Of its root field resolvers do
 * the command alone.
 *
 * @returns null where resolvers have to answer: nothing has been changed then
 */
export async function executeForText(
  schema: GraphQLSchema,
  planner: GraphPlanner,
  { document, operationName, variables }: GraphRequest,
  contextValue: Context,
  writing: { encoding?: Encoding; unwrap?: readonly string[] } = {},
): Promise<Changed | null> {
  const mutation = planner.mutationFor(document, operationName, variables, contextValue.viewer, writing);
  if (mutation === null) return null;
  const answer = new Answer(mutation.answer);
  contextValue.answer = answer;
  const { errors } = await execute({ schema, document: withoutAnswer(mutation), variableValues: variables, contextValue });
  contextValue.answer = null;
  if (errors !== undefined) return answer.isUnwritable ? null : { errors };
  if (answer.text === null) throw new TypeError("a mutation whose answer can be read has made no write");
  return { text: answer.text };
}

/** A mutation that asks for nothing of what its root field answers. */
const withoutAnswer = ({ operation, field }: Pick<PlannedMutation<unknown>, "operation" | "field">): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [
    {
      ...operation,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [{ ...field, ...(field.selectionSet && { selectionSet: TYPE_NAME }) }] },
    },
  ],
});

const TYPE_NAME = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } }],
} as const;

/**
 * What a mutation answers about what it has changed or made.
 *
 * @param read reads it, unless the transaction has read the answer; then nothing of it is asked
 */
export const changed = <T extends { id: number }>(context: Context, id: number, read: () => Promise<T>): Promise<T> =>
  context.answer?.text == null ? read() : Promise.resolve({ id } as T);
