/** Where mails and pages show a logo from: who reads them has no session, and the digest is found by nobody who does not know the image. */
export const logoUrl = (publicUrl: string, digest: string): string => `${publicUrl}/logos/${digest}.png`;
