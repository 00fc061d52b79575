import { type RequestHandler, Router } from "express";
import type { Services } from "../../graph/context.js";
import { Refusal, isTemporary, refusalHeaders } from "../../kernel/errors.js";
import { clientOf } from "../../http/http.js";
import { showRefusedLink, wantsPage } from "../home/home-routes.js";
import { openDownload, writeDownload } from "../../http/report-download.js";
import { DOWNLOAD_PREFIX } from "../../features/reports/download-link.js";

const STATUS: Partial<Record<Refusal["code"], number>> = { FORBIDDEN: 403, NOT_FOUND: 404, RATE_LIMITED: 429 };

/** Reports behind links. */
export function createReportRoutes(services: Services): RequestHandler {
  const router = Router();
  router.get(`${DOWNLOAD_PREFIX}/:token`, async (request, response) => {
    try {
      await services.rateLimit.count(clientOf(request).address, "content");
      const acceptsGzip = request.acceptsEncodings("gzip") === "gzip";
      await writeDownload(
        await openDownload(services, String(request.params["token"]), { acceptsGzip, address: clientOf(request).address }),
        response,
        request.method === "HEAD",
      );
    } catch (error) {
      if (response.headersSent || isTemporary(error) || !(error instanceof Refusal)) throw error;
      const status = STATUS[error.code] ?? 401;
      if (wantsPage(request, response)) await showRefusedLink(services, request, response, status, error);
      else response.status(status).set(refusalHeaders(error)).json({ error: error.message });
    }
  });
  return router;
}
