import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";

const filesIn = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path));

const text = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

/** The project's files a file imports, as paths from the project's root. */
const importsOf = (path: string): string[] =>
  [...text(path).matchAll(/from "(\.[^"]+)"/g)].map(([, target]) =>
    relative(projectRoot, resolve(projectRoot, dirname(path), target!)).replace(/\.js$/, ".ts"),
  );

/** Most lines of a file in src that is not generated. */
const MOST_LINES = 400;
/** Most characters of a line that is not generated. */
const MOST_CHARACTERS = 140;
/** One longer line each: a regular expression, which is a literal so that lint can judge it. */
const LONG_EXPRESSIONS = ["src/features/accounts/account.rules.ts", "src/kernel/text.ts"];
/** Most files that lie in src itself, in no folder, and most folders. */
const MOST_LOOSE = 10;
const MOST_FOLDERS = 12;

const adapter = filesIn("rest-compat").filter((path) => !path.includes("/generated/"));
const source = filesIn("src");

describe("the house", () => {
  it("lets the adapter reach nothing of src but the refusals", () => {
    const reached = adapter.flatMap((path) => importsOf(path).filter((target) => target.startsWith("src/") || target.startsWith("db/")));
    expect([...new Set(reached)]).toEqual(["src/kernel/errors.ts"]);
  });

  it("lets only the adapter's endpoint know the adapter, and others how it reads what comes in", () => {
    const known = source.flatMap((path) =>
      importsOf(path).filter((target) => target.startsWith("rest-compat/") && path !== "src/http/rest-routes.ts"),
    );
    expect([...new Set(known)]).toEqual(["rest-compat/reading.ts"]);
  });

  it("keeps statements in tables, and what they are made of in files of SQL, the planner and the graph", () => {
    const elsewhere = source.filter(
      (path) =>
        !/\.(table|sql)\.ts$/.test(path) &&
        !/^src\/(sql-planner|graph)\//.test(path) &&
        /\b(insert into|delete from|update \w+ set|select .+ from)\b/i.test(stripComments(text(path))),
    );
    // The lock, the probes and the list of migrations belong to no feature's table.
    expect(elsewhere.sort()).toEqual(["src/features/logic/versions.ts"]);
  });

  it("binds more than three values of a statement by their names", () => {
    // A statement is a text with all that is put into it. Parts from elsewhere count in the file they stand in; lists of columns
    // are written by names as well. Migrations stay as they have run.
    const files = [...source, ...filesIn("db").filter((path) => !path.startsWith("db/migrations/"))];
    const counting = files.flatMap((path) => textsIn(path).filter((sql) => SQL_WORDS.test(sql) && sql.split("?").length - 1 > 3));
    expect(counting).toEqual([]);
  });

  it("keeps rules free of I/O", () => {
    const impure = source.filter(
      (path) =>
        path.endsWith(".rules.ts") &&
        importsOf(path).some((target) => /\.(table|commands|resolver|loaders|lookup)\.ts$/.test(target) && !isTypeOnly(path, target)),
    );
    expect(impure).toEqual([]);
  });

  it("has commands know neither GraphQL nor HTTP", () => {
    const knowing = source.filter(
      (path) => path.endsWith(".commands.ts") && /from "(graphql|type-graphql|express|node:http)"/.test(text(path)),
    );
    expect(knowing).toEqual([]);
  });

  it("makes viewers of credentials at one endpoint alone", () => {
    const making = source.filter((path) => /\btoViewer\(/.test(text(path)) && path !== "src/access/viewer.ts");
    // Besides the endpoint: a write reads its viewer again, a login that has been judged goes on as the account it is for, and
    // what rests on somebody else's right (whatever is done later, acting as another account) looks at that one's rights.
    expect(making.sort()).toEqual([
      "src/access/cause.ts",
      "src/access/transaction.ts",
      "src/authentication/acting.ts",
      "src/authentication/claim.ts",
      "src/authentication/sessions/session.commands.ts",
    ]);
  });

  it("checks passwords nowhere but where attempts are counted", () => {
    const checking = source.filter((path) => /passwords\.matches\(/.test(text(path)));
    expect(checking).toEqual(["src/features/lockout/lockout.commands.ts"]);
  });

  it("tells V8 and the libraries first what they look at when they are loaded", () => {
    expect(/^import .*$/m.exec(text("src/main.ts"))![0]).toBe('import "./kernel/runtime.js";');
    const [, flag] = /^setFlagsFromString\("--no-(.*)"\);$/m.exec(text("src/kernel/runtime.ts"))!;
    // A flag that V8 has no longer would be a line on standard error, and nothing else.
    expect(execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" })).toContain(`--${flag!} `);
  });

  it("keeps files short", () => {
    const files = readdirSync(join(projectRoot, "src"), { recursive: true, encoding: "utf8" })
      .map((path) => join("src", path))
      .filter((path) => !path.startsWith("src/kernel/generated/") && statSync(join(projectRoot, path)).isFile());
    expect(files).toEqual(expect.arrayContaining(source.filter((path) => !path.startsWith("src/kernel/generated/"))));
    expect(files.filter((path) => text(path).split("\n").length - 1 > MOST_LINES)).toEqual([]);
  });

  it("keeps lines short", () => {
    const files = ["src", "rest-compat", "db", "bench", "scripts", "test"]
      .flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)))
      // Peers of the bench are installed below it.
      .filter((path) => /\.(ts|js|mjs|css|graphql|sql)$/.test(path) && !/\/(generated|node_modules)\//.test(path));
    expect(files).toEqual(expect.arrayContaining(adapter));
    const long = files.flatMap((path) =>
      text(path)
        .split("\n")
        .filter((line) => line.length > MOST_CHARACTERS)
        .map(() => path),
    );
    expect(long.sort()).toEqual(LONG_EXPRESSIONS);
  });

  it("gives files a folder", () => {
    const loose = readdirSync(join(projectRoot, "src"), { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(loose.length).toBeLessThanOrEqual(MOST_LOOSE);
    const folders = readdirSync(join(projectRoot, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.length).toBeLessThanOrEqual(MOST_FOLDERS);
  });

  it("keeps odd documents few", () => {
    const documents = readdirSync(join(projectRoot, "rest-compat/operations"), { recursive: true, encoding: "utf8" });
    const operations = documents.filter(
      (path) => path.endsWith(".graphql") && /\b(query|mutation) \w/.test(text(join("rest-compat/operations", path))),
    );
    const hooks = documents.filter((path) => path.endsWith(".ts"));
    expect(hooks.length / operations.length).toBeLessThan(0.2);
  });
});

const SQL_WORDS = /\b(select|insert into|update|delete from|where|values)\b/;

/** The strings and templates of a file, those inside of templates with them. */
function textsIn(path: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node)) texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(""));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest));
  return texts;
}

const stripComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*|description:\s*"[^"]*"|Description:\s*"[^"]*"/g, "");

/** Whether every import of a file from another is of types alone. */
function isTypeOnly(path: string, target: string): boolean {
  const name = target.split("/").at(-1)!.replace(/\.ts$/, "");
  return [...text(path).matchAll(/^import (type )?.*from "([^"]+)"/gm)]
    .filter(([, , from]) => from!.includes(name))
    .every(([, type]) => type !== undefined);
}
