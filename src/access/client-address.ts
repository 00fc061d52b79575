import { BlockList, isIP } from "node:net";
import { badRequest } from "../errors.js";

/** An IPv4 address that came over an IPv6 socket, in its plain form. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * The address under which attempts are counted: IPv6 by its first 64 bits, since whoever has one such address has them all.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("%", 1)[0]!.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : widthOf(tail));
  const all = [...groups, ...Array<string>(missing).fill("0"), ...(tail ? tail.split(":") : [])];
  return `${all.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}

/** How many 16-bit groups a part of an IPv6 address has; one that is written as IPv4 stands for two. */
const widthOf = (part: string): number => part.split(":").length + (part.includes(".") ? 1 : 0);

const familyOf = (address: string): "ipv4" | "ipv6" | null => {
  const version = isIP(address);
  return version === 4 ? "ipv4" : version === 6 ? "ipv6" : null;
};

function addItem(list: BlockList, item: string): boolean {
  const [first = "", last, ...more] = item.split("-").map((part) => part.trim());
  const [network = "", prefix, ...rest] = first.split("/");
  const family = familyOf(network);
  // A zone (fe80::1%eth0) names an interface of one machine, not an address.
  if (family === null || item.includes("%") || more.length > 0 || rest.length > 0) return false;
  try {
    if (last !== undefined) {
      if (prefix !== undefined || familyOf(last) !== family) return false;
      list.addRange(network, last, family);
    } else if (prefix !== undefined) {
      if (!/^\d{1,3}$/.test(prefix)) return false;
      list.addSubnet(network, Number(prefix), family);
    } else {
      list.addAddress(network, family);
    }
    return true;
  } catch (error) {
    // BlockList tells a range that ends before it begins, or a prefix that is too long, only by throwing.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/**
 * The addresses a list of `a`, `a - b` and `a/n` allows, IPv4 and IPv6.
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
  const family = familyOf(address);
  return family !== null && list.check(address, family);
}
