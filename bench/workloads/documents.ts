import { snakeCase } from "../../src/kernel/snake-case.js";
import { CONTACT, HARD_QUOTAS, USAGE } from "../columns.js";
import type { Sample } from "../sample.js";
import type { Credentials, Subjects } from "../stage.js";
import { MEANT, type GroupAnswer, inWords } from "./reading.js";
import { GRAPH_BEGINS, NAMES, REST_BEGINS, type Speech, type Workload, graph, readQuery, variant } from "./variant.js";

const DOCUMENTS = 1000;
/** One of so many is checked. */
const CHECKED = 7;

/** The contract's names of what a document leaves out of W1's query: one of each list, and no two documents the same. */
function leftOut(document: number): readonly string[] {
  const quota = Math.floor(document / CONTACT.length);
  return [CONTACT[document % CONTACT.length]!, HARD_QUOTAS[quota % HARD_QUOTAS.length]!, USAGE[Math.floor(quota / HARD_QUOTAS.length)]!];
}

/** An answer without them, wherever they stand. */
function without(answer: unknown, names: readonly string[]): unknown {
  return JSON.parse(JSON.stringify(answer, (name, value: unknown) => (names.includes(name) ? undefined : value)));
}

/** W9, beside W1: what many documents push out would be missing in W1's turns. Keys are numbers of documents. */
export function documents({ ids }: Sample, { floor, portico }: Subjects, { session }: Credentials): Workload {
  const whole = readQuery("queries/group");
  const text = JSON.stringify(whole);
  const lines = whole.split("\n");
  const texts = Array.from({ length: DOCUMENTS }, (_none, document) => {
    const names = leftOut(document);
    return JSON.stringify(lines.filter((line) => !names.includes(snakeCase(line.trim()))).join("\n"));
  });
  const idOf = (document: number): number => ids[document % ids.length]!;
  const byPath: Speech = {
    of: (document) => ({ method: "GET", path: `/api/1/groups/${idOf(document)}` }),
    bodyBegins: REST_BEGINS,
    comparable: (answer, document) => without(answer, leftOut(document)),
  };
  const byQuery: Speech = {
    of: (document) => graph(text, `{"id":"${idOf(document)}"}`),
    bodyBegins: GRAPH_BEGINS,
    comparable: (answer: GroupAnswer, document) => without(inWords(answer), leftOut(document)),
  };
  const byQueries: Speech = {
    of: (document) => graph(texts[document]!, `{"id":"${idOf(document)}"}`),
    bodyBegins: GRAPH_BEGINS,
    comparable: inWords,
  };
  const keys = [...texts.keys()];
  return {
    name: "W9",
    label: "W9",
    title: `one group by ${DOCUMENTS} documents in turn, each of which leaves out other fields, beside W1's document and REST`,
    keys: keys.filter((document) => document % CHECKED === 0),
    variants: [
      variant(NAMES.floor, { subject: floor, headers: session }, byPath, keys),
      variant(NAMES.oneDocument, { subject: portico, headers: session }, byQuery, keys, { targets: MEANT.graph }),
      variant(NAMES.documents, { subject: portico, headers: session }, byQueries, keys, {
        targets: { rate: { [NAMES.oneDocument]: 0.5 } },
      }),
      variant(NAMES.rest, { subject: portico, headers: session }, byPath, keys, { targets: MEANT.rest }),
    ],
  };
}
