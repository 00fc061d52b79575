import { admissionOf, admissionRefusal } from "../access/allow.js";
import type { Viewer } from "../access/viewer.js";
import type { Config } from "../config/config.js";
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
