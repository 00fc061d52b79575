import { BlockList, isIP } from "node:net";
import { addressList, canonicalAddress, listHolds } from "../../kernel/client-address.js";
import { badRequest } from "../../kernel/errors.js";

/** Of IPv4, everything that is not of one network or of none: IANA's special-purpose addresses, multicast and the reserved rest. */
const NOT_PUBLIC_V4 = addressList([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]);

/** Of IPv6, only what IANA has allocated is public, and not what leads to an IPv4 address by itself (Teredo, 6to4). */
const ALLOCATED_V6 = addressList(["2000::/3"]);
const NOT_PUBLIC_V6 = addressList(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** Whether an IP address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  const plain = canonicalAddress(address);
  if (plain === null) return false;
  return isIP(plain) === 4 ? !listHolds(NOT_PUBLIC_V4, plain) : listHolds(ALLOCATED_V6, plain) && !listHolds(NOT_PUBLIC_V6, plain);
}

/** Mail servers on private and loopback addresses that brands may use all the same: names, and addresses as lists of them are written. */
export interface PrivateSmtpServers {
  names: ReadonlySet<string>;
  addresses: BlockList;
}

/** @throws Refusal BAD_REQUEST for an entry that is neither a name nor an address, range or subnet */
export function privateSmtpServers(entries: readonly string[]): PrivateSmtpServers {
  const isName = (entry: string): boolean => hostOf(entry) !== null && isIP(hostOf(entry)!) === 0;
  return {
    names: new Set(entries.filter(isName).map((entry) => hostOf(entry)!)),
    addresses: addressList(entries.filter((entry) => !isName(entry))),
  };
}

/**
 * Whether mail may be sent to a server at an address its name was resolved to: the guard against server-side request forgery
 * (SSRF) and DNS rebinding. To be asked for each connection, with the address that is then connected to: a name may lead
 * elsewhere the next time.
 */
export function mayConnect(allowed: PrivateSmtpServers, server: string, address: string): boolean {
  if (isPublicAddress(address)) return true;
  const plain = canonicalAddress(address);
  return plain !== null && (allowed.names.has(hostOf(server) ?? "") || listHolds(allowed.addresses, plain));
}

const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** A server's name or address as the resolver will take it, `127.1` and `0x7f000001` being addresses, too; null for what is neither. */
function hostOf(server: string): string | null {
  const bare = /^\[(.+)\]$/.exec(server)?.[1] ?? server;
  if (isIP(bare) !== 0) return canonicalAddress(bare);
  // What else an address may hold, and what URL would drop in silence.
  if (/[\s:/\\?#@%]/.test(bare) || !URL.canParse(`http://${bare}`)) return null;
  const name = new URL(`http://${bare}`).hostname.replace(/\.$/, "");
  return isIP(name) === 4 || NAME.test(name) ? name : null;
}

/**
 * Judges a mail server as far as its text tells. What a name leads to is judged at each connection, by mayConnect.
 *
 * @throws Refusal BAD_REQUEST
 */
export function checkSmtpServer(server: string, allowed: PrivateSmtpServers): string {
  const host = hostOf(server);
  if (host === null) throw badRequest("must be a host name or an IP address, without a port", "smtpServer");
  const isLocal = isIP(host) === 0 ? host === "localhost" || host.endsWith(".localhost") : !isPublicAddress(host);
  if (isLocal && !mayConnect(allowed, host, isIP(host) === 0 ? "127.0.0.1" : host)) {
    throw badRequest(
      "must not be on a private or loopback address, unless the operator allows that one (SMTP_PRIVATE_SERVERS)",
      "smtpServer",
    );
  }
  return server;
}
