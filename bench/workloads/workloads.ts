import type { Stage } from "../stage.js";
import { consolePage } from "./console.js";
import { readings } from "./reading.js";
import { searches } from "./search.js";
import { update } from "./update.js";
import { usage } from "./usage.js";
import type { Workload } from "./variant.js";

/** All workloads, over the sampled groups. */
export const workloadsOf = ({ sample, callers, subjects, credentials }: Stage): Workload[] => [
  ...readings(sample, subjects, credentials),
  ...searches(callers, subjects),
  update(sample.versions, subjects, credentials),
  usage(sample.records, sample.root, subjects, credentials),
  consolePage(sample, subjects, credentials),
];
