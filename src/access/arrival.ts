import type { Config } from "../config.js";
import type { RequestOrigin } from "./authenticate.js";
import { credentialOf, sessionTokens } from "./credentials.js";

/** What a request brings that a session may begin by, whatever it is worth. */
export interface Arrival {
  /** The token it shows as its credential. */
  token: string | null;
  /** The tokens of the sessions its cookies name. */
  sessionTokens: readonly string[];
  /** Whether a page elsewhere has sent the browser here. */
  fromElsewhere: boolean;
}

/** @throws Refusal BAD_REQUEST for two credentials at once */
export function arrivalOf(request: RequestOrigin, config: Config): Arrival {
  const credential = credentialOf(request);
  return {
    token: credential.kind === "bearer" || credential.kind === "jwt" ? credential.token : null,
    sessionTokens: sessionTokens(request.cookie),
    fromElsewhere: isFromElsewhere(request, config),
  };
}

/**
 * Whether a link or form of another place has led here. Stricter than for a session that exists already: a neighbouring
 * host counts as elsewhere, unless CORS_ORIGINS trusts it, and the Referer counts where nothing better is said.
 */
function isFromElsewhere({ secFetchSite, origin, referer, host }: RequestOrigin, { publicUrl, corsOrigins }: Config): boolean {
  if (secFetchSite === "same-origin" || secFetchSite === "none") return false;
  const from = origin ?? referer;
  const source = from !== undefined && URL.canParse(from) ? new URL(from) : null;
  if (source !== null && corsOrigins.includes(source.origin)) return false;
  if (secFetchSite !== undefined) return true;
  return from !== undefined && ![host, new URL(publicUrl).host].includes(source?.host);
}
