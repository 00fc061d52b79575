import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { CODES, type Code, RULES, type Rule } from "../../src/kernel/errors.js";
import { projectRoot } from "../../src/kernel/project-root.js";

/** A place in the sources that refuses. */
export interface RefusalSite {
  code: Code;
  rule: Rule | null;
  /** The file and what in it refuses. */
  place: string;
  /** The sentence; `…` stands for what is filled in. Null where it is made elsewhere. */
  sentence: string | null;
}

/** The functions of errors.ts that make refusals: the code of each, and at which of its arguments rule and sentence are. */
const MAKERS: Readonly<Record<string, { code: Code; rule?: number; sentence: number }>> = {
  badRequest: { code: "BAD_REQUEST", sentence: 0 },
  forbidden: { code: "FORBIDDEN", rule: 0, sentence: 1 },
  notFound: { code: "NOT_FOUND", sentence: 0 },
  conflict: { code: "CONFLICT", sentence: 0 },
  unauthenticated: { code: "UNAUTHENTICATED", sentence: 0 },
};

const isString = (node: ts.Node | undefined): node is ts.StringLiteralLike => node !== undefined && ts.isStringLiteralLike(node);

function sentenceOf(node: ts.Node | undefined): string | null {
  if (isString(node)) return node.text;
  if (node === undefined || !ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}

/** The name of the function, method or constant that a node is in. */
function nameAround(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name !== undefined) return at.name.getText();
    if (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent)) return at.name.getText();
  }
  return "";
}

function siteOf(node: ts.Node, path: string): RefusalSite | null {
  const place = (): string => [path, nameAround(node)].filter(Boolean).join(" ");
  if (ts.isNewExpression(node) && node.expression.getText() === "Refusal") {
    const [code, sentence] = node.arguments ?? [];
    return isString(code) ? { code: code.text as Code, rule: null, place: place(), sentence: sentenceOf(sentence) } : null;
  }
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const maker = MAKERS[node.expression.text];
  if (maker === undefined) return null;
  const rule = maker.rule === undefined ? undefined : node.arguments[maker.rule];
  return {
    code: maker.code,
    rule: isString(rule) ? (rule.text as Rule) : null,
    place: place(),
    sentence: sentenceOf(node.arguments[maker.sentence]),
  };
}

/** Every place in src, db and rest-compat that refuses, in order of files. */
export function refusalSites(): RefusalSite[] {
  const files = ["src", "db", "rest-compat"].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
      .map((path) => `${folder}/${path}`),
  );
  return files
    .filter((path) => path !== "src/kernel/errors.ts")
    .toSorted()
    .flatMap((path) => {
      const sites: RefusalSite[] = [];
      const visit = (node: ts.Node): void => {
        const site = siteOf(node, path);
        if (site !== null) sites.push(site);
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(path, readFileSync(join(projectRoot, path), "utf8"), ts.ScriptTarget.Latest, true));
      return sites;
    });
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** docs/refusals.md: each code with where it is thrown, its rule and what it says, and the rules. */
export function refusalsPage(sites: readonly RefusalSite[], ruleOf: (code: Code) => Rule): string {
  const rules = Object.entries(RULES).map(([rule, asks]) => `| \`${rule}\` | ${cell(asks)} |`);
  const codes = CODES.map((code) => {
    const rows = sites
      .filter((site) => site.code === code)
      .map(({ place, rule, sentence }) => `| \`${place}\` | \`${rule ?? ruleOf(code)}\` | ${cell(sentence ?? "")} |`);
    return [`## ${code}`, "", "| where | rule | what it says |", "|---|---|---|", ...new Set(rows), ""].join("\n");
  });
  return `# Refusals

What a refused request is told, by code, and where in the sources it is said. In the graph a code is in \`extensions.code\` and the
rule in \`extensions.rule\`; the line of a request in the log has both under \`refusal\`. In sentences \`…\` stands for what is filled
in; with a field the sentence follows the field's name. Made from the sources:
\`npm run test:only -- test/house/refusals --update\`.

## Rules

| rule | what it asks |
|---|---|
${rules.join("\n")}

${codes.join("\n")}`;
}
