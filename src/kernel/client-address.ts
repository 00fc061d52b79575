import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { badRequest } from "./errors.js";

/**
 * An address in the one form in which addresses are compared, counted, shown and logged: IPv4 within IPv6 as IPv4, IPv6
 * short and in small letters.
 *
 * @returns null for what is no address, and for one with a zone (fe80::1%eth0), which means something on one machine alone
 */
export function canonicalAddress(text: string): string | null {
  // ipaddr.js would take 127.1, 0x7f000001 and 010.0.0.1, too, which not every program reads alike.
  if (isIP(text) === 0 || text.includes("%")) return null;
  return ipaddr.process(text).toString();
}

const peers = new WeakMap<object, string>();

/** Where a connection comes from; "" where it was gone when first asked, or has no address. */
export function peerAddress(socket: { remoteAddress?: string | undefined }): string {
  const known = peers.get(socket);
  if (known !== undefined) return known;
  const address = canonicalAddress((socket.remoteAddress ?? "").split("%", 1)[0]!) ?? "";
  peers.set(socket, address);
  return address;
}

/**
 * The address under which attempts are counted: IPv6 by its first 64 bits, since whoever has one such address has them all.
 */
export function networkOf(address: string): string {
  const canonical = canonicalAddress(address);
  if (canonical === null || isIP(canonical) === 4) return canonical ?? address;
  const { parts } = ipaddr.IPv6.parse(canonical);
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");

/** Bits before the IPv4 address in an IPv6 one that stands for it. */
const MAPPED_PREFIX = 96;

function addSubnet(list: BlockList, network: string, canonical: string, prefix: number): void {
  const mappedBits = familyOf(network) === familyOf(canonical) ? 0 : MAPPED_PREFIX;
  // A shorter prefix reaches beyond what stands for IPv4: that is a subnet of IPv6.
  if (prefix < mappedBits) list.addSubnet(network, prefix, "ipv6");
  else list.addSubnet(canonical, prefix - mappedBits, familyOf(canonical));
}

function addRange(list: BlockList, ends: readonly [string, string]): boolean {
  const [first, last] = ends.map(canonicalAddress);
  if (first == null || last == null) return false;
  if (familyOf(first) === familyOf(last)) list.addRange(first, last, familyOf(first));
  // A range of IPv6 that only begins or ends among what stands for IPv4.
  else if (ends.every((end) => isIP(end) === 6)) list.addRange(...ends, "ipv6");
  else return false;
  return true;
}

function addItem(list: BlockList, item: string): boolean {
  const [first = "", last, ...more] = item.split("-").map((part) => part.trim());
  const [network = "", prefix, ...rest] = first.split("/");
  const canonical = canonicalAddress(network);
  if (canonical === null || more.length > 0 || rest.length > 0) return false;
  try {
    if (last !== undefined) return prefix === undefined && addRange(list, [network, last]);
    if (prefix === undefined) list.addAddress(canonical, familyOf(canonical));
    else if (/^\d{1,3}$/.test(prefix)) addSubnet(list, network, canonical, Number(prefix));
    else return false;
    return true;
  } catch (error) {
    // BlockList tells a range that ends before it begins, or a prefix that is too long, only by throwing.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/**
 * The addresses a list of `a`, `a - b` and `a/n` allows, IPv4 and IPv6; IPv4 written as IPv6 is IPv4.
 *
 * @throws Refusal BAD_REQUEST naming the item that is none of these.
 */
export function addressList(items: readonly string[], field = "items"): BlockList {
  const list = new BlockList();
  for (const item of items) {
    if (!addItem(list, item)) {
      throw badRequest(`has '${item}', which is neither an address, nor a range a - b, nor a subnet a/n`, field);
    }
  }
  return list;
}

export function listHolds(list: BlockList, address: string): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== null && list.check(canonical, familyOf(canonical));
}
