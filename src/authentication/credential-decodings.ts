import { isUtf8 } from "node:buffer";

/** A name and its password or secret. */
export interface NamedSecret {
  name: string;
  secret: string;
}

/** What a name and its secret may mean: as they were sent, and after that in the other way that clients write them. */
export type Decodings = readonly [NamedSecret, ...NamedSecret[]];

/** @param decode what a text says in the other way; null where it can't be written so */
function decodingsOf({ name, secret }: NamedSecret, decode: (text: string) => string | null): Decodings {
  const other = { name: decode(name), secret: decode(secret) };
  const hasOther = other.name !== null && other.secret !== null && (other.name !== name || other.secret !== secret);
  return hasOther ? [{ name, secret }, other as NamedSecret] : [{ name, secret }];
}

/** What a form's encoding stands for; null for what is none, or no text. */
function formDecoded(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll("+", " "));
    return decoded.includes("\0") ? null : decoded;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** A client's identifier and secret: RFC 6749, 2.3.1, has them form-encoded before they go into Basic, and half of the clients do so. */
export const clientDecodings = (pair: NamedSecret): Decodings => decodingsOf(pair, formDecoded);

/** What the bytes of a header's value say in UTF-8, null where they are none. Node reads them all as Latin-1. */
function utf8Of(value: string): string | null {
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}

/** A name and a secret in headers of their own: HTTP leaves open how their bytes are read. */
export const headerDecodings = (pair: NamedSecret): Decodings => decodingsOf(pair, utf8Of);

/** A header's value as a text to be shown: UTF-8 where it is such, else Latin-1. */
export const headerText = (value: string): string => utf8Of(value) ?? value;
