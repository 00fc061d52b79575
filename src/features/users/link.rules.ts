import { webAddress } from "../brands/brand-link.rules.js";

/** What a shop is told of who comes to it. */
export interface Visit {
  /** Where the link is shown. */
  origin: string | null | undefined;
  /** Where a buyer goes after buying. */
  redirectUrl: string | null | undefined;
}

/** A shop's address with what it is told, as parameters beside those it has. */
export function shopLink(shop: string, { origin, redirectUrl }: Visit): string {
  const address = webAddress(shop);
  const told = [
    ["origin", origin],
    ["redirect_url", redirectUrl],
  ].filter((entry): entry is [string, string] => entry[1] != null);
  if (told.length === 0 || !URL.canParse(address)) return address;
  const url = new URL(address);
  for (const [name, value] of told) url.searchParams.set(name, value);
  return url.href;
}
