import type { Sample } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import { GRAPH_BEGINS, NAMES, type Speech, type Workload, graph, queryText, variant } from "./variant.js";

/** W8: the floor and the graph alone, since no REST route answers it, and peers have no brands and storages. */
export function consolePage({ partner }: Sample, { floor, portico }: Subjects, { session }: Credentials): Workload {
  const text = queryText("queries/console");
  const byPath: Speech = {
    of: (id) => ({ method: "GET", path: `/api/1/console/${id}` }),
    bodyBegins: GRAPH_BEGINS,
    comparable: (answer) => answer,
  };
  const byQuery: Speech = { ...byPath, of: (id) => graph(text, `{"id":"${id}"}`) };
  return {
    name: "W8",
    label: "W8",
    title: "100 groups as a console lists them: brands (own and effective), the first 10 storages, settings",
    keys: [partner],
    variants: [
      variant(NAMES.floor, { subject: floor, headers: session }, byPath, [partner]),
      variant(NAMES.graph, { subject: portico, headers: session }, byQuery, [partner]),
    ],
  };
}
