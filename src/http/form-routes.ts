import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import { decoded } from "../../rest-compat/reading.js";
import { failsCsrfCheck } from "../authentication/csrf.js";
import type { Config } from "../config/config.js";
import type { Services } from "../graph/context.js";
import { forbidden } from "../kernel/errors.js";
import { type Form, readForm } from "./form.js";
import { clientOf, originOf } from "./http.js";
import { checkTexts } from "../kernel/text.js";
import { sessionViewer } from "./session-viewer.js";

/** Middleware of the routes that take forms: reads a small one, whose fields formField then gives. */
export const takeForm: RequestHandler = async (request, _response, next) => {
  request.body = await readForm(request);
  next();
};

/** A field of the form that was taken; "" where it is missing. */
export const formField = ({ body }: Request, name: string): string => (body as Form | undefined)?.get(name) ?? "";

/** A reason as a sentence for persons. */
export const sentence = (reason: string): string => `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/, "")}.`;

/** Answers a path's other methods. */
export const only =
  (...methods: string[]): RequestHandler =>
  (_request, response) => {
    response.status(405).set("Allow", methods.join(", ")).type("text").send("Method not allowed\n");
  };

/** Counts calls of a page that needs no credentials, but of those who have a session. It refuses an address that makes too many. */
export const countingOpenCalls =
  (services: Services): RequestHandler =>
  async (request, _response, next) => {
    if ((await sessionViewer(services, request, false)) === null) await clientOf(request).openCall.count();
    next();
  };

/** Counts what has failed, unless it has been counted: for pages where good credentials are no open call, and show later. */
export const countingFailedCalls: ErrorRequestHandler = async (error: unknown, request, _response, next) => {
  await clientOf(request).openCall.count();
  next(error);
};

/** Refuses forms that a page of another site has sent: without a session there is little to abuse, but not nothing. */
export const requireOwnPage =
  (config: Config): RequestHandler =>
  (request, _response, next) => {
    if (failsCsrfCheck(originOf(request, new URLSearchParams(), true), config, "change"))
      throw forbidden("csrf", "this form was sent by a page of another site");
    next();
  };

/** Takes of an address what is text alone. @throws Refusal BAD_REQUEST for a query that is no text */
export const requireText: RequestHandler = (request, _response, next) => {
  const [, query = ""] = request.url.split("?", 2);
  for (const pair of query.split("&")) checkTexts(decoded(pair, "the address"), "the address", Infinity);
  next();
};
