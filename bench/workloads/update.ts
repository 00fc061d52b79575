import type { GroupVersions } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Speech, type Workload, graph, queryText, variant } from "./variant.js";

const CHECKED = 3;

/** W6: every variant goes on with the same groups and their versions. */
export function update(groups: GroupVersions, subjects: Subjects, { session }: Credentials): Workload {
  const text = queryText("queries/update");
  const peerText = queryText("postgraphile/queries/update");
  const byPath: Speech = {
    of: (id) => {
      const { version, tag } = groups.use(id);
      return { method: "PUT", path: `/api/1/groups/${id}?version=${version}`, body: `{"internal_tag":"${tag}"}` };
    },
    bodyBegins: REST_BEGINS,
    comparable: (answer) => answer,
  };
  const byQuery: Speech = {
    of: (id) => {
      const { version, tag } = groups.use(id);
      return graph(text, `{"id":"${id}","version":${version},"input":{"internalTag":"${tag}"}}`);
    },
    bodyBegins: GRAPH_BEGINS,
    comparable: ({ data }: { data: { updateGroup: unknown } }) => data.updateGroup,
  };
  const byPatch: Speech = {
    of: (id) => {
      const { version, tag } = groups.use(id);
      return graph(peerText, `{"id":"${id}","version":"${version}","next":"${version + 1}","tag":"${tag}"}`);
    },
    // A version that is out of date finds no row, which is no error here.
    bodyBegins: '{"data":{"updateGroupByRowIdAndVersion":{"group":{',
    comparable: ({ data }: { data: { updateGroupByRowIdAndVersion: { group: { version: string } } } }) => ({
      version: Number(data.updateGroupByRowIdAndVersion.group.version),
    }),
  };
  const { floor, express, portico, naive, postgraphile } = subjects;
  const { ids } = groups;
  const variants = [
    variant(NAMES.floor, { subject: floor, headers: session }, byPath, ids),
    variant(NAMES.express, { subject: express, headers: session }, byPath, ids),
    variant(NAMES.rest, { subject: portico, headers: session }, byPath, ids, { targets: { rate: { floor: 0.6, "express+pg": 1.2 } } }),
    variant(NAMES.graph, { subject: portico, headers: session }, byQuery, ids, { targets: { rate: { floor: 0.35, PostGraphile: 1 } } }),
    variant(NAMES.naive, { subject: naive, headers: session }, byQuery, ids),
  ];
  if (postgraphile !== null) variants.push(variant(NAMES.postgraphile, { subject: postgraphile, headers: session }, byPatch, ids));
  return {
    name: "W6",
    label: "W6",
    title: `update of one group by its version, ${ids.length} groups in turn`,
    keys: ids.slice(-CHECKED),
    variants,
  };
}
