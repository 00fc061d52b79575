import type { PageLanguage } from "../../kernel/languages.js";
import type { MailBrand } from "../../features/mail/mail-brand.js";
import { type Page, alertBox, htmlPage } from "../html-page.js";
import { escapeHtml } from "../../kernel/html.js";
import type { OfferedAccount } from "./session-statements.js";
import { SIGNIN_TEXTS, type SigninTexts, filled } from "./signin-texts.js";

/** What the sign-in page shows. There is no password in it: no page ever holds one. */
export interface SigninView {
  lang: PageLanguage;
  /** Path to go on to, already judged. */
  next: string;
  login: string;
  /** What went wrong, in a sentence. */
  problem: string | null;
  /** Accounts to choose one of. */
  accounts: readonly OfferedAccount[];
}

function choice({ id, group, account }: OfferedAccount, index: number, texts: SigninTexts): string {
  const sort = account.__typename === "Admin" ? texts.administrator : texts.serviceUser;
  const disabled = account.status === "DISABLED";
  const state = disabled ? " disabled" : index === 0 ? " autofocus" : "";
  return `<label class="choice"><input type="radio" name="account" value="${escapeHtml(id)}" required${state}>
<span>${escapeHtml(group.name)} <small>${sort}${disabled ? `, ${texts.disabled}` : ""}</small></span></label>`;
}

/**
 * The second step asks for the password again. So it need not be kept anywhere in between, neither in the page nor
 * here, and no session begins before it is known for which account.
 */
const notice = ({ chooseNotice }: SigninTexts): string => `<p class="notice" role="status">${escapeHtml(chooseNotice)}</p>`;

const choices = (accounts: readonly OfferedAccount[], texts: SigninTexts): string => `<fieldset>
<legend>${texts.account}</legend>
${accounts.map((account, index) => choice(account, index, texts)).join("\n")}
</fieldset>
`;

/** The sign-in page: a plain form that needs no script and nothing from elsewhere. */
export function signinPage({ lang, next, login, problem, accounts }: SigninView, brand: MailBrand): Page {
  const texts = SIGNIN_TEXTS[lang];
  const title = filled(texts.title, { service: brand.service });
  const focus = (wanted: boolean): string => (wanted ? " autofocus" : "");
  const described = problem === null ? "" : ' aria-describedby="problem"';
  return htmlPage({
    lang,
    title: problem !== null ? `${texts.error}: ${title}` : accounts.length > 0 ? `${texts.chooseTitle} - ${title}` : title,
    brand,
    main: `<h1>${escapeHtml(title)}</h1>
${problem === null ? "" : alertBox(problem)}${accounts.length > 0 ? notice(texts) : ""}<form method="post" action="/signin">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="login">${texts.login}</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${focus(login === "")}${described}>
${accounts.length > 0 ? choices(accounts, texts) : ""}<label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${focus(login !== "" && accounts.length === 0)}${described}>
<button>${texts.signIn}</button>
</form>
<p class="aside"><a href="/forgot-password">${texts.forgot}</a></p>`,
  });
}
