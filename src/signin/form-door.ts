import express, { type ErrorRequestHandler, type Request, type RequestHandler } from "express";
import { fromAnotherSite } from "../access/authenticate.js";
import type { Config } from "../config.js";
import type { Services } from "../context.js";
import { Refusal, forbidden } from "../errors.js";
import { clientOf, originOf } from "../http.js";
import { sessionViewer } from "./session-viewer.js";

const FORM = "application/x-www-form-urlencoded";

/** A field of the form; "" where it is missing or was sent twice. */
export function formField({ body }: Request, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === "string" ? value : "";
}

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
    if (fromAnotherSite(originOf(request, new URLSearchParams(), true), config)) throw forbidden("this form was sent by a page of another site");
    next();
  };

const requireForm: RequestHandler = (request, _response, next) => {
  if (!request.is(FORM)) throw new Refusal("UNSUPPORTED_MEDIA_TYPE", `the form must come as ${FORM}`);
  next();
};

/** Reads a small form. */
export const readForm: RequestHandler[] = [requireForm, express.urlencoded({ extended: false, limit: "10kb" })];

/** What Express's body parser found wrong with a request; null for errors that are ours. */
export function requestFault(error: unknown): number | null {
  const status = error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;
  return status >= 500 ? null : status;
}
