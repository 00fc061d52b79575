import { type Page, escapeHtml } from "../signin/html-page.js";
import { STYLE, STYLE_POLICY } from "../signin/page-style.js";

const page = (title: string, content: string): Page => ({
  policy: [STYLE_POLICY, "img-src data:"],
  html: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Portico</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`,
});

/** What a registration link shows once it has been used. */
export const activePage = ({ name, uid }: { name: string; uid: string }): Page =>
  page(
    "Storage is active",
    `<p class="notice" role="status">The storage ${escapeHtml(name)} is active now. Groups that may choose it can keep their backups in it.</p>
<p>Installation: ${escapeHtml(uid)}</p>`,
  );

/** What a link shows that is good for nothing. */
export const refusedPage = (problem: string): Page => page("Error: Storage is not activated", `<p class="problem" role="alert">${escapeHtml(problem)}</p>`);
