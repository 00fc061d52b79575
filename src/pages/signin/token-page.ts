import type { PageLanguage } from "../../kernel/languages.js";
import type { MailBrand } from "../../features/mail/mail-brand.js";
import { type Page, alertBox, htmlPage } from "../html-page.js";
import { escapeHtml } from "../../kernel/html.js";
import { SIGNIN_TEXTS, filled } from "./signin-texts.js";

/** Whose token a link holds. */
export interface TokenHolder {
  login: string;
  group: string;
}

/** In which language and whose colours a page is shown. */
interface TokenView {
  lang: PageLanguage;
  brand: MailBrand;
}

/** Asks whether a person whom a link from elsewhere has led here wants to go on as the token's account. */
export function askPage({ login, group }: TokenHolder, token: string, consoleUrl: string, { lang, brand }: TokenView): Page {
  const texts = SIGNIN_TEXTS[lang];
  const notice = filled(escapeHtml(texts.linkNotice), { login: `<strong>${escapeHtml(login)}</strong>`, group: escapeHtml(group) });
  return {
    formsLeadTo: [new URL(consoleUrl).origin],
    ...htmlPage({
      lang,
      title: texts.linkAskTitle,
      brand,
      main: `<h1>${texts.linkAskTitle}</h1>
<p class="notice" id="notice">${notice}</p>
<form method="post" action="/signin/token" aria-describedby="notice">
<input type="hidden" name="jwt" value="${escapeHtml(token)}">
<button>${filled(texts.signInAs, { login: escapeHtml(login) })}</button>
</form>`,
    }),
  };
}

/** A page about a link that signs nobody in. @param goOn the way on, as HTML */
function problemPage(problem: string, goOn: string, { lang, brand }: TokenView): Page {
  const { error, linkTitle } = SIGNIN_TEXTS[lang];
  return htmlPage({ lang, title: `${error}: ${linkTitle}`, brand, main: `<h1>${linkTitle}</h1>\n${alertBox(problem)}${goOn}` });
}

/** Says why a link signs nobody in, and how to go on. */
export const refusedLinkPage = (problem: string, view: TokenView): Page =>
  problemPage(problem, `<p><a href="/signin">${SIGNIN_TEXTS[view.lang].signInByPassword}</a></p>`, view);

/** For whoever is signed in as somebody else. */
export const signedInPage = (view: TokenView): Page =>
  problemPage(
    SIGNIN_TEXTS[view.lang].signedInAsOther,
    `<form method="post" action="/signout">\n<button>${SIGNIN_TEXTS[view.lang].signOut}</button>\n</form>`,
    view,
  );
