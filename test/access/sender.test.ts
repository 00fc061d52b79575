import { type IncomingMessage, request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressList, canonicalAddress, listHolds, networkOf, peerAddress } from "../../src/kernel/client-address.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { type TestServer, ROOT, startTestServer } from "../setup/test-server.js";
import { PASSWORD, makeAdmin, makeGroup } from "../setup/tree.js";

/** Proxies are 127.0.0.1 and 10.1.0.0/16; clients come from other loopback addresses, or by what proxies say. */
const [PROXY, CLIENT] = ["127.0.0.1", "127.0.0.9"];
const LIMIT = 4;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1, 10.1.0.0/16, 2001:db8:ffff::/48", RATE_LIMIT: String(LIMIT) });
});
afterAll(() => server.stop());

interface Said {
  status: number;
  cookie: string | undefined;
  body: { client_ip?: string };
}

/** A request from a loopback address, with header lines as they are. */
function ask(
  method: string,
  path: string,
  { from = PROXY, lines = [], body, auth }: { from?: string; lines?: readonly [string, string][]; body?: object; auth?: string } = {},
): Promise<Said> {
  const { hostname, port } = new URL(server.url);
  const headers = [
    ["Host", "portal.example"],
    ...(body ? [["Content-Type", "application/json"]] : []),
    ...(auth ? [["Authorization", `Basic ${Buffer.from(auth).toString("base64")}`]] : []),
    ...lines,
  ].flat();
  if (body) headers.push("Content-Length", String(Buffer.byteLength(JSON.stringify(body))));
  return new Promise((resolve, reject) => {
    const request = send({ host: hostname, port, localAddress: from, method, path: `/api/1${path}`, agent: false, headers });
    request.on("error", reject);
    request.on("response", (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode!,
          cookie: response.headers["set-cookie"]?.[0],
          body: text === "" ? {} : (JSON.parse(text) as Said["body"]),
        });
      });
    });
    request.end(body && JSON.stringify(body));
  });
}

const login = (options: Parameters<typeof ask>[2]): Promise<Said> =>
  ask("POST", "/login", { ...options, body: { username: ROOT.login, password: ROOT.password } });
const forwarded = (...values: string[]): [string, string][] => values.map((value) => ["X-Forwarded-For", value]);

const ADDRESSES: readonly [what: string, header: readonly string[], expected: string][] = [
  ["no header", [], PROXY],
  ["an address", ["192.0.2.1"], "192.0.2.1"],
  ["an address with a port", ["192.0.2.1:49152"], "192.0.2.1"],
  ["IPv6", ["2001:DB8:0:0::1"], "2001:db8::1"],
  ["IPv6 in full", ["2001:0db8:0000:0000:0000:0000:0000:0001"], "2001:db8::1"],
  ["IPv6 in brackets", ["[2001:db8::1]"], "2001:db8::1"],
  ["IPv6 in brackets with a port", ["[2001:db8::1]:443"], "2001:db8::1"],
  ["IPv4 in IPv6", ["::ffff:192.0.2.1"], "192.0.2.1"],
  ["IPv4 in IPv6 in hex", ["::FFFF:c000:201"], "192.0.2.1"],
  ["IPv4 in IPv6 in full", ["0:0:0:0:0:ffff:192.0.2.1"], "192.0.2.1"],
  ["IPv4 in IPv6 with a port", ["[::ffff:192.0.2.1]:80"], "192.0.2.1"],
  ["blanks and tabs around", [" \t192.0.2.1 \t"], "192.0.2.1"],
  ["what a client put before", ["203.0.113.9, 192.0.2.1"], "192.0.2.1"],
  ["garbage that a client put before", ["garbage, 192.0.2.1"], "192.0.2.1"],
  ["trusted proxies behind it", ["203.0.113.9, 192.0.2.1, 10.1.2.3, 2001:db8:ffff::7"], "192.0.2.1"],
  ["trusted proxies with ports and mapped", ["192.0.2.1, [::ffff:10.1.2.3]:80, [2001:db8:ffff::7]:80"], "192.0.2.1"],
  ["lines, in order", ["203.0.113.9", "192.0.2.1", "10.1.2.3"], "192.0.2.1"],
  ["trusted proxies alone", ["10.1.9.9, 10.1.2.3"], "10.1.9.9"],
  ["garbage", ["garbage"], PROXY],
  ["garbage behind an address", ["192.0.2.1, garbage"], PROXY],
  ["garbage between proxies", ["192.0.2.1, garbage, 10.1.2.3"], "10.1.2.3"],
  ["nothing", [""], PROXY],
  ["nothing behind an address", ["192.0.2.1,"], PROXY],
  ["nothing between", ["192.0.2.1, , 10.1.2.3"], "10.1.2.3"],
  ["unknown", ["192.0.2.1, unknown"], PROXY],
  ["an obfuscated name", ["192.0.2.1, _hidden"], PROXY],
  ["quotes", ['"192.0.2.1"'], PROXY],
  ["quotes and brackets", ['"[2001:db8::1]:80"'], PROXY],
  ["an item of Forwarded", ["for=192.0.2.1"], PROXY],
  ["a zone", ["fe80::1%eth0"], PROXY],
  ["a zone in brackets", ["[fe80::1%25eth0]:80"], PROXY],
  ["a decimal IPv4", ["3221225985"], PROXY],
  ["a short IPv4", ["192.1"], PROXY],
  ["an octal IPv4", ["0300.0.2.1"], PROXY],
  ["leading zeros", ["192.0.02.1"], PROXY],
  ["a hex IPv4", ["0xc0.0.2.1"], PROXY],
  ["an octal IPv4 in IPv6", ["::ffff:0300.0.2.1"], PROXY],
  ["IPv4 in brackets", ["[192.0.2.1]"], PROXY],
  ["a bracket too few", ["[2001:db8::1"], PROXY],
  ["a port too large", ["192.0.2.1:65536"], PROXY],
  ["a port without digits", ["192.0.2.1:"], PROXY],
  ["a port that is a name", ["192.0.2.1:http"], PROXY],
  ["two ports", ["192.0.2.1:80:80"], PROXY],
  ["a subnet", ["192.0.2.0/24"], PROXY],
  ["no break space", ["192.0.2.1\u00a0"], PROXY],
  ["two addresses and no comma", ["192.0.2.1 192.0.2.2"], PROXY],
];

