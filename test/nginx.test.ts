import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, type IncomingHttpHeaders, createServer as createHttpServer, request as send } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../src/app.js";
import { choosePort, listen } from "../src/http/listen.js";
import { GroupKind } from "../src/kernel/enums.js";
import { createLogger } from "../src/kernel/log.js";
import { createServices } from "../src/services.js";
import { projectRoot } from "../src/kernel/project-root.js";
import { ROOT, type TestServer, startTestServer } from "./setup/test-server.js";
import { PASSWORD, makeAdmin, makeGroup } from "./setup/tree.js";

const NGINX = process.env["NGINX"] ?? "/usr/sbin/nginx";
const isInstalled = spawnSync(NGINX, ["-v"]).status === 0;
const ABSENT = `skipped: there is no nginx at ${NGINX}; install it, or set NGINX to where it is`;
if (!isInstalled) console.warn(ABSENT);

/** Loopback addresses of clients. The proxy itself comes from 127.0.0.1, which alone is trusted. */
const [HERE, THERE] = ["127.0.0.2", "127.0.0.3"];

let server: TestServer;
let folder: string;
let proxy: Proxy;

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const { port: free } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, "close");
  return free;
}

/**
 * A site as docs/nginx/README.md has it, on a port of its own and without TLS, in front of a server and a service that shows its
 * headers.
 */
const configuration = (own: string, port: number, upstream: string, keepalive: string, tools: number): string => `
daemon off;
pid ${own}/nginx.pid;
error_log ${own}/error.log;
${process.getuid?.() === 0 ? "user root;" : ""}
events {}
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${own}/${name};`).join("\n  ")}
  upstream portico {
    server ${upstream};
    ${keepalive}
  }
  server {
    listen 127.0.0.1:${port};
    include ${join(projectRoot, "docs/nginx/portico.conf")};
    location /tools/ {
      auth_request /portico-auth;
      root ${folder};
    }
    location /headers/ {
      proxy_pass http://127.0.0.1:${tools};
    }
  }
}
`;

interface Proxy {
  port: number;
  stop: () => Promise<void>;
}

/** nginx in front of a server. @param keepalive what the upstream says of idle connections */
async function startNginx(upstream: string, keepalive: string, tools = 9): Promise<Proxy> {
  const own = await mkdtemp(join(folder, "nginx-"));
  const port = await freePort();
  await writeFile(join(own, "nginx.conf"), configuration(own, port, upstream, keepalive, tools));
  const nginx: ChildProcess = spawn(NGINX, ["-p", own, "-c", join(own, "nginx.conf")], { stdio: ["ignore", "inherit", "inherit"] });
  for (let attempt = 0; ; attempt++) {
    if (
      await fetch(`http://127.0.0.1:${port}/healthz`).then(
        () => true,
        () => false,
      )
    )
      break;
    if (attempt === 100) throw new Error("nginx does not answer");
    await delay(50);
  }
  return {
    port,
    stop: async () => {
      nginx.kill("SIGTERM");
      await once(nginx, "exit");
    },
  };
}

/** A service that answers with the headers it was sent. */
const mirror = createHttpServer((request, response) => response.end(JSON.stringify(request.headers)));

