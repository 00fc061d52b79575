import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";

const FOLDERS = ["src", "rest-compat", "db", "scripts"];
/** Milliseconds in which an expression is judged. Some with counted repetition can't be: those, the linter judges. */
const PATIENCE = 500;

type Check = typeof import("recheck").checkSync;
let checkSync: Check;
beforeAll(async () => {
  // The one that is all JavaScript, and runs in this process.
  process.env["RECHECK_BACKEND"] = "pure";
  ({ checkSync } = await import("recheck"));
});

const isVulnerable = (source: string, flags: string): boolean => checkSync(source, flags, { timeout: PATIENCE }).status === "vulnerable";

function nodesIn(path: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(join(projectRoot, path), "utf8"), ts.ScriptTarget.Latest));
  return nodes;
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(ts|js|mjs)$/.test(path) && !path.includes("generated"))
    .map((path) => join(folder, path)),
);
const literals = files.flatMap((path) =>
  nodesIn(path)
    .filter(ts.isRegularExpressionLiteral)
    .map(({ text }) => [text, path] as const),
);

describe("regular expressions", () => {
  it("none is built while the server runs, where nobody could judge it", () => {
    const building = files.filter((path) =>
      nodesIn(path).some(
        (node) =>
          (ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression) && node.expression.text === "RegExp",
      ),
    );
    expect(building).toEqual([]);
  });

  it("the check finds what takes more than linear time", () => {
    expect([/^(a+)+$/, /%.*$/, /\s+$/, /^\d+\d+$/].map(({ source, flags }) => isVulnerable(source, flags))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(isVulnerable("^[a-z]+$", "")).toBe(false);
    expect(literals.length).toBeGreaterThan(100);
  });

  it.each(literals)("%s in %s takes linear time", (text) => {
    const end = text.lastIndexOf("/");
    expect(isVulnerable(text.slice(1, end), text.slice(end + 1))).toBe(false);
  });
});
