import type { Config } from "../../config/config.js";
import type { PageLanguage } from "../../kernel/languages.js";
import type { MailBrand } from "../../features/mail/mail-brand.js";
import { type Page, alertBox, htmlPage } from "../html-page.js";
import { escapeHtml } from "../../kernel/html.js";
import { filled } from "../signin/signin-texts.js";
import { HOME_TEXTS, type HomeTexts } from "./home-texts.js";

/** In which language, whose colours and of which server a page is shown. */
export interface HomeView {
  lang: PageLanguage;
  brand: MailBrand;
  config: Pick<Config, "publicUrl" | "consoleUrl">;
}

/** A place to go on to: a link, or addresses for programs. */
interface Place {
  name: string;
  text: string;
  link?: string;
  addresses?: readonly string[];
}

/** What there is on this server. The one list of it, for pages and for texts. */
function placesOf({ publicUrl, consoleUrl }: HomeView["config"], texts: HomeTexts): Place[] {
  const hasConsole = consoleUrl !== `${publicUrl}/graphql`;
  return [
    { name: texts.signIn, text: texts.signInText, link: "/signin" },
    ...(hasConsole ? [{ name: texts.console, text: texts.consoleText, link: consoleUrl }] : []),
    { name: texts.graph, text: texts.graphText, link: "/graphql" },
    { name: texts.rest, text: texts.restText, addresses: [`${publicUrl}/api/1`] },
    { name: texts.accounts, text: texts.accountsText, addresses: [`${publicUrl}/api/v1/security`, `${publicUrl}/api/2/idp/token`] },
  ];
}

function placeItem({ name, text, link, addresses = [] }: Place): string {
  const title = link === undefined ? `<strong>${escapeHtml(name)}</strong>` : `<a href="${escapeHtml(link)}">${escapeHtml(name)}</a>`;
  return `<li>${title}<br>${escapeHtml(text)}${addresses.map((address) => `<br><code>${escapeHtml(address).replaceAll("/", "/<wbr>")}</code>`).join("")}</li>`;
}

const placeList = (places: readonly Place[]): string => `<ul class="places">\n${places.map(placeItem).join("\n")}\n</ul>`;

const signedIn = (login: string, texts: HomeTexts): string => `<form class="account" method="post" action="/signout">
<p>${filled(escapeHtml(texts.signedInAs), { login: `<strong>${escapeHtml(login)}</strong>` })}</p>
<button>${texts.signOut}</button>
</form>
`;

/** What a browser sees that opens this server. @param login whose session it has; null for none */
export function homePage({ lang, brand, config }: HomeView, login: string | null): Page {
  const texts = HOME_TEXTS[lang];
  const places = placesOf(config, texts).filter(({ link }) => login === null || link !== "/signin");
  return htmlPage({
    lang,
    brand,
    isWide: true,
    title: brand.service,
    main: `<h1>${escapeHtml(brand.service)}</h1>
<p>${escapeHtml(texts.intro)}</p>
${login === null ? "" : signedIn(login, texts)}${placeList(places)}
${login === null ? `<p class="aside"><a href="/forgot-password">${escapeHtml(texts.forgot)}</a></p>` : ""}`,
  });
}

/** The same for programs and terminals. */
export function homeText({ brand, config }: Omit<HomeView, "lang">): string {
  const lines = placesOf(config, HOME_TEXTS.en).map(
    ({ name, link, addresses }) =>
      `${name.padEnd(13)} ${(addresses ?? [link!.startsWith("/") ? `${config.publicUrl}${link}` : link]).join("  ")}`,
  );
  return `${brand.service}\n\n${lines.join("\n")}\n`;
}

/** What went wrong with the address that a browser has opened. */
export type Trouble = "notFound" | "badAddress" | "deadLink" | "refused" | "tooMany" | "unavailable" | "fault";

/** Those after which it is no use to go elsewhere. */
const PASSING: readonly Trouble[] = ["tooMany", "unavailable", "fault"];

/** What a browser sees in place of what it has asked for: what is the matter, and where to go on. @param values what the text is filled with */
export function troublePage({ lang, brand, config }: HomeView, trouble: Trouble, values: Readonly<Record<string, string>>): Page {
  const texts = HOME_TEXTS[lang];
  const [title, text] =
    trouble === "notFound"
      ? [texts.notFound, texts.notFoundText]
      : trouble === "deadLink"
        ? [texts.deadLink, texts.deadLinkText]
        : [texts.error, texts[trouble]];
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `<code>${escapeHtml(value)}</code>`]));
  const main = PASSING.includes(trouble)
    ? alertBox(filled(text, values))
    : `<p>${filled(escapeHtml(text), shown)}</p>\n${placeList(placesOf(config, texts))}\n`;
  return htmlPage({
    lang,
    brand,
    isWide: true,
    title: `${title} - ${brand.service}`,
    main: `<p class="service">${escapeHtml(brand.service)}</p>
<h1>${escapeHtml(title)}</h1>
${main}<p class="aside"><a href="/">${escapeHtml(texts.home)}</a></p>`,
  });
}
