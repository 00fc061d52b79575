import { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import { type DocumentNode, type GraphQLSchema, parse, validate } from "graphql";
import { authenticate } from "../../authentication/authenticate.js";
import type { Client, Context, Services } from "../../graph/context.js";
import { Refusal, refusalHeaders } from "../../kernel/errors.js";
import { clientOf, languageOf, noteCaller, originOf, sessionCookie } from "../../http/http.js";
import type { PageLanguage } from "../../kernel/languages.js";
import { problemBrand } from "../../features/mail/mail-brand.js";
import { createContext, executeOperation } from "../../graph/server.js";
import { refusalOf } from "../../graph/graph-errors.js";
import { countingFailedCalls, formField, only, requireOwnPage, takeForm } from "../../http/form-routes.js";
import { sendPage } from "../html-page.js";
import { SIGNIN_TEXTS, refusalSentence } from "./signin-texts.js";
import { type TokenHolder, askPage, refusedLinkPage, signedInPage } from "./token-page.js";

const LOGIN = parse("mutation loginByToken { loginByToken { id } }");
const WHO = parse("query who { viewer { login group { name } } }");

const STATUS: Partial<Record<Refusal["code"], number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  NOT_FOUND: 401,
  ACCOUNT_DISABLED: 423,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
};

const problemOf = (refusal: Refusal, lang: PageLanguage): string =>
  refusal.code === "UNAUTHENTICATED" || refusal.code === "NOT_FOUND" ? SIGNIN_TEXTS[lang].linkDead : refusalSentence(refusal, lang);

/**
 * PUBLIC_URL/?jwt=: signs a browser in by the token and goes on to the console, by a redirect that leaves the token in no
 * address and no referrer. A browser that a link from elsewhere has led here is asked first.
 */
export function createTokenRoutes(schema: GraphQLSchema, services: Services): Router {
  for (const document of [LOGIN, WHO]) {
    const [problem] = validate(schema, document);
    if (problem !== undefined) throw problem;
  }

  async function run<Data>(document: DocumentNode, context: Context): Promise<Data> {
    const { data, errors } = await executeOperation(schema, document, {}, context);
    if (errors?.[0] !== undefined) throw refusalOf(errors[0]) ?? errors[0];
    return data as Data;
  }

  /** The sender with this token, and none of the other credentials that browsers send unasked. */
  const clientWith = (request: Request, token: string): Client => {
    const origin = { ...originOf(request, new URLSearchParams({ jwt: token }), true), authorization: undefined };
    return { ...clientOf(request), request: () => origin };
  };

  async function holder(client: Client): Promise<TokenHolder> {
    const viewer = await authenticate(services, client.request(), client);
    const { viewer: profile } = await run<{ viewer: { login: string; group: { name: string } } }>(
      WHO,
      createContext(services, viewer, client),
    );
    return { login: profile.login, group: profile.group.name };
  }

  async function signIn(request: Request, response: Response, token: string): Promise<void> {
    const { consoleUrl } = services.config;
    const client = clientWith(request, token);
    const context = createContext(services, null, client);
    try {
      await run(LOGIN, context);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "CROSS_SITE") throw error;
      return sendPage(
        response,
        200,
        askPage(await holder(client), token, consoleUrl, { lang: languageOf(request), brand: await services.brandOf(null) }),
      );
    }
    noteCaller(request, context.viewer);
    response.setHeader("Set-Cookie", sessionCookie(context)!);
    response.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" }).redirect(303, consoleUrl);
  }

  const showProblem: ErrorRequestHandler = async (error: unknown, request, response, next) => {
    if (!(error instanceof Refusal)) return next(error);
    const isElse = error.code === "UNAUTHENTICATED" && error.details.noSession !== true;
    const view = { lang: languageOf(request), brand: await problemBrand(services.brandOf) };
    const page = isElse ? signedInPage(view) : refusedLinkPage(problemOf(error, view.lang), view);
    response.set(refusalHeaders(error));
    sendPage(response, STATUS[error.code] ?? 400, page);
  };

  const router = Router();
  router.get("/", (request, response, next) => {
    const { jwt } = request.query;
    if (jwt === undefined) return next();
    return signIn(request, response, typeof jwt === "string" ? jwt : "");
  });
  router
    .route("/signin/token")
    .post(requireOwnPage(services.config), takeForm, (request: Request, response: Response) =>
      signIn(request, response, formField(request, "jwt")),
    )
    .all(only("POST"));
  router.use(["/", "/signin/token"], countingFailedCalls, showProblem);
  return router;
}
