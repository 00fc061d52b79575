import { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { GraphQLSchema } from "graphql";
import type { Context, Services } from "../../graph/context.js";
import { type Code, Refusal, refusalHeaders } from "../../kernel/errors.js";
import { clientOf, languageOf, noteCaller, sessionCookie } from "../../http/http.js";
import type { PageLanguage } from "../../kernel/languages.js";
import { problemBrand } from "../../features/mail/mail-brand.js";
import { createContext } from "../../graph/server.js";
import { checkTexts } from "../../kernel/text.js";
import { countingFailedCalls, countingOpenCalls, formField, only, requireOwnPage, requireText, takeForm } from "../../http/form-routes.js";
import { sendPage } from "../html-page.js";
import { nextPath } from "./next-path.js";
import { sessionStatements } from "./session-statements.js";
import { sessionViewer } from "../../http/session-viewer.js";
import { type SigninView, signinPage } from "./signin-page.js";
import { SIGNIN_TEXTS, refusalSentence } from "./signin-texts.js";

const STATUS: Partial<Record<Code, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  ADDRESS_REFUSED: 403,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ACCOUNT_DISABLED: 423,
  LOCKED_OUT: 423,
  RATE_LIMITED: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
};

/** What a refusal means here. */
function problemOf(refusal: Refusal, lang: PageLanguage): string {
  if (refusal.code === "UNAUTHENTICATED") return SIGNIN_TEXTS[lang].wrongPassword;
  return refusal.code === "NOT_FOUND" ? SIGNIN_TEXTS[lang].noSuchAccount : refusalSentence(refusal, lang);
}

/** Signing in and out for browsers: /signin and /signout. Sessions begin and end in the graph. */
export function createSigninRoutes(schema: GraphQLSchema, services: Services): Router {
  const statements = sessionStatements(schema);

  const ownPage = requireOwnPage(services.config);

  async function show(
    request: Request,
    response: Response,
    status: number,
    view: Partial<SigninView>,
    brand = services.brandOf(null),
  ): Promise<void> {
    const next = nextPath(request.method === "POST" ? formField(request, "next") : request.query["next"]);
    const page = signinPage(
      { lang: languageOf(request), next, login: formField(request, "login"), problem: null, accounts: [], ...view },
      await brand,
    );
    sendPage(response, status, page);
  }

  /** Says what went wrong in the page itself. The password is to be entered again. */
  const showProblem: ErrorRequestHandler = async (error: unknown, request, response, next) => {
    if (!(error instanceof Refusal)) return next(error);
    response.set(refusalHeaders(error));
    await show(
      request,
      response,
      STATUS[error.code] ?? 400,
      { problem: problemOf(error, languageOf(request)) },
      problemBrand(services.brandOf),
    );
  };

  const contextOf = async (request: Request): Promise<Context> =>
    createContext(services, await sessionViewer(services, request, true), clientOf(request));

  function goOn(response: Response, context: Context, path: string): void {
    const cookie = sessionCookie(context);
    if (cookie !== null) response.setHeader("Set-Cookie", cookie);
    response.redirect(303, path);
  }

  async function signIn(request: Request, response: Response): Promise<void> {
    const fields = {
      login: formField(request, "login"),
      password: formField(request, "password"),
      accountId: formField(request, "account") || null,
    };
    checkTexts(fields, "the form");
    const context = await contextOf(request);
    const accounts = await statements.login(fields, context);
    noteCaller(request, context.viewer);
    if (accounts.length > 0) await show(request, response, 200, { accounts });
    else goOn(response, context, nextPath(formField(request, "next")));
  }

  async function signOut(request: Request, response: Response): Promise<void> {
    const context = await contextOf(request);
    if (context.viewer !== null) await statements.logout(context);
    goOn(response, { ...context, session: { change: "end" } }, "/signin");
  }

  const router = Router();
  router.use(["/signin", "/signout"], (_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  router.use("/signin", requireText);
  router
    .route("/signin")
    .get(countingOpenCalls(services), (request, response) => show(request, response, 200, {}))
    .post(ownPage, takeForm, signIn)
    .all(only("GET", "HEAD", "POST"));
  router.route("/signout").post(ownPage, signOut).all(only("POST"));
  router.use("/signin", countingFailedCalls);
  router.use(["/signin", "/signout"], showProblem);
  return router;
}
