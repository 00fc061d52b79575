import { lookupKeys } from "../../kernel/fold-case.js";
import { viewerByIdentifier } from "../../access/viewer.table.js";
import { certificateByFingerprint } from "../../features/certificates/certificate.table.js";
import { checkValidity } from "../../features/certificates/client-certificate.rules.js";
import type { ClaimBy } from "../claim.js";
import { requireNoCsrf } from "../csrf.js";
import { Refusal } from "../../kernel/errors.js";
import { claimOfApiAccount, unknownApiAccount } from "./api-account.js";

/**
 * The API account of a client certificate.
 *
 * @throws Refusal UNTRUSTED_CERTIFICATE, EXPIRED_CERTIFICATE or REVOKED_CERTIFICATE
 */
export const claimByCertificate: ClaimBy<"certificate"> = async ({ db, config }, { fingerprint }, request) => {
  const certificate = await certificateByFingerprint(db, fingerprint);
  if (certificate === null)
    throw new Refusal("UNTRUSTED_CERTIFICATE", "the client certificate was not issued by an authority of this server");
  checkValidity(certificate, new Date());
  const row = await viewerByIdentifier(db, "x509", lookupKeys(certificate.subject, certificate.subjectKey));
  if (row === null) throw unknownApiAccount();
  requireNoCsrf(request, config, "certificate");
  return claimOfApiAccount(db, row);
};
