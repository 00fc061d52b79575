import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sending, exchange } from "../contract/http.js";
import { ServerProcess } from "../setup/server-process.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { ROOT } from "../setup/test-server.js";
import { JSON_SHAPES, SHAPES, grown, inJson } from "./shapes.js";

const SIZE = 1024 * 1024;
/** How many times the processor time of a harmless request a hostile one of its size may take. */
const MULTIPLE = 20;
/** Milliseconds that a harmless request is taken to need at least: the kernel counts in steps of 10. */
const FLOOR = 20;

let folder: string;
let database: TestDatabase;
let server: ServerProcess;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portico-hostile-"));
  database = await createTestDatabase();
  server = new ServerProcess(folder, {
    DATABASE_URL: database.url,
    PORTICO_ROOT_LOGIN: ROOT.login,
    PORTICO_ROOT_PASSWORD: ROOT.password,
    RATE_LIMIT: "0",
    JOBS: "off",
  });
  url = await server.ready();
  for (const { place, harmless } of PLACES) limits.set(place, MULTIPLE * Math.max(FLOOR, await least(() => harmless())));
}, 180_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Milliseconds of processor time the server has used, all its threads together. */
async function used(): Promise<number> {
  const stat = await readFile(`/proc/${server.pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const before = await used();
  await work();
  return (await used()) - before;
}

/** The least of three: compiling and collecting are no part of it. */
async function least(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) times.push(await timeOf(work));
  return Math.min(...times);
}

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

async function send(method: string, target: string, sending: Sending): Promise<void> {
  const { status } = await exchange(url, method, target, sending);
  expect([status, status < 500]).toEqual([status, true]);
}

/** A place hostile texts are sent to; several requests where one can't take a whole mebibyte. */
interface Place {
  place: string;
  harmless: () => Promise<unknown>;
  hostile: (shape: string) => Promise<unknown>;
}

function body(
  method: string,
  target: string,
  as: boolean,
  wrap: (shape: string, size: number) => string,
  headers: Record<string, string> = JSON_TYPE,
): Omit<Place, "place"> {
  const to = (raw: string): Promise<void> => send(method, target, { ...(as && { as: ROOT }), headers, raw });
  return { harmless: () => to(wrap("harmless ", SIZE)), hostile: (shape) => to(wrap(shape, SIZE)) };
}

/** Less than the 16 KiB that Node takes of an address and headers. */
const PIECE = 15_000;
const ROUNDS = 3;

function pieces(of: (text: string) => { target: string; headers?: Record<string, string> }): Omit<Place, "place"> {
  const sendAll = async (shape: string): Promise<void> => {
    const text = grown(
      shape.replace(/[^ -~]/gu, (character) => encodeURIComponent(character)),
      PIECE,
    );
    const { target, headers } = of(text);
    for (let round = 0; round < ROUNDS; round++) await send("GET", target.replaceAll(" ", "%20"), { ...(headers && { headers }) });
  };
  return { harmless: () => sendAll("harmless"), hostile: sendAll };
}

const header = (name: string, before = ""): Omit<Place, "place"> =>
  pieces((text) => ({ target: "/api/1/accounts?login=a", headers: { [name]: before + text } }));

const PLACES: Place[] = [
  { place: "a REST body", ...body("PUT", "/api/1/groups/self", true, grown) },
  { place: "a text of a REST body", ...body("PUT", "/api/1/groups/self", true, (shape, size) => inJson("name", shape, size)) },
  { place: "a text of an open REST body", ...body("POST", "/api/1/login", false, (shape, size) => inJson("username", shape, size)) },
  { place: "a graph body", ...body("POST", "/graphql", false, grown) },
  { place: "a query", ...body("POST", "/graphql", false, (shape, size) => inJson("query", shape, size)) },
  { place: "a query of 250,000 characters", ...body("POST", "/graphql", false, (shape) => inJson("query", shape, 250_000)) },
  {
    place: "a variable",
    ...body(
      "POST",
      "/graphql",
      false,
      (shape, size) => `{"query":"query($a:String){accountServer(login:$a){url}}","variables":${inJson("a", shape, size - 200)}}`,
    ),
  },
  { place: "the sign-in form", ...body("POST", "/signin", false, (shape, size) => `login=${grown(shape, size)}`, FORM_TYPE) },
  { place: "a small sign-in form", ...body("POST", "/signin", false, (shape) => `login=${grown(shape, 10_000)}`, FORM_TYPE) },
  { place: "the form of who forgot", ...body("POST", "/forgot-password", false, (shape) => `login=${grown(shape, 10_000)}`, FORM_TYPE) },
  {
    place: "the token endpoint",
    ...body("POST", "/api/2/idp/token", false, (shape, size) => `grant_type=${grown(shape, size)}`, FORM_TYPE),
  },
  {
    place: "a small form of the token endpoint",
    ...body("POST", "/api/2/idp/token", false, (shape) => `grant_type=${grown(shape, 10_000)}`, FORM_TYPE),
  },
  { place: "a path", ...pieces((text) => ({ target: `/api/1/accounts/${text}` })) },
  { place: "a query string", ...pieces((text) => ({ target: `/api/1/accounts?login=${text}` })) },
  { place: "another path", ...pieces((text) => ({ target: `/content/reports/${text}` })) },
  { place: "the path to go on to", ...pieces((text) => ({ target: `/signin?next=${text}` })) },
  ...["cookie", "accept", "accept-language", "accept-encoding", "if-none-match", "x-forwarded-for", "x-api-id", "user-agent", "origin"].map(
    (name) => ({ place: `the header ${name}`, ...header(name) }),
  ),
  { place: "the header authorization", ...header("authorization", "Basic ") },
];
const limits = new Map<string, number>();

describe.each(PLACES)("$place", ({ place, hostile }) => {
  it("takes what is hostile in a time that its size explains", { timeout: 120_000 }, async () => {
    const slow: [string, number][] = [];
    for (const [name, shape] of Object.entries(
      place.includes("body") && !place.includes("text") ? { ...SHAPES, ...JSON_SHAPES } : SHAPES,
    )) {
      const time = await timeOf(() => hostile(shape));
      if (time > limits.get(place)!) slow.push([name, time]);
    }
    expect(slow).toEqual([]);
  });
});
