import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind, StorageKind } from "../../src/kernel/enums.js";
import { checkIdentifier, checkLine, checkLines } from "../../src/kernel/text.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type Tree, startTreeServer } from "../setup/tree.js";

/** What is no line of text that shows something. */
const NO_NAMES = {
  "a line end": "a\nb",
  "a carriage return": "a\rb",
  both: "a\r\nSubject: b",
  "a line end at its end": "a\n",
  "a tab": "a\tb",
  "an escape": "a\u001b[2J",
  "a delete": "a\u007f",
  "a next line": "a\u0085b",
  "a control character of the second set": "a\u009bb",
  "a line separator": "a\u2028b",
  "a paragraph separator": "a\u2029b",
  "blanks of no width": "\u200b\u200b",
  joiners: "\u2060\u200d",
  "a byte order mark within": "\u200b\ufeff\u200b",
  "a soft hyphen": "\u00ad",
  "Hangul fillers": "\u3164\uffa0\u115f",
  "an empty Braille pattern": "\u2800",
  "a direction": "\u202e\u2066",
  "variation selectors": "\ufe0f\u{e0100}",
  "marks of annotations": "\ufff9\ufffa\ufffb",
  tags: "\u{e0041}",
} as const;

/** What shows nothing, within a text that shows something. */
const HIDDEN = {
  "a blank of no width": "Ac\u200bme",
  "a word joiner": "Ac\u2060me",
  "a byte order mark": "Ac\ufeffme",
  "a soft hyphen": "Ac\u00adme",
  "an override of direction": "Ac\u202eme",
  "an embedding": "Ac\u202bme\u202c",
  "an isolate": "Ac\u2067me\u2069",
  "a Hangul filler": "Ac\u3164me",
  "a grapheme joiner": "Ac\u034fme",
  "a joiner between Latin letters": "Ac\u200dme",
  "a non-joiner between Latin letters": "Ac\u200cme",
  "a joiner behind a picture alone": "❤\u200dme",
  "tags without a flag": "Ac\u{e0061}me",
  "a variation selector at its begin": "\ufe0fAcme",
  "an annotation": "Ac\ufff9me",
  "what is no character": "Ac\ufdd0me",
} as const;

