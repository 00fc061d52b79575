import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PasswordChecker } from "../../src/encryption/passwords.js";
import { AccountStatus } from "../../src/kernel/enums.js";
import { ROOT, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeTree } from "../setup/tree.js";
import { program } from "../api-accounts/programs.js";
import { BEHIND_PROXY, apiKey, basic, from, graphLogin, login, signIn, tokenFor } from "./attempts.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  tree = await makeTree(server);
  await makeAdmin(server, tree.company.id, "one-seat");
  await makeAdmin(server, tree.company.id, "two-seats");
  await server.rest("POST", `/groups/${tree.partner.id}/admins`, { as: ROOT, body: { login: "two-seats", use_existing_identity: 1 } });
  const { id } = await makeAdmin(server, tree.company.id, "disabled");
  await server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } });
  await server.rest("POST", `/groups/${tree.company.id}/users`, { as: ROOT, body: { login: "inactive", email: "inactive@example.com" } });
  await program(server, { identifier: "a-program" });
});
afterAll(() => server.stop());

const KNOWN = ["one-seat", "two-seats", "disabled", "inactive", "a-program"];

const withoutSeconds = (text: string): string => text.replace(/\d+ seconds/, "N seconds").replace(/"retryAfter":\d+/, '"retryAfter":N');

/** Each way to try a password. @returns what the client sees of it, but what it sent itself */
const DOORS: readonly (readonly [string, (who: Credentials, address: string) => Promise<unknown>])[] = [
  ["POST /login", async (who, address) => seen(await login(server, who, address))],
  ["Basic", async (who, address) => seen(await basic(server, who, address))],
  ["X-API-KEY", async (who, address) => seen(await apiKey(server.url, who, address))],
  ["the grant client_credentials", async (who, address) => seen(await tokenFor(server.url, "client_credentials", who, address))],
  ["the grant password", async (who, address) => seen(await tokenFor(server.url, "password", who, address))],
  ["the graph", async (who, address) => withoutSeconds((await graphLogin(server.url, who, address)).text)],
  [
    "the sign-in page",
    async (who, address) => {
      const response = await signIn(server.url, who, address);
      return [response.status, withoutSeconds(await response.text()).replaceAll(who.login, "LOGIN")];
    },
  ],
];

const seen = ({ status, text, headers }: { status: number; text: string; headers: Headers }): unknown => [
  status,
  withoutSeconds(text),
  [...headers.keys()].sort(),
];

/** The hashes computed and the statements run while the work ran. */
async function workOf(work: () => Promise<unknown>): Promise<{ hashes: number; statements: string[]; answer: unknown }> {
  const spy = vi.spyOn(PasswordChecker.prototype, "matches");
  try {
    let answer: unknown;
    const statements = await server.statements(async () => {
      answer = await work();
    });
    // Wrong passwords are never remembered: each check is a hash.
    return { hashes: spy.mock.calls.length, statements, answer };
  } finally {
    spy.mockRestore();
  }
}

let addresses = 0;

describe.each(DOORS)("a wrong password at %s", (_door, attempt) => {
  it("shows nothing of a login that has been used from the same address either", async () => {
    const address = `10.1.0.${++addresses}`;
    const used = await makeAdmin(server, tree.company.id, `used-${addresses}`);
    expect((await login(server, used, address)).status).toBe(200);
    const known = await workOf(() => attempt({ ...used, password: "wrong" }, address));
    const unknown = await workOf(() => attempt({ login: `not-${used.login}`, password: "wrong" }, address));
    expect(known).toEqual(unknown);
    expect(known.hashes).toBe(1);
  });

  it.each(KNOWN)("shows of '%s' nothing that an unknown login does not", async (name) => {
    const address = `10.1.0.${++addresses}`;
    for (let round = 0; round < 7; round++) {
      const known = await workOf(() => attempt({ login: name, password: `wrong ${round}` }, address));
      const unknown = await workOf(() => attempt({ login: `not-${name}`, password: `wrong ${round}` }, address));
      expect([round, known]).toEqual([round, unknown]);
      expect(known.hashes).toBe(round < 5 ? 1 : 0);
    }
  });
});

describe("GET /accounts", () => {
  it("reveals nothing: the same for any login, without a look at the accounts", async () => {
    const ask = (name: string) =>
      workOf(async () => {
        const { status, text } = await server.rest("GET", `/accounts?login=${name}`, { headers: from("10.2.0.1") });
        return [status, text.replaceAll(name, "LOGIN")];
      });
    expect(await ask("one-seat")).toEqual(await ask("nobody-here"));
    expect((await ask("one-seat")).statements).toEqual([]);
  });
});
