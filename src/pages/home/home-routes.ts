import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Services } from "../../graph/context.js";
import { type Refusal, isTemporary, refusalHeaders } from "../../kernel/errors.js";
import { clientOf, languageOf } from "../../http/http.js";
import { PLAIN_BRAND } from "../../features/mail/mail-brand.js";
import { only } from "../../http/form-routes.js";
import { sendPage } from "../html-page.js";
import { sessionViewer } from "../../http/session-viewer.js";
import { type HomeView, type Trouble, homePage, homeText, troublePage } from "./home-page.js";

/** Most characters of an address that a page repeats. */
const SHOWN_PATH = 200;

/** Whether a request is a browser's that would rather see a page than an answer for programs. */
export function wantsPage(request: Request, response: Response): boolean {
  if (!["GET", "HEAD"].includes(request.method)) return false;
  response.vary("Accept");
  // JSON first: a program that says nothing of what it accepts is no browser.
  return request.accepts(["json", "html"]) === "html";
}

/** The platform's brand: plain where it can't be had, since the page is about something else. */
async function viewOf({ brandOf, config, log }: Services, request: Request): Promise<HomeView> {
  const brand = await brandOf(null).catch((error: unknown) => {
    if (!isTemporary(error)) log.error({ err: error, reqId: request.id }, "the platform's brand can't be had");
    return PLAIN_BRAND;
  });
  return { lang: languageOf(request), brand, config };
}

/** Shows a browser what is the matter, and where to go on. */
export async function showTrouble(
  services: Services,
  request: Request,
  response: Response,
  status: number,
  trouble: Trouble,
): Promise<void> {
  const path = request.originalUrl.split("?", 1)[0]!;
  const values = { path: path.length > SHOWN_PATH ? `${path.slice(0, SHOWN_PATH)}…` : path, id: request.id };
  sendPage(response, status, troublePage(await viewOf(services, request), trouble, values));
}

/** Shows a browser that a link of this server's leads nowhere, or not for it. */
export function showRefusedLink(services: Services, request: Request, response: Response, status: number, refusal: Refusal): Promise<void> {
  response.set(refusalHeaders(refusal));
  const trouble = status === 403 ? "refused" : status === 429 ? "tooMany" : "deadLink";
  return showTrouble(services, request, response, status, trouble);
}

/** What is at the root of this server: a page for browsers, the same as text for all others. */
export function createHomeRoutes(services: Services): Router {
  const show: RequestHandler = async (request, response) => {
    const viewer = await sessionViewer(services, request, false);
    if (viewer === null) await clientOf(request).openCall.count();
    const view = await viewOf(services, request);
    if (wantsPage(request, response)) sendPage(response, 200, homePage(view, viewer?.login ?? null));
    else response.type("text").send(homeText(view));
  };
  const router = Router();
  router.route("/").get(show).all(only("GET", "HEAD"));
  return router;
}
