import { admissionOf, admissionRefusal } from "../access/allow.js";
import type { Viewer } from "../access/viewer.js";
import type { Config } from "../config/config.js";
import type { DocumentNode } from "graphql";
import type { OneTripForm, OneTripWrite } from "../access/one-trip.js";
import { Refusal } from "../kernel/errors.js";
import type { Encoding } from "../sql-planner/encoding.js";
import type { Planner, Planning } from "../sql-planner/plan.js";

declare module "../sql-planner/sql.js" {
  interface Run {
    /** Who asks. */
    viewer: Viewer;
    /** Settings that values of a statement may depend on. */
    config: Config;
  }
}

/** The planner of the graph's reads. */
export type GraphPlanner = Planner<Viewer>;

/** How reads of the graph are planned: who may, and what values are worked out from. */
export const planningFor = (config: Config): Planning<Viewer> => ({
  admission(extensions) {
    const admission = admissionOf(extensions)!;
    // Calls of what is open to anyone are counted where its resolver begins.
    if (admission === "anyone") return null;
    // No scope is given: what a limited token may read is for resolvers to find out.
    return (viewer) => admissionRefusal(viewer, admission) === null;
  },
  run: (viewer, args) => ({ viewer, config, args }),
});

/**
 * What a mutation changes and answers, as far as one trip to the database can do it; null where the ordinary command has to. The viewer
 * may be a cached one: the change revalidates it.
 */
export function writeFor(
  planner: GraphPlanner,
  document: DocumentNode,
  operationName: string | undefined,
  inputs: Readonly<Record<string, unknown>>,
  viewer: Viewer | null,
  writing: { encoding?: Encoding; unwrap?: readonly string[] } = {},
): OneTripWrite | null {
  const mutation = planner.mutationFor(document, operationName, inputs, viewer, writing);
  const form = mutation?.extensions["oneTrip"] as OneTripForm<unknown> | undefined;
  if (viewer === null || mutation === null || form === undefined) return null;
  const { args, config } = mutation.run;
  const change = unlessRefused(() => form(args, viewer, config));
  const answer = change && mutation.answer();
  return answer && { change, answer };
}

/** What would be refused is for the command to refuse. */
function unlessRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
