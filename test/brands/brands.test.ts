import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { passwordAfter } from "../../src/features/brands/brand.rules.js";
import { effectiveMailBrand } from "../../src/features/brands/brand.lookup.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { ENCRYPTED_COLUMNS } from "../../src/encrypted-columns.js";
import { encryptAnew } from "../../src/encryption/encryption.table.js";
import { AccessRight, FULL_ACCESS, GroupCapability, GroupKind } from "../../src/kernel/enums.js";
import { watched } from "../access/checksum.js";
import { ALL_RIGHTS, COMPANY_CAPABILITIES, PARTNER_CAPABILITIES, READ_AND_BRAND, READ_AND_WRITE } from "../setup/masks.js";
import { makePng, pngOfSize } from "../setup/png.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, type Tree, makeAdmin, makeBrandable, makeGroup, makeTree } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer({ SMTP_PRIVATE_SERVERS: "127.0.0.1, mail.internal" });
  tree = await makeTree(server);
});
afterAll(() => server.stop());

interface Shown {
  id: number;
  service_name: string;
  smtp_server: string | null;
  smtp_password: string | null;
  smtp_override: number;
}
let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;
const rest = async (method: string, path: string, body?: unknown, as: Credentials = ROOT): Promise<never> => {
  const answer = await server.rest(method, path, { as, body });
  expect({ path, status: answer.status, text: answer.text }).toEqual({ path, status: 200, text: answer.text });
  return answer.body;
};
const shown = (group: MadeGroup, effective: 0 | 1, as: Credentials = ROOT): Promise<Shown> =>
  rest("GET", `/groups/${group.id}/brand?effective=${effective}`, undefined, as);
const enable = (group: MadeGroup): Promise<unknown> => rest("POST", `/groups/${group.id}/brand`);
const update = (group: MadeGroup, body: object): Promise<unknown> => rest("PUT", `/groups/${group.id}/brand`, body);
const disable = (group: MadeGroup): Promise<unknown> => rest("DELETE", `/groups/${group.id}/brand`);
const effectiveFor = (id: number, secret = server.config.secret) => effectiveMailBrand(server.db, new Encryption({ secret }), id);
const branded = async (): Promise<MadeGroup> => {
  const group = await makeBrandable(server, tree.partner.id, GroupKind.END_USER_COMPANY, fresh("Branded"));
  await enable(group);
  return group;
};
const SMTP = { smtp_override: 1, smtp_server: "smtp.example.com", smtp_port: 465, smtp_user: "mailer", smtp_password: "first secret" };

