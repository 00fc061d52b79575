import type { Request, Response } from "express";
import type { Services } from "../../graph/context.js";
import { HOME_TEXTS } from "../home/home-texts.js";
import type { BrowserPage } from "../../http/graphql-routes.js";
import { clientOf, languageOf } from "../../http/http.js";
import type { PageLanguage } from "../../kernel/languages.js";
import { type Page, sendPage } from "../html-page.js";
import { escapeHtml } from "../../kernel/html.js";
import { sessionViewer } from "../../http/session-viewer.js";
import { filled } from "../signin/signin-texts.js";
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

const NO_SCRIPT: Readonly<Record<PageLanguage, string>> = {
  en: "This page needs JavaScript.",
  de: "Diese Seite braucht JavaScript.",
  fr: "Cette page a besoin de JavaScript.",
};

/** GraphiQL itself speaks English. */
const graphiqlPage = (login: string, lang: PageLanguage): Page => ({
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
<header class="account-bar" lang="${lang}">
<h1><a href="/">Portico</a></h1>
<p>${filled(escapeHtml(HOME_TEXTS[lang].signedInAs), { login: `<strong>${escapeHtml(login)}</strong>` })}</p>
<form id="signout" method="post" action="/signout"><button>${HOME_TEXTS[lang].signOut}</button></form>
</header>
<main id="graphiql"><noscript><p lang="${lang}">${NO_SCRIPT[lang]}</p></noscript></main>
</body>
</html>
`,
});

/** Whether a request is a browser's that would rather see GraphiQL than an answer. */
function isWanted(request: Request, response: Response): boolean {
  if (!["GET", "HEAD"].includes(request.method)) return false;
  response.vary("Accept");
  return request.accepts(["application/json", "application/graphql-response+json", "text/html"]) === "text/html";
}

/** Shows GraphiQL to a browser with a session, and the way to one to a browser without. */
async function show(services: Services, request: Request, response: Response): Promise<void> {
  const viewer = await sessionViewer(services, request, false);
  if (viewer === null) {
    await clientOf(request).openCall.count();
    response.set("Cache-Control", "no-store").redirect(303, "/signin");
  } else sendPage(response, 200, graphiqlPage(viewer.login, languageOf(request)));
}

/** GraphiQL, in place of an answer of the GraphQL endpoint. */
export const graphiql: BrowserPage = { isWanted, show };
