import type { MailBrand } from "../mail/mail-brand.js";
import { type Page, alertBox, escapeHtml, htmlPage } from "./html-page.js";

/** Whose token a link holds. */
export interface TokenHolder {
  login: string;
  group: string;
}

/** Asks whether a person whom a link from elsewhere has led here wants to go on as the token's account. */
export const askPage = ({ login, group }: TokenHolder, token: string, consoleUrl: string, brand: MailBrand): Page => ({
  formsLeadTo: [new URL(consoleUrl).origin],
  ...htmlPage({
    lang: "en",
    title: "Sign in by a link?",
    brand,
    main: `<h1>Sign in by a link?</h1>
<p class="notice" id="notice">A link from elsewhere has led you here. It signs you in as <strong>${escapeHtml(login)}</strong> of ${escapeHtml(group)}. Whatever you do then is done with that account: go on only if it is yours.</p>
<form method="post" action="/signin/token" aria-describedby="notice">
<input type="hidden" name="jwt" value="${escapeHtml(token)}">
<button>Sign in as ${escapeHtml(login)}</button>
</form>`,
  }),
});

/** Says why a link signs nobody in, and how to go on. */
export const refusedLinkPage = (problem: string, brand: MailBrand): Page =>
  htmlPage({
    lang: "en",
    title: "Error: Sign in by a link",
    brand,
    main: `<h1>Sign in by a link</h1>
${alertBox(problem)}<p><a href="/signin">Sign in with login and password</a></p>`,
  });

/** For whoever is signed in as somebody else. */
export const signedInPage = (brand: MailBrand): Page =>
  htmlPage({
    lang: "en",
    title: "Error: Sign in by a link",
    brand,
    main: `<h1>Sign in by a link</h1>
${alertBox("You are signed in as somebody else. Sign out, then open the link again.")}<form method="post" action="/signout">
<button>Sign out</button>
</form>`,
  });
