import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupCapability, GroupKind, StorageKind } from "../../src/kernel/enums.js";
import { watched } from "../access/checksum.js";
import { PARTNER_CAPABILITIES } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, makeAdmin, makeGroup, makeStorage } from "../setup/tree.js";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const PROBLEM = "This link has been used, has expired, or never was one.";

let server: TestServer;
let distributor: MadeGroup;
beforeAll(async () => {
  server = await startTestServer();
  distributor = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Distributor");
});
afterAll(() => server.stop());

const register = (group: MadeGroup, uid: string, as: Credentials = ROOT, name = uid) =>
  server.rest("POST", `/groups/${group.id}/storages`, { as, body: { kind: StorageKind.EXPRESS, name, uid } });
const follow = async (url: string, init: RequestInit = {}) => {
  const { pathname, search } = new URL(url);
  const response = await fetch(`${server.url}${pathname}${search}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const stored = (id: number) => server.db("storages").where({ id }).first<{ active: boolean; version: number }>("active", "version");

describe("a uid", () => {
  it("registered many times at once is had by one, and 409 for all others", async () => {
    const groups = await Promise.all([1, 2, 3].map((n) => makeGroup(server, distributor.id, GroupKind.MSP, `Partner ${n}`)));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => register(groups[n % 3]!, "4E9ADAA7-55FE-4B34-B6F1-BF451FA8477A", ROOT, `Storage ${n}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(11).fill(409)]);
    expect(await server.db("storages").where({ uid: "4E9ADAA7-55FE-4B34-B6F1-BF451FA8477A" })).toHaveLength(1);
  });
});

describe("who registers storages", () => {
  it.each([
    [10, 200],
    [20, 200],
    [30, 403],
  ] as const)("an admin of a group of kind %i: %i", async (kind, status) => {
    const group = await makeGroup(server, "self", kind, `Kind ${kind}`);
    const admin = await makeAdmin(server, group.id, `admin-${kind}`);
    const below = await makeGroup(server, group.id, GroupKind.END_USER_COMPANY, "Below");
    for (const at of [group, below]) {
      const { answer, changed } = await watched(server.db, () => register(at, `uid ${at.id}`, admin));
      expect([answer.status, changed]).toEqual([status, status === 200]);
    }
  });

  it("not one whose group may not be changed by its own admins", async () => {
    const group = await makeGroup(server, "self", GroupKind.DISTRIBUTOR, "Unmodifiable");
    const admin = await makeAdmin(server, group.id, "unmodifying");
    await server.rest("PUT", `/groups/${group.id}`, {
      as: ROOT,
      body: { capabilities: PARTNER_CAPABILITIES & ~GroupCapability.MODIFICATION },
    });
    const { answer, changed } = await watched(server.db, () => register(group, "uid", admin));
    expect([answer.status, changed, answer.text]).toEqual([403, false, expect.stringContaining("MODIFICATION")]);
  });
});

describe("the registration link", () => {
  it("is under PUBLIC_URL, and its token nowhere in the database", async () => {
    const { url } = await makeStorage(server, distributor.id);
    const [prefix, token] = url.split("access_token=");
    expect([prefix, token!.length]).toEqual([`${server.config.publicUrl}/storages?`, 43]);
    const rows = JSON.stringify(await server.db("storages"));
    for (const form of [token!, Buffer.from(token!).toString("hex"), Buffer.from(token!, "base64url").toString("hex")])
      expect(rows).not.toContain(form);
  });

  it("makes the storage active and says so to a person", async () => {
    const { id, url } = await makeStorage(server, distributor.id, "<b>Tom & Co</b>");
    expect(await stored(id)).toEqual({ active: false, version: 1 });
    const { status, headers, text } = await follow(url, { headers: { accept: BROWSER } });
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([200, "text/html; charset=utf-8", "no-store"]);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'; style-src 'sha256-");
    expect(text).toContain('<html lang="en">');
    expect(text).toContain("The storage &lt;b&gt;Tom &amp; Co&lt;/b&gt; is active now.");
    expect(await stored(id)).toEqual({ active: true, version: 2 });
    const { body } = await server.rest("GET", `/groups/${distributor.id}/storages/${id}`, { as: ROOT });
    expect(body).toMatchObject({ active: 1 });
  });

  it.each(["GET", "POST"])("says so to an installation, by %s", async (method) => {
    const { id, url } = await makeStorage(server, distributor.id);
    const { status, text } = await follow(url, { method });
    const { uuid, name, uid } = await server
      .db("storages")
      .where({ id })
      .first<{ uuid: string; name: string; uid: string }>("uuid", "name", "uid");
    expect([status, text]).toEqual([200, JSON.stringify({ uuid, name, uid, active: 1 })]);
  });

  it("is good once, however many use it at the same time", async () => {
    const { url } = await makeStorage(server, distributor.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => follow(url)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(401)]);
    const page = await follow(url, { headers: { accept: BROWSER } });
    expect([page.status, page.text]).toEqual([401, expect.stringContaining(`<p class="problem" role="alert" id="problem">${PROBLEM}</p>`)]);
    expect((await follow(url)).text).toBe(JSON.stringify({ message: PROBLEM }));
  });

  it("expires, and goes with its storage", async () => {
    const [late, gone] = [await makeStorage(server, distributor.id), await makeStorage(server, distributor.id)];
    await server.db.raw("update storages set registration_ends_at = now() where id = ?", [late.id]);
    expect((await server.rest("DELETE", `/groups/${distributor.id}/storages/${gone.id}`, { as: ROOT })).status).toBe(204);
    for (const { url } of [late, gone]) expect((await follow(url)).status).toBe(401);
    expect(await stored(late.id)).toEqual({ active: false, version: 1 });
  });

  it("that is none changes nothing, nor does trying one by another method", async () => {
    const { url } = await makeStorage(server, distributor.id);
    const { changed } = await watched(server.db, async () => {
      for (const query of [
        "",
        "?access_token=",
        "?access_token=nonsense",
        "?access_token=a&access_token=b",
        `?access_token=${"x".repeat(2_000)}`,
        "?access_token=%00",
      ]) {
        expect([query, (await follow(`http://here/storages${query}`)).status]).toEqual([query, 401]);
      }
      for (const method of ["HEAD", "PUT", "DELETE"]) {
        const { status, headers } = await follow(url, { method });
        expect([method, status, headers.get("allow")]).toEqual([method, 405, "GET, POST"]);
      }
    });
    expect(changed).toBe(false);
  });
});
