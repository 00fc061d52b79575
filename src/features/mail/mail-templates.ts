import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { webAddress } from "../brands/brand-link.rules.js";
import { escapeHtml } from "../../kernel/html.js";
import { projectRoot } from "../../kernel/project-root.js";
import type { MailBrand } from "./mail-brand.js";
import { MAIL_NAMES, type MailName, type MailValues } from "./mail.js";
import { textColorOn } from "../../kernel/text-color.js";

const BUILT_IN = join(projectRoot, "src/features/mail/templates");
const LAYOUT = "layout.html";
const FALLBACK = "en";

/** A mail as it is read. */
export interface WrittenMail {
  language: string;
  subject: string;
  text: string;
  html: string;
}

/** Thrown where a template can't be used; the message names the file and says why. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
const KNOWN: readonly string[] = [
  "name",
  "login",
  "company",
  "link",
  "newEmail",
  "period",
  "rows",
  "storage",
  "service",
  "supportUrl",
  "supportPhone",
];
const KNOWN_IN_HTML: readonly string[] = [...KNOWN, "subject", "language", "color", "textColor", "logo", "body"];

type Values = Readonly<Record<string, string>>;
const fill = (template: string, values: Values, form: (value: string) => string = String): string =>
  template.replace(PLACEHOLDER, (_whole, name: string) => form(values[name] ?? ""));

const placeholders = (template: string): string[] => [...template.matchAll(PLACEHOLDER)].map(([, name]) => name!);

/**
 * What mails are written from: a folder of `<language>/<mail>.txt`, and a `layout.html` for all.
 *
 * A text begins with its subject ("Subject: ..."). A paragraph with a placeholder that has no value is left out. In the
 * HTML part, a paragraph "Words: {{link}}" is a button with these words; `<language>/<mail>.html`, where there is one,
 * stands in for what is made of the text.
 */
export class MailTemplates {
  private readonly files: ReadonlyMap<string, string>;

  /**
   * @param folder of the operator's: a file there stands in for the built-in one of its name, and a language for none
   * @throws TemplateError
   */
  constructor(folder?: string) {
    this.files = new Map([...filesIn(BUILT_IN), ...(folder === undefined ? [] : filesIn(folder))]);
    for (const [path, content] of this.files) check(path, content);
  }

  /** Writes a mail in the recipient's language as far as there are templates in it, else in English. */
  write(name: MailName, language: string, sent: Partial<MailValues>, brand: MailBrand): WrittenMail {
    const { service, supportUrl, supportPhone, color, logoUrl } = brand;
    const values: Values = { ...sent, service, supportUrl: webAddress(supportUrl), supportPhone };
    const tag = this.tagFor(name, language);
    const [subjectLine = "", ...rest] = this.files.get(`${tag}/${name}.txt`)!.split("\n");
    const subject = fill(subjectLine.replace(/^Subject:\s*/, ""), values)
      .replace(/\s+/g, " ")
      .trim();
    const paragraphs = rest
      .join("\n")
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== "" && placeholders(paragraph).every((placeholder) => values[placeholder]));
    const own = this.files.get(`${tag}/${name}.html`);
    const body = own === undefined ? paragraphs.map((paragraph) => toHtml(paragraph, values)).join("\n") : fill(own, values, escapeHtml);
    const html = fill(this.files.get(LAYOUT)!, {
      ...Object.fromEntries(
        Object.entries({ ...values, subject, language: tag, color: `#${color}`, textColor: textColorOn(color) }).map(([key, value]) => [
          key,
          escapeHtml(value),
        ]),
      ),
      logo: logoUrl === "" ? "" : `<img src="${escapeHtml(logoUrl)}" alt="${escapeHtml(service)}" height="40">`,
      body,
    });
    return { language: tag, subject, text: `${paragraphs.map((paragraph) => fill(paragraph, values)).join("\n\n")}\n`, html };
  }

  private tagFor(name: MailName, language: string): string {
    const wanted = language.toLowerCase().replace("_", "-");
    return [wanted, wanted.split("-")[0]!].find((tag) => this.files.has(`${tag}/${name}.txt`)) ?? FALLBACK;
  }
}

function toHtml(paragraph: string, values: Values): string {
  const [, words] = /^([^\n:]+):\s*\{\{\s*link\s*\}\}$/.exec(paragraph) ?? [];
  if (words === undefined) return `<p>${fill(escapeHtml(paragraph), values, escapeHtml).replaceAll("\n", "<br>\n")}</p>`;
  return `<p><a class="button" href="${escapeHtml(values["link"]!)}">${fill(escapeHtml(words), values, escapeHtml)}</a></p>`;
}

/** Templates by path, languages in lower case. */
function filesIn(folder: string): [string, string][] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path === LAYOUT || /^[\w-]+[/\\][\w-]+\.(txt|html)$/.test(path))
      .map((path) => [
        path.replace("\\", "/").replace(/^[^/]+(?=\/)/, (tag) => tag.toLowerCase()),
        readFileSync(join(folder, path), "utf8").replaceAll("\r\n", "\n"),
      ]);
  } catch (error) {
    throw new TemplateError(`${folder}: ${(error as Error).message}`);
  }
}

function check(path: string, content: string): void {
  const [, name] = /\/([\w-]+)\.\w+$/.exec(path) ?? [];
  if (name !== undefined && !MAIL_NAMES.some((known) => known === name))
    throw new TemplateError(`${path}: there is no mail '${name}', only ${MAIL_NAMES.join(", ")}`);
  if (path.endsWith(".txt") && !content.startsWith("Subject:")) throw new TemplateError(`${path}: must begin with a line 'Subject: ...'`);
  const known = path === LAYOUT ? KNOWN_IN_HTML : KNOWN;
  const unknown = placeholders(content).find((placeholder) => !known.includes(placeholder));
  if (unknown !== undefined) throw new TemplateError(`${path}: there is no placeholder '${unknown}', only ${known.join(", ")}`);
}
