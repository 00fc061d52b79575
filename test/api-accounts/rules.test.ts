import { describe, expect, it } from "vitest";
import { parseRoles, requireCovered, rightsToGive, type Grant, type Rights } from "../../src/features/api-accounts/api-account.rules.js";
import { checkPermissions, implies } from "../../src/features/api-accounts/permission.rules.js";
import {
  distinguishedNameKey,
  formatDistinguishedName,
  parseDistinguishedName,
} from "../../src/features/certificates/distinguished-name.rules.js";
import { AccessRight, FULL_ACCESS } from "../../src/kernel/enums.js";
import { ALL_RIGHTS, READ_AND_WRITE } from "../setup/masks.js";

describe("a permission", () => {
  it.each([
    ["*", "configuration:security:account:manage", true],
    ["a", "a:b", true],
    ["a:b", "a", false],
    ["a:*", "a:b:c", true],
    ["a:*:c", "a:b:c", true],
    ["a:*:c", "a:b:d", false],
    ["a:*:c", "a:b", false],
    ["a:b,c", "a:c", true],
    ["a:b,c", "a:b,c", true],
    ["a:b,c", "a:b,d", false],
    ["a:b", "a:b,c", false],
    ["a:b", "a:*", false],
    ["a:*", "a:*", true],
    ["a:*", "a", true],
    ["A", "a", false],
  ])("%s implies %s: %s", (held, asked, expected) => {
    expect(implies(held, asked)).toBe(expected);
  });

  it.each(["", ":", "a:", ":a", "a::b", "a,", "a b", "a:b, c", "x".repeat(257)])("'%s' is none", (text) => {
    expect(() => checkPermissions([text])).toThrow("words between colons");
  });

  it("is kept once", () => expect(checkPermissions(["a:b", "a:b", "*"])).toEqual(["a:b", "*"]));
});

const UUID = "0d6f3a52-7f0c-4a7e-8f35-5d3f6b7c9e01";

describe("roles", () => {
  it("are for the tree or a group, each once", () => {
    expect(parseRoles(["partner_admin", `company_admin@${UUID}`, `COMPANY_ADMIN@${UUID.toUpperCase()}`])).toEqual([
      { role: "partner_admin", groupUuid: null },
      { role: "company_admin", groupUuid: UUID },
    ]);
  });

  it.each(["", "admin", "tenant_viewer", "partner_admin@", "partner_admin@7", `root_admin@${UUID}`, `@${UUID}`, "partner_admin "])(
    "'%s' is none",
    (text) => {
      expect(() => parseRoles([text])).toThrow(/roles has/);
    },
  );
});

const grant = (role: Grant["role"], groupPath: string, accessType = 15): Grant => ({ role, groupPath, accessType });
const rights = (...grants: Grant[]): Rights => ({ permissions: [], grants });

describe("nobody gives more than it holds", () => {
  it.each([
    [grant("root_admin", "/1/"), grant("partner_admin", "/1/5/"), true],
    [grant("partner_admin", "/1/5/"), grant("partner_admin", "/1/5/7/"), true],
    [grant("partner_admin", "/1/5/"), grant("company_admin", "/1/5/7/"), true],
    [grant("partner_admin", "/1/5/"), grant("partner_admin", "/1/"), false],
    [grant("partner_admin", "/1/5/"), grant("partner_admin", "/1/50/"), false],
    [grant("company_admin", "/1/5/"), grant("partner_admin", "/1/5/"), false],
    [grant("partner_admin", "/1/"), grant("root_admin", "/1/"), false],
    [grant("root_admin", "/1/", FULL_ACCESS), grant("partner_admin", "/1/", ALL_RIGHTS), false],
    [grant("readonly_admin", "/1/", AccessRight.READ), grant("unit_admin", "/1/5/", AccessRight.READ), false],
  ])("%j may give %j: %s", (held, asked, expected) => {
    const give = (): void => requireCovered(rights(held), rights(asked));
    if (expected) expect(give).not.toThrow();
    else expect(give).toThrow(/takes the role/);
  });

  it("and the rights that go with a role are the giver's there", () => {
    const giver = rights(grant("company_admin", "/1/5/", READ_AND_WRITE), grant("partner_admin", "/1/6/", FULL_ACCESS));
    expect(rightsToGive(giver, "company_admin", "/1/5/7/")).toBe(5);
    expect(rightsToGive(giver, "readonly_admin", "/1/6/")).toBe(1);
    expect(rightsToGive(giver, "partner_admin", "/1/5/")).toBe(0);
  });
});

