import { randomBytes, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonAttributeObject,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  Pkcs10CertificateRequest,
  type PublicKey,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
  cryptoProvider,
} from "@peculiar/x509";
import { badRequest } from "../../kernel/errors.js";
import { CLOCK_DIFFERENCE } from "./client-certificate.rules.js";
import { type DistinguishedName, parseDistinguishedName, stringTypeOf } from "./distinguished-name.rules.js";

cryptoProvider.set(webcrypto as never);

const KEY = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const DAY = 86_400_000;
/** Days a revocation list may be used; it is signed anew each day. */
const LIST_DAYS = 7;
const CRL_NUMBER = "2.5.29.20";
const SMALLEST_RSA = 2048;

/** An authority that can sign: its certificate and private key, both PEM. */
export interface Signer {
  certificate: string;
  privateKey: string;
}

const pem = (label: string, bytes: ArrayBuffer | Buffer): string => {
  const lines =
    Buffer.from(bytes as ArrayBuffer)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
};

const unpem = (text: string): Buffer => Buffer.from(text.replace(/-----[^-]+-----/g, ""), "base64");

const certificatePem = ({ rawData }: X509Certificate): string => pem("CERTIFICATE", rawData);

/** Positive, and never with a leading zero. */
const newSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString("hex");
};

const generateKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
const privateKeyPem = async (key: webcrypto.CryptoKey): Promise<string> =>
  pem("PRIVATE KEY", await webcrypto.subtle.exportKey("pkcs8", key));
const signingKey = ({ privateKey }: Signer): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey("pkcs8", unpem(privateKey), KEY, false, ["sign"]);

const toName = (name: DistinguishedName): Name =>
  new Name(
    name.map((part) => {
      // A bare text would be read once more: as hex behind #, and without its backslashes and quotes.
      const attributes: Record<string, JsonAttributeObject[]> = {};
      for (const attribute of part) (attributes[attribute.oid] ??= []).push({ [stringTypeOf(attribute)]: attribute.text });
      return attributes;
    }),
  );

/** A name that a request holds; the library writes it from the most significant part to the least. @throws Refusal BAD_REQUEST */
function fromName(name: Name): DistinguishedName {
  const parsed = parseDistinguishedName(name.toString());
  if (parsed === null) throw badRequest("is for a name that has something else than lines of text", "csr");
  return parsed.toReversed();
}

/** A new authority: signed by itself, or by the one given. */
export async function createAuthority(commonName: string, years: number, issuer: Signer | null): Promise<Signer> {
  const keys = await generateKeys();
  const above = issuer === null ? null : new X509Certificate(issuer.certificate);
  const subject = toName(parseDistinguishedName(`CN=${commonName}`)!);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject,
    issuer: above?.subjectName ?? subject,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + years * 365 * DAY),
    publicKey: keys.publicKey,
    signingKey: issuer === null ? keys.privateKey : await signingKey(issuer),
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(true, issuer === null ? 1 : 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(above?.publicKey ?? keys.publicKey),
    ],
  });
  return { certificate: certificatePem(certificate), privateKey: await privateKeyPem(keys.privateKey) };
}

/** A certificate that has been revoked. */
export interface Revocation {
  serial: string;
  revokedAt: Date;
}

/** A number as ASN.1's DER has it. */
function derInteger(value: number): Buffer {
  const hex = value.toString(16);
  const even = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const bytes = (even[0]! & 0x80) === 0 ? even : Buffer.concat([Buffer.of(0), even]);
  return Buffer.concat([Buffer.of(2, bytes.length), bytes]);
}

/** The list of what an authority has revoked, PEM. @param number grows with each list */
export async function signRevocationList(signer: Signer, number: number, revocations: readonly Revocation[]): Promise<string> {
  const issuer = new X509Certificate(signer.certificate);
  const list = await X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: new Date(),
    nextUpdate: new Date(Date.now() + LIST_DAYS * DAY),
    entries: revocations.map(({ serial, revokedAt }) => ({
      serialNumber: serial,
      revocationDate: revokedAt,
      reason: X509CrlReason.unspecified,
    })),
    extensions: [await AuthorityKeyIdentifierExtension.create(issuer.publicKey), new Extension(CRL_NUMBER, false, derInteger(number))],
    signingAlgorithm: SIGNATURE,
    signingKey: await signingKey(signer),
  });
  return pem("X509 CRL", list.rawData);
}

/** A public key that asks for a certificate, and for which name. */
export interface KeyToSign {
  publicKey: PublicKey | webcrypto.CryptoKey;
  /** The name the request itself asks for; null where there is none. */
  subject: DistinguishedName | null;
  /** The private key where it was made here, PEM; it is kept nowhere. */
  privateKey: string | null;
}

export async function newKey(): Promise<KeyToSign> {
  const keys = await generateKeys();
  return { publicKey: keys.publicKey, subject: null, privateKey: await privateKeyPem(keys.privateKey) };
}

/** Reads a certificate signing request. @throws Refusal BAD_REQUEST unless it proves that its sender has the private key */
export async function readRequest(text: string): Promise<KeyToSign> {
  let request: Pkcs10CertificateRequest;
  try {
    request = new Pkcs10CertificateRequest(text);
    if (!(await request.verify())) throw new Error("its signature is not by its own key");
  } catch (error) {
    throw badRequest(`is no PKCS #10 request in PEM: ${(error as Error).message}`, "csr");
  }
  const { modulusLength } = request.publicKey.algorithm as { modulusLength?: number };
  if (modulusLength !== undefined && modulusLength < SMALLEST_RSA)
    throw badRequest(`has an RSA key of less than ${SMALLEST_RSA} bits`, "csr");
  const subject = request.subjectName.toJSON().length === 0 ? null : fromName(request.subjectName);
  return { publicKey: request.publicKey, subject, privateKey: null };
}

/** A client certificate as it was signed. */
export interface SignedCertificate {
  certificate: string;
  /** SHA-256 over the certificate. */
  fingerprint: Buffer;
  serial: string;
  expiresAt: Date;
}

/** Signs a certificate by which a program shows who it is as a TLS client. It ends no later than its authority. */
export async function signClientCertificate(
  signer: Signer,
  publicKey: KeyToSign["publicKey"],
  subject: DistinguishedName,
  days: number,
): Promise<SignedCertificate> {
  const issuer = new X509Certificate(signer.certificate);
  const serial = newSerial();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject: toName(subject),
    issuer: issuer.subjectName,
    notBefore: new Date(Date.now() - CLOCK_DIFFERENCE),
    notAfter: new Date(Math.min(Date.now() + days * DAY, issuer.notAfter.getTime())),
    publicKey,
    signingKey: await signingKey(signer),
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  const fingerprint = Buffer.from(await certificate.getThumbprint("SHA-256"));
  return { certificate: certificatePem(certificate), fingerprint, serial, expiresAt: certificate.notAfter };
}
