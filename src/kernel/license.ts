import { readFile } from "node:fs/promises";
import jwt from "jsonwebtoken";
import type { Config } from "../config/config.js";
import { Refusal } from "./errors.js";

/**
 * Checks the operator's license, where one is configured: a JWT in a file, signed by whoever issues licenses. Read each
 * time, so that a renewed one counts at once.
 *
 * @throws Refusal INVALID_LICENSE or EXPIRED_LICENSE
 */
export async function requireLicense({ licenseFile, licenseKey }: Pick<Config, "licenseFile" | "licenseKey">): Promise<void> {
  if (licenseFile === undefined || licenseKey === undefined) return;
  try {
    jwt.verify((await readFile(licenseFile, "utf8")).trim(), licenseKey, { algorithms: ["ES256", "RS256", "PS256"] });
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError)
      throw new Refusal("EXPIRED_LICENSE", `the license ended at ${error.expiredAt.toISOString()}`);
    throw new Refusal("INVALID_LICENSE", `LICENSE_FILE holds no license that LICENSE_KEY verifies: ${(error as Error).message}`);
  }
}
