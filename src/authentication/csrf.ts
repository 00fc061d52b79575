import type { Config } from "../config/config.js";
import { Refusal } from "../kernel/errors.js";
import type { RequestOrigin } from "./credential.js";

/**
 * What a request from a page elsewhere must not do. Changes by a session there is already are refused to other sites alone. Beginning a
 * session is refused more strictly: to neighbouring hosts, too, and the Referer counts where there is no Origin.
 */
export type CsrfStrictness = "change" | "new session";

/** The CSRF check: whether a page elsewhere has made a browser send the request. Origins that CORS_ORIGINS names are trusted. */
export function failsCsrfCheck(
  { origin, secFetchSite, referer, host }: RequestOrigin,
  { publicUrl, corsOrigins }: Config,
  strictness: CsrfStrictness,
): boolean {
  if (secFetchSite === "same-origin" || secFetchSite === "none") return false;
  const isStrict = strictness === "new session";
  const from = origin ?? (isStrict ? referer : undefined);
  const source = from !== undefined && URL.canParse(from) ? new URL(from) : null;
  if (corsOrigins.includes(origin ?? source?.origin ?? "")) return false;
  if (secFetchSite === "cross-site" || (isStrict && secFetchSite !== undefined)) return true;
  return from !== undefined && (source === null || ![host, new URL(publicUrl).host].includes(source.host));
}

/**
 * Guards against CSRF: keeps a page of another site from changing anything by a credential that browsers show unasked.
 *
 * @throws Refusal CROSS_SITE
 */
export function requireNoCsrf(request: RequestOrigin, config: Config, credential: "session" | "certificate"): void {
  if (request.changes && failsCsrfCheck(request, config, "change")) {
    throw new Refusal("CROSS_SITE", `a page of another site may not change anything with your ${credential}`);
  }
}
