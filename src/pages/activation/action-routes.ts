import { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { GraphQLSchema } from "graphql";
import { withPlusSigns } from "../../../rest-compat/reading.js";
import type { Context, Services } from "../../graph/context.js";
import { Refusal, isTemporary, refusalHeaders } from "../../kernel/errors.js";
import { addressOf, clientOf, languageOf } from "../../http/http.js";
import { problemBrand } from "../../features/mail/mail-brand.js";
import { createContext } from "../../graph/server.js";
import { countingOpenCalls, formField, only, requireOwnPage, requireText, sentence, takeForm } from "../../http/form-routes.js";
import { graphStatement } from "../../graph/graph-statement.js";
import { type Page, sendPage } from "../html-page.js";
import { checkTexts } from "../../kernel/text.js";
import {
  type PageView,
  confirmPage,
  deadLinkPage,
  donePage,
  forgotPage,
  passwordPage,
  refusedPage,
  unavailablePage,
} from "./action-pages.js";
import { PAGE_TEXTS } from "./action-texts.js";

interface TokenData {
  actionToken: { login: string; newEmail: string | null; groupId: string };
}

type TokenPath = "/activate" | "/reset" | "/confirm-email";
const ACTION = { "/activate": "ACTIVATE", "/reset": "RESET", "/confirm-email": "EMAIL_UPDATE" } as const satisfies Record<
  TokenPath,
  string
>;

const isCode = (error: unknown, code: Refusal["code"]): boolean => error instanceof Refusal && error.code === code;

/**
 * The pages that links in mails lead to, and the one where a person who forgot the password starts.
 *
 * Opening a page uses no token up: mail programs and scanners open links, too. Only the form of the page does.
 */
export function createActionRoutes(schema: GraphQLSchema, services: Services): Router {
  const readToken = graphStatement<TokenData>(
    schema,
    "query actionToken($action: MailAction!, $token: String) { actionToken(action: $action, token: $token) { login newEmail groupId } }",
  );
  const confirmEmail = graphStatement(
    schema,
    "mutation confirmEmailUpdate($token: String) { confirmEmailUpdate(token: $token) { email } }",
  );
  const requestReset = graphStatement(schema, "mutation requestPasswordReset($login: String!) { requestPasswordReset(login: $login) }");
  const setPassword = {
    "/activate": graphStatement(
      schema,
      "mutation activateAccount($token: String, $password: String!) { activateAccount(token: $token, password: $password) }",
    ),
    "/reset": graphStatement(
      schema,
      "mutation resetPassword($token: String, $password: String!) { resetPassword(token: $token, password: $password) }",
    ),
  };

  const least = services.config.passwordLength;

  /** No session counts here: the token is the credential. */
  const contextOf = (request: Request): Context => createContext(services, null, clientOf(request));

  async function viewOf(request: Request, groupId: string | null, problem: string | null = null): Promise<PageView> {
    return { lang: languageOf(request), brand: await services.brandOf(groupId === null ? null : Number(groupId)), problem };
  }

  /** The token of the link or of the form, and what it stands for. @throws Refusal UNAUTHENTICATED */
  async function tokenOf(request: Request, path: TokenPath): Promise<TokenData["actionToken"] & { token: string }> {
    const sent: unknown = request.method === "POST" ? formField(request, "token") : request.query["token"];
    const token = typeof sent === "string" ? sent : "";
    checkTexts(token, "token");
    const { actionToken } = await readToken({ action: ACTION[path], token }, contextOf(request));
    return { ...actionToken, token };
  }

  async function openToken(request: Request, response: Response, path: TokenPath): Promise<void> {
    const found = await tokenOf(request, path);
    const view = await viewOf(request, found.groupId);
    sendPage(
      response,
      200,
      path === "/confirm-email"
        ? confirmPage(view, { ...found, newEmail: found.newEmail! })
        : passwordPage(view, path, { ...found, least }),
    );
  }

  async function submitPassword(request: Request, response: Response, path: "/activate" | "/reset"): Promise<void> {
    const found = await tokenOf(request, path);
    const view = await viewOf(request, found.groupId);
    const texts = PAGE_TEXTS[view.lang];
    const again = (problem: string): void => sendPage(response, 400, passwordPage({ ...view, problem }, path, { ...found, least }));
    const password = formField(request, "password");
    if (password !== formField(request, "repeat")) return again(texts.notRepeated);
    try {
      checkTexts(password, "password");
      await setPassword[path]({ token: found.token, password }, contextOf(request));
    } catch (error) {
      if (isCode(error, "BAD_REQUEST")) return again(texts.passwordRefused);
      throw error;
    }
    sendPage(response, 200, donePage(view, "passwordSet"));
  }

  async function submitEmail(request: Request, response: Response): Promise<void> {
    const { token, groupId } = await tokenOf(request, "/confirm-email");
    await confirmEmail({ token }, contextOf(request));
    sendPage(response, 200, donePage(await viewOf(request, groupId), "emailSet"));
  }

  async function openForgot(request: Request, response: Response): Promise<void> {
    const login = withPlusSigns(addressOf(request).search).get("login") ?? "";
    sendPage(response, 200, forgotPage(await viewOf(request, null), login.slice(0, 254)));
  }

  /** The same page and the same work for every login. */
  async function submitForgot(request: Request, response: Response): Promise<void> {
    const login = formField(request, "login").trim();
    checkTexts(login, "login");
    const view = await viewOf(request, null);
    if (login === "") return sendPage(response, 400, forgotPage({ ...view, problem: PAGE_TEXTS[view.lang].loginMissing }, ""));
    await requestReset({ login }, contextOf(request));
    sendPage(response, 200, donePage(view, "linkSent"));
  }

  const showProblem: ErrorRequestHandler = async (error: unknown, request, response, next) => {
    if (!(error instanceof Refusal)) return next(error);
    const { message } = error;
    response.set(refusalHeaders(error));
    const view = { lang: languageOf(request), brand: await problemBrand(services.brandOf), problem: null };
    const page: Page = isCode(error, "UNAUTHENTICATED")
      ? deadLinkPage(view)
      : isTemporary(error)
        ? unavailablePage(view)
        : refusedPage(view, sentence(message));
    sendPage(response, STATUS[error.code] ?? 400, page);
  };

  const router = Router();
  const paths = [...(Object.keys(ACTION) as TokenPath[]), "/forgot-password"];
  const ownPage = requireOwnPage(services.config);
  router.use(paths, countingOpenCalls(services), requireText);
  for (const path of Object.keys(ACTION) as TokenPath[]) {
    router
      .route(path)
      .get((request, response) => openToken(request, response, path))
      .post(ownPage, takeForm, (request: Request, response: Response) =>
        path === "/confirm-email" ? submitEmail(request, response) : submitPassword(request, response, path),
      )
      .all(only("GET", "HEAD", "POST"));
  }
  router
    .route("/forgot-password")
    .get(openForgot)
    .post(ownPage, takeForm, submitForgot)
    .all(only("GET", "HEAD", "POST"));
  router.use(paths, showProblem);
  return router;
}

const STATUS: Partial<Record<Refusal["code"], number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
};
