import type { NextUpdate, Sample, Versions } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import {
  GRAPH_BEGINS,
  NAMES,
  REST_BEGINS,
  type Speech,
  type Variant,
  type WireRequest,
  type Workload,
  graph,
  queryText,
  variant,
} from "./variant.js";

const CHECKED = 3;

/** What all updates by a version are meant to reach. */
export const MEANT = {
  rest: { rate: { "express+pg": 1.5 }, processorToFloor: 0.4 },
  graph: { rate: { floor: 0.35, PostGraphile: 1 } },
} as const;

interface Updating extends Pick<Workload, "title"> {
  readonly name: "W6" | "W6c" | "W6d";
  readonly versions: Versions;
  readonly path: (id: number) => string;
  /** What a request of REST says. */
  readonly body: (next: NextUpdate) => string;
  readonly byQuery: (id: number, next: NextUpdate) => WireRequest;
  /** The graph's field. */
  readonly field: string;
  readonly byPeer: (id: number, next: NextUpdate) => WireRequest;
  readonly fromPeer: Pick<Speech, "bodyBegins" | "comparable">;
  readonly naive: boolean;
}

/** A workload that updates by a version: every variant goes on with the same rows and their versions. */
function updating(
  { name, title, versions, path, body, byQuery, field, byPeer, fromPeer, naive }: Updating,
  subjects: Subjects,
  { session }: Credentials,
): Workload {
  const asked = (requestOf: (id: number, next: NextUpdate) => WireRequest): Speech["of"] => {
    return (id) => requestOf(id, versions.use(id));
  };
  const byPath: Speech = {
    of: asked((id, next) => ({ method: "PUT", path: `${path(id)}?version=${next.version}`, body: body(next) })),
    bodyBegins: REST_BEGINS,
    comparable: (answer) => answer,
  };
  const byGraph: Speech = {
    of: asked(byQuery),
    bodyBegins: GRAPH_BEGINS,
    comparable: ({ data }: { data: Record<string, unknown> }) => data[field],
  };
  const { ids } = versions;
  const { floor, express, portico } = subjects;
  const variants: Variant[] = [
    variant(NAMES.floor, { subject: floor, headers: session }, byPath, ids),
    variant(NAMES.express, { subject: express, headers: session }, byPath, ids),
    variant(NAMES.rest, { subject: portico, headers: session }, byPath, ids, { targets: MEANT.rest }),
    variant(NAMES.graph, { subject: portico, headers: session }, byGraph, ids, { targets: MEANT.graph }),
  ];
  if (naive) variants.push(variant(NAMES.naive, { subject: subjects.naive, headers: session }, byGraph, ids));
  if (subjects.postgraphile !== null) {
    const spoken = { of: asked(byPeer), ...fromPeer };
    variants.push(variant(NAMES.postgraphile, { subject: subjects.postgraphile, headers: session }, spoken, ids));
  }
  return { name, label: name, title, keys: ids.slice(-CHECKED), variants, prepare: (db) => versions.read(db) };
}

/** W6, W6c and W6d. */
export function updates({ versions, siblings, users }: Sample, subjects: Subjects, credentials: Credentials): Workload[] {
  const text = queryText("queries/update");
  const peerText = queryText("postgraphile/queries/update");
  const ofGroups = {
    path: (id) => `/api/1/groups/${id}`,
    body: ({ tag }) => `{"internal_tag":"${tag}"}`,
    byQuery: (id, { version, tag }) => graph(text, `{"id":"${id}","version":${version},"input":{"internalTag":"${tag}"}}`),
    field: "updateGroup",
    byPeer: (id, { version, tag }) => graph(peerText, `{"id":"${id}","version":"${version}","next":"${version + 1}","tag":"${tag}"}`),
    fromPeer: {
      // A version that is out of date finds no row, which is no error here.
      bodyBegins: '{"data":{"updateGroupByRowIdAndVersion":{"group":{',
      comparable: ({ data }: { data: { updateGroupByRowIdAndVersion: { group: { version: string } } } }) => ({
        version: Number(data.updateGroupByRowIdAndVersion.group.version),
      }),
    },
    naive: true,
  } satisfies Partial<Updating>;
  const userText = queryText("queries/update-user");
  const peerUserText = queryText("postgraphile/queries/update-user");
  const workloads: Updating[] = [
    { name: "W6", title: `update of one group by its version, ${versions.ids.length} groups in turn`, versions, ...ofGroups },
    {
      name: "W6c",
      title: `change of a user's quotas by its version, ${users.ids.length} users in turn`,
      versions: users,
      path: (id) => `/api/1/users/${id}`,
      body: ({ quota }) => `{"privileges":{"quota_storage_hard":${quota}}}`,
      byQuery: (id, { version, quota }) =>
        graph(userText, `{"id":"${id}","version":${version},"input":{"quotas":{"quotaStorageHard":${quota}}}}`),
      field: "updateUser",
      byPeer: (id, { version, quota }) => graph(peerUserText, `{"id":"${id}","version":"${version}","quota":"${quota}"}`),
      fromPeer: {
        bodyBegins: '{"data":{"benchUpdateUser":{"result":{',
        comparable: ({ data }: { data: { benchUpdateUser: { result: { version: string } } } }) => ({
          version: Number(data.benchUpdateUser.result.version),
        }),
      },
      naive: false,
    },
    {
      name: "W6d",
      title: `update of one group by its version, ${siblings.ids.length} children of one parent in turn`,
      versions: siblings,
      ...ofGroups,
    },
  ];
  return workloads.map((workload) => updating(workload, subjects, credentials));
}
