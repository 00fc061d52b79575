import type { IncomingMessage, ServerResponse } from "node:http";
import { ClientGone, Refusal, badRequest, isTemporary, notFound, refusalHeaders } from "../src/kernel/errors.js";
import { JSON_MEDIA, type Operation } from "./contract.js";
import { type LinkedContract, type LinkedOperation, admittedRoles, isConstant } from "./link.js";
import { type StoredBytes, preferredText, prefersPage, requireAcceptable, writeAnswer, writeBytes, writeText } from "./media.js";
import { isMisread, parameterReadings } from "./parameters.js";
import { hasBody, readAnyJson, readBytes, readJsonObject, requireMedia } from "./reading.js";
import type { CachedRead, Portal, CallerIdentity, WritableBody } from "./portal.js";
import type { RestRequest } from "./request.js";
import { type Found, type Route, find, routeFor, routeTree } from "./route-tree.js";

/** Longest list in a parameter that a document's hooks take apart; Node itself bounds the whole address. */
const LIST_LENGTH = 16_384;

/** A request to a linked operation, as what the graph is asked. */
interface Question {
  linked: LinkedOperation;
  rest: RestRequest;
  variables: Record<string, unknown>;
  /** Null where code has to make the body. */
  writable: WritableBody | null;
}

/** A request in each of its readings, the likeliest last. */
type Questions = readonly [Question, ...Question[]];

