import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";

const PEM = {
  getCertificate: /^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/,
  getRevocationList: /^-----BEGIN X509 CRL-----\n[^-]+-----END X509 CRL-----\n$/,
};
const PATH = { getCertificate: "/ca/certificate", getRevocationList: "/ca/crl" };

export const certificates: readonly Case[] = (["getCertificate", "getRevocationList"] as const).flatMap((operation): Case[] => [
  {
    operation,
    status: 200,
    name: "PEM in a JSON string",
    request: ({ tree }) => ({ target: PATH[operation], as: tree.accounts.readonly_admin }),
    check: async ({ body, text }, world) => {
      expect(body).toMatch(PEM[operation]);
      expect((await world.send("GET", `${PATH[operation]}?ca=1`, { as: ROOT })).text).toBe(text);
      expect((await world.send("GET", `${PATH[operation]}?ca=2`, { as: ROOT })).text).not.toBe(text);
    },
  },
  {
    operation,
    status: 404,
    name: "no such authority",
    info: /authority '3'/,
    request: () => ({ target: `${PATH[operation]}?ca=3`, as: ROOT }),
    check: async (_reply, world) => {
      const headers = { accept: "application/x-pem-file" };
      const plain = await world.send("GET", PATH[operation], { as: ROOT, headers });
      expect([plain.status, plain.headers["content-type"]]).toEqual([200, "application/x-pem-file"]);
      expect(plain.text).toMatch(PEM[operation]);
      const refused = await world.send("GET", `${PATH[operation]}?ca=3`, { as: ROOT, headers });
      expect([refused.status, refused.headers["content-type"]]).toEqual([404, "application/json"]);
    },
  },
]);