describe("a brand of three levels", () => {
  it("is the own one, else the platform's, or the nearest upwards, as each goes on and off", async () => {
    const top = await makeBrandable(server, tree.distributor.id, GroupKind.MSP, "Top");
    const middle = await makeBrandable(server, top.id, GroupKind.END_USER_COMPANY, "Middle");
    const bottom = await makeBrandable(server, middle.id, GroupKind.COMPANY_DEPARTMENT, "Bottom");
    const groups = [top, middle, bottom];
    const names = async (effective: 0 | 1): Promise<string[]> =>
      Promise.all(groups.map(async (group) => (await shown(group, effective)).service_name));
    for (const on of [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]) {
      for (const index of on) {
        await enable(groups[index]!);
        await update(groups[index]!, { service_name: `of ${index}` });
      }
      const own = [0, 1, 2].map((index) => (on.includes(index) ? `of ${index}` : "Portico"));
      const nearest = [0, 1, 2]
        .map((index) => [...on].reverse().find((candidate) => candidate <= index))
        .map((index) => (index === undefined ? "Portico" : `of ${index}`));
      expect([on, await names(0), await names(1)]).toEqual([on, own, nearest]);
      expect(await Promise.all(groups.map(async ({ id }) => (await effectiveFor(id))!.serviceName))).toEqual(nearest);
      const { data } = await server.graph(
        `{ group(id: "${bottom.id}") { brandId brand { serviceName }
         effectiveBrand { serviceName } parent { effectiveBrand { serviceName } } } }`,
        { as: ROOT },
      );
      expect(data).toEqual({
        group: {
          brandId: on.includes(2) ? (expect.any(String) as string) : null,
          brand: on.includes(2) ? { serviceName: "of 2" } : null,
          effectiveBrand: { serviceName: nearest[2] },
          parent: { effectiveBrand: { serviceName: nearest[1] } },
        },
      });
      for (const index of on) await disable(groups[index]!);
    }
  });

  it("reaches a group that is cut off, and its people", async () => {
    await query(server.db, "update groups set capabilities = ? where id = ?", [PARTNER_CAPABILITIES, tree.partner.id]);
    await enable(tree.partner);
    await update(tree.partner, { service_name: "The partner's" });
    await query(server.db, "update groups set parent_has_access = false where id = ?", [tree.company.id]);
    await query(server.db, "update groups set isolated_by = ? where id = ?", [tree.company.id, tree.unit.id]);
    for (const as of [tree.accounts.unit_admin, tree.accounts.tenant_viewer])
      expect((await shown(tree.unit, 1, as)).service_name).toBe("The partner's");
    expect((await effectiveFor(tree.unit.id))!.serviceName).toBe("The partner's");
    expect((await server.rest("GET", `/groups/${tree.unit.id}/brand`, { as: ROOT })).status).toBe(403);
    const { brand, smtp_brand } = (await rest("GET", "/profile", undefined, tree.accounts.unit_admin)) as {
      brand: number;
      smtp_brand: number;
    };
    const { id } = await shown(tree.partner, 0);
    expect([brand, smtp_brand]).toEqual([id, id]);
    await query(server.db, "update groups set parent_has_access = true where id = ?", [tree.company.id]);
    await query(server.db, "update groups set isolated_by = null where id = ?", [tree.unit.id]);
    await disable(tree.partner);
  });

  it("begins as the effective one, with a logo of its own and without its mail server", async () => {
    const above = await branded();
    await update(above, { ...SMTP, service_name: "Above", color: "123456" });
    await rest("POST", `/groups/${above.id}/logo`, makePng(5, 5));
    const below = await makeBrandable(server, above.id, GroupKind.COMPANY_DEPARTMENT, "Below");
    await enable(below);
    const brand = await shown(below, 0);
    expect(brand).toMatchObject({
      service_name: "Above",
      color: "123456",
      smtp_override: 0,
      smtp_server: null,
      smtp_port: null,
      smtp_user: null,
      smtp_reply_address: null,
      smtp_encryption: null,
    });
    await update(below, { smtp_override: 1, smtp_server: "smtp.elsewhere.example", smtp_password: "********" });
    const { smtp } = (await effectiveFor(below.id))!;
    expect([smtp!.server, smtp!.openPassword()]).toEqual(["smtp.elsewhere.example", null]);
    await disable(above);
    expect((await server.rest("GET", `/groups/${below.id}/logo`, { as: ROOT })).headers.get("content-length")).toBe(
      String(makePng(5, 5).length),
    );
  });

  it("is read by one statement, and the brands of a list by two", async () => {
    expect(await server.statements(() => effectiveFor(tree.unit.id))).toHaveLength(1);
    const parent = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Parent of many");
    const ask = `{ group(id: "${parent.id}") {
      children { nodes { brand { serviceName } effectiveBrand { serviceName logo { url } } } } } }`;
    const count = async (): Promise<number> => (await server.statements(() => server.graph(ask, { as: ROOT }))).length;
    await makeGroup(server, parent.id, GroupKind.COMPANY_DEPARTMENT, "One");
    const ofOne = await count();
    for (let child = 0; child < 5; child += 1)
      await enable(await makeBrandable(server, parent.id, GroupKind.COMPANY_DEPARTMENT, fresh("Many")));
    expect(await count()).toBeLessThanOrEqual(ofOne + 1);
  });

  it("of no group is none", async () => expect(await effectiveFor(4_000_000_000)).toBeNull());
});

