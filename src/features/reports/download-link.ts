import { createHmac } from "node:crypto";
import type { Viewer } from "../../access/viewer.js";
import type { Config } from "../../config/config.js";
import type { ReportFormat } from "./report.type.js";

/** Below which reports can be had by links. */
export const DOWNLOAD_PREFIX = "/content/reports";

/** Seconds a link is good for: long enough to be followed, too short to be passed on. */
const LIFETIME = 300;

/** What proves that a link is one of ours. */
export const signatureOf = ({ secret }: Config, text: string): Buffer =>
  createHmac("sha256", secret).update(`report download ${text}`).digest();

/** Who got a link: it is good as long as that one may read the report. */
export type LinkHolder = Pick<Viewer, "accountId" | "isApiAccount" | "actor">;

const holderText = ({ accountId, isApiAccount, actor }: LinkHolder): string =>
  `${isApiAccount ? "p" : "a"}${accountId}${actor === null ? "" : `-${actor.accountId}`}`;

/** A link to a report that is good without credentials, for five minutes. */
export function downloadLink(config: Config, holder: LinkHolder, reportId: number, format: ReportFormat, now = Date.now()): string {
  const text = `${reportId}.${format}.${Math.floor(now / 1000) + LIFETIME}.${holderText(holder)}`;
  return `${config.publicUrl}${DOWNLOAD_PREFIX}/${text}.${signatureOf(config, text).toString("base64url")}`;
}
