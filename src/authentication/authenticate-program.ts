import type { Client, Services } from "../context.js";
import { Refusal, badRequest } from "../errors.js";
import { checkValidity } from "../certificates/client-certificate.rules.js";
import { certificateByFingerprint } from "../certificates/certificate.table.js";
import { claimOfApiAccount } from "../api-accounts/api-account.lookup.js";
import { requireNoCsrf } from "./csrf.js";
import { type RequestOrigin, accountBySecret, authenticate, countingFailures } from "./authenticate.js";
import { credentialOf } from "./credential.js";
import { type Claim, enter } from "./claim.js";
import { lookupKeys } from "../access/fold-case.js";
import { headerReadings } from "./readings.js";
import type { Viewer } from "../access/viewer.js";
import { viewerByIdentifier } from "../access/viewer.table.js";

/** A request to the account API, with what programs may show besides the credentials that every route takes. */
export interface ProgramOrigin extends RequestOrigin {
  /** Its bytes read as Latin-1, as the next one's are. */
  apiId: string | undefined;
  apiKey: string | undefined;
  /** SHA-256 of the certificate that the client has shown for its TLS connection. */
  certificate: Buffer | null;
}

const unknown = (): Refusal => new Refusal("BAD_CREDENTIALS", "the account does not exist, or its secret is wrong");

async function byApiKey(services: Services, { apiId, apiKey }: ProgramOrigin, client: Client): Promise<Claim> {
  const row = await accountBySecret(services, headerReadings({ name: apiId ?? "", secret: apiKey ?? "" }), client, ({ isApiAccount }) => isApiAccount);
  if (row === null) throw unknown();
  return claimOfApiAccount(services.db, row);
}

async function byCertificate(services: Services, fingerprint: Buffer, request: ProgramOrigin): Promise<Claim> {
  const { db, config } = services;
  const certificate = await certificateByFingerprint(db, fingerprint);
  if (certificate === null) throw new Refusal("UNTRUSTED_CERTIFICATE", "the client certificate was not issued by an authority of this server");
  checkValidity(certificate, new Date());
  const row = await viewerByIdentifier(db, "x509", lookupKeys(certificate.subject, certificate.subjectKey));
  if (row === null) throw unknown();
  requireNoCsrf(request, config, "certificate");
  return claimOfApiAccount(db, row);
}

/**
 * Who asks of the account API. An explicit credential beats the certificate of the connection, and that the cookie.
 *
 * @throws Refusal as authenticate does, and UNTRUSTED_CERTIFICATE, EXPIRED_CERTIFICATE or REVOKED_CERTIFICATE
 */
export const authenticateProgram = (services: Services, request: ProgramOrigin, client: Client): Promise<Viewer | null> =>
  countingFailures(() => findProgram(services, request, client), request, client);

async function findProgram(services: Services, request: ProgramOrigin, client: Client): Promise<Viewer | null> {
  const { kind } = credentialOf(request);
  const isExplicit = kind !== "none" && kind !== "session";
  if (request.apiId !== undefined || request.apiKey !== undefined) {
    if (isExplicit) throw badRequest("the request has more than one credential: send X-API-ID and X-API-KEY, or another one");
    return enter(await byApiKey(services, request, client), client);
  }
  if (request.certificate !== null && !isExplicit) return enter(await byCertificate(services, request.certificate, request), client);
  return authenticate(services, request, client);
}
