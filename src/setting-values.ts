import { X509Certificate } from "node:crypto";
import proxyAddr from "proxy-addr";
import { privateSmtpServers } from "./brands/smtp-address.rules.js";
import { Refusal } from "./errors.js";

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

/** An absolute http(s) address of a server, without query, fragment or credentials. */
export function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, search, hash, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && search + hash + username + password === "";
}

/** A plain e-mail address. */
export const isEmailAddress = (value: string): boolean => /^[^\s@<>]+@[^\s@<>]+$/.test(value);

/** The address of a mail server. */
export const isMailServer = (value: string): boolean => /^smtps?:\/\/[^/]/.test(value) && URL.canParse(value);

/** The address of a PostgreSQL database. */
export function isDatabaseAddress(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value);
}

/** A list that Express takes for its trusted proxies. */
export function isProxyList(value: string): boolean {
  try {
    proxyAddr.compile(listed(value));
    return true;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}

/** A list of origins, as browsers send them. */
export function isOriginList(value: string): boolean {
  return listed(value).every((origin) => isWebAddress(origin) && new URL(origin).origin === origin);
}

/** A list that privateSmtpServers takes. */
export function isServerList(value: string): boolean {
  try {
    privateSmtpServers(listed(value));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The entries of a comma-separated list. */
export function listed(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
