import { once } from "node:events";
import { Agent, IncomingMessage, ServerResponse, get } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import express, { type RequestHandler } from "express";
import { afterEach, describe, expect, it, vi } from "vitest";
import { choosePort, listen, ListenError, type Listener } from "../src/http/listen.js";
import { createLogger } from "../src/kernel/log.js";

const host = "127.0.0.1";
const publicUrl = "http://127.0.0.1";
const log = createLogger("silent");
let listener: Listener | undefined;
afterEach(() => listener?.stop(0));

async function serve(handler: RequestHandler, limits: { idleTimeout?: number; requestTimeout?: number } = {}): Promise<number> {
  const port = await choosePort({ port: 0, host });
  listener = await listen(express().use(handler), { port, host, publicUrl, ...limits }, log);
  return port;
}

async function stopTime(patience: number): Promise<number> {
  const begin = performance.now();
  await listener?.stop(patience);
  listener = undefined;
  return performance.now() - begin;
}

async function request(port: number, agent: Agent): Promise<IncomingMessage> {
  const [response] = (await once(get({ host, port, agent }), "response")) as [IncomingMessage];
  return response.resume();
}

describe("listening", () => {
  it("names a taken port, also when it is only tried out", async () => {
    const port = await serve((_request, response) => void response.end());
    await expect(choosePort({ port, host })).rejects.toThrow(ListenError);
    await expect(listen(express(), { port, host, publicUrl }, log)).rejects.toThrow(`port ${port} is in use`);
  });

  it("makes requests and answers with the prototypes that Express gives them", async () => {
    const port = await serve((message, response) => void response.json({ app: message.app === response.app, host: message.get("host") }));
    const changed: string[] = [];
    const setting = vi.spyOn(Object, "setPrototypeOf").mockImplementation((object: object, prototype: object | null) => {
      const isMessage = object instanceof IncomingMessage || object instanceof ServerResponse;
      if (isMessage && Object.getPrototypeOf(object) !== prototype) changed.push(object.constructor.name);
      return Reflect.setPrototypeOf(object, prototype) && object;
    });
    const [response] = (await once(get({ host, port }), "response")) as [IncomingMessage];
    const [body] = (await once(response, "data")) as [Buffer];
    expect(JSON.parse(body.toString())).toEqual({ app: true, host: `${host}:${port}` });
    expect(setting).toHaveBeenCalled();
    setting.mockRestore();
    expect(changed).toEqual([]);
  });

  it("names a host that is not here", async () => {
    await expect(choosePort({ port: 0, host: "192.0.2.1" })).rejects.toThrow('HOST "192.0.2.1"');
  });
});

describe("time limits", () => {
  it("tell clients how long an idle connection is kept, and close it then", async () => {
    const port = await serve((_request, response) => response.end(), { idleTimeout: 1, requestTimeout: 10 });
    const agent = new Agent({ keepAlive: true });
    const response = await request(port, agent);
    expect(response.headers["keep-alive"]).toBe("timeout=1");
    await once(response.socket, "close");
    agent.destroy();
  });

  it.each([
    ["a header", "POST / HTTP/1.1\r\nHost: x\r\nContent-"],
    ["a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"],
    ["a chunked body", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
  ])("end %s that does not arrive, also where connections may idle for longer", async (_what, sent) => {
    const port = await serve((message, response) => message.on("end", () => response.end("done")).resume(), {
      idleTimeout: 60,
      requestTimeout: 1,
    });
    const socket = connect(port, host);
    socket.write(sent);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(socket, "close");
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 408 /);
  });
});

describe("stopping", () => {
  it("closes connections that are kept alive or were never used", async () => {
    const port = await serve((_request, response) => void response.end());
    const agent = new Agent({ keepAlive: true });
    await once(await request(port, agent), "end");
    const unused: Socket = connect(port, host);
    await once(unused, "connect");
    const closed = once(unused, "close");
    expect(await stopTime(5000)).toBeLessThan(1500);
    await closed;
    agent.destroy();
  });

  it("lets a running request finish, and its kept connection end with it", async () => {
    const port = await serve((_request, response) => void delay(500).then(() => response.end("done")));
    const agent = new Agent({ keepAlive: true });
    const response = request(port, agent);
    await delay(100);
    const time = stopTime(5000);
    expect((await response).statusCode).toBe(200);
    expect(await time).toBeLessThan(1500);
    agent.destroy();
  });

  it("cuts off what takes too long", async () => {
    const port = await serve(() => undefined);
    const response = request(port, new Agent()).catch((error: Error) => error);
    await delay(100);
    expect(await stopTime(300)).toBeLessThan(1500);
    expect(await response).toBeInstanceOf(Error);
  });
});
