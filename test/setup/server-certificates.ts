import { webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralNames,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
  cryptoProvider,
} from "@peculiar/x509";

cryptoProvider.set(webcrypto as never);

const DAY = 86_400_000;

/** A certificate with its key, as a server has them. */
export interface Made {
  /** PEM. */
  cert: string;
  /** PEM. */
  key: string;
  keys: webcrypto.CryptoKeyPair;
}

/** What is odd about a certificate; what is left out is as it should be. */
export interface Oddities {
  name?: string;
  /** Host names; null for none at all. */
  hosts?: readonly string[] | null;
  /** Milliseconds from now. */
  begins?: number;
  /** Milliseconds from now. */
  ends?: number;
  /** Bits of an RSA key; a P-256 key else. */
  rsa?: number;
  /** Who signs it; itself else. */
  issuer?: Made;
  isAuthority?: boolean;
  purpose?: ExtendedKeyUsage;
}

const algorithmOf = (rsa: number | undefined) =>
  rsa === undefined
    ? { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
    : { name: "RSASSA-PKCS1-v1_5", modulusLength: rsa, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

/** Makes a certificate that is good for localhost, but for what is odd about it. */
export async function makeCertificate({
  name = "localhost",
  hosts = ["localhost"],
  begins = -DAY,
  ends = 90 * DAY,
  rsa,
  issuer,
  isAuthority = false,
  purpose,
}: Oddities = {}): Promise<Made> {
  const keys = await webcrypto.subtle.generateKey(algorithmOf(rsa), true, ["sign", "verify"]);
  const names: JsonGeneralNames = (hosts ?? []).map((value) => ({ type: "dns", value }));
  const signingKey = issuer?.keys.privateKey ?? keys.privateKey;
  const made = await X509CertificateGenerator.create({
    serialNumber: webcrypto.randomUUID().replaceAll("-", "").replace(/^./, "1"),
    subject: `CN=${name}`,
    issuer: issuer === undefined ? `CN=${name}` : new X509Certificate(issuer.cert).subject,
    notBefore: new Date(Date.now() + begins),
    notAfter: new Date(Date.now() + ends),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: { name: signingKey.algorithm.name, hash: "SHA-256" },
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
      ...(purpose === undefined ? [] : [new ExtendedKeyUsageExtension([purpose])]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return { cert: `${made.toString("pem")}\n`, key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, keys };
}

export { ExtendedKeyUsage };
