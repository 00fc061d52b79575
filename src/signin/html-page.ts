import type { Response } from "express";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** A page as it is sent; `policy` adds to the Content-Security-Policy, which admits nothing by itself. */
export interface Page {
  html: string;
  policy: readonly string[];
}

/**
 * Sends a page that nobody else may frame or keep.
 *
 * The referrer policy is not `no-referrer`: with that one browsers send `Origin: null` with the page's own forms, and
 * those would be taken for another site's.
 */
export function sendPage(response: Response, status: number, { html, policy }: Page): void {
  response
    .status(status)
    .set({
      "Cache-Control": "no-store",
      "Content-Security-Policy": ["default-src 'none'", ...policy, "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"].join("; "),
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    })
    .type("html")
    .send(html);
}