/** Serves a request whose address, below the API's prefix, is `url`. */
export type RestHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Serves every operation of the contract through the graph. */
export function createRestHandler<Caller extends CallerIdentity, CachedCaller extends CallerIdentity>(
  linkedContract: LinkedContract,
  portal: Portal<Caller, CachedCaller>,
): RestHandler {
  const tree = routeTree(linkedContract);

  return async (request, response, url) => {
    let route: Route | null = null;
    let aboutCredentials = false;
    let isOpenCall = false;
    try {
      const found = find(tree, url.pathname);
      if (found === null) throw notFound(`there is no ${url.pathname} in this API`);
      const asked = routeFor(found.at, request.method ?? "GET", response);
      route = asked;
      const { operation, linked } = asked;
      const questions = once(() => questionsOf(asked, found, url, request));
      if (await answerCached(asked, found, url, questions, request, response)) return;

      aboutCredentials = true;
      const caller = await callerOf(operation, request, url.searchParams, linked?.changes ?? operation.method !== "GET");
      isOpenCall = operation.admits === "anyone" && caller.isAnonymous;
      if (isOpenCall && linked?.showsPassword !== true) await portal.countOpenCall(request);
      requireAdmitted(operation, caller, found.values, linked?.tokenScope);
      aboutCredentials = false;
      await ask(await questions(), caller, request, response);
    } catch (error) {
      if (error instanceof ClientGone) return;
      if (response.headersSent) throw error;
      refuse(isOpenCall ? await counted(error, request) : error, route, aboutCredentials, request, response);
    }
  };

  /** Answers the first of the questions that is not refused as one that was not meant. @throws Refusal, or any error for a fault of ours */
  async function ask(questions: Questions, caller: Caller, request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const question of questions.slice(0, -1)) {
      try {
        return await askOne(question, caller, request, response);
      } catch (error) {
        if (!isMisread(question.linked.operation, error)) throw error;
      }
    }
    return askOne(questions.at(-1)!, caller, request, response);
  }

  async function askOne(question: Question, caller: Caller, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { linked, variables, writable } = question;
    const text = writable && (await portal.read(linked.document, variables, caller, writable));
    if (text === null) await execute(question, caller, request, response);
    else writeText(response, linked.operation.success.status, text);
  }

  async function execute(
    { linked, rest, variables, writable }: Question,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { headers, data, text } = await portal.execute(linked.document, variables, caller, writable);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (text !== null) writeText(response, linked.operation.success.status, text);
    else if (linked.body?.download === true) await portal.writeDownload(at(data, linked.body.path) as string, request, response);
    else answer(linked, rest, data, request, response);
  }

  /** An open call that has failed counts, whatever it has shown. @returns the error, or that there were too many calls */
  function counted(error: unknown, request: IncomingMessage): Promise<unknown> {
    return portal.countOpenCall(request).then(
      () => error,
      (limit: unknown) => limit,
    );
  }

  /**
   * Answers a cached caller, whom the statement that reads, or changes, revalidates.
   *
   * @returns whether it has; otherwise the request takes the ordinary way
   */
  async function answerCached(
    { operation, linked }: Route,
    found: Found,
    url: URL,
    questions: () => Promise<Questions>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (linked === null || operation.admits === "anyone" || linked.body?.sql === null) return false;
    if (linked.changes ? !linked.oneTrip : linked.body === null || hasBody(request)) return false;
    const cached = await portal.cachedCaller(request, url.searchParams, linked.changes);
    const read = cached && (await readCached(linked, cached, found, questions));
    if (read === null) return false;
    if (read.text === null) await execute(read.question, read.caller, request, response);
    else if (linked.body === null) answer(linked, read.question.rest, {}, request, response);
    else writeText(response, operation.success.status, read.text);
    return true;
  }

  /** @returns null where the caller is not revalidated, or anything is amiss */
  async function readCached(
    linked: LinkedOperation,
    cached: CachedCaller,
    found: Found,
    questions: () => Promise<Questions>,
  ): Promise<(CachedRead<Caller> & { question: Question }) | null> {
    try {
      requireAdmitted(linked.operation, cached, found.values, linked.tokenScope);
      const [question, ...others] = await questions();
      const { writable, variables } = question;
      if (others.length > 0 || (writable === null && linked.body !== null)) return null;
      const read = linked.changes
        ? await portal.writeCached(linked.document, variables, cached, writable)
        : await portal.readCached(linked.document, variables, cached, writable!);
      return read && { ...read, question };
    } catch (error) {
      if (error instanceof Refusal && !isTemporary(error)) return null;
      throw error;
    }
  }

  /** A request as what the graph is asked, in each of its readings. @throws Refusal for what the contract does not allow */
  async function questionsOf(route: Route, found: Found, url: URL, request: IncomingMessage): Promise<Questions> {
    const { operation, linked } = route;
    if (linked === null) throw new Refusal("NOT_IMPLEMENTED", `${operation.method} ${operation.path} is not built yet`);
    const sent = operation.body !== null && hasBody(request) ? operation.body : null;
    if (sent !== null) requireMedia(request, sent.media);
    if (operation.success.status !== 204) requireAcceptable(request.headers.accept, operation.success.media, operation.success.textMedia);
    const read = sent === null ? {} : await readBody(request, sent);
    if (sent?.media === JSON_MEDIA) portal.checkTexts(read, "the body");
    const readings = parameterReadings(route, found, url);
    const questions: Question[] = [];
    for (const [place, parameters] of readings.entries()) {
      try {
        questions.push(questionOf(route, linked, parameters, sent === null ? null : read, request));
      } catch (error) {
        // What contradicts the body, for one, was not meant.
        if (!(error instanceof Refusal) || place === readings.length - 1) throw error;
      }
    }
    return questions as [Question, ...Question[]];
  }

  /** @param sent the body as it was sent; null for none @throws Refusal for what the contract does not allow */
  function questionOf(
    route: Route,
    linked: LinkedOperation,
    parameters: Map<string, unknown>,
    sent: Record<string, unknown> | null,
    request: IncomingMessage,
  ): Question {
    const { operation } = route;
    const body = linked.request.completed({ parameters, body: sent ?? {} });
    if (operation.body?.required === true && sent === null && Object.keys(body).length === 0)
      throw badRequest(`a body is required, of type ${operation.body.media}`);
    route.checkBody(body);
    for (const [name, text] of parameters) {
      portal.checkTexts(text, name, linked.hooks.takes?.includes(name) === true ? LIST_LENGTH : undefined);
    }
    const rest: RestRequest = { parameters, body };
    const variables = { ...linked.request.variables(rest), ...linked.hooks.variables?.(rest) };
    return { linked, rest, variables, writable: writableBody(linked, rest, request) };
  }

  async function callerOf(operation: Operation, request: IncomingMessage, query: URLSearchParams, changes: boolean): Promise<Caller> {
    if (operation.admits !== "anyone") return portal.authenticate(request, query, changes);
    // Credentials are optional there, so that bad ones are none: a session may be what the operation acts on.
    return portal.authenticate(request, query, changes).catch((error: unknown) => {
      if (error instanceof Refusal && error.code !== "CROSS_SITE" && !isTemporary(error)) return portal.anonymous(request);
      throw error;
    });
  }

  /**
   * Admits a caller to an operation: by self-service, as by a limited token, to nothing else than the caller itself.
   *
   * @throws Refusal UNAUTHENTICATED or FORBIDDEN
   */
  function requireAdmitted(
    operation: Operation,
    caller: Caller | CachedCaller,
    named: readonly string[],
    tokenScope: string | undefined,
  ): void {
    const itself = named.every((value) => caller.names.includes(value.toLowerCase()));
    portal.admit(caller, admittedRoles(itself ? operation : { ...operation, selfService: false }), itself ? tokenScope : undefined);
  }

  function answer(
    linked: LinkedOperation,
    rest: RestRequest,
    data: Record<string, unknown>,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { operation, body: plan, hooks } = linked;
    if (operation.redirects && prefersPage(request.headers.accept)) {
      response.setHeader("Location", portal.consoleUrl);
      writeAnswer(response, 302, "Found");
      return;
    }
    if (plan === null) {
      writeAnswer(response, operation.success.status, isConstant(operation) ? operation.success.example : undefined);
      return;
    }
    const body = plan.encode(at(data, plan.path));
    const textType = preferredText(request.headers.accept, operation.success.textMedia);
    if (textType !== null) {
      writeText(response, operation.success.status, body as string, textType);
      return;
    }
    if (operation.success.media !== JSON_MEDIA) {
      writeBytes(request, response, operation.success, operation.cacheControl, body as StoredBytes);
      return;
    }
    writeAnswer(response, operation.success.status, hooks.body === undefined ? body : hooks.body(body, rest));
  }

  function refuse(
    error: unknown,
    route: Route | null,
    aboutCredentials: boolean,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const refusal =
      error instanceof Refusal ? error : new Refusal("INTERNAL", `the log has this error as ${portal.report(error, request)}`);
    portal.noteRefusal(refusal, request);
    if (refusal.details.page !== undefined && route?.operation.redirects === true && prefersPage(request.headers.accept)) {
      response.setHeader("Location", refusal.details.page);
      writeAnswer(response, 302, "Found");
      return;
    }
    const contractName = route?.linked?.request.contractName;
    const { status, body } = linkedContract.api.errorAnswer(refusal, route?.operation ?? null, {
      aboutCredentials,
      ...(contractName && { contractName }),
    });
    for (const [name, value] of Object.entries(refusalHeaders(refusal))) response.setHeader(name, value);
    writeAnswer(response, status, body);
  }
}

/** Does the work when its result is first asked for, and no second time. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

/** A body as an object: its JSON, which may be anything where the contract says nothing of it, or its bytes. */
async function readBody(request: IncomingMessage, { media, schema }: NonNullable<Operation["body"]>): Promise<Record<string, unknown>> {
  if (media !== JSON_MEDIA) return { content: (await readBytes(request)).toString("base64") };
  return Object.keys(schema).length === 0 ? readAnyJson(request) : readJsonObject(request);
}

const at = (data: Record<string, unknown>, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], data);

/** The body PostgreSQL may write itself: one that nothing changes afterwards. */
function writableBody({ operation, body, hooks }: LinkedOperation, rest: RestRequest, request: IncomingMessage): WritableBody | null {
  if (
    body === null ||
    body.sql === null ||
    operation.success.media !== JSON_MEDIA ||
    (hooks.body !== undefined && hooks.leavesBody?.(rest) !== true)
  )
    return null;
  if (operation.redirects && prefersPage(request.headers.accept)) return null;
  if (preferredText(request.headers.accept, operation.success.textMedia) !== null) return null;
  return { path: body.path, encoding: body.sql };
}
