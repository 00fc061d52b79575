import { escapeHtml } from "../kernel/html.js";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Response } from "express";
import type { MailBrand } from "../features/mail/mail-brand.js";
import { textColorOn } from "../kernel/text-color.js";
import { projectRoot } from "../kernel/project-root.js";

/** A page as it is sent; `policy` adds to the Content-Security-Policy, which admits nothing by itself. */
export interface Page {
  html: string;
  policy: readonly string[];
  /** Origins that answers to its forms may lead on to, besides this server. */
  formsLeadTo?: readonly string[];
}

const STYLE = readFileSync(join(projectRoot, "src/pages/page.css"), "utf8");

/** What a page is made of, all of it HTML already save for the title. */
export interface PageParts {
  lang: string;
  title: string;
  main: string;
  brand: MailBrand;
  /** For a page that is read more than filled in. */
  isWide?: boolean;
}

/** A page in the brand's colours, that needs no script and loads nothing but the brand's logo from here. */
export function htmlPage({ lang, title, main, brand, isWide = false }: PageParts): Page {
  const style = `${STYLE}:root { --button: #${brand.color}; --on-button: ${textColorOn(brand.color)}; }\n`;
  const logo = brand.logoUrl === "" ? "" : `<img class="logo" src="${escapeHtml(brand.logoUrl)}" alt="${escapeHtml(brand.service)}">\n`;
  return {
    policy: [
      `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
      `img-src data: ${brand.logoUrl === "" ? "" : new URL(brand.logoUrl).origin}`.trim(),
    ],
    html: `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main${isWide ? ' class="wide"' : ""}>
${logo}${main}
</main>
</body>
</html>
`,
  };
}

/** What went wrong, said at once by screen readers; fields point to it by its id. */
export const alertBox = (problem: string): string => `<p class="problem" role="alert" id="problem">${escapeHtml(problem)}</p>\n`;

/**
 * Sends a page that nobody else may frame or keep.
 *
 * A page's own address may hold a token: nothing behind the host goes along as a referrer. Not `no-referrer`, with which
 * browsers send `Origin: null` with the page's own forms, and those would be taken for another site's.
 */
export function sendPage(response: Response, status: number, { html, policy, formsLeadTo = [] }: Page): void {
  response
    .status(status)
    .set({
      "Cache-Control": "no-store",
      "Content-Security-Policy": [
        "default-src 'none'",
        ...policy,
        ["form-action 'self'", ...formsLeadTo].join(" "),
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join("; "),
      "Referrer-Policy": "strict-origin",
      "X-Content-Type-Options": "nosniff",
    })
    .type("html")
    .send(html);
}
