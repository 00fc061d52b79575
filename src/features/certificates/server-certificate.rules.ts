import { X509Certificate, createPrivateKey } from "node:crypto";
import { isIP } from "node:net";
import { createSecureContext, rootCertificates } from "node:tls";
import { CLOCK_DIFFERENCE } from "./client-certificate.rules.js";

const DAY = 86_400_000;
const SOON = 30 * DAY;
const SMALLEST_RSA = 2048;
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

/** A server's certificate, its chain and its key, PEM. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** The certificates of a file, each from its own first line to the next one's: a broken one is none the less one. */
const blocksOf = (cert: string): string[] =>
  cert.split(/(?=-----BEGIN [A-Z0-9 ]*CERTIFICATE-----)/).filter((block) => block.includes("CERTIFICATE-----"));

const chainOf = ({ cert }: ServerCertificate): X509Certificate[] => blocksOf(cert).map((block) => new X509Certificate(block));

/** A certificate's name in one line. */
const nameOf = ({ subject }: X509Certificate): string => `"${(subject ?? "").replaceAll("\n", ", ")}"`;

const day = (text: string): string => new Date(text).toISOString().slice(0, 10);

/** What an attempt fails with, in one line; null where it does not. */
function failureOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return (error as Error).message.split("\n")[0]!;
  }
}

function unreadable(cert: string): string[] {
  const blocks = blocksOf(cert);
  return blocks.flatMap((block, index) => {
    const failure = failureOf(() => new X509Certificate(block));
    return failure === null
      ? []
      : [
          `TLS_CERT holds ${blocks.length} certificates, of which number ${index + 1} can't be read (${failure}): put a whole one ` +
            "there, or remove it",
        ];
  });
}

function untimely(certificate: X509Certificate, now: Date): string[] {
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (to <= now.getTime())
    return [`TLS_CERT holds the certificate ${nameOf(certificate)}, which ended on ${day(certificate.validTo)}: put a renewed one there`];
  if (from > now.getTime() + CLOCK_DIFFERENCE) {
    return [
      `TLS_CERT holds the certificate ${nameOf(certificate)}, which is good from ${new Date(from).toISOString()} on only: put one there ` +
        "that is good now, or set this machine's clock",
    ];
  }
  return [];
}

/** Why no server can speak TLS with a certificate and a private key, sentences that name the setting; none where one can. */
export function serverCertificateProblems(pair: ServerCertificate, now: Date): string[] {
  const broken = unreadable(pair.cert);
  if (broken.length > 0) return broken;
  const chain = chainOf(pair);
  const problems = chain.flatMap((certificate) => untimely(certificate, now));
  if (!chain[0]!.checkPrivateKey(createPrivateKey(pair.key)))
    problems.push("TLS_KEY must be the key of the certificate in TLS_CERT, the first one there");
  if (problems.length > 0) return problems;
  const refusal = failureOf(() => createSecureContext({ cert: pair.cert })) ?? failureOf(() => createSecureContext(pair));
  return refusal === null
    ? []
    : [`TLS_CERT and TLS_KEY can't be used for TLS (${refusal}): put a certificate with a stronger or more usual key there`];
}

/** Whether clients can be led from each certificate of the chain to the next, and from the last to a root they know. */
function chainDoubts(chain: readonly X509Certificate[]): string[] {
  const leaf = chain[0]!;
  const last = chain.at(-1)!;
  const gap = chain.findIndex((certificate, index) => chain[index + 1] !== undefined && !certificate.checkIssued(chain[index + 1]!));
  if (gap !== -1)
    return [
      `TLS_CERT: the certificate after ${nameOf(chain[gap]!)} is not its issuer's: put the server's own first, and after each one its ` +
        "issuer's",
    ];
  if (leaf.checkIssued(leaf))
    return [`TLS_CERT: the certificate ${nameOf(leaf)} is signed by itself: clients refuse it that have not been told of it`];
  const isKnown = last.checkIssued(last) || rootCertificates.some((root) => last.checkIssued(new X509Certificate(root)));
  return isKnown
    ? []
    : [
        `TLS_CERT: the chain ends with ${nameOf(last)}, whose issuer is no root that is commonly known: clients refuse it unless they ` +
          "know that issuer. Is an intermediate certificate missing?",
      ];
}

/**
 * What clients may take offence at in a certificate that a server can speak TLS with, sentences that name the setting.
 *
 * @param host the name or address under which clients come
 */
export function serverCertificateDoubts(pair: ServerCertificate, host: string, now: Date): string[] {
  const chain = chainOf(pair);
  const leaf = chain[0]!;
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const isNamed = isIP(bare) === 0 ? leaf.checkHost(bare, { subject: "never" }) !== undefined : leaf.checkIP(bare) !== undefined;
  const bits = leaf.publicKey.asymmetricKeyDetails?.modulusLength;
  const purposes = leaf.keyUsage as string[] | undefined;
  return [
    ...(isNamed
      ? []
      : [
          `TLS_CERT: the certificate ${nameOf(leaf)} is not for ${bare}, the host of PUBLIC_URL ` +
            `(${leaf.subjectAltName ?? "it names no host"})`,
        ]),
    ...(bits !== undefined && bits < SMALLEST_RSA
      ? [`TLS_CERT: the key of ${nameOf(leaf)} has ${bits} bits: clients refuse RSA keys of less than ${SMALLEST_RSA}`]
      : []),
    ...(purposes === undefined || purposes.includes(SERVER_AUTH)
      ? []
      : [`TLS_CERT: the certificate ${nameOf(leaf)} is not meant for servers (extended key usage)`]),
    ...chainDoubts(chain),
    ...chain.flatMap((certificate) =>
      Date.parse(certificate.validTo) - now.getTime() < SOON
        ? [`TLS_CERT: the certificate ${nameOf(certificate)} ends on ${day(certificate.validTo)}: renew it`]
        : [],
    ),
  ];
}
