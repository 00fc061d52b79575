import type { Request, Response } from "express";
import type { Services } from "../context.js";
import { clientOf } from "../http.js";
import { type Page, escapeHtml, sendPage } from "../signin/html-page.js";
import { sessionViewer } from "../signin/session-viewer.js";
import { SCRIPT_ADDRESSES, STYLE_ADDRESSES } from "./graphiql-files.js";

const STYLES = STYLE_ADDRESSES.map((address) => `<link rel="stylesheet" href="${address}">`).join("\n");
const SCRIPTS = SCRIPT_ADDRESSES.map((address) => `<script defer src="${address}"></script>`).join("\n");

const POLICY = [
  "script-src 'self'",
  // GraphiQL's dialogs put a style element into the page while they are open.
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
];

const graphiqlPage = (login: string): Page => ({
  policy: POLICY,
  html: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portico GraphiQL</title>
<link rel="icon" href="data:,">
${STYLES}
${SCRIPTS}
</head>
<body>
<header class="account-bar">
<h1>Portico</h1>
<p>Signed in as <strong>${escapeHtml(login)}</strong></p>
<form id="signout" method="post" action="/signout"><button>Sign out</button></form>
</header>
<main id="graphiql"><noscript><p>This page needs JavaScript.</p></noscript></main>
</body>
</html>
`,
});

/** Whether a request is a browser's that would rather see GraphiQL than an answer. */
export function wantsGraphiql(request: Request, response: Response): boolean {
  if (!["GET", "HEAD"].includes(request.method)) return false;
  response.vary("Accept");
  return request.accepts(["application/json", "application/graphql-response+json", "text/html"]) === "text/html";
}

/** Shows GraphiQL to a browser with a session, and the way to one to a browser without. */
export async function showGraphiql(services: Services, request: Request, response: Response): Promise<void> {
  const viewer = await sessionViewer(services, request, false);
  if (viewer === null) {
    await clientOf(request).openCall.count();
    response.set("Cache-Control", "no-store").redirect(303, "/signin");
  } else sendPage(response, 200, graphiqlPage(viewer.login));
}