/** Each from a network of its own that is no limit's: the right password is never counted in the end. */
describe("the address of a request that a trusted proxy hands on", () => {
  it.each(ADDRESSES)("%s", async (_what, header, expected) => {
    const { status, body } = await login({ lines: forwarded(...header) });
    expect([status, body.client_ip]).toEqual([200, expected]);
    const { rows } = await server.db.raw<{ rows: { address: string }[] }>("select address from sessions order by id desc limit 1");
    expect(rows).toEqual([{ address: expected }]);
  });

  it.each([
    ["Forwarded", "for=203.0.113.9"],
    ["X-Real-IP", "203.0.113.9"],
    ["X-Client-IP", "203.0.113.9"],
    ["True-Client-IP", "203.0.113.9"],
    ["CF-Connecting-IP", "203.0.113.9"],
    ["X-Forwarded-Host", "203.0.113.9"],
  ])("is not read from %s", async (name, value) => {
    expect((await login({ lines: [[name, value]] })).body.client_ip).toBe(PROXY);
  });
});

describe("the address of any other request", () => {
  it("is its connection's, whatever it says", async () => {
    for (const [, header] of ADDRESSES) expect((await login({ from: CLIENT, lines: forwarded(...header) })).body.client_ip).toBe(CLIENT);
  });
});

describe("X-Forwarded-Proto", () => {
  it.each([
    [PROXY, "https", true],
    [PROXY, "HTTPS", true],
    [PROXY, "http", false],
    [PROXY, "https, http", false],
    [PROXY, "http, https", true],
    [PROXY, "wss", false],
    [CLIENT, "https", false],
  ])("from %s, %s", async (from, value, secure) => {
    const { cookie } = await login({ from, lines: [["X-Forwarded-Proto", value]] });
    expect(cookie!.endsWith("; Secure")).toBe(secure);
  });

  it("counts as far from the right as there are proxies", async () => {
    const secure = async (schemes: string): Promise<boolean> =>
      (await login({ lines: [...forwarded("192.0.2.1, 10.1.2.3"), ["X-Forwarded-Proto", schemes]] })).cookie!.endsWith("; Secure");
    expect([await secure("https, http"), await secure("https, http, https"), await secure("https")]).toEqual([true, false, true]);
  });
});

/**
 * Ways to say the same address, by a client that a trusted proxy names truly: what it put in front changes nothing, nor how the
 * proxy writes.
 */
const DODGES = (round: number): readonly string[] => [
  `203.0.113.${round}, 198.51.100.7`,
  `198.51.100.7:${1024 + round}`,
  `::ffff:198.51.100.7`,
  `[::ffff:c633:6407]:${1024 + round}`,
  `garbage-${round}, 198.51.100.7`,
  `198.51.100.8, 198.51.100.7:${2048 + round}`,
];
/** What a proxy writes that does not know: all of them are the proxy itself. */
const UNKNOWN = (round: number): readonly string[] => [
  `203.0.113.${round}, unknown`,
  `203.0.113.${round}, _x${round}`,
  `203.0.113.${round}, `,
  `203.0.113.${round}, 0xc6.51.100.${round}`,
  `203.0.113.${round},198.51.100.7%${round}`,
];

