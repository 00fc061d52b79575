import { badRequest } from "../../kernel/errors.js";
import { isLine } from "../../kernel/text.js";

const WITHOUT_SCHEME = /^(?<host>[^\s:/?#@[\]]+|\[[\da-f:.]+\])(?<port>:\d{1,5})?(?:[/?#]|$)/i;
const WITH_SCHEME = /^https?:\/\//i;
/** As browsers look names up: the dot at the end may be there, and underscores are in use. */
const HOST = /^(?:[a-z\d_-]{1,63}(?:\.[a-z\d_-]{1,63})*\.?|\[[\da-f:.]+\])$/;

/** A brand's link as an address to be followed: one without a scheme leads to https. "" stays. */
export const webAddress = (link: string): string => (link === "" || WITH_SCHEME.test(link) ? link : `https://${link}`);

/**
 * Whether it begins with a host. A word before a colon is a scheme (`javascript:1`), and no host with a port, unless it has
 * a dot or is `localhost`.
 */
function beginsWithHost(link: string): boolean {
  const { host, port } = WITHOUT_SCHEME.exec(link)?.groups ?? {};
  return host !== undefined && (port === undefined || /[.[]|^localhost$/i.test(host));
}

/**
 * A brand's link, as a client sent it.
 *
 * @throws Refusal BAD_REQUEST for what names no host, has another scheme than http and https, or holds credentials
 */
export function checkLink(link: string, field: string): string {
  const isWritten = isLine(link) && !/[\s\\]/.test(link) && (WITH_SCHEME.test(link) || beginsWithHost(link));
  const url = isWritten && URL.canParse(webAddress(link)) ? new URL(webAddress(link)) : null;
  if (url === null || !HOST.test(url.hostname) || url.username + url.password !== "") {
    throw badRequest("must be an http:// or https:// address, or one without a scheme, like help.example.com/start", field);
  }
  return link;
}
