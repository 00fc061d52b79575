import { pipeline } from "node:stream/promises";
import type { ServerResponse } from "node:http";
import { type RequestHandler, Router } from "express";
import type { Services } from "../../graph/context.js";
import { ClientGone, Refusal, isTemporary, refusalHeaders } from "../../kernel/errors.js";
import { clientOf } from "../../http/http.js";
import { showRefusedLink, wantsPage } from "../home/home-routes.js";
import { DOWNLOAD_PREFIX, type Download, openDownload } from "../../http/report-download.js";

/** Writes what is behind a link, as fast as its reader takes it. @throws ClientGone where the reader goes away, or has gone */
export async function writeDownload({ status, headers, content }: Download, response: ServerResponse, silent: boolean): Promise<void> {
  if (response.destroyed) {
    if (typeof content !== "string") content.destroy();
    throw new ClientGone();
  }
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (typeof content === "string") {
    response.end(content);
    return;
  }
  if (silent) {
    content.destroy();
    response.end();
    return;
  }
  let isLeft = false;
  response.once("close", () => (isLeft = !content.destroyed));
  try {
    await pipeline(content, response);
  } catch (error) {
    throw isLeft ? new ClientGone() : error;
  }
}

const STATUS: Partial<Record<Refusal["code"], number>> = { FORBIDDEN: 403, NOT_FOUND: 404, RATE_LIMITED: 429 };

/** Reports behind links. */
export function createReportDoor(services: Services): RequestHandler {
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
