import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_BROWSER, hasBrowser, startBrowser } from "./setup/browser.js";
import { ROOT, type TestServer, startTestServer } from "./setup/test-server.js";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  server = await startTestServer();
  browser = await startBrowser();
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await server.stop();
});

/** What a page asked of others, and what it complained about. */
interface Watch {
  requests: string[];
  complaints: string[];
}

function watch(context: BrowserContext): Watch {
  const seen: Watch = { requests: [], complaints: [] };
  context.on("request", (request) => seen.requests.push(request.url()));
  context.on("weberror", (error) => seen.complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.complaints.push(message.text());
  });
  return seen;
}

const outside = ({ requests }: Watch): string[] => requests.filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith("data:"));
const picture = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(tmpdir(), `portico-${name}.png`) });

/** Signs in by the form alone, as a browser without JavaScript does. @returns the browser's cookies */
async function signInWithoutScripts(): Promise<Awaited<ReturnType<BrowserContext["storageState"]>>> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const seen = watch(context);
  const page = await context.newPage();
  await page.goto(`${server.url}/graphql`);
  expect(page.url()).toBe(`${server.url}/signin`);
  await picture(page, "signin");

  await page.getByLabel("Login").fill(ROOT.login);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  expect(await page.getByRole("alert").textContent()).toBe("The login or password is wrong.");
  await picture(page, "signin-problem");

  await page.getByLabel("Password").fill(ROOT.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  expect(page.url()).toBe(`${server.url}/graphql`);
  expect(await page.getByText("Signed in as root").isVisible()).toBe(true);
  // The browser itself reports the 401 that the wrong password got.
  expect(seen.complaints.filter((text) => !text.includes("401"))).toEqual([]);
  expect(outside(seen)).toEqual([]);
  const state = await context.storageState();
  await context.close();
  return state;
}

describe("GraphiQL in a browser", () => {
  it("runs a query and shows the documentation, all from this server", async (test) => {
    if (!hasBrowser) test.skip(NO_BROWSER);
    const context = await browser.newContext({ storageState: await signInWithoutScripts(), viewport: { width: 1280, height: 800 } });
    const seen = watch(context);
    const page = await context.newPage();
    await page.goto(`${server.url}/graphql`);

    await page.getByRole("button", { name: /^Execute query/ }).click();
    const result = page.getByRole("region", { name: "Result Window" });
    await result.getByText('"login": "root"').waitFor();
    expect((await result.innerText()).replace(/\s/g, "")).toContain('{"data":{"viewer":{"login":"root","group":{"name":"Root"}}}}');

    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    const docs = page.getByRole("region", { name: "Documentation Explorer" });
    await docs.getByRole("link", { name: "Query", exact: true }).click();
    await docs.getByText("The account this request acts as.").waitFor();
    await picture(page, "graphiql");

    await page.getByRole("button", { name: "Open settings dialog" }).click();
    await page.getByRole("dialog").getByText("Theme", { exact: true }).waitFor();
    await page.keyboard.press("Escape");

    expect(seen.requests).toContain(`${server.url}/graphql`);
    expect(outside(seen)).toEqual([]);
    expect(seen.complaints).toEqual([]);

    expect(await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('graphiql:')).length")).toBeGreaterThan(0);
    // What was typed a moment ago is not kept yet; the browser is a while about leaving.
    await page.getByLabel("Query Editor").locator("textarea").first().focus();
    await page.keyboard.type("# a secret");
    await page.route("**/signout", (route) => setTimeout(() => void route.continue(), 1_500));
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Password").waitFor();
    expect(page.url()).toBe(`${server.url}/signin`);
    expect(await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('graphiql:'))")).toEqual([]);
    expect(seen.complaints).toEqual([]);
    await context.close();
  });
});
