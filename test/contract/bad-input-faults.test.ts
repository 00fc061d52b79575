import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checksum } from "../access/checksum.js";
import { ROOT } from "../setup/test-server.js";
import type { Reply } from "./http.js";
import { type World, createWorld } from "./world.js";

/** What the product takes though it must refuse it, or refuses as a fault of its own. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

const JSON_TYPE = { "content-type": "application/json" };

async function expectRefused(work: () => Promise<Reply>, reason: RegExp): Promise<void> {
  const before = await checksum(world.server.db);
  const { status, body, text } = await work();
  expect({ status, text }).toEqual({ status: 400, text });
  expect((body as { error: { details: { info: string } } }).error.details.info).toMatch(reason);
  expect(await checksum(world.server.db)).toBe(before);
}

const put = (raw: string): Promise<Reply> => world.send("PUT", `/groups/${world.tree.company.id}`, { as: ROOT, raw, headers: JSON_TYPE });
const nested = (depth: number, open = "[", close = "]"): string => open.repeat(depth) + close.repeat(depth);

describe("open faults", () => {
  it.each([5_000, 100_000, 500_000])("JSON nested %d deep", async (depth) => {
    await expectRefused(
      () =>
        world.send("POST", `/groups/${world.tree.company.id}/users`, {
          as: ROOT,
          raw: `{"login":"never","email":"n@example.com","x":${nested(depth)}}`,
          headers: JSON_TYPE,
        }),
      /nested|deep/,
    );
  });

  it("objects nested 100,000 deep", () => expectRefused(() => put(`${'{"contact":'.repeat(80_000)}1${"}".repeat(80_000)}`), /nested|deep/));

  it.each(['{"pricing":{"price":1e300}}', '{"pricing":{"price":1e18}}', '{"pricing":{"storage_discount":1e10}}'])(
    "a number the database can't hold: %s",
    (body) => expectRefused(() => put(body), /^pricing\.(price|storage_discount) /),
  );

  it("an integer that no JavaScript number holds is not rounded: customer_id", async () => {
    await expectRefused(
      () =>
        world.send("POST", `/groups/${world.tree.partner.id}/children`, {
          as: ROOT,
          raw: '{"name":"Never","kind":40,"customer_id":9007199254740993}',
          headers: JSON_TYPE,
        }),
      /^customer_id /,
    );
  });

  it.each(["%", "%ZZ", "%C3", "%FF", "%ED%A0%80"])("%s in a query", (text) =>
    expectRefused(() => world.send("GET", `/accounts?login=${text}`), /^login is not percent-encoded UTF-8/),
  );

  it("a property in another spelling is named as it was sent", () => expectRefused(() => put('{"parentId":5}'), /^parentId is not a known property/));

  it.each(["jörg@example.com", "a@under_score.example", "a,b@example.com"])(
    "a login that only looks like an e-mail address, without one: %s",
    async (login) => {
      const { id: group } = await world.group();
      const { status } = await world.send("POST", `/groups/${group}/users`, { as: ROOT, body: { login } });
      expect([status, (await world.send("GET", `/groups/${group}/users`, { as: ROOT })).status]).toEqual([400, 200]);
    },
  );

  it("an e-mail address that the contract's answers may not have", () =>
    expectRefused(
      () => world.send("POST", `/groups/${world.tree.unit.id}/users`, { as: ROOT, body: { login: "local", email: "local@localhost" } }),
      /^email /,
    ));

  it("a batch of a hundred uuids is served", async () => {
    const uuids = Array.from({ length: 100 }, (_none, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`);
    const { text } = await world.send("GET", `/groups/${world.tree.partner.id}/children?request_type=tenants_batch&uuids=${uuids.join(",")}`, {
      as: ROOT,
    });
    expect(text).toBe('{"items":[]}');
  });
});
