import type { Config } from "../../config/config.js";
import type { PublicBrand } from "./brand.table.js";

/** The settings that they are made of. */
export type Addresses = Pick<Config, "publicUrl" | "consoleUrl" | "backupConsoleUrl">;

/** The addresses of this server's parts: what a brand shows that names none. */
export const ownAddresses = ({ publicUrl, consoleUrl, backupConsoleUrl }: Addresses) =>
  ({
    accountServerUrl: publicUrl,
    backupConsoleUrl: `${backupConsoleUrl}/bc`,
    routerUrl: consoleUrl,
    regServerUrl: publicUrl,
    agentGatewayUrl: publicUrl,
  }) satisfies Partial<PublicBrand>;

/** A field that shows one of them where the brand names none. */
export type OwnAddress = keyof ReturnType<typeof ownAddresses>;

export const OWN_ADDRESSES = [
  "accountServerUrl",
  "backupConsoleUrl",
  "routerUrl",
  "regServerUrl",
  "agentGatewayUrl",
] as const satisfies readonly OwnAddress[];
