import { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { Services } from "../graph/context.js";
import { Refusal, refusalHeaders } from "../kernel/errors.js";
import { clientOf } from "./http.js";
import { only } from "./form-routes.js";
import { imageByDigest } from "../features/images/image.table.js";

const DIGEST = /^[0-9a-f]{64}$/;
/** Seconds. Another image has another address. */
const MAX_AGE = 31_536_000;

const refuse: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof Refusal) || error.code !== "RATE_LIMITED") return next(error);
  response.status(429).set(refusalHeaders(error)).type("text").send(`${error.message}\n`);
};

/** Logos for mails and pages, under /logos. */
export function createLogoRoutes({ db, rateLimit }: Services): Router {
  async function show(request: Request<{ digest: string }>, response: Response): Promise<void> {
    await rateLimit.count(clientOf(request).address, "content");
    const { digest } = request.params;
    const content = DIGEST.test(digest) ? await imageByDigest(db, digest) : null;
    if (content === null) {
      response.status(404).type("text").send("There is no such logo\n");
      return;
    }
    response.set({ "Cache-Control": `public, max-age=${MAX_AGE}, immutable`, ETag: `"${digest}"`, "X-Content-Type-Options": "nosniff" });
    if (request.fresh) response.status(304).end();
    else response.type("png").send(content);
  }

  const router = Router();
  router.route("/logos/:digest.png").get(show).all(only("GET", "HEAD"));
  router.use("/logos", refuse);
  return router;
}
