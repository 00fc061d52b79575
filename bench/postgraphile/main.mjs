import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { URL } from "node:url";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";

/**
 * PostGraphile 5 with its recommended preset and no authentication. The graph is what it makes of tables and constraints by
 * itself; tags add relations that the database does not know, as owners are groups or accounts, and the update by version. What
 * takes several tables is a function of the database.
 */

const tags = {
  version: 1,
  config: {
    class: {
      groups: { tags: { unique: "id,version" } },
      quotas: { tags: { foreignKey: "(owner_id) references groups (id)|@foreignSingleFieldName quotas" } },
      usages: { tags: { foreignKey: "(owner_id) references groups (id)|@foreignSingleFieldName usage" } },
    },
    attribute: { "accounts.sort": { tags: { behavior: "+filterBy" } } },
    constraint: {
      "groups.groups_parent_id_fkey": { tags: { foreignFieldName: "children" } },
      "groups.groups_storage_id_fkey": { tags: { fieldName: "storage" } },
      "accounts.accounts_group_id_fkey": { tags: { foreignFieldName: "accounts" } },
      "accounts.accounts_identity_id_fkey": { tags: { fieldName: "identity" } },
    },
  },
};

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query(readFileSync(new URL("functions.sql", import.meta.url), "utf8"));
await client.end();

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [jsonPgSmartTags(tags)],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public"],
      poolConfig: { max: 10, application_name: "postgraphile" },
    }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
});
await instance.getSchema();

const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(Number(process.env.PORT), "127.0.0.1");
process.on("disconnect", () => process.exit());
