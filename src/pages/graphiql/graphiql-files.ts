import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Router } from "express";
import { projectRoot } from "../../kernel/project-root.js";

const require = createRequire(import.meta.url);

const fromPackage = (name: string, path: string): Buffer => readFileSync(join(dirname(require.resolve(`${name}/package.json`)), path));

const own = (name: string): Buffer => readFileSync(join(projectRoot, "src/pages/graphiql", name));

/** All that the page loads, by name and in the order in which it is loaded. Nothing else is served. */
const FILES: ReadonlyMap<string, Buffer> = new Map([
  ["graphiql.css", fromPackage("graphiql", "graphiql.min.css")],
  ["page.css", own("page.css")],
  ["react.js", fromPackage("react", "umd/react.production.min.js")],
  ["react-dom.js", fromPackage("react-dom", "umd/react-dom.production.min.js")],
  ["graphiql.js", fromPackage("graphiql", "graphiql.min.js")],
  ["start.js", own("start.js")],
]);

function versionOf(files: Iterable<Buffer>): string {
  const hash = createHash("sha256");
  for (const content of files) hash.update(content);
  return hash.digest("hex").slice(0, 16);
}

/** The paths change whenever a file does, so that what a browser has may be kept for good. */
const FOLDER = `/${versionOf(FILES.values())}`;

/** Where /graphiql is mounted. */
export const GRAPHIQL_PREFIX = "/graphiql";

const addresses = (extension: string): string[] =>
  [...FILES.keys()].filter((name) => name.endsWith(extension)).map((name) => `${GRAPHIQL_PREFIX}${FOLDER}/${name}`);

export const STYLE_ADDRESSES = addresses(".css");
export const SCRIPT_ADDRESSES = addresses(".js");

/** Serves GraphiQL from the installed packages: the page works without a way to the internet. */
export function createGraphiqlFiles(): Router {
  const router = Router();
  for (const [name, content] of FILES) {
    router.get(`${FOLDER}/${name}`, (_request, response) => {
      response
        .set({ "Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff" })
        .type(name)
        .send(content);
    });
  }
  return router;
}
