import type { MailBrand } from "../mail/mail-brand.js";
import { type Page, alertBox, escapeHtml, htmlPage } from "../signin/html-page.js";

/** What a registration link shows once it has been used. */
export const activePage = ({ name, uid }: { name: string; uid: string }, brand: MailBrand): Page =>
  htmlPage({
    lang: "en",
    title: `Storage is active - ${brand.service}`,
    brand,
    main: `<h1>Storage is active</h1>
<p class="notice" role="status">The storage ${escapeHtml(name)} is active now. Groups that may choose it can keep their backups in it.</p>
<p>Installation: ${escapeHtml(uid)}</p>`,
  });

/** What a link shows that is good for nothing. */
export const refusedPage = (problem: string, brand: MailBrand): Page =>
  htmlPage({ lang: "en", title: "Error: Storage is not activated", brand, main: `<h1>Storage is not activated</h1>\n${alertBox(problem)}` });
