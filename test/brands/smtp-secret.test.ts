import { Writable } from "node:stream";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { createApp } from "../../src/app.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { createServices } from "../../src/services.js";
import { createLogger } from "../../src/kernel/log.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, type Tree, makeBranded, makeTree } from "../setup/tree.js";

/** A password that stands nowhere else. */
const PASSWORD = "Zx9-only-here-7Qp";

let server: TestServer;
let tree: Tree;
let group: MadeGroup;
/** The same application, whose log is kept whole. */
let logged = "";
let talkative: Server;
let url: string;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  group = await makeBranded(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Branded");
  const log = createLogger("trace", new Writable({ write: (chunk, _encoding, done) => ((logged += String(chunk)), done()) }));
  talkative = (await createApp({ services: createServices(server.config, server.db, log) })).listen(0, "127.0.0.1");
  await once(talkative, "listening");
  url = `http://127.0.0.1:${(talkative.address() as AddressInfo).port}`;
});
afterAll(async () => {
  talkative.close();
  await server.stop();
});

/** Everything that was answered, head and body. */
let answered = "";
async function ask(method: string, path: string, body: unknown, as: Credentials | null = ROOT): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(as && { authorization: `Basic ${btoa(`${as.login}:${as.password}`)}` }) },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  answered += JSON.stringify([...response.headers]) + text;
  return { status: response.status, text };
}
const rest = (method: string, path: string, body?: unknown, as?: Credentials | null) => ask(method, `/api/1${path}`, body, as);
const graph = (text: string, variables: object = {}, as?: Credentials | null) => ask("POST", "/graphql", { query: text, variables }, as);

const UPDATE = `mutation ($id: ID!, $input: UpdateBrandInput!) {
  updateBrand(groupId: $id, input: $input) { version brand { smtpServer smtpPassword smtpPasswordSet } } }`;
const FIELDS = "serviceName smtpOverride smtpServer smtpPort smtpUser smtpPassword smtpPasswordSet smtpReplyAddress smtpEncryption";

