import type { PageLanguage } from "../../kernel/languages.js";
import type { MailBrand } from "../../features/mail/mail-brand.js";
import { type Page, alertBox, htmlPage } from "../html-page.js";
import { escapeHtml } from "../../kernel/html.js";
import { PAGE_TEXTS, type PageTexts } from "./action-texts.js";

/** In which language and whose colours a page is shown, and what went wrong before. */
export interface PageView {
  lang: PageLanguage;
  brand: MailBrand;
  problem: string | null;
}

function page({ lang, brand, problem }: PageView, title: string, content: (texts: PageTexts) => string): Page {
  const texts = PAGE_TEXTS[lang];
  return htmlPage({
    lang,
    brand,
    title: `${problem === null ? "" : `${texts.error}: `}${title} - ${brand.service}`,
    main: `${brand.logoUrl === "" ? `<p class="service">${escapeHtml(brand.service)}</p>\n` : ""}<h1>${escapeHtml(title)}</h1>\n${problem === null ? "" : alertBox(problem)}${content(texts)}`,
  });
}

const hiddenToken = (token: string): string => `<input type="hidden" name="token" value="${escapeHtml(token)}">`;
const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>\n`;
const link = (path: string, words: string): string => `<p class="aside"><a href="${path}">${escapeHtml(words)}</a></p>`;

/** Where a new password is chosen, of at least that many characters; there is none in it ever. The login is for password managers, too. */
export function passwordPage(
  view: PageView,
  path: "/activate" | "/reset",
  { token, login, least }: { token: string; login: string; least: number },
): Page {
  const texts = PAGE_TEXTS[view.lang];
  const described = `aria-describedby="${view.problem === null ? "" : "problem "}rule"`;
  return page(
    view,
    path === "/activate" ? texts.activateTitle : texts.resetTitle,
    () => `<form method="post" action="${path}">
${hiddenToken(token)}
<label for="login">${texts.login}</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" readonly>
<label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="${least}" maxlength="1000" required autofocus ${described}>
<p class="hint" id="rule">${escapeHtml(texts.passwordRule(least))}</p>
<label for="repeat">${texts.repeat}</label>
<input id="repeat" name="repeat" type="password" autocomplete="new-password" required>
<button>${texts.setPassword}</button>
</form>`,
  );
}

/** Where a new address is confirmed: a button and not the link itself, since some mail programs open links by themselves. */
export const confirmPage = (view: PageView, { token, login, newEmail }: { token: string; login: string; newEmail: string }): Page =>
  page(
    view,
    PAGE_TEXTS[view.lang].confirmTitle,
    (texts) => `<dl>
<dt>${texts.login}</dt><dd>${escapeHtml(login)}</dd>
<dt>${texts.newEmail}</dt><dd>${escapeHtml(newEmail)}</dd>
</dl>
<form method="post" action="/confirm-email">
${hiddenToken(token)}
<button>${texts.confirm}</button>
</form>`,
  );

/** Where a person who forgot the password says who it is. */
export const forgotPage = (view: PageView, login: string): Page =>
  page(
    view,
    PAGE_TEXTS[view.lang].forgotTitle,
    (texts) => `${paragraph(texts.forgotText)}<form method="post" action="/forgot-password">
<label for="login">${texts.login}</label>
<input id="login" name="login" value="${escapeHtml(login)}" maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus${view.problem === null ? "" : ' aria-describedby="problem"'}>
<button>${texts.sendLink}</button>
</form>
${link("/signin", texts.signIn)}`,
  );

/** The end of each way. */
export type Outcome = "passwordSet" | "emailSet" | "linkSent";

export const donePage = (view: PageView, outcome: Outcome): Page =>
  page(view, PAGE_TEXTS[view.lang][outcome], (texts) => `${paragraph(texts[`${outcome}Text`])}${link("/signin", texts.signIn)}`);

/** What a link leads to that opens nothing any more. */
export const deadLinkPage = (view: PageView): Page =>
  page(view, PAGE_TEXTS[view.lang].linkDead, (texts) => `${paragraph(texts.linkDeadText)}${link("/forgot-password", texts.askForLink)}`);

/** What is shown in place of a page for a request that is refused. @param reason a sentence that says why, in English as refusals are */
export const refusedPage = (view: PageView, reason: string): Page =>
  page(view, PAGE_TEXTS[view.lang].error, (texts) => `${paragraph(reason)}${paragraph(texts.refused)}`);

/** What is shown in place of a page while it can't be made. */
export const unavailablePage = (view: PageView): Page => page(view, PAGE_TEXTS[view.lang].error, (texts) => paragraph(texts.unavailable));
