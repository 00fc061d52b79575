import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { constrained } from "../../db/constraint.js";
import { query } from "../../db/query.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { type TestServer, startTestServer } from "../setup/test-server.js";

/** The names of the constraints that a text gives to `constrained`. */
function namedIn(code: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "constrained") {
      const [refusals] = node.arguments;
      if (refusals === undefined || !ts.isObjectLiteralExpression(refusals)) throw new Error(`not said in place: ${node.getText()}`);
      names.push(...refusals.properties.map((property) => property.name!.getText()));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("", code, ts.ScriptTarget.Latest, true));
  return names;
}

const named = (): string[] =>
  readdirSync(join(projectRoot, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => namedIn(readFileSync(join(projectRoot, "src", path), "utf8")));

describe("constraints that refuse", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it("are there by the names they are said to have", async () => {
    const rows = await query<{ name: string }>(
      server.db,
      `select conname name from pg_constraint where connamespace = 'public'::regnamespace
       union select indexname from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'`,
    );
    const there = new Set(rows.map(({ name }) => name));
    expect(named()).toContain("groups_sibling_name");
    expect(named().filter((name) => !there.has(name))).toEqual([]);
  });

  it("give their own refusal, and leave every other error as it is", async () => {
    const unique = constrained({ one: () => new Error("one is taken") });
    const violation = (constraint: string): Error => Object.assign(new Error("violation"), { constraint });
    const [other, plain] = [violation("other"), new Error("plain")];
    await expect(unique(Promise.resolve(1))).resolves.toBe(1);
    await expect(unique(Promise.reject(violation("one")))).rejects.toThrow("one is taken");
    await expect(unique(Promise.reject(other))).rejects.toBe(other);
    await expect(unique(Promise.reject(plain))).rejects.toBe(plain);
  });
});
