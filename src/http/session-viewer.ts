import type { Request } from "express";
import { authenticate } from "../authentication/authenticate.js";
import type { Viewer } from "../access/viewer.js";
import type { Services } from "../graph/context.js";
import { Refusal, isTemporary } from "../kernel/errors.js";
import { clientOf, noteCaller, originOf } from "./http.js";

/**
 * Whose session a browser's cookie belongs to; null where it has none that may be used from here.
 *
 * Pages know no other credential: a person without a session is shown the sign-in page, whatever the reason.
 */
export async function sessionViewer(services: Services, request: Request, changes: boolean): Promise<Viewer | null> {
  const origin = { ...originOf(request, new URLSearchParams(), changes), authorization: undefined };
  const viewer = await authenticate(services, origin, clientOf(request)).catch((error: unknown) => {
    if (error instanceof Refusal && !isTemporary(error)) return null;
    throw error;
  });
  noteCaller(request, viewer);
  return viewer;
}
