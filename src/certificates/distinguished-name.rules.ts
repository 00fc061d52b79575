import { foldCase, lookupKeys } from "../access/fold-case.js";
import { isLine } from "../text.js";

/** One attribute of a name: its type as an object identifier, and its text. */
interface Attribute {
  oid: string;
  text: string;
}

/** A distinguished name: its relative names from the most significant to the least, as certificates keep them. */
export type DistinguishedName = readonly (readonly Attribute[])[];

const OIDS: Readonly<Record<string, string>> = {
  CN: "2.5.4.3",
  SN: "2.5.4.4",
  SERIALNUMBER: "2.5.4.5",
  C: "2.5.4.6",
  L: "2.5.4.7",
  ST: "2.5.4.8",
  STREET: "2.5.4.9",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  T: "2.5.4.12",
  GN: "2.5.4.42",
  UID: "0.9.2342.19200300.100.1.1",
  DC: "0.9.2342.19200300.100.1.25",
  E: "1.2.840.113549.1.9.1",
};
/** Other words for the same types. */
const ALIASES: Readonly<Record<string, string>> = { S: "ST", EMAILADDRESS: "E", TITLE: "T", GIVENNAME: "GN" };
const NAMES = new Map(Object.entries(OIDS).map(([name, oid]) => [oid, name]));

const OID = /^[0-2](\.(0|[1-9]\d*))+$/;

/** Cuts a text where a separator stands that no backslash escapes. */
function split(text: string, separator: string): string[] {
  const parts = [""];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\") parts[parts.length - 1] += text.slice(at, ++at + 1);
    else if (text[at] === separator) parts.push("");
    else parts[parts.length - 1] += text[at]!;
  }
  return parts;
}

/** The text a value in its escaped form stands for, or null for what RFC 4514 does not allow. */
function unescaped(value: string): string | null {
  const bytes: Buffer[] = [];
  for (let at = 0; at < value.length; at += 1) {
    const char = String.fromCodePoint(value.codePointAt(at)!);
    if (char === "\\") {
      const hex = value.slice(at + 1, at + 3);
      const next = value[at + 1];
      if (/^[0-9a-f]{2}$/i.test(hex)) {
        bytes.push(Buffer.from(hex, "hex"));
        at += 2;
      } else if (next !== undefined && ' "#+,;<=>\\'.includes(next)) {
        bytes.push(Buffer.from(next));
        at += 1;
      } else return null;
    } else if ('";<>\0'.includes(char)) return null;
    else {
      bytes.push(Buffer.from(char));
      at += char.length - 1;
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(bytes));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Blanks around a value do not count unless they are escaped. */
function trimmed(value: string): string {
  let begin = 0;
  let end = value.length;
  while (value[begin] === " ") begin += 1;
  while (end > begin && value[end - 1] === " ") end -= 1;
  const [backslashes = ""] = /(?<!\\)\\+$/.exec(value.slice(begin, end)) ?? [];
  return value.slice(begin, backslashes.length % 2 === 1 ? end + 1 : end);
}

function parseAttribute(text: string): Attribute | null {
  const equals = text.indexOf("=");
  if (equals < 1) return null;
  const type = text.slice(0, equals).trim().toUpperCase();
  const oid = OIDS[ALIASES[type] ?? type] ?? (OID.test(type) ? type : undefined);
  const value = unescaped(trimmed(text.slice(equals + 1)));
  // A value that begins with # is BER in hex, which none of these types needs.
  if (oid === undefined || value === null || value === "" || !isLine(value) || text.slice(equals + 1).trimStart().startsWith("#")) return null;
  return { oid, text: value };
}

/** The distinguished name a text in RFC 4514's form is, or null where it is none. */
export function parseDistinguishedName(text: string): DistinguishedName | null {
  const names = split(text, ",").map((part) => split(part, "+").map(parseAttribute));
  const isWhole = (name: (Attribute | null)[]): name is Attribute[] => name.every((attribute) => attribute !== null);
  return names.every(isWhole) ? names.reverse() : null;
}

const escaped = (text: string): string =>
  text.replace(/[\\"+,;<>]/g, "\\$&").replace(/^[ #]/, "\\$&").replace(/ $/, "\\ ").replaceAll("\0", "\\00");

/** A name in RFC 4514's form. */
export const formatDistinguishedName = (name: DistinguishedName): string =>
  name.toReversed().map((part) => part.map(({ oid, text }) => `${NAMES.get(oid) ?? oid}=${escaped(text)}`).join("+")).join(",");

/** The form by which two names are compared: regardless of case, of runs of blanks, and of the order within one part. */
export const distinguishedNameKey = (name: DistinguishedName): string =>
  formatDistinguishedName(
    name.map((part) => part.map(({ oid, text }) => ({ oid, text: foldCase(text).trim().replace(/\s+/g, " ") })).sort((a, b) => (a.oid + a.text < b.oid + b.text ? -1 : 1))),
  );

/** As distinguishedNameKey, of a name in RFC 4514's form; null for a text that is none. */
export function distinguishedKey(text: string): string | null {
  const name = parseDistinguishedName(text);
  return name === null ? null : distinguishedNameKey(name);
}

/** The stored forms under which a name is looked for; see lookupKeys. */
export const distinguishedNameKeys = (name: DistinguishedName): [string, string] => lookupKeys(formatDistinguishedName(name), distinguishedNameKey(name));

/** An attribute type's word, or its object identifier where it has none here. */
export const attributeName = (oid: string): string => NAMES.get(oid) ?? oid;
/** An attribute type's object identifier by its word, or as it is. */
export const attributeOid = (name: string): string => OIDS[name] ?? name;
