import { access, constants } from "node:fs/promises";
import { type Browser, chromium } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether there is a Chromium; where there is none, tests that need it say so and are skipped. */
export const hasBrowser = await access(CHROMIUM, constants.X_OK).then(
  () => true,
  () => false,
);
export const NO_BROWSER = `skipped: there is no Chromium at ${CHROMIUM}; set CHROMIUM to where it is`;
if (!hasBrowser) console.warn(NO_BROWSER);

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