describe("who may change it", () => {
  /** Whether that would switch a brand on, which is on here. */
  const isOn = (method: string, path: string): boolean => method === "POST" && path === "brand";

  describe("with the right to change brands, and with no other", () => {
    let group: MadeGroup;
    beforeAll(async () => {
      group = await branded();
    });

    it.each([
      [AccessRight.READ, 403],
      [READ_AND_WRITE, 403],
      [FULL_ACCESS & ~AccessRight.BRANDING, 403],
      [ALL_RIGHTS & ~AccessRight.BRANDING, 403],
      [AccessRight.BRANDING, 200],
      [READ_AND_BRAND, 200],
      [FULL_ACCESS, 200],
    ])("an access type of %i is %i", async (access, status) => {
      const as = await makeAdmin(server, tree.partner.id, fresh("brander"), { access_type: access });
      for (const [method, path, body] of [
        ["PUT", "brand", { service_name: fresh("X") }],
        ["POST", "logo", makePng(2, access)],
        ["POST", "brand", {}],
      ] as const) {
        const { answer, changed } = await watched(server.db, () => server.rest(method, `/groups/${group.id}/${path}`, { as, body }));
        expect([path, answer.status, changed]).toEqual([path, status, status === 200 && !isOn(method, path)]);
      }
      // How its mail is sent is seen with full access alone.
      await update(group, SMTP);
      expect((await shown(group, 0, as)).smtp_server).toBe(access === FULL_ACCESS ? "smtp.example.com" : null);
    });
  });

  it("of one's own group needs its capability Modification", async () => {
    const group = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "Unmodified");
    const as = await makeAdmin(server, group.id, "unmodified");
    await enable(group);
    expect((await server.rest("PUT", `/groups/self/brand`, { as, body: { service_name: "X" } })).status).toBe(200);
    await rest("PUT", `/groups/${group.id}`, { capabilities: PARTNER_CAPABILITIES & ~GroupCapability.MODIFICATION });
    for (const [method, path, body] of [
      ["PUT", "brand", {}],
      ["POST", "brand", {}],
      ["DELETE", "brand", undefined],
      ["POST", "logo", makePng()],
    ] as const) {
      const { answer, changed } = await watched(server.db, () => server.rest(method, `/groups/self/${path}`, { as, body }));
      expect([path, answer.status, changed]).toEqual([path, 403, false]);
    }
  });

  it("goes on only to switch it off once the capability Branding is gone", async () => {
    const group = await branded();
    await rest("PUT", `/groups/${group.id}`, { capabilities: COMPANY_CAPABILITIES });
    for (const [method, path, body] of [
      ["PUT", "brand", {}],
      ["POST", "logo", makePng()],
    ] as const) {
      expect((await server.rest(method, `/groups/${group.id}/${path}`, { as: ROOT, body })).status).toBe(403);
    }
    await disable(group);
  });
});

describe("the mail server's password", () => {
  const stored = {
    smtpOverride: true,
    smtpReplyAddress: null,
    smtpServer: "a.example",
    smtpPort: 25,
    smtpUser: "u",
    smtpEncryption: null,
    smtpPassword: "encrypted",
  };

  it.each([
    [undefined, {}, undefined],
    ["", {}, undefined],
    ["*", {}, undefined],
    ["**********", {}, undefined],
    ["**a**", {}, "**a**"],
    ["new", {}, "new"],
    [" ", {}, " "],
    [null, {}, null],
    [undefined, { smtpServer: "a.example", smtpPort: 25, smtpUser: "u" }, undefined],
    [undefined, { smtpServer: "b.example" }, null],
    ["****", { smtpPort: 26 }, null],
    ["", { smtpUser: "v" }, null],
    ["****", { smtpServer: null }, null],
    ["new", { smtpServer: "b.example" }, "new"],
    [undefined, { smtpReplyAddress: "x@example.com", smtpEncryption: null, smtpOverride: false }, undefined],
  ] as const)("%o with %o becomes %o", (sent, changes, after) => expect(passwordAfter(sent, stored, changes)).toBe(after));

  it("is kept, replaced and dropped so, and opens for the sender alone", async () => {
    const group = await branded();
    const password = async (): Promise<string | null | undefined> => (await effectiveFor(group.id))!.smtp?.openPassword();
    const steps: [object, string | null][] = [
      [SMTP, "first secret"],
      [{ smtp_password: "*****" }, "first secret"],
      [{ ...SMTP, smtp_password: "" }, "first secret"],
      [{ smtp_password: "second secret" }, "second secret"],
      [{ smtp_server: "smtp.thief.example" }, null],
      [{ smtp_server: "smtp.example.com" }, null],
      [{ smtp_password: "third secret" }, "third secret"],
      [{ smtp_port: 587, smtp_password: "****" }, null],
      [{ smtp_password: "fourth secret", smtp_user: "other" }, "fourth secret"],
      [{ smtp_user: null }, null],
      [{ smtp_password: "fifth secret" }, "fifth secret"],
      [{ smtp_password: null }, null],
    ];
    for (const [body, after] of steps) {
      await update(group, body);
      expect([body, await password()]).toEqual([body, after]);
    }
    await update(group, { smtp_override: 0 });
    expect((await effectiveFor(group.id))!.smtp).toBeNull();
  });

  it("is encrypted, for its row alone, and anew when the secret changes", async () => {
    const group = await branded();
    await update(group, { ...SMTP, smtp_password: "encrypted secret" });
    const { id } = await shown(group, 0);
    const [row] = await query<{ text: string }>(server.db, "select smtp_password text from brands where id = ?", [id]);
    expect(row!.text).not.toContain("encrypted");
    const other = await branded();
    await update(other, { ...SMTP, smtp_password: undefined });
    await query(server.db, "update brands set smtp_password = ? where group_id = ?", [row!.text, other.id]);
    const { smtp, serviceName } = (await effectiveFor(other.id))!;
    expect(() => smtp!.openPassword()).toThrow(/does not hold what was encrypted for it/);
    expect(serviceName).toBe((await shown(other, 0)).service_name);
    await disable(other);
    const secret = "another secret, that is long enough as well";
    expect(await encryptAnew(server.db, new Encryption({ secret, oldSecret: server.config.secret }), ENCRYPTED_COLUMNS)).toBeGreaterThan(0);
    expect((await effectiveFor(group.id, secret))!.smtp!.openPassword()).toBe("encrypted secret");
    await encryptAnew(server.db, new Encryption({ secret: server.config.secret, oldSecret: secret }), ENCRYPTED_COLUMNS);
  });

  it("may go to a private server that the operator allows", async () => {
    const group = await branded();
    await update(group, { smtp_server: "127.0.0.1" });
    expect((await server.rest("PUT", `/groups/${group.id}/brand`, { as: ROOT, body: { smtp_server: "127.0.0.2" } })).status).toBe(400);
  });
});

