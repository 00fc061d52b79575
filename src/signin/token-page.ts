import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.js";
import { type Page, escapeHtml } from "./html-page.js";

const STYLE = readFileSync(join(projectRoot, "src/signin/signin.css"), "utf8");
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Whose token a link holds. */
export interface TokenHolder {
  login: string;
  group: string;
}

/**
 * A page whose own address may hold a token: nothing behind the host goes along as a referrer. Not `no-referrer`, with which
 * browsers send `Origin: null` with the form.
 *
 * @param leadsTo origins that its form may lead on to
 */
const page = (title: string, main: string, leadsTo: readonly string[] = []): Page => ({
  policy: [`style-src 'sha256-${STYLE_HASH}'`, "img-src data:", ["form-action 'self'", ...leadsTo].join(" ")],
  html: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="strict-origin">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`,
});

/** Asks whether a person whom a link from elsewhere has led here wants to go on as the token's account. */
export const askPage = ({ login, group }: TokenHolder, token: string, consoleUrl: string): Page =>
  page(
    "Sign in by a link?",
    `<h1>Sign in by a link?</h1>
<p class="notice" id="notice">A link from elsewhere has led you here. It signs you in as <strong>${escapeHtml(login)}</strong> of ${escapeHtml(group)}. Whatever you do then is done with that account: go on only if it is yours.</p>
<form method="post" action="/signin/token" aria-describedby="notice">
<input type="hidden" name="jwt" value="${escapeHtml(token)}">
<button>Sign in as ${escapeHtml(login)}</button>
</form>`,
    [new URL(consoleUrl).origin],
  );

/** Says why a link signs nobody in, and how to go on. */
export const refusedLinkPage = (problem: string): Page =>
  page(
    "Error: Sign in by a link",
    `<h1>Sign in by a link</h1>
<p class="problem" role="alert">${escapeHtml(problem)}</p>
<p><a href="/signin">Sign in with login and password</a></p>`,
  );

/** For whoever is signed in as somebody else. */
export const signedInPage = (): Page =>
  page(
    "Error: Sign in by a link",
    `<h1>Sign in by a link</h1>
<p class="problem" role="alert">You are signed in as somebody else. Sign out, then open the link again.</p>
<form method="post" action="/signout">
<button>Sign out</button>
</form>`,
  );
