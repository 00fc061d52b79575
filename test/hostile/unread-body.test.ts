import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "../contract/http.js";
import { ROOT } from "../setup/test-server.js";
import { type Listening, answerIn, startListening } from "./listening.js";

let listening: Listening;
beforeAll(async () => void (listening = await startListening()));
afterAll(() => listening.stop());

const PIECE = "a".repeat(16_384);
/** What the server may take of a body: the largest there is, what it drops besides, and what the kernels of both ends hold. */
const MOST = 24 * 1024 * 1024;

/** Sends a body that never ends, and reads until the connection does. @returns the answer, and how many bytes were sent */
async function flood(head: string, chunked: boolean): Promise<{ text: string; sent: number }> {
  const socket = listening.open();
  let text = "";
  let sent = 0;
  socket.on("data", (data: Buffer) => (text += data.toString()));
  socket.on("error", () => undefined);
  socket.write(head);
  const pump = (): void => {
    while (!socket.destroyed && socket.writable && sent <= MOST) {
      sent += PIECE.length;
      if (!socket.write(chunked ? `4000\r\n${PIECE}\r\n` : PIECE)) return void socket.once("drain", pump);
    }
  };
  pump();
  await new Promise((resolve) => socket.once("close", resolve));
  return { text, sent };
}

const AS_ROOT = `Authorization: ${basic(ROOT)}\r\n`;
const JSON_TYPE = "Content-Type: application/json\r\n";
const FORM_TYPE = "Content-Type: application/x-www-form-urlencoded\r\n";

const REQUESTS: [string, string, number][] = [
  ["PUT /api/1/groups/self", AS_ROOT + JSON_TYPE, 413],
  ["PUT /api/1/groups/self", JSON_TYPE, 401],
  ["PUT /api/1/groups/self", `${AS_ROOT}Content-Type: text/plain\r\n`, 415],
  ["POST /api/1/groups/self/logo", `${AS_ROOT}Content-Type: image/png\r\n`, 413],
  ["POST /api/1/login", JSON_TYPE, 413],
  ["GET /api/1/groups/self", AS_ROOT, 200],
  ["DELETE /api/1/nothing", "", 404],
  ["PATCH /api/1/groups/self", AS_ROOT, 405],
  ["POST /api/v1/security/accounts", AS_ROOT + JSON_TYPE, 413],
  ["GET /api/v1/security/principals/self", "", 401],
  ["POST /graphql", JSON_TYPE, 413],
  ["POST /graphql", "Content-Type: text/plain\r\n", 415],
  ["GET /graphql", "Accept: text/html\r\n", 303],
  ["POST /signin", FORM_TYPE, 413],
  ["POST /signin", JSON_TYPE, 415],
  ["POST /signin", `${FORM_TYPE}Sec-Fetch-Site: cross-site\r\n`, 403],
  ["GET /signin", "", 200],
  ["PUT /signin", FORM_TYPE, 405],
  ["POST /signout", "", 303],
  ["POST /signin/token", FORM_TYPE, 413],
  ["POST /forgot-password", FORM_TYPE, 413],
  ["POST /activate", FORM_TYPE, 413],
  ["POST /reset", FORM_TYPE, 413],
  ["POST /confirm-email", FORM_TYPE, 413],
  ["POST /api/2/idp/token", FORM_TYPE, 413],
  ["POST /api/2/idp/token", JSON_TYPE, 400],
  ["GET /api/2/idp/token", "", 405],
  ["POST /storages?access_token=a", "", 401],
  ["GET /logos/a.png", "", 404],
  ["GET /content/reports/a", "", 401],
  ["GET /healthz", "", 200],
  ["POST /nowhere", "", 404],
  ["GET /", "", 200],
];

describe.each([
  ["in chunks", "Transfer-Encoding: chunked\r\n\r\n", true],
  ["of a terabyte", "Content-Length: 1000000000000\r\n\r\n", false],
])("a body %s that never ends", (_how, rest, chunked) => {
  it.concurrent.each(REQUESTS)("%s with %j is answered by %d, and the connection ends", async (request, headers, status) => {
    const { text, sent } = await flood(`${request} HTTP/1.1\r\nHost: x\r\n${headers}${rest}`, chunked);
    const answer = answerIn(text);
    expect([answer.status, answer.headers.get("connection")]).toEqual([status, "close"]);
    expect(sent).toBeLessThan(MOST);
  });
});

it("a short body that nobody wants leaves the connection to the next request", async () => {
  const socket = listening.open();
  let text = "";
  socket.on("data", (data: Buffer) => (text += data.toString()));
  const body = "a".repeat(50_000);
  socket.write(`POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  await once(socket, "close");
  expect([...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)).toEqual(["404", "200"]);
});
