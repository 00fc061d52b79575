import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from "express";
import { basicPair } from "../authentication/credential.js";
import { placeRefusal } from "../access/address-limit.js";
import { foldCase, lookupKeys } from "../kernel/fold-case.js";
import { type NamedSecret, type Decodings, clientDecodings } from "../authentication/credential-decodings.js";
import { type ViewerRow, viewerByIdentifier, viewersByLogin } from "../access/viewer.table.js";
import { noteApiAccountUse } from "../features/api-accounts/api-account.table.js";
import type { Services } from "../graph/context.js";
import { type Code, Refusal, refusalHeaders } from "../kernel/errors.js";
import { type Form, readForm } from "./form.js";
import { clientOf } from "./http.js";
import { type GivenPassword, requireRoom, rightDecoding } from "../features/lockout/lockout.commands.js";
import { countingFailedCalls } from "./form-routes.js";
import { LIFETIME, issueAccessToken } from "../authentication/oauth/access-token.js";

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

/** Refusals with statuses of their own. What has nothing to do with the request itself passes: RFC 6749 has a word for it, if not here. */
const REFUSALS: Partial<Record<Code, { status: number; error: string }>> = {
  BAD_REQUEST: { status: 400, error: "invalid_request" },
  UNSUPPORTED_MEDIA_TYPE: { status: 400, error: "invalid_request" },
  TOO_LARGE: { status: 413, error: "invalid_request" },
  RATE_LIMITED: { status: 429, error: "temporarily_unavailable" },
  BUSY: { status: 503, error: "temporarily_unavailable" },
  UNAVAILABLE: { status: 503, error: "temporarily_unavailable" },
};

/** A parameter's value. RFC 6749 takes an empty one for none. */
const given = (form: Form, name: string): string | undefined => form.get(name) || undefined;

function required(form: Form, name: string): string {
  const value = given(form, name);
  if (value === undefined) throw new TokenError("invalid_request", `${name} is required`);
  return value;
}

/** What a client's id and secret may mean, by Basic or in the form; null for none. @throws TokenError for both at once */
function clientCredentials({ headers }: Request, form: Form): Decodings | null {
  const [, encoded] = /^\s*Basic\s+(\S+)\s*$/i.exec(headers.authorization ?? "") ?? [];
  const secret = given(form, "client_secret");
  if (headers.authorization === undefined) return secret === undefined ? null : [{ name: form.get("client_id") ?? "", secret }];
  if (secret !== undefined) throw new TokenError("invalid_request", "the client's secret comes both by Basic and in the form");
  const pair = encoded === undefined ? null : basicPair(encoded);
  if (pair === null) throw new TokenError("invalid_client", "the Authorization header holds no Basic credentials");
  return clientDecodings(pair);
}

/** An account whose password or secret is right and that may be used from there. */
type Shown = ViewerRow & { passwordHash: string };

/** Hands out access tokens: POST /api/2/idp/token, and the keys that verify them. */
export function createOauthRoutes(services: Services): Router {
  const { db, signingKeys } = services;

  async function shown(
    decodings: readonly (GivenPassword & { row: ViewerRow | null })[],
    request: Request,
    error: keyof typeof STATUS,
  ): Promise<Shown> {
    const { address, openCall } = clientOf(request);
    const right = await rightDecoding(services, decodings, address, openCall).catch((problem: unknown) => {
      if (problem instanceof Refusal && problem.code === "LOCKED_OUT") throw new TokenError(error, problem.reason, refusalHeaders(problem));
      throw problem;
    });
    const row = right?.row ?? null;
    if (row === null || !row.accountEnabled || !row.groupsEnabled) {
      throw new TokenError(error, "the name or its secret is wrong, or the account can't be used");
    }
    const refusal = placeRefusal(row, address);
    if (refusal !== null) throw new TokenError(error, refusal.reason);
    if (row.useDue) await noteApiAccountUse(db, row.accountId);
    return row as Shown;
  }

  async function client(request: Request, decodings: Decodings): Promise<Shown> {
    const given = decodings.map(({ name, secret }) => ({ name, login: foldCase(name), password: secret }));
    requireRoom(services, given, clientOf(request).openCall);
    const found = await Promise.all(
      given.map(async ({ name, login, password }) => {
        const row = await viewerByIdentifier(db, "local", lookupKeys(name));
        return { login, password, row, stored: row?.passwordHash ?? null };
      }),
    );
    return shown(found, request, "invalid_client");
  }

  async function person(request: Request, { name, secret }: NamedSecret): Promise<Shown> {
    const given = { login: foldCase(name), password: secret };
    requireRoom(services, [given], clientOf(request).openCall);
    const [row = null] = await viewersByLogin(db, name);
    return shown([{ ...given, row, stored: row?.passwordHash ?? null }], request, "invalid_grant");
  }

  async function passwordGrant(request: Request, form: Form, credentials: Decodings | null): Promise<Shown> {
    const given: NamedSecret = { name: required(form, "username"), secret: required(form, "password") };
    // Some clients send the person's login and password as the client's, too, which is no second credential.
    const isSame = credentials?.some(({ name, secret }) => foldCase(name) === foldCase(given.name) && secret === given.secret) ?? false;
    if (credentials !== null && !isSame) await client(request, credentials);
    return person(request, given);
  }

  async function grant(request: Request): Promise<Shown> {
    const form = await readForm(request);
    const type = required(form, "grant_type");
    const credentials = clientCredentials(request, form);
    switch (type) {
      case "client_credentials":
        if (credentials === null)
          throw new TokenError("invalid_client", "the client's id and secret are required, by Basic or in the form");
        return client(request, credentials);
      case "password":
        return passwordGrant(request, form, credentials);
      default:
        throw new TokenError("unsupported_grant_type", "grant_type must be client_credentials or password");
    }
  }

  const answer: RequestHandler = async (request, response) => {
    const holder = await grant(request);
    request.noted.caller = holder.login;
    const { token, expiresOn } = await issueAccessToken(services, holder);
    response.json({ access_token: token, token_type: "bearer", expires_in: LIFETIME, expires_on: expiresOn });
  };

  const router = Router();
  router
    .route("/api/2/idp/token")
    .all((_request, response, next) => {
      response.set({ "Cache-Control": "no-store", Pragma: "no-cache" });
      next();
    })
    .post(answer)
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
    if (error.error === "invalid_client" && request.headers.authorization !== undefined)
      response.set("WWW-Authenticate", 'Basic realm="Portico"');
    response.set(error.headers).status(STATUS[error.error]).json({ error: error.error, error_description: error.message });
    return;
  }
  const refused = error instanceof Refusal ? REFUSALS[error.code] : undefined;
  if (!(error instanceof Refusal) || refused === undefined) return next(error);
  response.set(refusalHeaders(error)).status(refused.status).json({ error: refused.error, error_description: error.message });
};
