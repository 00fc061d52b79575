import { X509Certificate } from "node:crypto";
import { Refusal } from "../../kernel/errors.js";

/** Milliseconds by which clocks may differ. */
export const CLOCK_DIFFERENCE = 300_000;

/** What is kept of a client certificate, as far as it says when it is good. */
export interface Validity {
  /** PEM. */
  certificate: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** When a certificate begins; null for a text that is none. */
function beginOf(certificate: string): Date | null {
  try {
    return new Date(new X509Certificate(certificate).validFrom);
  } catch {
    return null;
  }
}

/** @throws Refusal UNTRUSTED_CERTIFICATE, EXPIRED_CERTIFICATE or REVOKED_CERTIFICATE for a client certificate that is not good now */
export function checkValidity({ certificate, expiresAt, revokedAt }: Validity, now: Date): void {
  const begin = beginOf(certificate);
  if (begin === null)
    throw new Refusal("UNTRUSTED_CERTIFICATE", "what is kept of the client certificate can't be read: have it issued anew");
  if (begin.getTime() > now.getTime() + CLOCK_DIFFERENCE)
    throw new Refusal("EXPIRED_CERTIFICATE", `the client certificate is good from ${begin.toISOString()} on`);
  if (expiresAt <= now) throw new Refusal("EXPIRED_CERTIFICATE", `the client certificate ended at ${expiresAt.toISOString()}`);
  if (revokedAt !== null) throw new Refusal("REVOKED_CERTIFICATE", `the client certificate was revoked at ${revokedAt.toISOString()}`);
}
