import { WORKLOAD_NAMES } from "../options.js";
import type { Stage } from "../stage.js";
import { consolePage } from "./console.js";
import { creation } from "./creation.js";
import { documents } from "./documents.js";
import { readings } from "./reading.js";
import { searches } from "./search.js";
import { updates } from "./update.js";
import { usage } from "./usage.js";
import type { Workload } from "./variant.js";

/** All workloads, over the sampled groups, in the order in which they run. */
export const workloadsOf = ({ sample, callers, subjects, credentials }: Stage): Workload[] =>
  [
    ...readings(sample, subjects, credentials),
    documents(sample, subjects, credentials),
    ...searches(callers, subjects),
    ...updates(sample, subjects, credentials),
    creation(sample, subjects, credentials),
    usage(sample.records, sample.root, subjects, credentials),
    consolePage(sample, subjects, credentials),
  ].sort((a, b) => WORKLOAD_NAMES.indexOf(a.name) - WORKLOAD_NAMES.indexOf(b.name));
