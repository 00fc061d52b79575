import type { Knex } from "knex";
import { inTransaction } from "../../../db/transaction.js";
import { lookupKeys } from "../../kernel/fold-case.js";
import { write } from "../../access/transaction.js";
import { type Viewer, isFullAdmin } from "../../access/viewer.js";
import { requireChangeable, rightsOf } from "../api-accounts/api-account.lookup.js";
import { apiAccountByKeys } from "../api-accounts/api-account.table.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest, forbidden, notFound } from "../../kernel/errors.js";
import type { Encryption } from "../../encryption/encryption.js";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import { type Signer, createAuthority, newKey, readRequest, signClientCertificate, signRevocationList } from "./certificate.signing.js";
import * as table from "./certificate.table.js";
import { AUTHORITY_KEYS, type AuthorityRow, type CertificateRow } from "./certificate.table.js";
import { Authority, type IssueClientCertificateInput } from "./certificate.type.js";
import {
  distinguishedNameKey,
  distinguishedNameKeys,
  formatDistinguishedName,
  parseDistinguishedName,
} from "./distinguished-name.rules.js";

const LONGEST_VALIDITY = 3650;

const encrypted = (
  encryption: Encryption,
  id: number,
  { certificate, privateKey }: Signer,
  revocationList: string,
): Omit<AuthorityRow, "revocationNumber"> => ({
  id,
  certificate,
  privateKey: encryption.encrypt(privateKey, encryptionPlace(AUTHORITY_KEYS, id)),
  revocationList,
});

const signerOf = (encryption: Encryption, { id, certificate, privateKey }: AuthorityRow): Signer => ({
  certificate,
  privateKey: encryption.decrypt(privateKey, encryptionPlace(AUTHORITY_KEYS, id)),
});

/**
 * Makes sure that there are the root authority and the one it has signed for services. Servers that start together end up
 * with the same ones.
 */
export async function ensureAuthorities(db: Knex, encryption: Encryption): Promise<void> {
  if ((await table.authorityById(db, Authority.ROOT)) !== null) return;
  const root = await createAuthority("Portico Root Authority", 20, null);
  const services = await createAuthority("Portico Services Authority", 10, root);
  await table.insertAuthorities(db, [
    encrypted(encryption, Authority.ROOT, root, await signRevocationList(root, 1, [])),
    encrypted(encryption, Authority.SERVICES, services, await signRevocationList(services, 1, [])),
  ]);
}

/** Signs what an authority has revoked anew. */
async function renewList(trx: Knex, encryption: Encryption, id: number): Promise<void> {
  const authority = await table.lockAuthority(trx, id);
  const number = authority.revocationNumber + 1;
  await table.updateRevocationList(
    trx,
    id,
    await signRevocationList(signerOf(encryption, authority), number, await table.revocationsOf(trx, id)),
    number,
  );
}

/** Signs the lists of revocations anew that are a day old. */
export async function renewRevocationLists(db: Knex, encryption: Encryption): Promise<void> {
  for (const id of await table.authoritiesDue(db)) {
    await inTransaction(db, "", (trx) => renewList(trx, encryption, id));
  }
}

function requireIssuer(viewer: Viewer): void {
  if (viewer.role !== "root_admin" || !isFullAdmin(viewer))
    throw forbidden("full-access", "only root admins with full access issue and revoke certificates");
}

/**
 * Checks that the account a certificate is for, if there is one, has no more rights than the caller: who has its certificate
 * is that account.
 */
async function requireSubject(trx: Knex, viewer: Viewer, subjectKeys: readonly string[]): Promise<void> {
  const account = await apiAccountByKeys(trx, subjectKeys);
  if (account !== null) requireChangeable(viewer, await rightsOf(trx, viewer), account);
}

/** Issues a client certificate, for the key of a request or for a new one. @returns it, and the new private key, which is kept nowhere */
export async function issueClientCertificate(
  context: ViewerContext,
  { subject, csr, validityDays, authority }: IssueClientCertificateInput,
): Promise<{ certificate: CertificateRow; privateKey: string | null }> {
  requireIssuer(context.viewer);
  if (validityDays < 1 || validityDays > LONGEST_VALIDITY) throw badRequest(`must be 1 to ${LONGEST_VALIDITY}`, "validityDays");
  const requested = subject == null ? null : parseDistinguishedName(subject);
  if (subject != null && requested === null) throw badRequest("must be a distinguished name such as CN=backup,O=Example", "subject");
  const key = csr == null ? await newKey() : await readRequest(csr);
  const name = requested ?? key.subject;
  if (name === null) throw badRequest("is required where no request has one", "subject");
  const subjectKey = distinguishedNameKey(name);
  const certificate = await write(context, "shared", async (trx, viewer) => {
    requireIssuer(viewer);
    await requireSubject(trx, viewer, distinguishedNameKeys(name));
    const signer = signerOf(context.encryption, (await table.authorityById(trx, authority))!);
    const signed = await signClientCertificate(signer, key.publicKey, name, validityDays);
    return table.insertCertificate(trx, { ...signed, authorityId: authority, subject: formatDistinguishedName(name), subjectKey });
  });
  return { certificate, privateKey: key.privateKey };
}

/** Revokes a client certificate and signs its authority's list anew. Idempotent. */
export const revokeClientCertificate = (context: ViewerContext, serial: string): Promise<CertificateRow> =>
  write(context, "shared", async (trx, viewer) => {
    requireIssuer(viewer);
    const stored = await table.certificateBySerial(trx, serial.toLowerCase());
    if (stored === null) throw notFound(`there is no certificate '${serial}'`);
    await requireSubject(trx, viewer, lookupKeys(stored.subject, stored.subjectKey));
    if (await table.revokeCertificate(trx, stored.serial)) await renewList(trx, context.encryption, stored.authorityId);
    return (await table.certificateBySerial(trx, stored.serial))!;
  });
