import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/kernel/languages.js";
import { PLAIN_BRAND } from "../../src/features/mail/mail-brand.js";
import { MailTemplates, TemplateError } from "../../src/features/mail/mail-templates.js";
import { MAIL_NAMES } from "../../src/features/mail/mail.js";
import { textColorOn } from "../../src/kernel/text-color.js";

const VALUES = {
  name: "Ada Account",
  login: "ada",
  company: "Company",
  link: "https://portal.example/reset?token=abc",
  newEmail: "new@example.com",
  period: "2026-10-01 – 2026-10-31",
  rows: "12",
  storage: "3.50 GiB",
};
const BRAND = { ...PLAIN_BRAND, service: "Acme", supportUrl: "https://help.example/", logoUrl: "https://portal.example/content/images/5" };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-templates-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function operatorFolder(files: Readonly<Record<string, string>>): string {
  const own = mkdtempSync(join(folder, "own-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(own, path, ".."), { recursive: true });
    writeFileSync(join(own, path), content);
  }
  return own;
}

describe("the templates", () => {
  const templates = new MailTemplates();

  it.each(LANGUAGES.flatMap((language) => MAIL_NAMES.map((name) => [language, name] as const)))(
    "%s %s says all it is given, in both parts",
    (language, name) => {
      const { subject, text, html, language: used } = templates.write(name, language, VALUES, BRAND);
      expect(used).toBe(language);
      expect(subject).toContain("Acme");
      expect(text).toContain("Ada Account");
      expect(html).toMatch(new RegExp(`^<!DOCTYPE html>\n<html lang="${language}">`));
      expect(html).toContain("Ada Account");
      expect(`${subject}${text}${html}`).not.toMatch(/\{\{|undefined/);
      if (!["test", "email-changed", "email-change-asked", "report"].includes(name)) {
        expect(text).toContain(VALUES.link);
        expect(html).toContain(`<a class="button" href="${VALUES.link}">`);
      }
    },
  );

  it.each([
    ["de-AT", "de"],
    ["FR", "fr"],
    ["de_CH", "de"],
    ["pt-BR", "en"],
    ["", "en"],
    ["../de", "en"],
  ])("a recipient who reads %j gets %s", (language, used) => {
    expect(templates.write("reset", language, VALUES, BRAND).language).toBe(used);
  });

  it("leaves out a paragraph that has nothing to say", () => {
    expect(templates.write("reset", "en", VALUES, BRAND).text).toMatch(/Help: https:\/\/help\.example\/\n$/);
    expect(templates.write("reset", "en", VALUES, PLAIN_BRAND).text).not.toMatch(/Help|Telephone/);
  });

  it("leads to a help page without a scheme by https", () => {
    const { text, html } = templates.write("reset", "en", VALUES, { ...BRAND, supportUrl: "support.example:8080/start" });
    expect(text).toMatch(/Help: https:\/\/support\.example:8080\/start\n$/);
    expect(html).toContain("https://support.example:8080/start");
  });

  it("shows values as text", () => {
    const evil = `<img src=x onerror="alert('1')">{{link}} & $&`;
    const { html, text } = templates.write("activate", "en", { ...VALUES, name: evil, company: evil }, { ...BRAND, service: evil });
    expect(html).not.toContain("<img src=x");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;{{link}} &amp; $&amp;");
    expect(text).toContain(`Hello ${evil},`);
  });

  it("keeps a subject on one line", () => {
    expect(templates.write("reset", "en", VALUES, { ...BRAND, service: "Acme\r\nBcc: all@example.com" }).subject).toBe(
      "Reset your password at Acme Bcc: all@example.com",
    );
  });
});

describe("an operator's folder", () => {
  it("stands in for single texts, and adds languages", () => {
    const templates = new MailTemplates(
      operatorFolder({
        "en/reset.txt": "Subject: Ours\r\n\r\nHi {{name}}.\r\n\r\nGo: {{ link }}\r\n",
        "es-MX/reset.txt": "Subject: Hola\n\n{{login}}\n",
        "en/test.html": "<h2>{{company}}</h2>",
      }),
    );
    expect(templates.write("reset", "en", VALUES, BRAND)).toMatchObject({
      subject: "Ours",
      text: `Hi Ada Account.\n\nGo: ${VALUES.link}\n`,
    });
    expect(templates.write("reset", "es-mx", VALUES, BRAND)).toMatchObject({ subject: "Hola", language: "es-mx" });
    expect(templates.write("activate", "es-MX", VALUES, BRAND).language).toBe("en");
    expect(templates.write("reset", "de", VALUES, BRAND).subject).toBe("Neues Passwort für Acme");
    expect(templates.write("test", "en", { ...VALUES, company: "A&B" }, BRAND).html).toContain("<h2>A&amp;B</h2>");
  });

  it("may have another layout", () => {
    const templates = new MailTemplates(operatorFolder({ "layout.html": "<b>{{subject}}</b>{{body}}" }));
    expect(templates.write("reset", "en", VALUES, { ...BRAND, service: "<Acme>" }).html).toMatch(
      /^<b>Reset your password at &lt;Acme&gt;<\/b><p>/,
    );
  });

  it.each([
    [{ "en/reset.txt": "Subject: x\n\n{{token}}" }, /en\/reset\.txt: there is no placeholder 'token'/],
    [{ "en/reset.txt": "x" }, /must begin with a line 'Subject/],
    [{ "en/rest.txt": "Subject: x" }, /there is no mail 'rest'/],
    [{ "layout.html": "{{content}}" }, /there is no placeholder 'content'/],
  ])("that is wrong is named at start: %j", (files, message) => {
    expect(() => new MailTemplates(operatorFolder(files as Record<string, string>))).toThrow(message);
  });

  it("that is not there is named, too", () => {
    expect(() => new MailTemplates(join(folder, "nowhere"))).toThrow(TemplateError);
  });
});

it("text is read on any colour", () => {
  expect(["ffffff", "ffff00", "7fb0ff", "1f5fbf", "000000", "808080"].map(textColorOn)).toEqual([
    "#000000",
    "#000000",
    "#000000",
    "#ffffff",
    "#ffffff",
    "#000000",
  ]);
});
