import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";

/** Files whose imports run in circles depend on which of them is loaded first. */

/** The folders of src, each of which loads nothing but those before it, and what lies beside src. Types are no matter. */
const LAYERS = [
  "kernel",
  "encryption",
  "sql-planner",
  "access",
  "graph",
  "jobs",
  "features",
  "authentication",
  "config",
  "http",
  "pages",
  "cli",
] as const;

/** Loose files of src join the layers, and are above them all. */
const layerOf = (path: string): number =>
  /^src\/[^/]+$/.test(path) ? LAYERS.length : LAYERS.findIndex((layer) => path.startsWith(`src/${layer}/`));

/** Imports of a layer above, as "file -> file". */
const upwards = (loaded: ReadonlyMap<string, readonly string[]>): string[] =>
  [...loaded].flatMap(([file, targets]) =>
    file.startsWith("src/") ? targets.filter((target) => layerOf(target) > layerOf(file)).map((target) => `${file} -> ${target}`) : [],
  );

/** Whether an import or export is gone when the program runs. */
function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
  if (clause === undefined || clause.isTypeOnly) return clause !== undefined;
  if (ts.isImportClause(clause) && clause.name !== undefined) return false;
  const names = ts.isImportClause(clause) ? clause.namedBindings : clause.exportClause;
  if (names === undefined || !(ts.isNamedImports(names) || ts.isNamedExports(names))) return false;
  return names.elements.length > 0 && names.elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** What of the project a text imports when it is loaded, as it is written there. */
const loadedBy = (code: string): string[] =>
  ts.createSourceFile("", code, ts.ScriptTarget.Latest).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    return from !== undefined && ts.isStringLiteral(from) && from.text.startsWith(".") && !isOfTypes(statement) ? [from.text] : [];
  });

/** For each file, the files it loads, all as paths from the project's root. */
function loadedFiles(folders: readonly string[]): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => join(folder, path)),
  );
  const target = (path: string, from: string): string =>
    relative(projectRoot, resolve(projectRoot, dirname(path), from)).replace(/\.js$/, ".ts");
  return new Map(files.map((path) => [path, loadedBy(readFileSync(join(projectRoot, path), "utf8")).map((from) => target(path, from))]));
}

/** Circles, each by the files along it: none where there are none, else at least one of each group of files that load each other. */
function circlesOf(loaded: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const way: string[] = [];
  const circles: string[] = [];
  const visit = (file: string): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
    if (way.includes(file) || done.has(file)) return;
    way.push(file);
    for (const next of loaded.get(file) ?? []) visit(next);
    way.pop();
    done.add(file);
  };
  for (const file of loaded.keys()) visit(file);
  return circles;
}

describe("imports", () => {
  it("run in no circles", () => {
    // Files of src reach each other through the other two as well.
    const loaded = loadedFiles(["src", "db", "rest-compat"]);
    expect(loaded.get("src/main.ts")).toContain("src/app.ts");
    expect(circlesOf(loaded)).toEqual([]);
  });

  it("run down the layers", () => {
    const folders = readdirSync(join(projectRoot, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...LAYERS].sort());
    expect(upwards(loadedFiles(["src"]))).toEqual([]);
  });

  it("that run up them are named", () => {
    const loaded = new Map([
      ["src/kernel/a.ts", ["src/kernel/b.ts", "db/c.ts", "src/access/d.ts"]],
      ["src/features/x/e.ts", ["src/access/d.ts", "src/main.ts", "src/pages/f.ts"]],
      ["src/main.ts", ["src/app.ts", "src/pages/f.ts"]],
      ["db/g.ts", ["src/access/d.ts"]],
    ]);
    expect(upwards(loaded)).toEqual([
      "src/kernel/a.ts -> src/access/d.ts",
      "src/features/x/e.ts -> src/main.ts",
      "src/features/x/e.ts -> src/pages/f.ts",
    ]);
  });

  it("are told from those of types", () => {
    const code = `
      import type { A } from "./a.js"; import { type B, type C } from "./b.js"; export type { D } from "./d.js";
      export { type E } from "./e.js"; import "./f.js"; import g from "./g.js"; import { type H, h } from "./h.js";
      import * as i from "./i.js"; export * from "./j.js"; export { k } from "./k.js";
      import {} from "./l.js"; import fs from "node:fs"; const m = await import("./m.js");`;
    expect(loadedBy(code)).toEqual(["./f.js", "./g.js", "./h.js", "./i.js", "./j.js", "./k.js", "./l.js"]);
  });

  it("that do are named", () => {
    const loaded = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", []],
      ["d", ["b", "e"]],
      ["e", ["e"]],
      ["f", ["a", "c"]],
    ]);
    expect(circlesOf(loaded)).toEqual(["b -> d -> b", "e -> e"]);
  });
});
