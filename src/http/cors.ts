import cors from "cors";
import type { RequestHandler } from "express";

/** How long a browser may remember what it was told, in seconds. */
const REMEMBER = 600;

/**
 * Middleware that lets pages of the named origins call this server with the session cookie. Without origins nothing is added to
 * any answer. An OPTIONS request that is no preflight goes on: the API has such a route.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  if (origins.length === 0) return (_request, _response, next) => next();
  const handle = cors({
    origin: [...origins],
    credentials: true,
    maxAge: REMEMBER,
    methods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
  });
  return (request, response, next) => {
    const preflight = request.headers["access-control-request-method"] !== undefined;
    if (request.method === "OPTIONS" && !preflight) next();
    else handle(request, response, next);
  };
}
