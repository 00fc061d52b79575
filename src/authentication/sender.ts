import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { TLSSocket } from "node:tls";
import { canonicalAddress, peerAddress } from "../kernel/client-address.js";

/** Whether an address is a trusted proxy's. */
export type Trust = (address: string) => boolean;

/** Who has sent a request, as far as the connection and trusted proxies tell. */
export interface Sender {
  /** In canonical form; "" where the connection is gone already. */
  address: string;
  /** Whether it reached us, or the outermost of these proxies, by TLS. */
  secure: boolean;
  /** Whether a trusted proxy has handed the request on. */
  proxied: boolean;
}

/** The items of a header that each proxy adds one to. Node has joined its lines in order. */
const itemsOf = (header: string | string[] | undefined): string[] =>
  header === undefined
    ? []
    : String(header)
        .split(",")
        .map((item) => item.replace(/^[ \t]+|(?<![ \t])[ \t]+$/g, ""));

/** What proxies write of a client's address: with its port or without, IPv6 in brackets or without. Null for anything else. */
function forwardedAddress(item: string): string | null {
  const [, inBrackets, withoutColon, port = "0"] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(item) ?? [];
  if (Number(port) > 65_535 || (inBrackets !== undefined && isIP(inBrackets) !== 6)) return null;
  return canonicalAddress(inBrackets ?? withoutColon ?? item);
}

/**
 * Who has sent a request. The one place that reads what proxies say of it.
 *
 * X-Forwarded-For is read from the right, one item for each trusted proxy on the way, and no further than to the first
 * that is no address: what stands left of it was written by nobody we trust, and the sender is the last proxy we do.
 * Forwarded, X-Forwarded-Host and X-Real-IP are not read at all.
 */
export function senderOf({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">, trusts: Trust): Sender {
  const forwarded = itemsOf(headers["x-forwarded-for"]);
  let address = peerAddress(socket);
  let hops = 0;
  while (trusts(address)) {
    hops += 1;
    const before = forwardedAddress(forwarded.at(-hops) ?? "");
    if (before === null) break;
    address = before;
  }
  const schemes = itemsOf(headers["x-forwarded-proto"]);
  const scheme = hops === 0 ? undefined : (schemes.at(-hops) ?? schemes[0]);
  return { address, secure: scheme === undefined ? socket instanceof TLSSocket : scheme.toLowerCase() === "https", proxied: hops > 0 };
}
