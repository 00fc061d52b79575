import { ROOT, type TestServer } from "../setup/test-server.js";

/** A certificate as it was issued. */
export interface Issued {
  certificate: string;
  serial: string;
  subject: string;
  privateKey: string | null;
}

/** Issues a client certificate as the root admin does. */
export async function issue(
  server: TestServer,
  input: { subject?: string; csr?: string; validityDays?: number; authority?: string },
): Promise<Issued> {
  const { data, errors } = await server.graph(
    `mutation ($input: IssueClientCertificateInput!) {
     issueClientCertificate(input: $input) { privateKey certificate { certificate serial subject } } }`,
    { as: ROOT, variables: { input } },
  );
  if (errors !== undefined) throw new Error(errors[0]!.message);
  const { privateKey, certificate } = (
    data as { issueClientCertificate: { privateKey: string | null; certificate: Omit<Issued, "privateKey"> } }
  ).issueClientCertificate;
  return { ...certificate, privateKey };
}

/** The header in which a proxy hands a certificate on, as RFC 9440 has it. */
export const certificateHeader = (pem: string): Record<string, string> => ({
  "client-cert": `:${pem.replace(/-----[^-]+-----|\s/g, "")}:`,
});