describe("the password of a brand's mail server leaves by no endpoint", () => {
  const SMTP = { smtp_override: 1, smtp_server: "smtp.example.com", smtp_port: 25, smtp_user: "mailer", smtp_password: PASSWORD };

  it("when it is stored", async () => {
    expect((await rest("PUT", `/groups/${group.id}/brand`, SMTP)).status).toBe(200);
    const { text } = await graph(UPDATE, { id: String(group.id), input: { smtpPassword: PASSWORD } });
    expect(JSON.parse(text)).toMatchObject({
      data: { updateBrand: { brand: { smtpServer: "smtp.example.com", smtpPassword: "", smtpPasswordSet: true } } },
    });
  });

  it("when what is sent with it is refused", async () => {
    const path = `/groups/${group.id}/brand`;
    for (const wrong of [
      { smtp_port: 0 },
      { smtp_port: "x" },
      { smtp_server: "localhost" },
      { color: "no" },
      { smtp_user: "\n" },
      { smtp_override: 7 },
      { smtp_encryption: "no" },
    ]) {
      expect([wrong, (await rest("PUT", path, { ...SMTP, ...wrong })).status]).toEqual([wrong, 400]);
    }
    for (const text of [
      `{"smtp_password":"${PASSWORD}`,
      `{"smtp_password":"${PASSWORD}" oops`,
      `{"smtp_password":"${PASSWORD}",oops}`,
      `"${PASSWORD}"x`,
      `${PASSWORD}`,
    ]) {
      const reply = await rest("PUT", path, text);
      expect([text, reply.status, reply.text]).toEqual([text, 400, expect.not.stringContaining(PASSWORD.slice(-3))]);
    }
    expect((await rest("PUT", path, { smtp_password: [PASSWORD] })).status).toBe(400);
    expect((await rest("PUT", `${path}?version=1`, SMTP)).status).toBe(426);
    expect((await rest("PUT", path, SMTP, tree.accounts.readonly_admin)).status).toBe(403);
    expect((await rest("PUT", "/groups/4000000000/brand", SMTP)).status).toBe(404);
    const id = String(group.id);
    for (const input of [
      { smtpPassword: PASSWORD, smtpPort: "x" },
      { smtpPassword: PASSWORD, nobodyKnows: 1 },
      { smtpPassword: [PASSWORD] },
      { smtpPassword: { text: PASSWORD } },
      { smtpPassword: PASSWORD, smtpEncryption: "NO" },
      { smtpPassword: `${PASSWORD}\0` },
      { smtpPassword: PASSWORD.repeat(100) },
      [{ smtpPassword: PASSWORD, nobodyKnows: 1 }],
    ]) {
      const { text } = await graph(UPDATE, { id, input });
      expect([input, JSON.parse(text)]).toEqual([
        input,
        expect.objectContaining({
          errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: "BAD_REQUEST" }) as object })],
        }),
      ]);
    }
    await graph(UPDATE, { input: { smtpPassword: PASSWORD } });
    await graph(`mutation { updateBrand(groupId: "${id}", input: { smtpPassword: "${PASSWORD}", smtpPort: 0 }) { id } }`);
    await graph(`mutation { updateBrand(groupId: "${id}", input: { smtpPassword: "${PASSWORD}" }) { id brand { nobodyKnows } } }`);
  });

  it("when the server itself fails", async () => {
    await query(server.db, "alter table brands rename column hide_predefined to gone");
    expect((await rest("PUT", `/groups/${group.id}/brand`, { ...SMTP, hide_predefined: 1 })).status).toBe(500);
    await graph(UPDATE, { id: String(group.id), input: { smtpPassword: PASSWORD, hidePredefined: true } });
    await query(server.db, "alter table brands rename column gone to hide_predefined");
    await query(server.db, "alter table brands add constraint never check (smtp_port <> 26)");
    expect((await rest("PUT", `/groups/${group.id}/brand`, { ...SMTP, smtp_port: 26 })).status).toBe(500);
    await query(server.db, "alter table brands drop constraint never");
  });

  it("when anything is read, by anyone", async () => {
    const [brand] = await query<{ id: number }>(server.db, "select brand_id id from groups where id = ?", [group.id]);
    for (const as of [...Object.values(tree.accounts), null]) {
      for (const path of [
        `/groups/${group.id}`,
        `/groups/${group.id}/brand`,
        `/groups/${group.id}/brand?effective=1`,
        `/brands/${brand!.id}`,
        "/profile",
        "/profiles",
        `/groups/${group.id}/settings`,
        "/groups?limit=100",
      ]) {
        await rest("GET", path, undefined, as);
      }
      await graph(`{ brand(id: "${brand!.id}") { ${FIELDS} } }`, {}, as);
      await graph(
        `{ groupBrand(groupId: "${group.id}") { ${FIELDS} }
         group(id: "${group.id}") { brand { ${FIELDS} } effectiveBrand { ${FIELDS} } } }`,
        {},
        as,
      );
    }
  });

  it("as all answers, the whole log and the database show", async () => {
    expect(answered).toContain("smtp.example.com");
    expect(logged.split("\n").length).toBeGreaterThan(20);
    expect(logged).toContain("500");
    const dumps = await query<{ text: string }>(server.db, "select string_agg(b::text, '') text from brands b");
    const encrypted = await query<{ text: string }>(server.db, "select smtp_password text from brands where smtp_password is not null");
    expect(encrypted).toHaveLength(1);
    const forms = [
      PASSWORD,
      encodeURIComponent(PASSWORD),
      ...[0, 1, 2].map((shift) =>
        Buffer.from(`${" ".repeat(shift)}${PASSWORD}`)
          .toString("base64")
          .slice(4, -4),
      ),
      Buffer.from(PASSWORD).toString("hex"),
    ];
    for (const form of forms) {
      expect(answered.includes(form)).toBe(false);
      expect(logged.includes(form)).toBe(false);
      expect(dumps[0]!.text.includes(form)).toBe(false);
    }
    // Not even encrypted.
    for (const { text } of encrypted) expect([answered.includes(text), logged.includes(text)]).toEqual([false, false]);
  });
});
