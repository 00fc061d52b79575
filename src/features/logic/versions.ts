import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { projectRoot } from "../../kernel/project-root.js";

const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };

/** Version of the server, as package.json has it. */
export const programVersion = version;

/** Version of the database's schema: the number of its newest migration. */
export async function databaseVersion(db: Knex): Promise<string> {
  const [newest] = await query<{ name: string }>(db, "select max(name) name from knex_migrations");
  return newest!.name.split("_")[0]!;
}
