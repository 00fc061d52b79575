import { createHmac } from "node:crypto";
import { ApolloServer, HeaderMap } from "@apollo/server";
import express, { type Request } from "express";
import { GraphQLError } from "graphql";
import knex from "knex";
import pg from "pg";
import { createLoaders } from "./loaders.js";
import { type Context, resolvers } from "./resolvers.js";
import { typeDefs } from "./type-defs.js";

/** The graph as people begin one: Apollo with its default plugins, resolvers that ask through knex, a DataLoader a relation. */

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

const secret = process.env["PORTICO_SECRET"]!;
const db = knex({
  client: "pg",
  connection: { connectionString: process.env["DATABASE_URL"]!, application_name: "naive" },
  pool: { min: 0, max: 10 },
});

async function contextOf({ headers }: Request): Promise<Context> {
  const token = /(?:^|;\s*)SESSION=([^;]+)/.exec(headers.cookie ?? "")?.[1] ?? "";
  const caller = await db("sessions as s")
    .join("accounts as a", "a.id", "s.account_id")
    .join("groups as g", "g.id", "a.group_id")
    .where("s.token_hash", createHmac("sha256", secret).update(token).digest())
    .where("s.expires_at", ">", db.fn.now())
    .where({ "a.enabled": true, "g.enabled": true })
    .first<Pick<Context, "path" | "groupId" | "isolation"> | undefined>(
      "g.path",
      "g.id as groupId",
      db.raw("case when g.parent_has_access then g.isolated_by else g.id end as isolation"),
    );
  if (caller === undefined) throw new GraphQLError("log in", { extensions: { code: "UNAUTHENTICATED", http: { status: 401 } } });
  return { db, loaders: createLoaders(db), ...caller };
}

const apollo = new ApolloServer<Context>({ typeDefs, resolvers });
await apollo.start();

const app = express();
app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));

app.post("/graphql", express.json(), async (request, response) => {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const {
    status,
    headers: answered,
    body,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, search: "", body: request.body as unknown },
    context: () => contextOf(request),
  });
  for (const [name, value] of answered) response.setHeader(name, value);
  response.status(status ?? 200);
  if (body.kind === "complete") response.send(body.string);
  else response.status(500).end();
});

app.listen(Number(process.env["PORT"]), "127.0.0.1");
process.on("disconnect", () => process.exit());
