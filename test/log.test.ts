import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogger, requestLogging } from "../src/kernel/log.js";

let written: string;
let output: PassThrough;
beforeEach(() => {
  written = "";
  output = new PassThrough();
  output.on("data", (chunk: Buffer) => (written += chunk.toString()));
});

const lines = () =>
  written
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the log", () => {
  it("keeps secrets out, at any depth they occur", () => {
    const log = createLogger("info", output);
    log.info({
      password: "hush",
      user: { token: "hush" },
      request: { headers: { authorization: "hush", "set-cookie": "hush" } },
      login: "shown",
    });
    expect(written).not.toContain("hush");
    expect(lines()[0]).toMatchObject({ password: "[redacted]", login: "shown" });
  });

  it("honours its level", () => {
    createLogger("silent", output).fatal("nothing");
    expect(written).toBe("");
  });
});

describe("request logging", () => {
  let server: Server;
  let address: string;
  beforeEach(async () => {
    const log = createLogger("info", output);
    const logging = requestLogging(log);
    server = createServer((request, response) => {
      logging(request, response);
      log.info({ reqId: request.id }, "at work");
      response.statusCode = request.url?.startsWith("/broken") ? 500 : 200;
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  it("tells method, path and status, and neither query nor headers", async () => {
    await fetch(`${address}/api/1/groups?token=hush&jwt=hush`, { headers: { authorization: "Bearer hush", cookie: "a=hush" } });
    expect(written).not.toContain("hush");
    expect(lines().at(-1)).toMatchObject({ level: 30, req: { method: "GET", path: "/api/1/groups" }, res: { statusCode: 200 } });
  });

  it("tells an IPv4 address as one, also where the connection is IPv6", async () => {
    const { port } = server.address() as AddressInfo;
    server.close();
    server.closeAllConnections();
    server.listen(port, "::");
    await once(server, "listening");
    await fetch(`http://127.0.0.1:${port}/`);
    expect(lines().at(-1)).toMatchObject({ req: { remoteAddress: "127.0.0.1" } });
  });

  it("reports failures as errors", async () => {
    await fetch(`${address}/broken`);
    expect(lines().at(-1)).toMatchObject({ level: 50, res: { statusCode: 500 } });
  });

  it("keeps an acceptable x-request-id and replaces any other", async () => {
    const idFor = async (given: string) => (await fetch(address, { headers: { "x-request-id": given } })).headers.get("x-request-id");
    expect(await idFor("client-1.a_B")).toBe("client-1.a_B");
    for (const bad of ["a b", "x".repeat(65), "<script>"]) expect(await idFor(bad)).toMatch(/^[0-9a-f]{8}-/);
    expect(new Set(lines().map(({ reqId }) => reqId)).size).toBe(4);
  });

  it("passes over the probes", async () => {
    await fetch(`${address}/healthz`);
    expect(lines().map(({ msg }) => msg)).toEqual(["at work"]);
  });
});
