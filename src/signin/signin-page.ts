import { type Page, escapeHtml } from "./html-page.js";
import { STYLE, STYLE_POLICY } from "./page-style.js";
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

const alert = (problem: string): string => `<p class="problem" role="alert" id="problem">${escapeHtml(problem)}</p>`;

function titleOf({ problem, accounts }: SigninView): string {
  if (problem !== null) return "Error: Sign in to Portico";
  return accounts.length > 0 ? "Choose an account - Sign in to Portico" : "Sign in to Portico";
}

/** The sign-in page: a plain form that needs no script and nothing from elsewhere. */
export function signinPage(view: SigninView): Page {
  const { next, login, problem, accounts } = view;
  const focus = (wanted: boolean): string => (wanted ? " autofocus" : "");
  const described = problem === null ? "" : ' aria-describedby="problem"';
  return {
    policy: [STYLE_POLICY, "img-src data:"],
    html: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(view)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sign in to Portico</h1>
${problem === null ? "" : alert(problem)}${accounts.length > 0 ? NOTICE : ""}
<form method="post" action="/signin">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="login">Login</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${focus(login === "")}${described}>
${accounts.length > 0 ? choices(accounts) : ""}<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${focus(login !== "" && accounts.length === 0)}${described}>
<button>Sign in</button>
</form>
</main>
</body>
</html>
`,
  };
}
