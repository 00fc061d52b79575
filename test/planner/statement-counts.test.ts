import { createHmac } from "node:crypto";
import { type GraphQLNamedOutputType, getNamedType, isInterfaceType, isLeafType, isNonNullType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT_API, PORTAL_API } from "../../rest-compat/api.js";
import { linkContract } from "../../rest-compat/link.js";
import { createLogger } from "../../src/kernel/log.js";
import { makeReport } from "../../src/features/reports/report-making.commands.js";
import { ReportKind, ReportLevel } from "../../src/features/reports/report.type.js";
import { createSchema } from "../../src/schema.js";
import { createServices } from "../../src/services.js";
import { program } from "../api-accounts/programs.js";
import { fill } from "../contract/case.js";
import { type Reply, exchange } from "../contract/http.js";
import { inside, queryOf } from "../contract/operations.js";
import { type World, createWorld, must } from "../contract/world.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import { isCompiledRead } from "./plan-statement.js";
import { GRAPH_READS, type More, REST_READS, type StatementCount, graphCalls } from "./statement-counts.js";

/** What each read costs on the database, held against one table: more statements are a loss, fewer are to be kept. */

const ROUTER_SECRET = "a router's secret, long enough to be one";
const DAY = 86_400;

const schema = await createSchema();

let world: World;
let more: More;
beforeAll(async () => {
  // The table holds whatever COMPILED_READS says.
  world = await createWorld({ ROUTER_SECRET }, { compiledReads: true });
  const migration = { migration_enabled: 1, migration_service: "https://move.example/" };
  const migrated = await world.group();
  must(200, await world.send("PUT", `/groups/${migrated.id}/migration`, { as: ROOT, body: migration }));
  const { login } = await world.account("users");
  more = {
    migrated: migrated.id,
    report: await makeSavedReport(world),
    apiAccount: (await program(world.server)).login,
    activation: (await world.token()).token,
    signature: createHmac("sha256", ROUTER_SECRET).update("nobody\neu-1").digest("hex"),
    reset: (must(200, await world.send("GET", `/actions/mail/reset?login=${login}`, { as: ROOT })).body as { token: string }).token,
  };
});
afterAll(() => world.server.stop());

async function makeSavedReport({ server, send, tree }: World): Promise<number> {
  const today = Math.floor(Date.now() / 1000 / DAY) * DAY;
  const order = { kind: ReportKind.SUMMARY, level: ReportLevel.ITSELF, begin_date: today - DAY, end_date: today + DAY - 1 };
  const { report_id: id } = must(200, await send("POST", `/groups/${tree.company.id}/reports/ordered`, { as: ROOT, body: order })).body as {
    report_id: number;
  };
  await makeReport(createServices(server.config, server.db, createLogger("silent")), id);
  return id;
}

/** Sends a read with that Cookie header. */
type Read = (headers: { cookie: string }) => Promise<Reply>;

const isGood = ({ status, text }: Reply): boolean => status < 300 && !text.startsWith('{"errors"');

async function statementsOf(read: Read, headers: { cookie: string }, isExpected: (reply: Reply) => boolean): Promise<string[]> {
  return world.server.statements(async () => {
    const reply = await read(headers);
    if (!isExpected(reply)) throw new Error(`an answer of ${reply.status}: ${reply.text.slice(0, 500)}`);
  });
}

async function countOf(read: Read, isExpected = isGood, as: Credentials = ROOT): Promise<StatementCount> {
  // What a process reads once is none of the request's.
  await statementsOf(read, await world.session(as), isExpected);
  const session = await world.session(as);
  const fresh = await statementsOf(read, session, isExpected);
  const remembered = await statementsOf(read, session, isExpected);
  return { how: isCompiledRead(remembered.at(-1) ?? "") ? "compiled" : "resolvers", fresh: fresh.length, remembered: remembered.length };
}

/** A table as it is written in its file. */
const textOf = (table: Readonly<Record<string, StatementCount>>): string =>
  Object.entries(table)
    .map(([name, { how, fresh, remembered }]) => `  ${name}: { how: "${how}", fresh: ${fresh}, remembered: ${remembered} },`)
    .join("\n");

const sorted = <T>(table: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));

describe("statements of reads", () => {
  it("of the REST contracts are as many as the table says", async () => {
    const paths: Readonly<Record<string, string>> = {
      checkAccount: `/accounts/check?login=nobody&server=eu-1&sign=${more.signature}`,
      getActivationToken: `/actions/activate?token=${more.activation}`,
      getApiAccount: `/accounts/${more.apiAccount}`,
      getMigration: `/groups/${more.migrated}/migration`,
      getOrderedReport: `/groups/${world.tree.company.id}/reports/ordered?id=${more.report}`,
      getResetToken: `/actions/reset?token=${more.reset}`,
    };
    const found: Record<string, StatementCount> = {};
    for (const [prefix, api] of [
      ["/api/1", PORTAL_API],
      ["/api/v1/security", ACCOUNT_API],
    ] as const) {
      for (const { operation, linked } of (await linkContract(schema, api)).operations) {
        if (linked === null || linked.changes) continue;
        const { id, method } = operation;
        const path = paths[id] ?? fill(operation.path, inside(world)) + queryOf(id);
        const read: Read = (headers) => exchange(world.server.url, method, prefix + path, { headers });
        // What some serve themselves alone is asked by the service user that its path names.
        const as = Array.isArray(operation.admits) && !operation.admits.includes("root_admin") ? world.tree.accounts.tenant_viewer : ROOT;
        // A router is always answered by a refusal.
        found[id] = await countOf(read, id === "checkAccount" ? ({ status }) => status === 404 : isGood, as).catch((error: unknown) => {
          throw new Error(`${id}: ${String(error)}`);
        });
      }
    }
    expect(textOf(sorted(found))).toBe(textOf(REST_READS));
  });

  it("of the graph's root fields are as many as the table says", async () => {
    const calls = graphCalls(world, more);
    const found: Record<string, StatementCount> = {};
    for (const [name, { type }] of Object.entries(schema.getQueryType()!.getFields())) {
      const call = await calls[name];
      const query = `{ ${name}${call === undefined ? "" : `(${call})`}${selectionOf(getNamedType(type))} }`;
      const read: Read = (headers) => exchange(world.server.url, "POST", "/graphql", { headers, body: { query } });
      found[name] = await countOf(read, name === "accountCheck" ? ({ text }) => text.includes("NOT_FOUND") : isGood).catch(
        (error: unknown) => {
          throw new Error(`${query}: ${String(error)}`);
        },
      );
    }
    expect(textOf(sorted(found))).toBe(textOf(GRAPH_READS));
  });
});

/** Fields that hold what a list consists of. */
const ITEMS = ["nodes", "hits"];

/** A type's scalar fields and, of a list, those of its items. */
function selectionOf(type: GraphQLNamedOutputType): string {
  if (!isObjectType(type) && !isInterfaceType(type)) return "";
  const fields = Object.values(type.getFields()).filter(({ args }) =>
    args.every(({ type: given, defaultValue }) => !isNonNullType(given) || defaultValue !== undefined),
  );
  const scalars = fields.filter((field) => isLeafType(getNamedType(field.type))).map(({ name }) => name);
  const items = fields.filter(({ name }) => ITEMS.includes(name)).map((field) => field.name + selectionOf(getNamedType(field.type)));
  return ` { ${["__typename", ...scalars, ...items].join(" ")} }`;
}
