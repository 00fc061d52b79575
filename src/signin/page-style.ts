import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.js";

/** The style of pages for people, put into the page itself. */
export const STYLE = readFileSync(join(projectRoot, "src/signin/signin.css"), "utf8");

/** What a page's Content-Security-Policy must admit for it. */
export const STYLE_POLICY = `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;
