import { foldCase, lookupKeys } from "../../kernel/fold-case.js";
import { isLine } from "../../kernel/text.js";

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
  INITIALS: "2.5.4.43",
  UID: "0.9.2342.19200300.100.1.1",
  DC: "0.9.2342.19200300.100.1.25",
  E: "1.2.840.113549.1.9.1",
};
/** Other words for the same types. */
const ALIASES: Readonly<Record<string, string>> = { S: "ST", EMAILADDRESS: "E", TITLE: "T", GIVENNAME: "GN", G: "GN", I: "INITIALS" };
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

const decodedBy =
  (encoding: string) =>
  (bytes: Buffer): string =>
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);

function ascii(bytes: Buffer): string {
  if (bytes.some((byte) => byte > 0x7f)) throw new TypeError("is not ASCII");
  return bytes.toString("latin1");
}

function utf32(bytes: Buffer): string {
  if (bytes.length % 4 !== 0) throw new TypeError("is not UTF-32");
  return String.fromCodePoint(...Array.from({ length: bytes.length / 4 }, (_none, index) => bytes.readUInt32BE(index * 4)));
}

/** How the bytes of a text are read, by its ASN.1 tag. @throws TypeError or RangeError for what is none */
const BER_TEXTS: Readonly<Record<number, (bytes: Buffer) => string>> = {
  0x0c: decodedBy("utf-8"),
  0x12: ascii,
  0x13: ascii,
  0x14: (bytes) => bytes.toString("latin1"),
  0x16: ascii,
  0x1a: ascii,
  0x1c: utf32,
  0x1e: decodedBy("utf-16be"),
};

/** The text of a value that is written as its BER encoding in hex, or null for what is none. */
function textOfBer(hex: string): string | null {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return null;
  const bytes = Buffer.from(hex, "hex");
  const [tag = 0, first = 0] = bytes;
  const begin = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : Number.parseInt(bytes.toString("hex", 2, begin), 16);
  if (begin + length !== bytes.length) return null;
  try {
    const text = BER_TEXTS[tag]?.(bytes.subarray(begin)) ?? null;
    return text?.isWellFormed() === true ? text : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
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
  const written = trimmed(text.slice(equals + 1));
  const value = written.startsWith("#") ? textOfBer(written.slice(1)) : unescaped(written);
  if (oid === undefined || value === null || value.trim() === "" || !isLine(value)) return null;
  return { oid, text: value };
}

/** The distinguished name a text in RFC 4514's form is, or null where it is none. */
export function parseDistinguishedName(text: string): DistinguishedName | null {
  const names = split(text, ",").map((part) => split(part, "+").map(parseAttribute));
  const isWhole = (name: (Attribute | null)[]): name is Attribute[] => name.every((attribute) => attribute !== null);
  return names.every(isWhole) ? names.reverse() : null;
}

const escaped = (text: string): string =>
  text
    .replace(/[\\"+,;<>]/g, "\\$&")
    .replace(/^[ #]/, "\\$&")
    .replace(/ $/, "\\ ")
    .replaceAll("\0", "\\00");

/** A name in RFC 4514's form. */
export const formatDistinguishedName = (name: DistinguishedName): string =>
  name
    .toReversed()
    .map((part) => part.map(({ oid, text }) => `${NAMES.get(oid) ?? oid}=${escaped(text)}`).join("+"))
    .join(",");

/** The form by which two names are compared: regardless of case, of runs of blanks, and of the order within one part. */
export const distinguishedNameKey = (name: DistinguishedName): string =>
  formatDistinguishedName(
    name.map((part) =>
      part
        .map(({ oid, text }) => ({ oid, text: foldCase(text).trim().replace(/\s+/g, " ") }))
        .sort((a, b) => (a.oid + a.text < b.oid + b.text ? -1 : 1)),
    ),
  );

/** Attribute types whose text is an IA5String; others' is one of the directory's strings. */
const IA5_TYPES: ReadonlySet<string> = new Set([OIDS["DC"]!, OIDS["E"]!]);

/** The ASN.1 type in which a certificate holds an attribute's text. */
export function stringTypeOf({ oid, text }: Attribute): "ia5String" | "printableString" | "utf8String" {
  if (IA5_TYPES.has(oid)) return "ia5String";
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? "printableString" : "utf8String";
}

/** As distinguishedNameKey, of a name in RFC 4514's form; null for a text that is none. */
export function distinguishedKey(text: string): string | null {
  const name = parseDistinguishedName(text);
  return name === null ? null : distinguishedNameKey(name);
}

/** The stored forms under which a name is looked for; see lookupKeys. */
export const distinguishedNameKeys = (name: DistinguishedName): [string, string] =>
  lookupKeys(formatDistinguishedName(name), distinguishedNameKey(name));
