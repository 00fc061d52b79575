import type { Credentials, Subjects } from "../stage.js";
import type { UsageRecords } from "../usage-records.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Reader, type Speech, type Workload, graph, queryText, variant } from "./variant.js";

const CHECKED = 3;

/**
 * W7: own figures of leaves are recorded while somebody asks for the root's. The floor records a figure in the leaf's own
 * row and leaves it at that; so it writes another figure than the others, whose sums are checked. One variant changes the
 * leaf and no usage: what an update takes in Portico that has nothing to add up.
 */
export function usage(records: UsageRecords, root: number, subjects: Subjects, { session }: Credentials): Workload {
  const text = queryText("queries/record-usage");
  let ownFigure = 0;
  let tag = 0;
  const own: Speech = {
    of: (id) => ({ method: "PUT", path: `/api/1/groups/${id}`, body: `{"usage":{"slices_count":${(ownFigure += 1)}}}` }),
    bodyBegins: REST_BEGINS,
    comparable: (answer) => answer,
  };
  const noUsage: Speech = {
    of: (id) => ({ method: "PUT", path: `/api/1/groups/${id}`, body: `{"internal_tag":"bench ${(tag += 1)}"}` }),
    bodyBegins: REST_BEGINS,
    comparable: (answer) => answer,
  };
  const byPath: Speech = {
    of: (id) => ({ method: "PUT", path: `/api/1/groups/${id}`, body: `{"usage":{"storage_size":${records.use(id)}}}` }),
    bodyBegins: REST_BEGINS,
    comparable: (answer) => answer,
  };
  const byQuery: Speech = {
    of: (id) => graph(text, `{"id":"${id}","usage":{"storageSize":${records.use(id)}}}`),
    bodyBegins: GRAPH_BEGINS,
    comparable: (answer) => answer,
  };
  const atRoot = { headers: session, request: { method: "GET", path: `/api/1/groups/${root}` }, bodyBegins: REST_BEGINS } as const;
  const floorReader: Reader = { subject: subjects.floorReader, ...atRoot };
  const restReader: Reader = { subject: subjects.porticoReader, ...atRoot };
  const graphReader: Reader = {
    subject: subjects.porticoReader,
    headers: session,
    request: graph(queryText("queries/usage"), `{"id":"${root}"}`),
    bodyBegins: GRAPH_BEGINS,
  };
  const { floor, portico } = subjects;
  const { ids } = records;
  return {
    name: "W7",
    label: "W7",
    title: `usage of ${ids.length} leaf groups recorded at random, while somebody asks for the root's; the floor adds nothing up`,
    keys: ids.slice(-CHECKED),
    variants: [
      variant(NAMES.floor, { subject: floor, headers: session }, own, ids, { reader: floorReader }),
      variant(NAMES.noUsage, { subject: portico, headers: session }, noUsage, ids, { reader: restReader }),
      variant(NAMES.rest, { subject: portico, headers: session }, byPath, ids, {
        reader: restReader,
        targets: { rate: { [NAMES.noUsage]: 0.5 }, read: 1 },
      }),
      variant(NAMES.graph, { subject: portico, headers: session }, byQuery, ids, { reader: graphReader, targets: { read: 1 } }),
    ],
  };
}
