import { createHash } from "node:crypto";
import { lookup } from "node:dns/promises";
import type SMTPTransport from "nodemailer/lib/smtp-transport";
import type { SmtpServer } from "../brands/brand.lookup.js";
import { SmtpEncryption } from "../brands/brand.type.js";
import type { MayConnect } from "./mail-brand.js";

/** Milliseconds a mail server has to accept the connection, to greet, and to answer each command. */
export const SMTP_PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 5_000 };

const TLS_PORT = 465;
const SUBMISSION_PORT = 587;

const portOf = ({ port, encryption }: SmtpServer): number => port ?? (encryption === SmtpEncryption.TLS ? TLS_PORT : SUBMISSION_PORT);

/** Stands for a mail server, name and port, in the name of its queue. */
export const serverDigest = (smtp: SmtpServer): string =>
  createHash("sha256")
    .update(`${smtp.server.toLowerCase().replace(/\.$/, "")}:${portOf(smtp)}`)
    .digest("base64url");

/** What nodemailer calls failures that are about one mail: its recipient or its content was refused. */
const ABOUT_THE_MAIL: readonly unknown[] = ["EENVELOPE", "EMESSAGE"];

/** Whether a mail could not be sent because its server can't be used: not reached, silent, refusing the login, ... */
export const isServersFault = (error: unknown): boolean => !ABOUT_THE_MAIL.includes((error as { code?: unknown }).code);

/** No brand's mail server may be connected to at any address its name has now. */
export class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError";
}

/**
 * How to connect to a brand's mail server: to an address that has been judged, and not to the name, which could lead to
 * another one a moment later. The certificate is still compared with the name.
 *
 * @throws RefusedAddressError
 */
export async function brandConnection(smtp: SmtpServer, mayConnect: MayConnect): Promise<SMTPTransport.Options> {
  const { server, user, openPassword, encryption } = smtp;
  const addresses = await lookup(server, { all: true });
  const allowed = addresses.find(({ address }) => mayConnect(server, address));
  if (allowed === undefined) throw new RefusedAddressError(`${server} is on an address that mail may not be sent to`);
  const number = portOf(smtp);
  return {
    host: allowed.address,
    port: number,
    secure: encryption === SmtpEncryption.TLS || (encryption === null && number === TLS_PORT),
    requireTLS: encryption === SmtpEncryption.STARTTLS,
    ignoreTLS: encryption === SmtpEncryption.NONE,
    tls: { servername: server },
    ...(user !== null && { auth: { user, pass: openPassword() ?? "" } }),
    ...SMTP_PATIENCE,
  };
}
