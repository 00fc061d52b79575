import { createHmac } from "node:crypto";
import express, { type NextFunction, type Request, type Response } from "express";
import pg from "pg";
import { foldCase, prefixEnd } from "../../src/kernel/fold-case.js";
import type { SentUser } from "../workloads/creation.js";
import { childBody, groupBody } from "./bodies.js";
import type { AdminRow, ChildRow, GroupRow, TreeRow } from "./rows.js";
import * as sql from "./statements.js";
import { treeOf } from "./tree.js";

/** The handlers users write by hand: Express and pg as they come, a join for each request, rows mapped in JavaScript. */

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

const secret = process.env["PORTICO_SECRET"]!;
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10, application_name: "express" });

interface Caller {
  readonly path: string;
  readonly group_id: number;
  readonly isolation: number | null;
}

async function select<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await pool.query<Row>(text, [...values])).rows;
}

async function inTransaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

const app = express();
app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));

app.use(async (request: Request, response: Response, next: NextFunction) => {
  const token = /(?:^|;\s*)SESSION=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const [caller] = token === undefined ? [] : await select<Caller>(sql.CALLER, [createHmac("sha256", secret).update(token).digest()]);
  if (caller === undefined) {
    response.status(401).json({ error: "log in" });
    return;
  }
  response.locals["path"] = caller.path;
  response.locals["caller"] = caller;
  next();
});

const mayRead = (response: Response, { path }: { path: string }): boolean => path.startsWith(response.locals["path"] as string);

/** The row, if there is one and the caller may see it; else the refusal has been sent. */
function visible<Row extends { path: string }>(response: Response, row: Row | undefined): row is Row {
  if (row === undefined) response.status(404).json({ error: "not found" });
  else if (!mayRead(response, row)) response.status(403).json({ error: "forbidden" });
  else return true;
  return false;
}

app.get("/api/1/groups", async (request, response) => {
  const { path, group_id, isolation } = response.locals["caller"] as Caller;
  const key = foldCase(request.query["prefix"] as string);
  const within = [path, `${path.slice(0, -1)}0`, key, prefixEnd(key), isolation];
  const limit = request.query["limit"];
  const [groups, accounts] = await Promise.all([
    select(sql.SEARCH_GROUPS, [...within, group_id, limit]),
    select(sql.SEARCH_ACCOUNTS, [...within, limit]),
  ]);
  response.json({ items: [...groups, ...accounts] });
});

app.get("/api/1/groups/:id", async (request, response) => {
  const [row] = await select<GroupRow>(sql.GROUP, [request.params.id]);
  if (visible(response, row)) response.json(groupBody(row));
});

app.get("/api/1/groups/:id/children", async (request, response) => {
  const rows = await select<ChildRow>(sql.CHILDREN, [request.params.id, response.locals["path"]]);
  response.json({ items: rows.map(childBody) });
});

app.get("/api/1/tree/:id", async (request, response) => {
  const groups = await select<TreeRow>(sql.TREE_GROUPS, [request.params.id]);
  if (!visible(response, groups[0])) return;
  const leaves = groups.filter(({ depth }) => depth === 2).map(({ id }) => id);
  response.json({ data: { group: treeOf(groups, await select<AdminRow>(sql.ADMINS, [leaves])) } });
});

app.put("/api/1/groups/:id", express.json(), async (request, response) => {
  const { internal_tag } = request.body as { internal_tag: string };
  const [row] = await select<{ version: number }>(sql.UPDATE, [
    internal_tag,
    request.params.id,
    request.query["version"],
    response.locals["path"],
  ]);
  if (row === undefined) response.status(426).json({ error: "version mismatch" });
  else response.json({ version: row.version });
});

app.post("/api/1/groups/:id/users", express.json(), async (request, response) => {
  const { login, email, firstname, lastname, privileges } = request.body as SentUser;
  const [group] = await select<{ id: number; path: string; language: string }>(sql.HOME, [request.params.id]);
  if (!visible(response, group)) return;
  const made = await inTransaction(async (client) => {
    const identities = await client.query<{ id: number }>(sql.NEW_IDENTITY, [login, foldCase(login), email]);
    const values = [identities.rows[0]!.id, group.id, group.language, firstname, lastname];
    const accounts = await client.query<{ id: number; uuid: string; version: number }>(sql.NEW_USER, values);
    const account = accounts.rows[0]!;
    await client.query(sql.NEW_QUOTAS, [account.id, privileges.quota_storage_hard]);
    await client.query(sql.NEW_USAGE, [account.id]);
    return account;
  });
  response.status(201).json({ version: made.version, id: made.id, uuid: made.uuid });
});

app.put("/api/1/users/:id", express.json(), async (request, response) => {
  const { privileges } = request.body as SentUser;
  const row = await inTransaction(async (client) => {
    const values = [request.params.id, request.query["version"], response.locals["path"]];
    const [account] = (await client.query<{ version: number }>(sql.UPDATE_USER, values)).rows;
    if (account !== undefined) await client.query(sql.UPDATE_QUOTAS, [request.params.id, privileges.quota_storage_hard]);
    return account;
  });
  if (row === undefined) response.status(426).json({ error: "version mismatch" });
  else response.json({ version: row.version });
});

app.listen(Number(process.env["PORT"]), "127.0.0.1");
process.on("disconnect", () => process.exit());
