import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePng } from "../setup/png.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PUBLIC_URL: "https://portal.example.com" });
});
afterAll(() => server.stop());

async function upload(shade: number): Promise<string> {
  const png = makePng(2, 2, shade);
  const { status } = await server.rest("POST", "/groups/self/logo", { as: ROOT, body: png });
  expect(status).toBe(200);
  const { digest } = await server.db("images").first<{ digest: string }>("digest");
  return digest;
}

describe("a logo, for mails and pages", () => {
  it("is shown to whoever has its address, and kept by browsers", async () => {
    const path = `/logos/${await upload(10)}.png`;
    const response = await fetch(server.url + path);
    expect([response.status, response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual([
      200,
      "image/png",
      "public, max-age=31536000, immutable",
    ]);
    expect(Buffer.from(await response.arrayBuffer()).equals(makePng(2, 2, 10))).toBe(true);
    const again = await fetch(server.url + path, {
      headers: { "if-none-match": response.headers.get("etag")!, "cache-control": "max-age=0" },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await fetch(server.url + path, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(server.url + path, { method: "POST" })).status).toBe(405);
  });

  it("stands in the page where people sign in", async () => {
    const digest = await upload(20);
    const page = await fetch(`${server.url}/signin`);
    expect(await page.text()).toContain(`src="https://portal.example.com/logos/${digest}.png"`);
    expect(page.headers.get("content-security-policy")).toContain("img-src data: https://portal.example.com");
  });

  it.each(["nothing", "0".repeat(64), "../secret", "%00"])("is not there under %s", async (name) => {
    expect((await fetch(`${server.url}/logos/${name}.png`)).status).toBe(404);
  });

  it("is gone with the brand's next one", async () => {
    const digest = await upload(30);
    await upload(40);
    expect((await fetch(`${server.url}/logos/${digest}.png`)).status).toBe(404);
  });
});
