import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";
import { foldCase, prefixEnd } from "../../src/kernel/fold-case.js";
import type { SentUser } from "../workloads/creation.js";
import { CONSOLE } from "./console-statement.js";
import { CHILDREN, CREATE_USER, GROUP, RECORD, SEARCH, TREE, UPDATE, UPDATE_USER } from "./statements.js";

/**
 * The fastest server a user could write by hand over these tables: one prepared statement for a request, JSON made by
 * PostgreSQL, its text written as it comes. No rights, no rules, no validation.
 */

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10, application_name: "floor" });

async function answer(response: ServerResponse, name: string, text: string, values: readonly unknown[], status = 200): Promise<void> {
  const { rows } = await pool.query<[string]>({ name, text, values: [...values], rowMode: "array" });
  const json = rows[0]?.[0];
  if (json === undefined) {
    response.writeHead(404, { "Content-Length": 0 }).end();
    return;
  }
  const bytes = Buffer.from(json);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": bytes.length });
  response.end(bytes);
}

/** What the bench changes: one of them. */
interface Change {
  readonly internal_tag: string;
  readonly usage?: { readonly slices_count: number };
}

async function bodyOf<Body>(request: IncomingMessage): Promise<Body> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as Body;
}

const versionOf = (query: string): string => query.slice("version=".length);

async function change(request: IncomingMessage, response: ServerResponse, id: string, query: string): Promise<void> {
  const { internal_tag, usage } = await bodyOf<Change>(request);
  if (usage === undefined) await answer(response, "update", UPDATE, [id, versionOf(query), internal_tag]);
  else await answer(response, "record", RECORD, [id, usage.slices_count]);
}

async function createUser(request: IncomingMessage, response: ServerResponse, groupId: string): Promise<void> {
  const { login, email, firstname, lastname, privileges } = await bodyOf<SentUser>(request);
  const values = [groupId, login, foldCase(login), email, firstname, lastname, privileges.quota_storage_hard];
  await answer(response, "create-user", CREATE_USER, values, 201);
}

async function changeUser(request: IncomingMessage, response: ServerResponse, id: string, query: string): Promise<void> {
  const { privileges } = await bodyOf<SentUser>(request);
  await answer(response, "update-user", UPDATE_USER, [id, versionOf(query), privileges.quota_storage_hard]);
}

async function search(response: ServerResponse, query: string): Promise<void> {
  const asked = new URLSearchParams(query);
  const key = foldCase(asked.get("prefix")!);
  await answer(response, "search", SEARCH, [asked.get("reader"), key, prefixEnd(key), asked.get("limit")]);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", query = ""] = request.url!.split("?");
  if (path === "/api/1/groups") return search(response, query);
  const [, id, rest] = /^\/api\/1\/(?:groups|users|tree|console)\/(\d+)(\/children|\/users)?$/.exec(path) ?? [];
  if (id === undefined) response.writeHead(path === "/healthz" ? 200 : 404).end();
  else if (request.method === "POST") await createUser(request, response, id);
  else if (request.method === "PUT" && path.startsWith("/api/1/users/")) await changeUser(request, response, id, query);
  else if (request.method === "PUT") await change(request, response, id, query);
  else if (rest !== undefined) await answer(response, "children", CHILDREN, [id]);
  else if (path.startsWith("/api/1/tree/")) await answer(response, "tree", TREE, [id]);
  else if (path.startsWith("/api/1/console/")) await answer(response, "console", CONSOLE, [id]);
  else await answer(response, "group", GROUP, [id]);
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500).end(String(error));
  });
});
server.listen(Number(process.env["PORT"]), "127.0.0.1");
process.on("disconnect", () => process.exit());
