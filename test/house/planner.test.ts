import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";

const FOLDER = join(projectRoot, "src/sql-planner");

/** What of the project, outside of the planner, a file of it imports, types included. */
const importedBy = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(FOLDER, file), "utf8"))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((path) => path.startsWith("../"));

it("the planner knows nothing of what is planned: neither viewers, nor settings, nor features", () => {
  const imports = readdirSync(FOLDER).flatMap((file) => importedBy(file).map((path) => `${file} ${path}`));
  expect(imports.toSorted()).toEqual(["compile.ts ../kernel/snake-case.js", "plan.ts ../../db/query.js", "run.ts ../../db/query.js"]);
});
