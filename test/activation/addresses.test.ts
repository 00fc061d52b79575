import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { watched } from "../access/checksum.js";
import { isDocumented, operation } from "../access/contract.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type Tree, startTreeServer } from "../setup/tree.js";

/** A token from a mail is a credential of its account: the list of addresses that is nearest to that counts, at every endpoint. */

const HERE = "192.0.2.7";
const ELSEWHERE = "203.0.113.7";

let server: TestServer;
let tree: Tree;
let made = 0;
beforeAll(async () => void ({ server, tree } = await startTreeServer({ TRUSTED_PROXIES: "loopback" })));
afterAll(() => server.stop());
afterEach(() => server.db("groups").update({ logon_ips_enabled: false, logon_ips: [] }));

type Action = "activate" | "reset" | "emailupdate";

/** A token that somebody above has been handed for an account of the unit, which is below the company. */
async function token(action: Action): Promise<string> {
  const login = `addressee-${++made}`;
  expect(
    (await server.rest("POST", `/groups/${tree.unit.id}/users`, { as: ROOT, body: { login, email: `${login}@example.com` } })).status,
  ).toBe(201);
  const { body } = await server.rest(
    "GET",
    `/actions/mail/${action}?login=${login}${action === "emailupdate" ? `&email=new-${login}@example.com` : ""}`,
    { as: ROOT },
  );
  return (body as { token: string }).token;
}

interface Said {
  status: number;
  words: string;
}
type Attempt = (token: string, address: string) => Promise<Said>;

const from = (address: string): Record<string, string> => ({ "x-forwarded-for": address });
const rest =
  (operationId: string, method: string, action: Action, body?: object): Attempt =>
  async (given, address) => {
    const answer = await server.rest(method, `/actions/${action}?token=${given}`, { headers: from(address), body });
    if (answer.status === 403) expect(isDocumented(operation(operationId), 403, answer.body, operationId !== "resetPassword")).toBe(true);
    return { status: answer.status, words: answer.text };
  };
const graph =
  (text: (token: string) => string): Attempt =>
  async (given, address) => {
    const { errors } = await server.graph(text(given), { headers: from(address) });
    return {
      status: errors === undefined ? 200 : errors[0]!.extensions.code === "FORBIDDEN" ? 403 : 500,
      words: errors?.[0]?.message ?? "",
    };
  };
const page =
  (path: string, form: Record<string, string> | null): Attempt =>
  async (given, address) => {
    const response = await fetch(
      `${server.url}${path}${form === null ? `?token=${given}` : ""}`,
      form === null
        ? { headers: from(address) }
        : { method: "POST", headers: from(address), body: new URLSearchParams({ token: given, ...form }) },
    );
    return { status: response.status, words: (await response.text()).replaceAll("&#39;", "'") };
  };

const password = "long enough to be one";
const repeated = { password, repeat: password };
const WAYS: readonly [string, Action, Attempt][] = [
  ["GET activate", "activate", rest("getActivationToken", "GET", "activate")],
  ["POST activate", "activate", rest("activateAccount", "POST", "activate", { password })],
  ["GET reset", "reset", rest("getResetToken", "GET", "reset")],
  ["POST reset", "reset", rest("resetPassword", "POST", "reset", { password })],
  ["POST emailupdate", "emailupdate", rest("confirmEmailUpdate", "POST", "emailupdate")],
  ["the graph's token to activate", "activate", graph((given) => `{ actionToken(action: ACTIVATE, token: "${given}") { login } }`)],
  ["the graph's token to reset", "reset", graph((given) => `{ actionToken(action: RESET, token: "${given}") { login } }`)],
  [
    "the graph's token for an e-mail",
    "emailupdate",
    graph((given) => `{ actionToken(action: EMAIL_UPDATE, token: "${given}") { login } }`),
  ],
  ["activateAccount", "activate", graph((given) => `mutation { activateAccount(token: "${given}", password: "${password}") }`)],
  ["resetPassword", "reset", graph((given) => `mutation { resetPassword(token: "${given}", password: "${password}") }`)],
  ["confirmEmailUpdate", "emailupdate", graph((given) => `mutation { confirmEmailUpdate(token: "${given}") { email } }`)],
  ["the page to activate", "activate", page("/activate", null)],
  ["the page to reset", "reset", page("/reset", null)],
  ["the page for an e-mail", "emailupdate", page("/confirm-email", null)],
  ["the form to activate", "activate", page("/activate", repeated)],
  ["the form to reset", "reset", page("/reset", repeated)],
  ["the form for an e-mail", "emailupdate", page("/confirm-email", {})],
];

const limit = (group: { id: number }, items: string[]) =>
  server.db("groups").where({ id: group.id }).update({ logon_ips_enabled: true, logon_ips: items });

describe("a token from a mail", () => {
  it.each(WAYS)(
    "%s: is refused from an address that is not allowed, not used up, and good from one that is",
    async (_way, action, attempt) => {
      const given = await token(action);
      await limit(tree.company, [HERE]);
      const { answer, changed } = await watched(server.db, () => attempt(given, ELSEWHERE));
      expect([answer.status, changed, answer.words]).toEqual([
        403,
        false,
        expect.stringMatching(new RegExp(`access from your IP '${ELSEWHERE}' address is not allowed`, "i")),
      ]);
      expect((await attempt(given, HERE)).status).toBe(200);
    },
  );

  it("goes by the nearest list upwards: a group's own beats the one above, and one that is off counts for none", async () => {
    const [, action, attempt] = WAYS[3]!;
    await limit(tree.company, [HERE]);
    await limit(tree.unit, [ELSEWHERE]);
    expect((await attempt(await token(action), HERE)).status).toBe(403);
    expect((await attempt(await token(action), ELSEWHERE)).status).toBe(200);
    await server.db("groups").where({ id: tree.unit.id }).update({ logon_ips_enabled: false });
    expect((await attempt(await token(action), ELSEWHERE)).status).toBe(403);
  });

  it("is taken while the group is disabled, as before", async () => {
    const given = await token("activate");
    await server.db("groups").where({ id: tree.unit.id }).update({ enabled: false });
    try {
      const { status, body } = await server.rest("GET", `/actions/activate?token=${given}`);
      expect([status, body]).toEqual([200, expect.objectContaining({ platform_available: false })]);
    } finally {
      await server.db("groups").where({ id: tree.unit.id }).update({ enabled: true });
    }
  });
});
