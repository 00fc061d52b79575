import "reflect-metadata";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./kernel/project-root.js";
import { schemaText } from "./graph/schema.js";
import { createSchema } from "./schema.js";
import { unicodeTables } from "./kernel/unicode-tables.js";

/**
 * `npm run generate`: rewrites schema.graphql, the tables of Unicode and, by codegen.yml, the types of the adapter's documents. With
 * --check nothing is kept: it fails where a file was stale.
 */
const MADE = ["schema.graphql", "src/kernel/generated/unicode.ts", "rest-compat/generated/documents.ts"].map((path) =>
  join(projectRoot, path),
);

const contents = (): string[] =>
  MADE.map((path) => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
      throw error;
    }
  });

const before = contents();
writeFileSync(MADE[0]!, schemaText(await createSchema()));
writeFileSync(MADE[1]!, unicodeTables());
const { status } = spawnSync(
  process.execPath,
  [join(projectRoot, "node_modules/.bin/graphql-codegen"), "--config", "codegen.yml", "--silent"],
  {
    cwd: projectRoot,
    stdio: "inherit",
  },
);
if (status !== 0) process.exit(status ?? 1);
const stale = MADE.filter((_path, index) => contents()[index] !== before[index]);
if (process.argv.includes("--check") && stale.length > 0) {
  process.stderr.write(`stale, now rewritten: ${stale.join(", ")}\n`);
  process.exit(1);
}