describe.each([
  ["an address", DODGES],
  ["a proxy that names none", UNKNOWN],
] as const)("%s, however it is written,", (_what, forms) => {
  const headers = Array.from({ length: 3 }, (_, round) => forms(round + 1)).flat();

  it("has one rate limit", async () => {
    const statuses: number[] = [];
    for (const header of headers) statuses.push((await ask("GET", "/accounts", { lines: forwarded(header) })).status);
    await server.db.raw("delete from open_calls");
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(statuses.slice(LIMIT)).toEqual(headers.slice(LIMIT).map(() => 429));
  });
});

describe("lockout and lists of addresses", () => {
  let patient: TestServer;
  beforeAll(async () => {
    patient = server;
    server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1" });
  });
  afterAll(async () => {
    await server.stop();
    server = patient;
  });

  const tries = async (name: string, password: string, header: string): Promise<number> =>
    (await ask("POST", "/login", { lines: forwarded(header), body: { username: name, password } })).status;

  it("guesses are counted for one address, however it is written, and its owner elsewhere is not locked out", async () => {
    const { id } = await makeGroup(server, "self", GroupKind.MSP, "Guessed");
    const admin = await makeAdmin(server, id, "guessed");
    const statuses: number[] = [];
    for (const header of DODGES(1)) statuses.push(await tries(admin.login, "wrong", header));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423]);
    // The attacker named the owner's address in front, and by forms that stop the reading.
    for (const header of ["192.0.2.77, 198.51.100.7", "192.0.2.77, garbage", "192.0.2.77:80, unknown"])
      for (let count = 0; count < 6; count++) await tries(admin.login, "wrong", header);
    expect(await tries(admin.login, PASSWORD, "192.0.2.77")).toBe(200);
    expect(await tries(admin.login, PASSWORD, "[::ffff:192.0.2.77]:443")).toBe(200);
  });

  it("a list admits an address however it is written, and nobody who only claims it", async () => {
    const { id } = await makeGroup(server, "self", GroupKind.MSP, "Listed");
    const admin = await makeAdmin(server, id, "listed");
    const profile = async (header: string): Promise<number> =>
      (await ask("GET", "/profile", { lines: forwarded(header), auth: `${admin.login}:${PASSWORD}` })).status;
    for (const item of [
      "192.0.2.1",
      "::ffff:192.0.2.1",
      "::ffff:c000:201",
      "192.0.2.0/24",
      "::ffff:192.0.2.0/120",
      "192.0.2.0 - 192.0.2.9",
      "::ffff:192.0.2.0 - ::ffff:192.0.2.9",
      "192.0.2.0 - ::ffff:192.0.2.9",
    ]) {
      expect([item, (await server.rest("POST", `/groups/${id}/settings/logon_ips`, { as: ROOT, body: { items: [item] } })).status]).toEqual(
        [item, 200],
      );
      for (const header of ["192.0.2.1", "192.0.2.1:80", "::ffff:192.0.2.1", "[::ffff:c000:201]:80", "203.0.113.9, 192.0.2.1"])
        expect([item, header, await profile(header)]).toEqual([item, header, 200]);
      for (const header of ["192.0.2.1, 203.0.113.9", "192.0.2.1, garbage", "192.0.2.1, ", "192.0.2.1, 0xc0.0.2.1", "3221225985"])
        expect([item, header, await profile(header)]).toEqual([item, header, 403]);
    }
  });
});

describe("addresses", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"],
    ["2001:DB8:1:2:3::4", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8::1", "2001:db8:0:0::/64"],
    ["::", "::", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201", "64:ff9b:0:0::/64"],
  ])("%s is %s, of the network %s", (text, canonical, network) => {
    expect([canonicalAddress(text), networkOf(text)]).toEqual([canonical, network]);
  });

  it("of connections are without zones", () => {
    expect([peerAddress({ remoteAddress: "fe80::1%eth0" }), peerAddress({ remoteAddress: "::ffff:127.0.0.1" }), peerAddress({})]).toEqual([
      "fe80::1",
      "127.0.0.1",
      "",
    ]);
  });

  it.each([
    ["::ffff:0:0/96", "192.0.2.1", true],
    ["::ffff:10.0.0.0/104", "10.255.0.1", true],
    ["::ffff:10.0.0.0/104", "11.0.0.1", false],
    ["::/0", "192.0.2.1", true],
    ["2000::/3", "192.0.2.1", false],
    ["::/0", "2001:db8::1", true],
    ["::ffff:0:0/95", "::fffe:0:1", true],
    ["::1 - 2001:db8::1", "2001:db8::1", true],
    ["::1 - ::ffff:10.0.0.1", "::2", true],
    ["10.0.0.1", "::ffff:10.0.0.1", true],
    ["10.0.0.0 - 10.0.0.9", "::ffff:10.0.0.5", true],
  ])("the item %s and %s: %s", (item, address, holds) => {
    expect(listHolds(addressList([item]), address)).toBe(holds);
  });
});
