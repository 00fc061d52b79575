import type { Caller } from "../callers.js";
import { inContractWords } from "../graph-answer.js";
import type { Subjects } from "../stage.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Speech, type Workload, graph, queryText, variant } from "./variant.js";

const CHECKED = 30;

const HITS = 10;

/** W4, by each of the callers; keys are places in the caller's list of prefixes. */
export function searches(callers: readonly Caller[], subjects: Subjects): Workload[] {
  const text = queryText("queries/search");
  return callers.map(({ name, groupId, groups, prefixes, session }): Workload => {
    const keys = [...prefixes.keys()];
    const rest = (more = ""): Speech => ({
      of: (key) => ({ method: "GET", path: `/api/1/groups?limit=${HITS}&prefix=${encodeURIComponent(prefixes[key]!)}${more}` }),
      bodyBegins: REST_BEGINS,
      comparable: (answer) => answer,
    });
    const byQuery: Speech = {
      of: (key) => graph(text, JSON.stringify({ prefix: prefixes[key], limit: HITS })),
      bodyBegins: GRAPH_BEGINS,
      comparable: ({ data }: { data: { groups: { hits: unknown } } }) => ({ items: inContractWords(data.groups.hits) }),
    };
    const { floor, express, portico, naive } = subjects;
    return {
      name: "W4",
      label: `W4 ${name}`,
      title: `search by the beginning of a name, ${HITS} at most, by an admin of the ${name}, who may find ${groups} groups`,
      keys: keys.slice(0, CHECKED),
      variants: [
        // The floor has no rights: it is told whose part of the tree it is.
        variant(NAMES.floor, { subject: floor, headers: session }, rest(`&reader=${groupId}`), keys),
        variant(NAMES.express, { subject: express, headers: session }, rest(), keys),
        variant(NAMES.rest, { subject: portico, headers: session }, rest(), keys, {
          targets: { rate: { floor: 0.45 }, most: { database: 0.3 } },
        }),
        variant(NAMES.graph, { subject: portico, headers: session }, byQuery, keys, {
          targets: { rate: { floor: 0.35 }, most: { database: 0.3 } },
        }),
        variant(NAMES.naive, { subject: naive, headers: session }, byQuery, keys),
      ],
    };
  });
}
