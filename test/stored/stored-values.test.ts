import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { GraphQLSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { createApp } from "../../src/app.js";
import { createLogger } from "../../src/kernel/log.js";
import { makeReport } from "../../src/features/reports/report-making.commands.js";
import { createSchema } from "../../src/schema.js";
import { ENCRYPTED_COLUMNS } from "../../src/encrypted-columns.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { encryptionPlace } from "../../src/encryption/encryption.table.js";
import { ReportKind, ReportLevel } from "../../src/features/reports/report.type.js";
import { createServices } from "../../src/services.js";
import { program } from "../api-accounts/programs.js";
import { issue } from "../certificates/issue.js";
import { OPERATIONS } from "../contract/document.js";
import { exchange } from "../contract/http.js";
import { NOT_READING, queryOf } from "../contract/operations.js";
import { type World, createWorld, must } from "../contract/world.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import { readOf } from "./reads.js";

/** What the servers have logged as faults. */
const logged: string[] = [];
const log = createLogger("error", {
  write: (line) =>
    void logged.push(
      (JSON.parse(line) as { err?: { message: string; stack: string } }).err?.stack.split("\n").slice(0, 3).join(" ") ?? line,
    ),
});
let world: World;
let schema: GraphQLSchema;
/** The same database behind two servers: with compiled reads, and on resolvers alone. */
let endpoints: Readonly<Record<"compiled" | "resolved", string>>;
const servers: Server[] = [];
let machine: number;
let reads: Read[];
let report: number;

beforeAll(async () => {
  world = await createWorld();
  schema = await createSchema();
  const { server, tree } = world;
  const open = async (compiledReads: boolean): Promise<string> => {
    const listening = (await createApp({ services: createServices(server.config, server.db, log), compiledReads })).listen(0, "127.0.0.1");
    servers.push(listening);
    await once(listening, "listening");
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  };
  endpoints = { compiled: await open(true), resolved: await open(false) };
  await program(server, { roles: ["partner_admin"], permissions: [{ value: "configuration:security:account:audit" }] });
  await issue(server, { subject: "CN=stored" });
  must(201, await world.send("POST", "/datacenter/gateways", { as: ROOT, body: { address: "192.0.2.20", cipher_key: "a cipher key" } }));
  const day = Math.floor(Date.now() / 86_400_000) * 86_400;
  const order = must(
    200,
    await world.send("POST", `/groups/${tree.company.id}/reports/ordered`, {
      as: ROOT,
      body: { kind: ReportKind.SUMMARY, level: ReportLevel.ACCOUNTS, begin_date: day - 86_400, end_date: day + 86_399 },
    }),
  );
  report = (order.body as { report_id: number }).report_id;
  await makeReport(createServices(server.config, server.db, log), report);
  const [row] = await query<{ id: number }>(
    server.db,
    "insert into machines (user_id, backup_server_id, agent_id, agent_key) values (?, ?, 'agent', 'agent') returning id",
    [tree.accounts.tenant_viewer.id, world.backupServer],
  );
  machine = row!.id;
  reads = [...restReads(), ...(await graphReads())];
}, 180_000);
afterAll(async () => {
  for (const server of servers) server.close();
  for (const server of servers) server.closeAllConnections();
  await world.server.stop();
});

interface Column {
  table: string;
  column: string;
  type: string;
}

/** What such a column may hold that nothing would write there now, in SQL. */
const ODD: Readonly<Record<string, readonly string[]>> = {
  text: ["''", "E'\\x01\\x1f\\r\\n\\x7f\\u2028 x'", `'root@exa_mple.com'`, `'"}\\''</script>👾é'`, "repeat('x', 3000)", "'%00%ff:?#[]'"],
  smallint: ["99", "-32768", "32767", "0", "-1", "7"],
  integer: ["99", "-2147483648", "2147483647", "0", "-1", "1073741825"],
  bigint: ["9007199254740993", "-9223372036854775808", "9223372036854775807", "0", "-1", "1152921504606846976"],
  numeric: ["'NaN'", "-99999", "99999.9999", "0", "0.0001", "'NaN'"],
  "timestamp with time zone": [
    "'infinity'",
    "'-infinity'",
    "'294276-12-31 23:59:59+00'",
    "'4713-01-01 00:00:00+00 BC'",
    "'10000-01-01 00:00:00+00'",
    "'275760-09-13 00:00:00.001+00'",
  ],
  date: ["'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'", "'10000-01-01'", "'0044-03-15 BC'"],
  jsonb: [
    "'{}'",
    `'[1, null, "x", {"name": 5, "enabled": "maybe"}, {"name": "a"}]'`,
    "'null'",
    `'"x"'`,
    `'[{"name": {"a": 1}, "enabled": null}]'`,
    "'7'",
  ],
  "text[]": ["'{}'", "array['', E'\\r\\n']", "array['no address', '::/999']", "array[null]::text[]", "'{}'", "array['x']"],
};
const VARIANTS = 6;

/** Columns by which objects are found, and callers: what is stored there is nothing that is shown. */
const FOUND_BY =
  /^(id|uuid|path|grade|.*_id|.*_ids|.*_key|.*_hash|.*_digest|digest|fingerprint|sort|isolated_by|requested_by|ordered_by|first_row)$/;
const OTHER_TABLES = /^(knex_|open_calls|login_|graphile|searchable_|usage_changes|usage_snapshots?_|signing_keys)/;
/** Some have names as the former do. */
const SEALED = ENCRYPTED_COLUMNS.map(({ table, column }) => `${table}.${column}`);

const columns = (): Promise<Column[]> =>
  query(
    world.server.db,
    `select c.table_name "table", c.column_name "column", case c.udt_name when '_text' then 'text[]' else c.data_type end "type"
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, c.ordinal_position`,
  ).then((rows) =>
    (rows as Column[]).filter(
      ({ table, column, type }) =>
        !OTHER_TABLES.test(table) && ODD[type] !== undefined && (SEALED.includes(`${table}.${column}`) || !FOUND_BY.test(column)),
    ),
  );

/** Whose rows stay as they are, so that somebody may ask. */
const SPARED: Readonly<Record<string, () => string>> = {
  "groups.kind": () => `id <> ${world.root}`,
  "accounts.access_type": () => `id not in (${world.rootAdmin}, ${world.tree.accounts.partner_admin.id})`,
};

/** Stores the odd values of a variant wherever the database takes them. @returns the columns that have some now */
async function storeOdd(variant: number): Promise<string[]> {
  const stored: string[] = [];
  for (const { table, column, type } of await columns()) {
    const value = ODD[type]![variant]!;
    const where = SPARED[`${table}.${column}`]?.() ?? "true";
    // What must be unique is made so.
    for (const tried of [value, ...(type === "text" ? [`left(${value}, 3000) || ctid::text`] : [])]) {
      const done = await world.server.db.raw(`update "${table}" set "${column}" = ${tried} where ${where}`).then(
        () => true,
        (error: { code?: string }) => {
          if (/^2[23]/.test(error.code ?? "")) return false;
          throw error;
        },
      );
      if (!done) continue;
      stored.push(`${table}.${column}`);
      break;
    }
  }
  return stored;
}

interface Read {
  name: string;
  ask: (origin: string, as: Credentials) => Promise<{ status: number; text: string }>;
}

/** Every GET of the documented APIs that only reads, on objects of the world. */
function restReads(): Read[] {
  const { tree, storage, brand, image, schedules, backupServer } = world;
  const values: Readonly<Record<string, readonly (string | number)[]>> = {
    group: ["self", tree.company.id],
    admin: ["self", tree.accounts.company_admin.id],
    user: [tree.accounts.tenant_viewer.id],
    storage: [storage],
    brand: [brand],
    image: [image],
    report: [schedules.inside, report],
    machine: [machine],
    server: [backupServer],
    host: [backupServer],
  };
  const filled = (path: string): string[] => {
    const [parameter] = /\{\w+\}/.exec(path) ?? [];
    if (parameter === undefined) return [path];
    return (values[parameter.slice(1, -1)] ?? ["self"]).flatMap((value) => filled(path.replaceAll(parameter, String(value))));
  };
  const documented = OPERATIONS.filter(({ id, method }) => method === "GET" && !NOT_READING.includes(id)).flatMap(({ id, path }) =>
    filled(path).map((each) => `/api/1${each}${queryOf(id)}`),
  );
  const more = [
    "/api/v1/security/accounts",
    "/api/v1/security/principals/self",
    `/api/1/groups/${tree.company.id}/reports/ordered/${report}`,
    "/api/1/groups?prefix=&limit=50",
    "/oauth/jwks",
    "/.well-known/jwks.json",
  ];
  return [...documented, ...more].map((path) => ({ name: `GET ${path}`, ask: (origin, as) => exchange(origin, "GET", path, { as }) }));
}

/** Every read of the graph, as many objects deep, up to three, as it is answered with what is good. */
async function graphReads(): Promise<Read[]> {
  const { tree, storage, brand, image, schedules } = world;
  const values = (name: string) => {
    const ids: Readonly<Record<string, string | number>> = {
      admin: tree.accounts.company_admin.id,
      user: tree.accounts.tenant_viewer.id,
      brand,
      image,
      storage,
      reportSchedule: schedules.inside,
      report,
      watchers: tree.company.id,
    };
    return {
      id: `"${ids[name] ?? tree.company.id}"`,
      groupId: `"${tree.company.id}"`,
      userId: `"${tree.accounts.tenant_viewer.id}"`,
      accountId: `"${tree.accounts.company_admin.id}"`,
      login: '"root"',
      token: '"none"',
      identifier: '"program-1"',
      prefix: '""',
      service: "BACKUP",
      events: "[ERROR]",
    };
  };
  const reads: Read[] = [];
  for (const name of Object.keys(schema.getQueryType()!.getFields())) {
    for (const depth of [3, 2, 1, 0]) {
      const text = readOf(schema, name, depth, values(name));
      if (text === null) break;
      const ask: Read["ask"] = (origin, as) => exchange(origin, "POST", "/graphql", { as, body: { query: text } });
      if (/"errors":/.test((await ask(endpoints.compiled, ROOT)).text)) continue;
      reads.push({ name: `${name}, ${depth} deep`, ask });
      break;
    }
  }
  return reads;
}

/** An answer that is a fault of ours; ids under which the log has it are left out. */
const isFault = ({ status, text }: { status: number; text: string }): boolean =>
  status === 500 || /"code":"INTERNAL"|Internal error /.test(text);

/** Puts every read to both servers, as the root admin and as a partner's. @returns those that were a fault, or were answered differently */
async function faultsOf(): Promise<string[]> {
  const faults: string[] = [];
  const answered = async (origin: string, as: Credentials, { name, ask }: Read): Promise<number> => {
    const reply = await ask(origin, as);
    if (isFault(reply)) faults.push(`${name}: ${logged.splice(0).join("; ").slice(0, 400)}`);
    return reply.status;
  };
  for (const read of reads) {
    const statuses = [await answered(endpoints.compiled, ROOT, read), await answered(endpoints.resolved, ROOT, read)];
    if (statuses[0] !== statuses[1]) faults.push(`${read.name}: ${statuses.join(" and ")}`);
    await answered(endpoints.compiled, world.tree.accounts.partner_admin, read);
  }
  return faults;
}

describe("nothing that is stored makes an answer a fault", () => {
  it("reads what is good", async () => {
    expect(await faultsOf()).toEqual([]);
    expect(restReads().length).toBeGreaterThan(60);
    expect(reads.length - restReads().length).toBeGreaterThan(30);
  }, 300_000);

  it.each(Array.from({ length: VARIANTS }, (_none, variant) => variant))(
    "odd values, number %i",
    async (variant) => {
      expect((await storeOdd(variant)).length).toBeGreaterThan(150);
      expect(await faultsOf()).toEqual([]);
    },
    300_000,
  );

  it("texts encrypted with another secret", async () => {
    const other = new Encryption({ secret: "another secret, long enough to be one as well" });
    for (const place of ENCRYPTED_COLUMNS) {
      const { table, key, column } = place;
      const rows = await query<{ key: string }>(world.server.db, `select ${key}::text "key" from ${table}`);
      for (const row of rows)
        await query(world.server.db, `update ${table} set ${column} = ? where ${key}::text = ?`, [
          other.encrypt("x", encryptionPlace(place, row.key)),
          row.key,
        ]);
    }
    expect(await faultsOf()).toEqual([]);
    const keys = await exchange(endpoints.compiled, "POST", "/graphql", {
      as: ROOT,
      body: { query: "{ backupServers { nodes { privateKey } } }" },
    });
    expect(keys.text).toMatch(/UNAVAILABLE.*PORTICO_OLD_SECRET|PORTICO_OLD_SECRET.*UNAVAILABLE/);
  }, 300_000);
});
