import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { choosePort, listen } from "../../src/http/listen.js";
import { createLogger } from "../../src/kernel/log.js";
import { lineOf } from "../../src/kernel/log-lines.js";
import { createServices } from "../../src/services.js";
import { program } from "../api-accounts/programs.js";
import { basic } from "../contract/http.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

type Line = Record<string, unknown>;

let server: TestServer;
let logged: HttpServer;
let lines: Line[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const log = createLogger("info", { write: (line) => void lines.push(JSON.parse(line) as Line) });
  logged = (await createApp({ services: createServices(server.config, server.db, log) })).listen(0, "127.0.0.1");
  await once(logged, "listening");
});
afterAll(async () => {
  logged.close();
  logged.closeAllConnections();
  await server.stop();
});
beforeEach(() => void (lines = []));

/** The line of a request once it is written. */
async function lineFor(path: string, init: RequestInit = {}): Promise<Line> {
  const response = await fetch(`http://127.0.0.1:${(logged.address() as AddressInfo).port}${path}`, { redirect: "manual", ...init });
  await response.arrayBuffer();
  let found: Line | undefined;
  await expect.poll(() => (found = lines.find(({ reqId }) => reqId === response.headers.get("x-request-id")))).toBeDefined();
  return found!;
}

const json = { "content-type": "application/json" };
const asked = (query: string): RequestInit => ({
  method: "POST",
  headers: { ...json, authorization: basic(ROOT) },
  body: JSON.stringify({ query }),
});

