import { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { GraphQLSchema } from "graphql";
import type { Services } from "../../graph/context.js";
import { type Code, Refusal, refusalHeaders } from "../../kernel/errors.js";
import { clientOf, languageOf } from "../../http/http.js";
import { problemBrand } from "../../features/mail/mail-brand.js";
import { createContext } from "../../graph/server.js";
import { countingOpenCalls, only, sentence } from "../../http/form-routes.js";
import { graphStatement } from "../../graph/graph-statement.js";
import { type Page, sendPage } from "../html-page.js";
import { refusalSentence } from "../signin/signin-texts.js";
import { checkTexts } from "../../kernel/text.js";
import { activePage, refusedPage } from "./registration-page.js";
import { REGISTRATION_TEXTS } from "./registration-texts.js";

/** What is answered with its own reason; all else is a link that is none. */
const STATUS: Partial<Record<Code, number>> = { FORBIDDEN: 403, RATE_LIMITED: 429, BUSY: 503, UNAVAILABLE: 503 };

interface Activated {
  uuid: string;
  name: string;
  uid: string;
}

/**
 * Where the registration link of a storage leads: /storages. Its token is the credential, and following the link is all
 * that is asked for, so that an installation can do it without a person. HEAD, by which links are merely tried, is not served.
 *
 * @throws Error where the schema can't run the statement: better at start than when the first link is used
 */
export function createRegistrationRoutes(schema: GraphQLSchema, services: Services): Router {
  const activate = graphStatement<{ activateStorage: Activated }>(
    schema,
    "mutation activateStorage($token: String!) { activateStorage(token: $token) { uuid name uid } }",
  );

  function answer(request: Request, response: Response, status: number, page: Page, body: object): void {
    // JSON first: an installation that says nothing of what it accepts is no browser.
    if (request.accepts(["json", "html"]) === "html") sendPage(response, status, page);
    else response.status(status).set("Cache-Control", "no-store").json(body);
  }

  async function follow(request: Request, response: Response): Promise<void> {
    const sent = request.query["access_token"];
    const token = typeof sent === "string" ? sent : "";
    checkTexts(token, "access_token");
    const { activateStorage: storage } = await activate({ token }, createContext(services, null, clientOf(request)));
    answer(request, response, 200, activePage(storage, languageOf(request), await services.brandOf(null)), { ...storage, active: 1 });
  }

  const refuse: ErrorRequestHandler = async (error: unknown, request, response, next) => {
    if (!(error instanceof Refusal)) return next(error);
    const status = STATUS[error.code];
    const message = status === undefined ? REGISTRATION_TEXTS.en.deadLink : sentence(error.message);
    const lang = languageOf(request);
    const problem = status === undefined ? REGISTRATION_TEXTS[lang].deadLink : refusalSentence(error, lang);
    response.set(refusalHeaders(error));
    answer(request, response, status ?? 401, refusedPage(problem, lang, await problemBrand(services.brandOf)), { message });
  };

  const router = Router();
  router.use("/storages", countingOpenCalls(services));
  router.route("/storages").head(only("GET", "POST")).get(follow).post(follow).all(only("GET", "POST"));
  router.use("/storages", refuse);
  return router;
}
