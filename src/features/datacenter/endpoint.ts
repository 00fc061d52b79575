import { isIP } from "node:net";
import { badRequest } from "../../kernel/errors.js";

/** Where a server is reached. The host is a DNS name in lower case, or an IP address without brackets. */
export interface Endpoint {
  host: string;
  port: number;
}

const DNS_LENGTH = 253;
const DNS_NAME = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const PORT = /^\d{1,5}$/;
const LARGEST_PORT = 65_535;

/** Splits off the port; what has several colons and no brackets is an IPv6 address alone. */
function split(text: string): { host: string; port: string | null } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed !== null) return { host: bracketed[1]!, port: bracketed[2] ?? null };
  const parts = text.split(":");
  return parts.length === 2 ? { host: parts[0]!, port: parts[1]! } : { host: text, port: null };
}

/** An IPv4 address, which some write with leading zeros: 00.00.00.00. */
const isDottedQuad = (host: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(host) && host.split(".").every((number) => Number(number) <= 255);

/** A name of digits and dots alone is a mistyped address. */
const isHost = (host: string): boolean =>
  isIP(host) !== 0 || isDottedQuad(host) || (host.length <= DNS_LENGTH && DNS_NAME.test(host) && !/^[\d.]+$/.test(host));

/**
 * A host with or without a port, as a client wrote it.
 *
 * @returns the port as null where there is none
 * @throws Refusal BAD_REQUEST for what names no server
 */
export function parseAddress(text: string, field: string): { host: string; port: number | null } {
  const { host, port } = split(text.toLowerCase());
  if (!isHost(host)) throw badRequest("must be a DNS name or an IP address, with or without a port", field);
  if (port === null) return { host, port };
  if (!PORT.test(port) || Number(port) < 1 || Number(port) > LARGEST_PORT)
    throw badRequest(`must have a port from 1 to ${LARGEST_PORT}, or none`, field);
  return { host, port: Number(port) };
}

/** As parseAddress, with a port to fall back on. */
export function parseEndpoint(text: string, port: number, field: string): Endpoint {
  const address = parseAddress(text, field);
  return { host: address.host, port: address.port ?? port };
}

/** "host:port", an IPv6 address in brackets. */
export const formatEndpoint = ({ host, port }: Endpoint): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

const WEB_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** Where the server of an http or https URL is reached. */
export function webEndpoint(url: string): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? WEB_PORTS[protocol]! : Number(port) };
}
