import type { MailBrand } from "../mail/mail-brand.js";
import { type Page, alertBox, escapeHtml, htmlPage } from "./html-page.js";
import type { OfferedAccount } from "./session-statements.js";

/** What the sign-in page shows. There is no password in it: no page ever holds one. */
export interface SigninView {
  /** Path to go on to, already judged. */
  next: string;
  login: string;
  /** What went wrong, in a sentence. */
  problem: string | null;
  /** Accounts to choose one of. */
  accounts: readonly OfferedAccount[];
}

function choice({ id, group, account }: OfferedAccount, index: number): string {
  const sort = account.__typename === "Admin" ? "administrator" : "service user";
  const disabled = account.status === "DISABLED";
  const state = disabled ? " disabled" : index === 0 ? " autofocus" : "";
  return `<label class="choice"><input type="radio" name="account" value="${escapeHtml(id)}" required${state}>
<span>${escapeHtml(group.name)} <small>${sort}${disabled ? ", disabled" : ""}</small></span></label>`;
}

/**
 * The second step asks for the password again. So it need not be kept anywhere in between, neither in the page nor
 * here, and no session begins before it is known for which account.
 */
const NOTICE = '<p class="notice" role="status">This login has several accounts. Choose one and enter your password again.</p>';

const choices = (accounts: readonly OfferedAccount[]): string => `<fieldset>
<legend>Account</legend>
${accounts.map(choice).join("\n")}
</fieldset>
`;

function titleOf({ problem, accounts }: SigninView, { service }: MailBrand): string {
  if (problem !== null) return `Error: Sign in to ${service}`;
  return accounts.length > 0 ? `Choose an account - Sign in to ${service}` : `Sign in to ${service}`;
}

/** The sign-in page: a plain form that needs no script and nothing from elsewhere. */
export function signinPage(view: SigninView, brand: MailBrand): Page {
  const { next, login, problem, accounts } = view;
  const focus = (wanted: boolean): string => (wanted ? " autofocus" : "");
  const described = problem === null ? "" : ' aria-describedby="problem"';
  return htmlPage({
    lang: "en",
    title: titleOf(view, brand),
    brand,
    main: `<h1>Sign in to ${escapeHtml(brand.service)}</h1>
${problem === null ? "" : alertBox(problem)}${accounts.length > 0 ? NOTICE : ""}<form method="post" action="/signin">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="login">Login</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${focus(login === "")}${described}>
${accounts.length > 0 ? choices(accounts) : ""}<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${focus(login !== "" && accounts.length === 0)}${described}>
<button>Sign in</button>
</form>
<p class="aside"><a href="/forgot-password">Forgot your password?</a></p>`,
  });
}