describe("a distinguished name", () => {
  const key = (text: string): string | null => {
    const name = parseDistinguishedName(text);
    return name === null ? null : distinguishedNameKey(name);
  };

  it.each([
    ["CN=backup,O=Acme", "cn = Backup ,  o=ACME"],
    ["CN=backup,O=Acme", "2.5.4.3=backup,2.5.4.10=acme"],
    ["CN=a\\,b", "CN=a\\2cb"],
    ["CN=a+OU=b", "OU=b+CN=a"],
    ["CN=Jürgen", "CN=J\\C3\\BCrgen"],
    ["CN=a  b", "CN=a b"],
    ["emailAddress=x@example.com", "E=x@example.com"],
    ["G=Ann,I=A", "givenName=ann,2.5.4.43=a"],
    ["CN=backup", "CN=#0c066261636b7570"],
    ["CN=Backup,O=Acme", "cn=#13064241434B5550 , o = #0c0461636d65"],
    ["CN=Jürgen", "CN=#0c074ac3bc7267656e"],
    ["CN=Jürgen", "CN=#14064afc7267656e"],
    ["CN=Jürgen", "CN=#1e0c004a00fc007200670065006e"],
    ["CN=😀", "CN=#1e04d83dde00"],
    ["CN=😀", "CN=#1c040001f600"],
    ["CN=7", "2.5.4.3=#120137"],
    ["E=x@a", "E=#1603784061"],
    ["CN=a", "CN=#0c810161"],
    ["CN=a\\,b+OU=c", "OU=#0c0163+CN=#0c03612c62"],
    ["CN=\\#0c0161", "CN=\\230c0161"],
    ["CN=b", "CN=b\\ "],
    ["CN=B", "CN=\\ b"],
    ["CN=b", "CN=#0c026220"],
  ])("%s equals %s", (one, other) => expect(key(one)).toBe(key(other)));

  it.each([
    ["CN=a,O=b", "O=b,CN=a"],
    ["CN=a", "OU=a"],
    ["CN=a\\,O=b", "CN=a,O=b"],
    ["CN=#0c0161", "CN=\\#0c0161"],
  ])("%s is another than %s", (one, other) => expect(key(one)).not.toBe(key(other)));

  it.each([
    "",
    "nonsense",
    "CN",
    "CN=",
    "=a",
    "CN=a,",
    ",CN=a",
    "XX=a",
    "CN=a;O=b",
    'CN="a"',
    "CN=a\\",
    "CN=#0401",
    "CN=#",
    "CN=#0",
    "CN=#0c",
    "CN=#0c00",
    "CN=#0c0261",
    "CN=#0c016161",
    "CN=#0c01ff",
    "CN=#1301e4",
    "CN=#1e0161",
    "CN=#1e02d83d",
    "CN=#1c0400110000",
    "CN=#020101",
    "CN=#2c030c0161",
    "CN=#0c80",
    "CN=#0c010a",
    "CN=#0c0120",
    "CN=#0c0161 b",
    "CN=#zz",
    "CN=\\ ",
    "CN=a\\zz",
    "CN=\\ff",
    "CN=a+",
    "CN=<a>",
  ])("'%s' is none", (text) => expect(parseDistinguishedName(text)).toBeNull());

  it.each(["CN=backup,O=Acme", "CN=a\\, b\\+c,O=\\#1", "CN=\\ a\\ ", "CN=a\\\\b"])("%s is written as it was read", (text) => {
    expect(formatDistinguishedName(parseDistinguishedName(text)!)).toBe(text);
  });
});
