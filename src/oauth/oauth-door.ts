import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from "express";
import { placeRefusal } from "../access/entry.js";
import { foldCase } from "../access/fold-case.js";
import { type ViewerRow, viewerByIdentifier, viewersByLogin } from "../access/viewer.table.js";
import { noteApiAccountUse } from "../api-accounts/api-account.table.js";
import type { Services } from "../context.js";
import { type Code, Refusal, refusalHeaders } from "../errors.js";
import { clientOf } from "../http.js";
import { checkPassword, requireRoom } from "../lockout/lockout.commands.js";
import { countingFailedCalls } from "../signin/form-door.js";
import { LIFETIME, issueAccessToken } from "./access-token.js";

const FORM = "application/x-www-form-urlencoded";

/** The errors of RFC 6749, 5.2, with their statuses. */
const STATUS = { invalid_request: 400, invalid_client: 401, invalid_grant: 400, unsupported_grant_type: 400 } as const;

/** A refusal as the token endpoint answers it. */
class TokenError extends Error {
  constructor(
    readonly error: keyof typeof STATUS,
    description: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
  }
}

/** What has nothing to do with the request itself, and passes; RFC 6749 has a word for it, if not here. */
const PASSING: Partial<Record<Code, number>> = { RATE_LIMITED: 429, BUSY: 503, UNAVAILABLE: 503 };

type Form = ReadonlyMap<string, string>;

/** The parameters of the form. @throws TokenError for one that is sent twice */
function formOf(request: Request): Form {
  if (!request.is(FORM)) throw new TokenError("invalid_request", `the request must come as ${FORM}`);
  const form = new Map<string, string>();
  for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
    if (typeof value !== "string") throw new TokenError("invalid_request", `${name} is sent more than once`);
    if (value.includes("\0")) throw new TokenError("invalid_request", `${name} holds a NUL character`);
    if (value !== "") form.set(name, value);
  }
  return form;
}

function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new TokenError("invalid_request", `${name} is required`);
  return value;
}

/** A client's id and secret, by Basic or in the form, or null for none. @throws TokenError for both at once */
function clientCredentials({ headers }: Request, form: Form): { id: string; secret: string } | null {
  const [, encoded] = /^\s*Basic\s+(\S+)\s*$/i.exec(headers.authorization ?? "") ?? [];
  const secret = form.get("client_secret");
  if (headers.authorization === undefined) return secret === undefined ? null : { id: form.get("client_id") ?? "", secret };
  if (secret !== undefined) throw new TokenError("invalid_request", "the client's secret comes both by Basic and in the form");
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1 || text.includes("\0")) throw new TokenError("invalid_client", "the Authorization header holds no Basic credentials");
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** An account whose password or secret is right and that may be used from there. */
type Shown = ViewerRow & { passwordHash: string };

/** Hands out access tokens: POST /api/2/idp/token, and the keys that verify them. */
export function createOauthDoor(services: Services): Router {
  const { db, signingKeys } = services;

  async function shown(key: string, secret: string, row: ViewerRow | null, request: Request, error: keyof typeof STATUS): Promise<Shown> {
    const { address, openCall } = clientOf(request);
    const given = { login: key, password: secret, stored: row?.passwordHash ?? null };
    const isRight = await checkPassword(services, given, address, openCall).catch((problem: unknown) => {
      if (problem instanceof Refusal && problem.code === "LOCKED_OUT") throw new TokenError(error, problem.reason, refusalHeaders(problem));
      throw problem;
    });
    if (!isRight || row === null || !row.accountEnabled || !row.groupsEnabled) {
      throw new TokenError(error, "the name or its secret is wrong, or the account can't be used");
    }
    const refusal = placeRefusal(row, address);
    if (refusal !== null) throw new TokenError(error, refusal.reason);
    if (row.useDue) await noteApiAccountUse(db, row.accountId);
    return row as Shown;
  }

  async function client(request: Request, { id, secret }: { id: string; secret: string }): Promise<Shown> {
    const key = foldCase(id);
    requireRoom(services, { login: key, password: secret }, clientOf(request).openCall);
    return shown(key, secret, await viewerByIdentifier(db, "local", key), request, "invalid_client");
  }

  async function person(request: Request, form: Form): Promise<Shown> {
    const key = foldCase(required(form, "username"));
    const password = required(form, "password");
    requireRoom(services, { login: key, password }, clientOf(request).openCall);
    const [row] = await viewersByLogin(db, key);
    return shown(key, password, row ?? null, request, "invalid_grant");
  }

  async function grant(request: Request): Promise<Shown> {
    const form = formOf(request);
    const type = required(form, "grant_type");
    const credentials = clientCredentials(request, form);
    switch (type) {
      case "client_credentials":
        if (credentials === null) throw new TokenError("invalid_client", "the client's id and secret are required, by Basic or in the form");
        return client(request, credentials);
      case "password":
        if (credentials !== null) await client(request, credentials);
        return person(request, form);
      default:
        throw new TokenError("unsupported_grant_type", "grant_type must be client_credentials or password");
    }
  }

  const answer: RequestHandler = async (request, response) => {
    const { token, expiresOn } = await issueAccessToken(services, await grant(request));
    response.json({ access_token: token, token_type: "bearer", expires_in: LIFETIME, expires_on: expiresOn });
  };

  const router = Router();
  router
    .route("/api/2/idp/token")
    .all((_request, response, next) => {
      response.set({ "Cache-Control": "no-store", Pragma: "no-cache" });
      next();
    })
    .post(express.urlencoded({ extended: false, limit: "10kb" }), answer)
    .all((_request, response) => {
      response.status(405).set("Allow", "POST").json({ error: "invalid_request", error_description: "the method must be POST" });
    });
  router.use("/api/2/idp/token", countingFailedCalls, showError);
  router.get("/.well-known/jwks.json", async (_request, response) => {
    response.set("Cache-Control", "public, max-age=300").json(await signingKeys.published());
  });
  return router;
}

const showError: ErrorRequestHandler = (error: unknown, request, response: Response, next) => {
  if (error instanceof TokenError) {
    if (error.error === "invalid_client" && request.headers.authorization !== undefined) response.set("WWW-Authenticate", 'Basic realm="Portico"');
    response.set(error.headers).status(STATUS[error.error]).json({ error: error.error, error_description: error.message });
    return;
  }
  const passing = error instanceof Refusal ? PASSING[error.code] : undefined;
  if (error instanceof Refusal && passing !== undefined) {
    response.set(refusalHeaders(error)).status(passing).json({ error: "temporarily_unavailable", error_description: error.reason });
    return;
  }
  // Express's body parser says in `status` what is wrong with the request itself.
  const status = error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;
  if (status >= 500) next(error);
  else response.status(status).json({ error: "invalid_request", error_description: (error as Error).message });
};
