import { badRequest } from "./errors.js";

/** Languages that mails and pages are written in. */
export const LANGUAGES = ["en", "de", "fr"] as const;

/** A language that there are pages in. */
export type PageLanguage = (typeof LANGUAGES)[number];

const TAG = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;

/** The language tags of an Accept-Language header (RFC 9110), best first; what is refused or no tag is left out. */
export function preferredLanguages(header: string): string[] {
  const asked = header.split(",").map((item) => {
    const [tag = "", ...parameters] = item.split(";").map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  return asked
    .filter(({ tag, quality }) => TAG.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/** The language of pages for a browser: its best one that there is, else English. */
export function pageLanguage(acceptLanguage: string): PageLanguage {
  const wanted = preferredLanguages(acceptLanguage).map((tag) => tag.split("-")[0]!.toLowerCase());
  return wanted.flatMap((tag) => LANGUAGES.filter((language) => language === tag))[0] ?? "en";
}

const LANGUAGE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;

/** @throws Refusal BAD_REQUEST for what is not a language code */
export function checkLanguage(language: string): string {
  if (!LANGUAGE.test(language)) throw badRequest("must be a language code like 'en' or 'pt-BR'", "language");
  return language;
}
