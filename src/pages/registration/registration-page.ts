import type { PageLanguage } from "../../kernel/languages.js";
import type { MailBrand } from "../../features/mail/mail-brand.js";
import { type Page, alertBox, htmlPage } from "../html-page.js";
import { escapeHtml } from "../../kernel/html.js";
import { filled } from "../signin/signin-texts.js";
import { REGISTRATION_TEXTS } from "./registration-texts.js";

/** What a registration link shows once it has been used. */
export function activePage({ name, uid }: { name: string; uid: string }, lang: PageLanguage, brand: MailBrand): Page {
  const texts = REGISTRATION_TEXTS[lang];
  return htmlPage({
    lang,
    title: `${texts.active} - ${brand.service}`,
    brand,
    main: `<h1>${texts.active}</h1>
<p class="notice" role="status">${escapeHtml(filled(texts.activeText, { name }))}</p>
<p>${texts.installation}: ${escapeHtml(uid)}</p>`,
  });
}

/** What a link shows that is good for nothing. */
export function refusedPage(problem: string, lang: PageLanguage, brand: MailBrand): Page {
  const texts = REGISTRATION_TEXTS[lang];
  const title = escapeHtml(texts.refused);
  return htmlPage({ lang, title: `${texts.error}: ${texts.refused}`, brand, main: `<h1>${title}</h1>\n${alertBox(problem)}` });
}
