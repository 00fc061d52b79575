import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import proxyAddr from "proxy-addr";
import { checkEmail } from "../features/accounts/account.rules.js";
import { privateSmtpServers } from "../features/brands/smtp-address.rules.js";
import { Refusal } from "../kernel/errors.js";

/** A certificate in PEM. @throws Error */
export const createCertificate = (text: string): X509Certificate => new X509Certificate(text);

/** Whether that can be made of a text. */
export const isMade =
  (make: (text: string) => unknown) =>
  (text: string): boolean => {
    try {
      make(text);
      return true;
    } catch {
      return false;
    }
  };

/** Whether a rule of the graph's lets a value pass. */
function passes(rule: () => unknown): boolean {
  try {
    rule();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** A host as URL writes it: a name, or an address, in brackets where it is IPv6. */
const isHost = (host: string): boolean => isIP(host.replace(/^\[(.*)\]$/, "$1")) !== 0 || isServerList(host);

/** An absolute http(s) address of a server, without query, fragment or credentials. */
export function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^?#]+$/i.test(value) || !URL.canParse(value)) return false;
  const { hostname, username, password } = new URL(value);
  return isHost(hostname) && username + password === "";
}

/** A plain e-mail address, as accounts may have it. */
export const isEmailAddress = (value: string): boolean => passes(() => checkEmail(value));

/** The address of a mail server. */
export function isMailServer(value: string): boolean {
  if (!/^smtps?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { hostname, port } = new URL(value);
  // Of a scheme that it does not know, URL keeps what is not ASCII as bytes.
  return port !== "0" && isMade(decodeURIComponent)(hostname) && isHost(decodeURIComponent(hostname));
}

/** The address of a PostgreSQL database. */
export function isDatabaseAddress(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value);
}

/** A list that Express takes for its trusted proxies. */
export function isProxyList(value: string): boolean {
  const entries = listed(value);
  try {
    proxyAddr.compile(entries);
    return entries.length > 0;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}

/** A list of origins, as browsers send them. */
export function isOriginList(value: string): boolean {
  const origins = listed(value);
  return origins.length > 0 && origins.every((origin) => isWebAddress(origin) && new URL(origin).origin === origin);
}

/** A list that privateSmtpServers takes. */
export const isServerList = (value: string): boolean => listed(value).length > 0 && passes(() => privateSmtpServers(listed(value)));

/** The entries of a comma-separated list. */
export function listed(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