describe("a request's line in the log", () => {
  it("names who has made it, at each endpoint and the second time as the first", async () => {
    for (let time = 0; time < 2; time += 1) {
      expect(await lineFor("/api/1/groups/self", { headers: { authorization: basic(ROOT) } })).toMatchObject({ caller: ROOT.login });
      expect(await lineFor("/graphql", asked("{ viewer { login } }"))).toMatchObject({ caller: ROOT.login });
    }
    expect(
      await lineFor("/api/1/login", {
        method: "POST",
        headers: json,
        body: JSON.stringify({ username: ROOT.login, password: ROOT.password }),
      }),
    ).toMatchObject({ caller: ROOT.login });
    expect(
      await lineFor("/signin", {
        method: "POST",
        headers: { origin: server.config.publicUrl },
        body: new URLSearchParams({ login: ROOT.login, password: ROOT.password }),
      }),
    ).toMatchObject({ caller: ROOT.login });
  });

  it("names a program by its identifier, also where it fetches its token", async () => {
    const caller = await program(server, { roles: ["root_admin"] }).catch(() => program(server));
    expect(
      await lineFor("/api/v1/security/accounts", { headers: { "x-api-id": caller.login, "x-api-key": caller.password } }),
    ).toMatchObject({ caller: caller.login });
    const line = await lineFor("/api/2/idp/token", {
      method: "POST",
      headers: { authorization: basic(caller) },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    expect(line).toMatchObject({ caller: caller.login, res: { statusCode: 200 } });
  });

  it("names nobody who has not proved who it is", async () => {
    expect(await lineFor("/api/1/groups/self", { headers: { authorization: basic({ ...ROOT, password: "wrong" }) } })).not.toHaveProperty(
      "caller",
    );
    expect(
      await lineFor("/api/1/login", { method: "POST", headers: json, body: JSON.stringify({ username: ROOT.login, password: "wrong" }) }),
    ).not.toHaveProperty("caller");
    expect(await lineFor("/signin")).not.toHaveProperty("caller");
  });

  it("says why it was refused, by code and rule", async () => {
    const missing = { refusal: { code: "NOT_FOUND", rule: "missing" } };
    expect(await lineFor("/api/1/groups/999999", { headers: { authorization: basic(ROOT) } })).toMatchObject(missing);
    expect(await lineFor("/graphql", asked('{ viewer { login } group(id: "999999") { id } }'))).toMatchObject(missing);
    expect(await lineFor("/graphql", asked('mutation { deleteGroup(id: "self") }'))).toMatchObject({
      refusal: { code: "FORBIDDEN", rule: "root-group" },
    });
    expect(await lineFor("/graphql", { ...asked("{ viewer { login } }"), headers: { "content-type": "text/plain" } })).toMatchObject({
      refusal: { rule: "media" },
    });
    expect(await lineFor("/graphql", asked("{ viewer { login } }"))).not.toHaveProperty("refusal");
    expect(
      lineOf({ req: { method: "GET", path: "/", remoteAddress: "192.0.2.1" }, res: { statusCode: 404 }, ...missing, responseTime: 1 }),
    ).toBe("GET / 404 NOT_FOUND by rule missing 1 ms - 192.0.2.1");
  });

  it("refuses a wrong password as it refuses a login that does not exist", async () => {
    const [known, unknown] = [ROOT.login, "nobody.here"].map((username) => ({
      method: "POST",
      headers: json,
      body: JSON.stringify({ username, password: "wrong" }),
    }));
    const refusals = [(await lineFor("/api/1/login", known))["refusal"], (await lineFor("/api/1/login", unknown))["refusal"]];
    expect(refusals).toEqual([
      { code: "UNAUTHENTICATED", rule: "sign-in" },
      { code: "UNAUTHENTICATED", rule: "sign-in" },
    ]);
  });

  it("names the operation, and none of its values", async () => {
    expect(await lineFor("/graphql", asked("query Who { viewer { login } }"))).toMatchObject({ operation: "query Who" });
    expect(await lineFor("/graphql", asked('{ first: viewer { login } group(id: "self") { name } }'))).toMatchObject({
      operation: "query { viewer group }",
    });
    const failed = await lineFor("/graphql", asked('mutation { login(username: "somebody", password: "hush-hush") { account { id } } }'));
    expect(failed).toMatchObject({ operation: "mutation { login }" });
    expect(JSON.stringify(failed)).not.toMatch(/somebody|hush/);
    expect((await lineFor("/graphql", asked(`query ${"long".repeat(100)} { viewer { login } }`)))["operation"]).toHaveLength(80);
    expect(await lineFor("/graphql", asked("query Wrong {"))).not.toHaveProperty("operation");
  });

  it("has an IPv4 address as one, also of what is no request", async () => {
    let written = "";
    const log = createLogger("info", { write: (line) => void (written += line) });
    // On all interfaces, by IPv6 where the machine has it, as a server listens unless told otherwise.
    const port = await choosePort({ port: 0, host: undefined });
    const listener = await listen(
      express().use((_request, response) => void response.end()),
      { port, host: undefined, publicUrl: server.config.publicUrl },
      log,
    );
    const socket = connect(port, "127.0.0.1").resume();
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n");
    await once(socket, "close");
    await listener.stop(1000);
    expect(JSON.parse(written)).toMatchObject({ msg: "what came was no request", remoteAddress: "127.0.0.1" });
  });
});

describe("a line for persons", () => {
  it("says what a request was and how it ended", () => {
    const req = { method: "PUT", path: "/api/1/groups/7", remoteAddress: "192.0.2.1" };
    expect(lineOf({ msg: "request completed", reqId: "r1", req, res: { statusCode: 200 }, caller: "admin", responseTime: 12 })).toBe(
      "PUT /api/1/groups/7 200 12 ms admin 192.0.2.1",
    );
    expect(lineOf({ msg: "request aborted", reqId: "r1", req, responseTime: 3 })).toBe(
      "PUT /api/1/groups/7 request aborted 3 ms - 192.0.2.1",
    );
    expect(
      lineOf({
        msg: "request completed",
        reqId: "r1",
        req,
        res: { statusCode: 500 },
        caller: "admin",
        acting: { actor: "admin", as: "eve" },
        operation: "query Who",
        responseTime: 3,
      }),
    ).toBe("PUT /api/1/groups/7 (query Who) 500 3 ms admin as eve 192.0.2.1 (request r1)");
    expect(lineOf({ msg: "ready" })).toBe("ready");
  });

  it("has nothing that a terminal would act on", () => {
    const req = { method: "GET", path: "/\u009b2J", remoteAddress: "192.0.2.1" };
    expect(lineOf({ req, res: { statusCode: 404 }, caller: "a\u001b]0;x\u0007\u202eb\nc", responseTime: 1 })).toBe(
      "GET /?2J 404 1 ms a?]0;x??b?c 192.0.2.1",
    );
  });
});