beforeAll(async () => {
  if (!isInstalled) return;
  server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1" });
  folder = await mkdtemp(join(tmpdir(), "portico-nginx-"));
  await mkdir(join(folder, "tools"));
  await writeFile(join(folder, "tools/index.html"), "a tool\n");
  mirror.listen(0, "127.0.0.1");
  await once(mirror, "listening");
  proxy = await startNginx(new URL(server.url).host, "keepalive 16;", (mirror.address() as AddressInfo).port);
});
afterAll(async () => {
  if (!isInstalled) return;
  await proxy.stop();
  mirror.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A request to nginx from one of the loopback addresses. */
function ask(
  method: string,
  path: string,
  { from = HERE, headers = {}, body }: { from?: string | undefined; headers?: Record<string, string>; body?: object } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send({
      host: "127.0.0.1",
      port: proxy.port,
      localAddress: from,
      method,
      path,
      agent: false,
      headers: { ...(body && { "content-type": "application/json" }), ...headers },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const login = (
  { login: username, password }: { login: string; password: string },
  options: { from?: string; headers?: Record<string, string> } = {},
): Promise<Answer> => ask("POST", "/api/1/login", { ...options, body: { username, password } });
const cookieOf = ({ headers }: Answer): { cookie: string } => ({ cookie: headers["set-cookie"]![0]!.split(";")[0]! });
const tool = async (headers: Record<string, string> = {}, from?: string): Promise<number> =>
  (await ask("GET", "/tools/", { from, headers })).status;

describe.skipIf(!isInstalled)(`behind nginx, by docs/nginx/portico.conf${isInstalled ? "" : ` (${ABSENT})`}`, () => {
  it("a protected location is open with a session and closed without", async () => {
    const { cookie } = cookieOf(await login(ROOT));
    const { status, text } = await ask("GET", "/tools/", { headers: { cookie } });
    expect([status, text]).toEqual([200, "a tool\n"]);
    expect(await tool()).toBe(401);
    expect(await tool({ cookie: "SESSION=00000000-0000-4000-8000-000000000000" })).toBe(401);
    expect((await ask("POST", "/api/1/logout", { headers: { cookie } })).status).toBe(204);
    expect(await tool({ cookie })).toBe(401);
  });

  it("Basic and tokens open it, too; bad ones do not", async () => {
    const basic = (password: string): Record<string, string> => ({
      authorization: `Basic ${Buffer.from(`${ROOT.login}:${password}`).toString("base64")}`,
    });
    const { jwt } = JSON.parse((await ask("GET", "/api/1/admins/self/jwt", { headers: basic(ROOT.password) })).text) as { jwt: string };
    expect([await tool(basic(ROOT.password)), await tool(basic("wrong"))]).toEqual([200, 403]);
    expect([await tool({ authorization: `Bearer ${jwt}` }), await tool({ authorization: `Bearer ${jwt}x` })]).toEqual([200, 401]);
  });

  it("the check itself can't be called from outside", async () => {
    expect((await ask("GET", "/portico-auth", { headers: cookieOf(await login(ROOT)) })).status).toBe(404);
  });

  it("the client's address is the one nginx saw, whatever the client says", async () => {
    const clientIp = async (options: Parameters<typeof login>[1]): Promise<unknown> =>
      (JSON.parse((await login(ROOT, options)).text) as { client_ip: unknown }).client_ip;
    expect(await clientIp({ from: THERE })).toBe(THERE);
    expect(await clientIp({ from: THERE, headers: { "x-forwarded-for": "203.0.113.9" } })).toBe(THERE);
    expect(
      await clientIp({
        from: THERE,
        headers: { "x-forwarded-for": "203.0.113.9, 127.0.0.1", "x-real-ip": "203.0.113.9", forwarded: "for=203.0.113.9" },
      }),
    ).toBe(THERE);
    const direct = await fetch(`${server.url}/api/1/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: ROOT.login, password: ROOT.password }),
    });
    expect(((await direct.json()) as { client_ip: string }).client_ip).toBe("127.0.0.1");
  });

  it("a group's list of addresses holds for the protected location", async () => {
    const { id } = await makeGroup(server, "self", GroupKind.MSP, "Partner");
    const admin = await makeAdmin(server, id, "listed");
    const { cookie } = cookieOf(await login(admin));
    const { status } = await ask("POST", "/api/1/groups/self/settings/logon_ips", { headers: { cookie }, body: { items: [HERE] } });
    expect(status).toBe(200);
    expect([await tool({ cookie }, HERE), await tool({ cookie }, THERE)]).toEqual([200, 403]);
    expect((await login({ login: admin.login, password: PASSWORD }, { from: THERE })).status).toBe(403);
  });

  it("a page of another site opens nothing that it could not open before", async () => {
    const { cookie } = cookieOf(await login(ROOT));
    const { status } = await ask("PUT", "/api/1/groups/self", {
      headers: { cookie, origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
      body: { internal_tag: "x" },
    });
    expect(status).toBe(403);
  });

  it("headers that Portico does not read of proxies do not pass from clients", async () => {
    const { text } = await ask("GET", "/headers/", {
      headers: { forwarded: "for=203.0.113.9", "x-forwarded-host": "evil.example", "x-real-ip": "203.0.113.9" },
    });
    const seen = JSON.parse(text) as Record<string, string>;
    expect(
      Object.keys(seen)
        .filter((name) => /forwarded|real-ip/.test(name))
        .sort(),
    ).toEqual(["x-forwarded-for", "x-forwarded-proto"]);
    expect(seen["x-forwarded-for"]).toBe(HERE);
  });
});

/** Seconds after which nginx closes an idle connection to Portico, and after which Portico does. */
const [PROXY_IDLE, SERVER_IDLE] = [1, 2];
/** How many send at once, each on a connection of its own to nginx. */
const CLIENTS = 100;
/** Milliseconds by which pauses miss the limits. */
const OFFSETS = [-40, -20, -10, -5, 0, 5, 10, 20, 40, 60];

describe.skipIf(!isInstalled)("connections that idle about as long as nginx or Portico keep them", () => {
  it("answer 2,000 POSTs, and none with 502", { timeout: 120_000 }, async () => {
    const app = await createApp({ services: createServices(server.config, server.db, createLogger("silent")) });
    const place = { host: "127.0.0.1", port: await choosePort({ host: "127.0.0.1", port: 0 }) };
    const listener = await listen(
      app,
      { ...place, publicUrl: "http://localhost", idleTimeout: SERVER_IDLE, requestTimeout: 30 },
      createLogger("silent"),
    );
    const front = await startNginx(`127.0.0.1:${place.port}`, `keepalive ${CLIENTS}; keepalive_timeout ${PROXY_IDLE}s;`);
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
    const post = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = send({ host: "127.0.0.1", port: front.port, agent, method: "POST", path: "/api/1/logout" });
        request.on("error", reject);
        request.on("response", (response) => response.resume().on("end", () => resolve(response.statusCode!)));
        request.end();
      });
    const statuses = new Map<number, number>();
    try {
      for (const limit of [PROXY_IDLE, SERVER_IDLE]) {
        for (const offset of OFFSETS) {
          for (const status of await Promise.all(Array.from({ length: CLIENTS }, post)))
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
          await delay(1000 * limit + offset);
        }
      }
      expect([...statuses]).toEqual([[401, 2 * OFFSETS.length * CLIENTS]]);
    } finally {
      agent.destroy();
      await front.stop();
      await listener.stop(0);
    }
  });
});
