import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from "express";
import type { GraphQLSchema } from "graphql";
import { fromAnotherSite } from "../access/authenticate.js";
import type { Context, Services } from "../context.js";
import { type Code, Refusal, forbidden, refusalHeaders } from "../errors.js";
import { clientOf, countingOpenCalls, originOf, sessionCookie } from "../http.js";
import { createContext } from "../server.js";
import { checkTexts } from "../text.js";
import { sendPage } from "./html-page.js";
import { nextPath } from "./next-path.js";
import { sessionStatements } from "./session-statements.js";
import { sessionViewer } from "./session-viewer.js";
import { type SigninView, signinPage } from "./signin-page.js";

const FORM = "application/x-www-form-urlencoded";

const STATUS: Partial<Record<Code, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  ADDRESS_REFUSED: 403,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ACCOUNT_DISABLED: 423,
  LOCKED_OUT: 423,
  RATE_LIMITED: 429,
  BUSY: 503,
};

/** What the graph says for programs, said for persons. */
const SENTENCES: Partial<Record<Code, string>> = {
  UNAUTHENTICATED: "The login or password is wrong.",
  NOT_FOUND: "This login has no such account.",
};

const sentence = (reason: string): string => `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/, "")}.`;

/** A field of the form; "" where it is missing or was sent twice. */
function field({ body }: Request, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === "string" ? value : "";
}

function show(request: Request, response: Response, status: number, view: Partial<SigninView>): void {
  const next = nextPath(request.method === "POST" ? field(request, "next") : request.query["next"]);
  sendPage(response, status, signinPage({ next, login: field(request, "login"), problem: null, accounts: [], ...view }));
}

/** Says what went wrong in the page itself. The password is to be entered again. */
const showProblem: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (error instanceof Refusal) {
    response.set(refusalHeaders(error));
    show(request, response, STATUS[error.code] ?? 400, { problem: SENTENCES[error.code] ?? sentence(error.message) });
    return;
  }
  // Express's body parser says in `status` what is wrong with the request itself.
  const status = error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;
  if (status >= 500) next(error);
  else show(request, response, status, { problem: sentence((error as Error).message) });
};

const only =
  (...methods: string[]): RequestHandler =>
  (_request, response) => {
    response.status(405).set("Allow", methods.join(", ")).type("text").send("Method not allowed\n");
  };

const requireForm: RequestHandler = (request, _response, next) => {
  if (!request.is(FORM)) throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `the form must come as ${FORM}`);
  next();
};

/** Signing in and out for browsers: /signin and /signout. Sessions begin and end in the graph. */
export function createSigninDoor(schema: GraphQLSchema, services: Services): Router {
  const statements = sessionStatements(schema);

  // Without a session there is nothing to abuse, but a page of another site could sign a person in as somebody else.
  const requireOwnPage: RequestHandler = (request, _response, next) => {
    if (fromAnotherSite(originOf(request, new URLSearchParams(), true), services.config)) {
      throw forbidden("this form was sent by a page of another site");
    }
    next();
  };

  const contextOf = async (request: Request): Promise<Context> =>
    createContext(services, await sessionViewer(services, request, true), clientOf(request));

  function goOn(response: Response, context: Context, path: string): void {
    const cookie = sessionCookie(context);
    if (cookie !== null) response.setHeader("Set-Cookie", cookie);
    response.redirect(303, path);
  }

  async function signIn(request: Request, response: Response): Promise<void> {
    const fields = { login: field(request, "login"), password: field(request, "password"), accountId: field(request, "account") || null };
    checkTexts(fields, "the form");
    const context = await contextOf(request);
    const accounts = await statements.login(fields, context);
    if (accounts.length > 0) show(request, response, 200, { accounts });
    else goOn(response, context, nextPath(field(request, "next")));
  }

  async function signOut(request: Request, response: Response): Promise<void> {
    const context = await contextOf(request);
    if (context.viewer !== null) await statements.logout(context);
    goOn(response, { ...context, sessionChange: "end" }, "/signin");
  }

  const router = Router();
  router.use(["/signin", "/signout"], (_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  router.use("/signin", countingOpenCalls(services.rateLimit));
  router
    .route("/signin")
    .get((request, response) => show(request, response, 200, {}))
    .post(requireOwnPage, requireForm, express.urlencoded({ extended: false, limit: "10kb" }), signIn)
    .all(only("GET", "HEAD", "POST"));
  router.route("/signout").post(requireOwnPage, signOut).all(only("POST"));
  router.use(["/signin", "/signout"], showProblem);
  return router;
}