describe("a line", () => {
  it.each(Object.entries(HIDDEN))("does not hold %s", (_what, text) => {
    expect(() => checkLine(text, "name")).toThrow(/^name must not hold U\+[0-9A-F]{4,6}, which can't be seen$/);
    expect(() => checkIdentifier(text, "uid", 100)).toThrow(/^uid must not hold U\+/);
  });

  it.each(Object.entries(NO_NAMES))("is not %s", (_what, text) => {
    expect(() => checkLine(text, "name")).toThrow(/^name must (be one line, without control characters|hold something that can be seen)$/);
    expect(() => checkLine(text, "name", { mayBeEmpty: true })).toThrow(/^name must/);
    expect(() => checkIdentifier(text, "uid", 100)).toThrow(/^uid must/);
  });

  it.each([" Acme ", "\u00a0Acme\u3000", "Acme\ufeff"])("is stored without blanks around it: %j", (text) =>
    expect(checkLine(text, "name")).toBe("Acme"),
  );

  it("has no blanks around it where it identifies", () => {
    expect(() => checkIdentifier(" Acme", "uid", 100)).toThrow("uid must not begin or end with a blank");
  });

  it.each(["", " ", "\u3000"])("is empty only where it may be: %j", (text) => {
    expect(checkLine(text, "city", { mayBeEmpty: true })).toBe("");
    expect(() => checkLine(text, "name")).toThrow("name must not be empty");
  });

  it.each([
    "Müller & Söhne",
    "نام‌ها",
    "क्‍ष",
    "❤\ufe0f",
    "\u{1f468}\u200d\u{1f469}",
    "שלום\u200f",
    "日本語 株式会社",
    "葛\u{e0100}城",
    "👨‍👩‍👧",
    "👩🏽‍💻",
    "❤️‍🔥",
    "1️⃣",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England",
    "র‍্যাব",
    "ශ්‍රී",
    "١٤٤٥ ه‍",
    "الشركة (ABC)\u200f",
    "new 🫩",
  ])("may be of any script, with the joiners and selectors that belong to it: %s", (text) => expect(checkLine(text, "name")).toBe(text));

  it("is measured without the blanks around it", () => {
    expect(checkLine(` ${"x".repeat(255)} `, "name", { longest: 255 })).toHaveLength(255);
    expect(() => checkLine("x".repeat(256), "name", { longest: 255 })).toThrow("255 characters");
  });
});

describe("a text of several lines", () => {
  it("has lines that end in LF", () => expect(checkLines(" a\r\nb\nc\n", "description")).toBe("a\nb\nc"));
  it.each(["a\u0000", "a\tb", "a\rb", "a\u0085", "a\u2028b", "\u001b[2J"])("does not hold %j", (text) =>
    expect(() => checkLines(text, "description")).toThrow("description must not hold control characters"),
  );
});

let server: TestServer;
let tree: Tree;
beforeAll(async () => void ({ server, tree } = await startTreeServer()));
afterAll(() => server.stop());

type Place = [what: string, method: string, path: () => string, body: (text: string) => object, field: RegExp];
const NAMES: Place[] = [
  [
    "a new group's name",
    "POST",
    () => `/groups/${tree.partner.id}/children`,
    (name) => ({ name, kind: GroupKind.END_USER_COMPANY }),
    /^name /,
  ],
  ["a group's name", "PUT", () => `/groups/${tree.company.id}`, (name) => ({ name }), /^name /],
  ["a new admin's login", "POST", () => `/groups/${tree.company.id}/admins`, (login) => ({ login, email: "a@example.com" }), /^login /],
  ["a new user's login", "POST", () => `/groups/${tree.company.id}/users`, (login) => ({ login, email: "a@example.com" }), /^login /],
  ["a new login", "POST", () => "/actions/change_login", (newlogin) => ({ login: "company-admin", newlogin }), /^newlogin /],
  [
    "a storage's name",
    "POST",
    () => `/groups/${tree.partner.id}/storages`,
    (name) => ({ kind: StorageKind.EXPRESS, name, uid: "a" }),
    /^name /,
  ],
  [
    "a storage's uid",
    "POST",
    () => `/groups/${tree.partner.id}/storages`,
    (uid) => ({ kind: StorageKind.EXPRESS, name: "a", uid }),
    /^uid /,
  ],
  ["a company's name in a brand", "PUT", () => "/groups/self/brand", (company_name) => ({ company_name }), /^company_name /],
  ["a service's name in a brand", "PUT", () => "/groups/self/brand", (service_name) => ({ service_name }), /^service_name /],
  ["a telephone number in a brand", "PUT", () => "/groups/self/brand", (support_phone) => ({ support_phone }), /^support_phone /],
  ["an agent's id", "POST", () => "/datacenter/backupservers", (agent_id) => ({ address: "a.example.com", agent_id }), /^agent_id /],
];
/** The same for what may be empty. */
const DETAILS: Place[] = [
  ["a customer id", "PUT", () => `/groups/${tree.company.id}`, (customer_id) => ({ customer_id }), /^customer_id /],
  ["an internal tag", "PUT", () => `/groups/${tree.company.id}`, (internal_tag) => ({ internal_tag }), /^internal_tag /],
  ...["firstname", "lastname", "phone", "address1", "address2", "city", "state", "country", "zipcode", "email"].map((name): Place => [
    `a contact's ${name}`,
    "PUT",
    () => `/groups/${tree.company.id}`,
    (text) => ({ contact: { [name]: text } }),
    new RegExp(`${name} `),
  ]),
  ["an invoice's city", "PUT", () => `/groups/${tree.company.id}`, (city) => ({ billing: { city } }), /city /],
  [
    "a reduction's name",
    "PUT",
    () => `/groups/${tree.company.id}`,
    (name) => ({ pricing: { discounts: [{ name, enabled: 1 }] } }),
    /discounts/,
  ],
  ...["firstname", "lastname", "city"].map((name): Place => [
    `a user's ${name}`,
    "PUT",
    () => `/users/${tree.otherUser.id}`,
    (text) => ({ [name]: text }),
    new RegExp(`^${name} `),
  ]),
  [
    "a new admin's first name",
    "POST",
    () => `/groups/${tree.company.id}/admins`,
    (firstname) => ({ login: "new", email: "a@example.com", firstname }),
    /^firstname /,
  ],
];

describe.each([...NAMES, ...DETAILS])("%s", (_what, method, path, body, field) => {
  it("holds nothing that can't be seen", async () => {
    const answer = await server.rest(method, path(), { as: ROOT, body: body("Ac\u200bme") });
    expect([answer.status, (answer.body as { error: { details: { info: string } } }).error?.details.info]).toEqual([
      400,
      expect.stringMatching(field),
    ]);
  });

  it.each(Object.entries(NO_NAMES))("is not %s", async (_text, text) => {
    const answer = await server.rest(method, path(), { as: ROOT, body: body(text) });
    expect([answer.status, (answer.body as { error: { details: { info: string } } }).error?.details.info]).toEqual([
      400,
      expect.stringMatching(field),
    ]);
  });
});

describe("what was stored before", () => {
  const OLD = "one\r\ntwo";
  const old = (): Promise<unknown> =>
    Promise.all([
      server.db("groups").where({ id: tree.otherCompany.id }).update({ name: OLD, internal_tag: OLD, contact_address1: OLD }),
      server.db("accounts").where({ id: tree.otherUser.id }).update({ lastname: OLD }),
    ]);

  it("is shown, and may be put back as it is", async () => {
    await old();
    for (const [path, expected] of [
      [`/groups/${tree.otherCompany.id}`, { name: OLD, internal_tag: OLD, contact: { address1: OLD } }],
      [`/users/${tree.otherUser.id}`, { lastname: OLD }],
    ] as const) {
      const { body } = await server.rest("GET", path, { as: ROOT });
      expect(body).toMatchObject(expected);
      const { status, text } = await server.rest("PUT", path, { as: ROOT, body: expected });
      expect([status, text]).toEqual([200, expect.stringMatching(/^\{"version":\d+/)]);
      expect((await server.rest("GET", path, { as: ROOT })).body).toMatchObject(expected);
    }
    expect((await server.rest("GET", `/groups/${tree.otherPartner.id}/children`, { as: ROOT })).text).toContain(JSON.stringify(OLD));
  });

  it("may not be put elsewhere", async () => {
    await old();
    const { status } = await server.rest("PUT", `/groups/${tree.otherCompany.id}`, { as: ROOT, body: { customer_id: OLD } });
    expect(status).toBe(400);
  });
});

it("a name is stored trimmed, and compared so", async () => {
  const path = `/groups/${tree.partner.id}/children`;
  expect((await server.rest("POST", path, { as: ROOT, body: { name: " Trim ", kind: GroupKind.END_USER_COMPANY } })).status).toBe(201);
  expect((await server.rest("POST", path, { as: ROOT, body: { name: "Trim\u3000", kind: GroupKind.END_USER_COMPANY } })).status).toBe(409);
});

it("a list of logon addresses has 1000 items at most", async () => {
  const items = (count: number): object => ({
    items: Array.from({ length: count }, (_none, index) => `10.0.${index >> 8}.${index & 255}`),
  });
  const path = `/groups/${tree.otherUnit.id}/settings/logon_ips`;
  expect((await server.rest("POST", path, { as: ROOT, body: items(1001) })).status).toBe(400);
  expect((await server.rest("POST", path, { as: ROOT, body: items(1000) })).status).toBe(200);
});
