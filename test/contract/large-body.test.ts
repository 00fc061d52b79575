import { request as open } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watched } from "../access/checksum.js";
import { ROOT } from "../setup/test-server.js";
import { basic } from "./http.js";
import { raw, refusing } from "./refused.js";
import { type World, createWorld } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

const refused = refusing(() => world);
const LIMIT = 1024 * 1024;
const SIZE = 20 * LIMIT;
const JSON_TYPE = { "content-type": "application/json" };
const AS_ROOT = { authorization: basic(ROOT) };

/** Sends 20 MB as fast as they are taken, and reads whatever is answered. */
function upload(method: string, path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = open(`${world.server.url}/api/1${path}`, { method, headers });
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.on("data", (data: Buffer) => (text += data.toString()));
      response.on("end", () => resolve({ status: response.statusCode!, text }));
      response.on("error", reject);
    });
    const piece = Buffer.alloc(65_536, "a");
    let sent = 0;
    const pump = (): void => {
      while (sent < SIZE) {
        sent += piece.length;
        if (!request.write(piece)) return void request.once("drain", pump);
      }
      request.end();
    };
    pump();
  });
}

const WAYS = [
  ["with Content-Length", { "content-length": String(SIZE) }],
  ["in chunks", { "transfer-encoding": "chunked" }],
] as const;

describe.each(WAYS)("20 MB %s", (_how, way) => {
  it("are refused by a 413 that the client can read, and change nothing", async () => {
    const { answer: answers, changed } = await watched(world.server.db, async () => {
      const rounds = [];
      for (let round = 0; round < 3; round++)
        rounds.push(await upload("PUT", `/groups/${world.tree.company.id}`, { ...AS_ROOT, ...JSON_TYPE, ...way }));
      return rounds;
    });
    expect([answers.map(({ status }) => status), changed]).toEqual([[413, 413, 413], false]);
    expect(JSON.parse(answers[0]!.text)).toMatchObject({
      error: {
        details: { info: expect.stringMatching(/1048576 bytes/) as string },
        message: "Payload Too Large",
        domain: "PlatformAccountServer",
        code: 413,
      },
    });
    expect((await world.send("GET", "/profile", { as: ROOT })).status).toBe(200);
  });

  it.each([
    ["PUT", "/nothing", 404, JSON_TYPE],
    ["PATCH", "/groups/self", 405, JSON_TYPE],
    ["PUT", "/groups/self", 401, JSON_TYPE],
    ["PUT", "/groups/self", 415, { ...AS_ROOT, "content-type": "text/plain" }],
    ["POST", "/login", 413, JSON_TYPE],
    ["POST", "/groups/self/logo", 413, { ...AS_ROOT, "content-type": "image/png" }],
    ["POST", "/groups/self/logo", 415, { ...AS_ROOT, "content-type": "image/jpeg" }],
    ["POST", "/groups/self/logo", 401, { "content-type": "image/png" }],
    ["POST", "/checkauth", 204, AS_ROOT],
  ] as const)("%s %s: an earlier answer, %d, can be read, too", async (method, path, status, headers) => {
    expect((await upload(method, path, { ...headers, ...way })).status).toBe(status);
  });
});

describe("the limit", () => {
  const put = (size: number): string => `{"name":"${"a".repeat(size - '{"name":""}'.length)}"}`;

  it("is still looked at", () => refused("PUT", `/groups/${world.tree.company.id}`, raw(put(LIMIT)), /^name must not have more than/));
  it("and a byte more is not", () => refused("PUT", `/groups/${world.tree.company.id}`, raw(put(LIMIT + 1)), /1048576 bytes/, 413));
});
