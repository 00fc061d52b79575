import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { basic } from "../contract/http.js";
import { ROOT } from "../setup/test-server.js";
import { type Listening, answerIn, startListening } from "./listening.js";

let listening: Listening;
beforeAll(async () => void (listening = await startListening()));
afterAll(() => listening.stop());
beforeEach(() => void listening.log());

const SECRET = "hush-hush";
const REASON = "the request is not HTTP: its address and headers must be ASCII, and its body as long as they say";
const TOO_LARGE = "the address and headers are too large";

const portal = (status: number, message: string, info: string): object => ({
  error: { details: { info }, message, domain: "PlatformAccountServer", context: {}, code: status },
});
const flat = (status: number, phrase: string, detail: string): object => ({
  error: `HTTP-${status}`,
  message: phrase,
  title: phrase,
  detail,
});
const graph = (message: string): object => ({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
const token = (description: string): object => ({ error: "invalid_request", error_description: description });

/** The endpoints, with how each answers what is no request. */
const DOORS: [path: string, type: string, malformed: unknown, tooLarge: unknown][] = [
  ["/api/1/groups/self", "application/json", portal(400, "Bad Request", REASON), portal(431, "Request Header Fields Too Large", TOO_LARGE)],
  ["//api/1//groups", "application/json", portal(400, "Bad Request", REASON), portal(431, "Request Header Fields Too Large", TOO_LARGE)],
  [
    "/api/v1/security/accounts",
    "application/json",
    flat(400, "Bad Request", REASON),
    flat(431, "Request Header Fields Too Large", TOO_LARGE),
  ],
  ["/graphql", "application/json", graph(REASON), graph(TOO_LARGE)],
  ["/api/2/idp/token", "application/json", token(REASON), token(TOO_LARGE)],
  ...["/signin", "/forgot-password", "/logos/a.png", "/nowhere", "/"].map((path): [string, string, unknown, unknown] => [
    path,
    "text/plain; charset=utf-8",
    `${REASON}\n`,
    `${TOO_LARGE}\n`,
  ]),
];

const HEAD = `Host: x\r\nAuthorization: Bearer ${SECRET}\r\nCookie: SESSION=${SECRET}\r\n`;

describe.each(DOORS)("%s", (path, type, malformed, tooLarge) => {
  const bodyOf = (text: string): unknown => (type === "application/json" ? JSON.parse(text) : text);

  async function expectFault(bytes: string | Buffer, status: number, body: unknown): Promise<void> {
    const answer = answerIn(await listening.send(bytes));
    expect([answer.status, bodyOf(answer.body)]).toEqual([status, body]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": type,
      connection: "close",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    const lines = listening.log();
    expect(lines.map(({ level, msg, res }) => [level, msg, res])).toEqual([[30, "what came was no request", { statusCode: status }]]);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  }

  it("raw UTF-8 in the address", () => expectFault(Buffer.from(`GET ${path}?login=Müller HTTP/1.1\r\n${HEAD}\r\n`), 400, malformed));
  it("no HTTP", () => expectFault(`GET ${path} HTTP/9.9\r\n${HEAD}\r\n`, 400, malformed));
  it("a header that is none", () => expectFault(`GET ${path} HTTP/1.1\r\n${HEAD}no header\r\n\r\n`, 400, malformed));
  it("two lengths", () =>
    expectFault(`POST ${path} HTTP/1.1\r\n${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n`, 400, malformed));
  it("headers that are too large", () => expectFault(`GET ${path} HTTP/1.1\r\n${HEAD}X-Pad: ${"x".repeat(40_000)}\r\n\r\n`, 431, tooLarge));
  it("an address that is too large", () => expectFault(`GET ${path}?a=${"x".repeat(40_000)} HTTP/1.1\r\n${HEAD}\r\n`, 431, tooLarge));
});

/** Requests whose body is read, each with its type. */
const BODIES: [string, string, string][] = [
  ["PUT /api/1/groups/self", "application/json", `Authorization: ${basic(ROOT)}\r\n`],
  ["POST /api/1/groups/self/logo", "image/png", `Authorization: ${basic(ROOT)}\r\n`],
  ["POST /api/1/login", "application/json", ""],
  ["POST /api/v1/security/accounts", "application/json", `Authorization: ${basic(ROOT)}\r\n`],
  ["POST /graphql", "application/json", ""],
  ["POST /graphql", "application/json", `Authorization: ${basic(ROOT)}\r\n`],
  ["POST /signin", "application/x-www-form-urlencoded", ""],
  ["POST /signin/token", "application/x-www-form-urlencoded", ""],
  ["POST /forgot-password", "application/x-www-form-urlencoded", ""],
  ["POST /activate", "application/x-www-form-urlencoded", ""],
  ["POST /reset", "application/x-www-form-urlencoded", ""],
  ["POST /confirm-email", "application/x-www-form-urlencoded", ""],
  ["POST /api/2/idp/token", "application/x-www-form-urlencoded", ""],
];

describe.each(BODIES)("%s", (request, type, credentials) => {
  const head = `${request} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${credentials}`;

  /** Waits for the log of the request itself: it is written when the connection is gone. */
  async function logged(): Promise<ReturnType<Listening["log"]>> {
    const lines: ReturnType<Listening["log"]> = [];
    while (!lines.some(({ msg }) => msg.startsWith("request "))) {
      await new Promise((resolve) => setImmediate(resolve));
      lines.push(...listening.log());
    }
    return lines;
  }

  it.each([
    ["with a length", "Content-Length: 1000\r\n\r\n{"],
    ["in chunks", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"],
  ])("a client that goes away in the middle of a body %s is no failure", async (_how, rest) => {
    const socket = listening.open();
    socket.on("error", () => undefined);
    const arrived = listening.arrival();
    socket.write(`${head}${rest}`);
    await arrived;
    socket.resetAndDestroy();
    const lines = await logged();
    expect(lines.map(({ level, msg, errorId, err }) => [level, msg, errorId, err])).toEqual([
      [30, "request aborted", undefined, undefined],
    ]);
    expect(lines[0]!["res"]).toBeUndefined();
    expect(JSON.stringify(lines)).not.toContain(basic(ROOT).split(" ")[1]);
  });

  it.each([
    ["that is packed", "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", 415, /packed/],
    ["in another encoding", "Content-Encoding: rot13\r\nContent-Length: 5\r\n\r\nhello", 415, /packed/],
    ["that is no UTF-8", Buffer.from("Content-Length: 2\r\n\r\n\xff\xfe", "latin1"), 400, /utf-8/i],
  ] as const)("a body %s is the client's fault, and it is told so", async (_what, rest, status, reason) => {
    if (type === "image/png" && status === 400) return;
    const answer = answerIn(await listening.send(Buffer.concat([Buffer.from(`${head}Connection: close\r\n`), Buffer.from(rest)])));
    const isToken = request.endsWith("/token") && request.includes("idp");
    expect([answer.status, answer.body]).toEqual([isToken ? 400 : status, expect.stringMatching(reason)]);
    expect((await logged()).map(({ level }) => level)).toEqual([30]);
  });
});