describe("changes at once", () => {
  it("switch a brand on once", async () => {
    const group = await makeBrandable(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Raced");
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.rest("POST", `/groups/${group.id}/brand`, { as: ROOT })));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await server.db("brands").where({ group_id: group.id })).toHaveLength(1);
  });

  it("of one version: one is made", async () => {
    const group = await branded();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_none, index) =>
        server.rest("POST", `/groups/${group.id}/logo?version=3`, { as: ROOT, body: makePng(index + 1) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...(Array(7).fill(426) as number[])]);
    const { id } = await shown(group, 0);
    expect(await server.db("images").where({ brand_id: id })).toHaveLength(1);
  });
});

describe("a group that goes", () => {
  it("takes the brands and images of its subtree along, and no others", async () => {
    const count = async (): Promise<unknown> =>
      (await query(server.db, "select (select count(*) from brands) brands, (select count(*) from images) images"))[0];
    const before = await count();
    const top = await branded();
    for (let child = 0; child < 3; child += 1) {
      const group = await makeBrandable(server, top.id, GroupKind.COMPANY_DEPARTMENT, fresh("Child"));
      await enable(group);
      await rest("POST", `/groups/${group.id}/logo`, makePng());
    }
    await rest("PUT", `/groups/${top.id}`, { status: 0 });
    expect((await server.rest("DELETE", `/groups/${top.id}`, { as: ROOT })).status).toBe(204);
    expect(await count()).toEqual(before);
  });
});

describe("a logo through the graph", () => {
  const UPLOAD = `mutation ($id: ID!, $content: Base64!, $version: SafeInt) {
    uploadLogo(groupId: $id, content: $content, version: $version) { version brand { logo { width height size digest url content } } } }`;
  const upload = (group: MadeGroup, content: string, version?: number) =>
    server.graph(UPLOAD, { as: ROOT, variables: { id: String(group.id), content, version } });

  it("is what was uploaded", async () => {
    const group = await branded();
    const content = pngOfSize(700_000).toString("base64");
    const { data, errors } = await upload(group, content, 3);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      uploadLogo: {
        version: 4,
        brand: {
          logo: {
            width: 1,
            height: 1,
            size: 700_000,
            content,
            digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            url: expect.stringMatching(/\/api\/1\/content\/images\/\d+$/) as string,
          },
        },
      },
    });
  });

  it.each(["%%%%", "AAA", "AAAAA===", "AA==\n", "deadbeef0", "A A="])("takes no %j for base64", async (content) => {
    const { errors } = await upload(await branded(), content);
    expect(errors![0]).toMatchObject({
      extensions: { code: "BAD_REQUEST" },
      message: expect.stringMatching(/^\$content: .*base64/) as string,
    });
  });

  it("is checked as ever", async () => {
    const { errors } = await upload(await branded(), Buffer.from("no picture").toString("base64"));
    expect(errors![0]).toMatchObject({ extensions: { code: "BAD_REQUEST" }, message: "the image is not a PNG" });
  });

  it("is not shown without credentials, nor to a service user", async () => {
    const { id } = await shown(tree.partner, 0);
    const ask = `{ brand(id: "${id}") { serviceName logoId smtpServer smtpOverride logo { content } } }`;
    expect((await server.graph(ask)).errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
    expect((await server.graph(ask, { as: tree.accounts.tenant_viewer })).errors![0]!.extensions.code).toBe("FORBIDDEN");
    expect((await server.graph(ask.replace("logo { content }", ""))).errors).toBeUndefined();
  });
});
