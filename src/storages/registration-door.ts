import { type Request, type Response, Router } from "express";
import { type GraphQLSchema, parse, validate } from "graphql";
import type { Services } from "../context.js";
import { Refusal } from "../errors.js";
import { clientOf } from "../http.js";
import { createContext, executeOperation, refusalOf } from "../server.js";
import { sendPage } from "../signin/html-page.js";
import { checkTexts } from "../text.js";
import { activePage, refusedPage } from "./registration-page.js";

const ACTIVATE = parse("mutation activateStorage($token: String!) { activateStorage(token: $token) { uuid name uid } }");

const PROBLEM = "This link has been used, has expired, or never was one.";

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
export function createRegistrationDoor(schema: GraphQLSchema, services: Services): Router {
  const [invalid] = validate(schema, ACTIVATE);
  if (invalid !== undefined) throw invalid;

  async function activate(token: string, request: Request): Promise<Activated> {
    checkTexts(token, "access_token");
    const { data, errors } = await executeOperation(schema, ACTIVATE, { token }, createContext(services, null, clientOf(request)));
    if (errors?.[0] !== undefined) throw refusalOf(errors[0]) ?? errors[0];
    return (data as { activateStorage: Activated }).activateStorage;
  }

  async function follow(request: Request, response: Response): Promise<void> {
    const token = request.query["access_token"];
    const storage = await activate(typeof token === "string" ? token : "", request).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    // JSON first: an installation that says nothing of what it accepts is no browser.
    if (request.accepts(["json", "html"]) === "html") {
      if (storage === null) sendPage(response, 401, refusedPage(PROBLEM));
      else sendPage(response, 200, activePage(storage));
      return;
    }
    response.set("Cache-Control", "no-store");
    if (storage === null) response.status(401).json({ message: PROBLEM });
    else response.json({ ...storage, active: 1 });
  }

  const router = Router();
  router
    .route("/storages")
    .head((_request, response) => refuseMethod(response))
    .get(follow)
    .post(follow)
    .all((_request, response) => refuseMethod(response));
  return router;
}

function refuseMethod(response: Response): void {
  response.status(405).set("Allow", "GET, POST").type("text").send("Method not allowed\n");
}
