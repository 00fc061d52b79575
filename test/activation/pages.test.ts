import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "../../src/encryption/token-hash.js";
import { MailAction } from "../../src/features/activation/activation.type.js";
import { mailForgottenPassword } from "../../src/features/activation/action-mail.commands.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { pageLanguage } from "../../src/kernel/languages.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeAdmin, makeGroup } from "../setup/tree.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await makeAdmin(server, (await makeGroup(server, "self", GroupKind.MSP, "Partner <1>")).id, "person");
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, { redirect: "manual", headers: { accept: "text/html", ...headers } });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: server.url, ...headers },
    body: new URLSearchParams(fields),
  });

async function tokenOf(action: "reset" | "emailupdate"): Promise<string> {
  const { body } = await server.rest(
    "GET",
    `/actions/mail/${action}?login=person&email=${action === "reset" ? "person" : "new"}@example.com`,
    { as: ROOT },
  );
  return (body as { token: string }).token;
}

const problemIn = (html: string): string | undefined => /role="alert"[^>]*>([^<]*)</.exec(html)?.[1];
const waitingJobs = async (): Promise<number> => (await server.db.raw<{ rows: unknown[] }>("select from graphile_worker.jobs")).rows.length;

describe("every page", () => {
  it.each(["/reset?token=", "/confirm-email?token=", "/forgot-password", "/activate?token=x"])(
    "%s loads nothing, and nobody may keep or frame it",
    async (path) => {
      const token = path.startsWith("/reset") ? await tokenOf("reset") : path.startsWith("/confirm") ? await tokenOf("emailupdate") : "";
      const response = await get(path + token);
      const html = await response.text();
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect([
        response.headers.get("cache-control"),
        response.headers.get("referrer-policy"),
        response.headers.get("x-content-type-options"),
      ]).toEqual(["no-store", "strict-origin", "nosniff"]);
      const policy = response.headers.get("content-security-policy")!.split("; ");
      expect(policy).toEqual(
        expect.arrayContaining(["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "img-src data:"]),
      );
      expect(policy.join()).not.toMatch(/script-src|unsafe/);
      expect(html).not.toMatch(/<script|https?:/);
      expect(html).toMatch(/<html lang="en">[^]*<h1>/);
      for (const [, id] of html.matchAll(/<input id="(\w+)"/g)) expect(html).toContain(`<label for="${id}">`);
    },
  );

  it.each(["/reset", "/activate", "/confirm-email", "/forgot-password"])("%s takes nothing but its own form", async (path) => {
    const before = await waitingJobs();
    expect((await post(path, { login: "person" }, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post(path, { login: "person" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post(path, {}, { "content-type": "application/json" })).status).toBe(415);
    expect((await post(path, { login: "x".repeat(11_000) })).status).toBe(413);
    expect((await post(path, { login: "a\0b", token: "a\0b" })).status).toBe(400);
    const other = await fetch(`${server.url}${path}`, { method: "PUT" });
    expect([other.status, other.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect(await waitingJobs()).toBe(before);
  });

  it.each(["/reset", "/activate", "/confirm-email"])("%s says when a link is dead, however it is dead", async (path) => {
    for (const query of [
      "",
      "?token=",
      "?token=nonsense",
      "?token=a&token=b",
      `?token=${path === "/reset" ? await tokenOf("emailupdate") : await tokenOf("reset")}`,
    ]) {
      const response = await get(path + query);
      expect([query, response.status]).toEqual([query, 401]);
      expect(await response.text()).toContain('<a href="/forgot-password">Ask for a new link</a>');
    }
    expect((await post(path, { token: "nonsense", password: "long enough one", repeat: "long enough one" })).status).toBe(401);
  });

  it("speaks the browser's language, as far as there are words", async () => {
    const html = await (await get("/forgot-password", { "accept-language": "es, fr-CA;q=0.8, en;q=0.5" })).text();
    expect(html).toMatch(/<html lang="fr">[^]*<h1>Mot de passe oublié\?<\/h1>/);
    expect(["de-AT,de;q=0.9", "pt", "", "EN-us;q=0.3,DE;q=0.2"].map(pageLanguage)).toEqual(["de", "en", "en", "en"]);
  });
});

describe("the page for a new password", () => {
  it("asks again where the password can't be, without using the token up", async () => {
    const token = await tokenOf("reset");
    for (const [password, repeat, problem] of [
      ["short", "short", /can&#39;t be used/],
      ["person@example.com", "person@example.com", /can&#39;t be used/],
      ["long enough one", "another long one", /differ/],
    ] as const) {
      const response = await post("/reset", { token, password, repeat });
      const html = await response.text();
      expect(response.status).toBe(400);
      expect(problemIn(html)).toMatch(problem);
      expect(html).toContain(`name="token" value="${token}"`);
      expect(html).toContain('minlength="8"');
      expect(html).toContain("At least 8 characters.");
      expect(html).toContain('value="person" autocomplete="username" readonly');
      expect(html).not.toContain(`value="${password}"`);
    }
    expect((await post("/reset", { token, password: "long enough one", repeat: "long enough one" })).status).toBe(200);
  });
});

describe("the page for who forgot the password", () => {
  it("begins with the login that the link names, as text", async () => {
    const { body } = await server.rest("GET", `/actions/forgot_link?username=${encodeURIComponent('"><b>')}`, { as: ROOT });
    const { link } = body as { link: string };
    expect(await (await get(link.replace(server.config.publicUrl, ""))).text()).toContain('value="&quot;&gt;&lt;b&gt;"');
  });

  it("does the same work and says the same for every login", async () => {
    await server
      .db("accounts")
      .where({ id: (await makeAdmin(server, (await makeGroup(server, "self", GroupKind.MSP, "Off")).id, "disabled")).id })
      .update({ enabled: false });
    const outcomes = await Promise.all(
      ["person", "nobody", "disabled", "PERSON"].map(async (login) => {
        const response = await post("/forgot-password", { login });
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    const work: string[][] = [];
    for (const login of ["person", "nobody", "disabled"]) work.push(await server.statements(() => post("/forgot-password", { login })));
    expect(work[1]).toEqual(work[0]);
    expect(work[2]).toEqual(work[0]);
    const graph = await Promise.all(
      ["person", "nobody"].map((login) => server.graph(`mutation { requestPasswordReset(login: "${login}") }`)),
    );
    expect(graph[0]).toEqual(graph[1]);
  });

  it("keeps no login in the queue in plain text, and mails only who can use it", async () => {
    const { rows } = await server.db.raw<{ rows: { payload: { login: string } }[] }>(
      "select payload from graphile_worker._private_jobs order by id",
    );
    expect(JSON.stringify(rows)).not.toMatch(/person|nobody|disabled/i);
    const services = createServices(server.config, server.db, createLogger("silent"));
    await server.db("outgoing_mails").delete();
    await server.db("action_tokens").delete();
    for (const { payload } of rows) await mailForgottenPassword(services, payload.login);
    const logins = await server
      .db("action_tokens")
      .join("accounts", "accounts.id", "account_id")
      .join("identities", "identities.id", "identity_id")
      .where({ purpose: MailAction.RESET })
      .distinct()
      .pluck("login");
    expect(logins).toEqual(["person"]);
    const [{ content, id }] = (await server.db("outgoing_mails").limit(1)) as [{ content: string; id: string }];
    const { values } = JSON.parse(services.encryption.decrypt(content, `outgoing_mails.content:${id}`)) as { values: { link: string } };
    const token = new URL(values.link).searchParams.get("token")!;
    expect(await server.db("action_tokens").where({ token_hash: hashToken(server.config.secret, token) })).toHaveLength(1);
  });

  it.each(["person", "nobody"])("GET /accounts reveals nothing either of %s: no statement runs", async (login) => {
    const seen = await server.statements(async () =>
      expect((await server.rest("GET", `/accounts?login=${login}`)).body).toEqual({ server_url: server.config.publicUrl, id: 0, login }),
    );
    expect(seen).toEqual([]);
  });
});
