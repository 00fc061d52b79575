import { webAddress } from "../brands/brand-link.rules.js";

/** The parameters of a link to a shop. */
export interface ShopParameters {
  /** Where the link is shown. */
  origin: string | null | undefined;
  /** Where a buyer goes after buying. */
  redirectUrl: string | null | undefined;
}

/** A shop's address with these parameters beside those it has. */
export function shopLink(shop: string, { origin, redirectUrl }: ShopParameters): string {
  const address = webAddress(shop);
  const parameters = [
    ["origin", origin],
    ["redirect_url", redirectUrl],
  ].filter((entry): entry is [string, string] => entry[1] != null);
  if (parameters.length === 0 || !URL.canParse(address)) return address;
  const url = new URL(address);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  return url.href;
}
