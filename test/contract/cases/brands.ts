import { expect } from "vitest";
import { watched } from "../../access/checksum.js";
import { SIGNATURE, chunk, header, makePng, pixels, pngOfSize } from "../../setup/png.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { version } from "../exact.js";
import { type World, must } from "../world.js";

const PNG = makePng(3, 2, 9);
const SMTP = { smtp_override: 1, smtp_server: "smtp.example.com", smtp_port: 465, smtp_user: "mailer", smtp_password: "hush", smtp_encryption: "TLS", smtp_reply_address: "no@example.com" };

/** The face of a brand that says nothing of its own, to the byte. */
const face = (publicUrl: string, id: number, logo: number, service: string): string =>
  `"support_phone":null,"id":${id},"account_server_url":"${publicUrl}","support_url":null,"mobile_app_android_download_url":null,"upsell_url":null,` +
  `"backup_console_url":"${publicUrl}/bc","terms_url":null,"home_url":null,"knowledgebase_url":null,"platform_terms_url":null,"user_guide_url":null,` +
  `"mobile_app_ios_download_url":null,"color":null,"company_name":null,"color_scheme":"default","logotype":${logo},"service_name":"${service}",` +
  `"reg_server_url":"${publicUrl}","router_url":"${publicUrl}/graphql","agent_gateway_url":"${publicUrl}","help_url":null,"hide_predefined":0,` +
  '"privacy_policy_url":null,"owns_custom_legal_docs":false,"white_labeled_agent":false';
const NO_SMTP =
  '"smtp_override":0,"smtp_reply_address":null,"smtp_server":null,"smtp_port":null,"smtp_user":null,"smtp_password":null,"smtp_encryption":null';
const FRESH_SMTP = NO_SMTP.replace('"smtp_password":null', '"smtp_password":""');

interface Shown {
  id: number;
  logotype: number;
}
const brandOf = async ({ send }: World, group: number | string): Promise<Shown> => must(200, await send("GET", `/groups/${group}/brand`, { as: ROOT })).body;

/** A change of the brand of a new group that has one, as the partner's admin. */
const put = (name: string, body: object, shown: object): Case => ({
  operation: "updateBrand",
  status: 200,
  name,
  text: version(4),
  request: async (world) => ({ target: `/groups/${(await world.branded()).id}/brand?version=3`, as: world.tree.accounts.partner_admin, body }),
  check: async ({ status }, world) => {
    expect(status).toBe(200);
    const { id } = await world.branded();
    must(200, await world.send("PUT", `/groups/${id}/brand`, { as: ROOT, body }));
    expect(await brandOf(world, id)).toMatchObject(shown);
  },
});

const refused = (body: object, info: RegExp): Case => ({
  operation: "updateBrand",
  status: 400,
  name: JSON.stringify(body),
  info,
  request: async (world) => ({ target: `/groups/${(await world.branded()).id}/brand`, as: ROOT, body }),
});

/** An upload that must be refused and leave everything as it was. */
const noLogo = (status: number, name: string, content: Buffer, info: RegExp, more: Partial<Request> = {}): Case => ({
  operation: "uploadLogo",
  status,
  name,
  info,
  request: async (world) => ({ target: `/groups/${(await world.branded()).id}/logo`, as: ROOT, body: content, ...more }),
  check: async (_reply, world) => {
    const { id } = await world.branded();
    const { changed } = await watched(world.server.db, () => world.send("POST", `/groups/${id}/logo`, { as: ROOT, body: content, ...more }));
    expect(changed).toBe(false);
  },
});

const png = (...parts: Buffer[]): Buffer => Buffer.concat([SIGNATURE, ...parts]);
const END = chunk("IEND");
const JPEG = Buffer.from("ffd8ffe000104a46494600010100000100010000ffdb", "hex");
const damaged = (): Buffer => {
  const copy = Buffer.from(PNG);
  copy[45]! ^= 1;
  return copy;
};
const MIB = 1024 * 1024;

const uploads: Case[] = [
  ...([["with Content-Length", false], ["in chunks", true]] as const).map(([how, chunked]): Case => ({
    operation: "uploadLogo",
    status: 200,
    name: how,
    text: version(4),
    request: async (world) => ({ target: `/groups/${(await world.branded()).id}/logo?version=3`, as: world.tree.accounts.partner_admin, body: PNG, chunked }),
  })),
  ...([["of 1 x 1", makePng()], ["of 4096 x 1", makePng(4096, 1)], ["of 1 x 4096", makePng(1, 4096)], ["of exactly 1 MiB", pngOfSize(MIB)]] as const).map(([what, content]): Case => ({
    operation: "uploadLogo",
    status: 200,
    name: `a PNG ${what}, which is then served`,
    text: version(4),
    request: async (world) => {
      const { id } = await world.branded();
      const request = { target: `/groups/${id}/logo`, as: ROOT, body: content };
      const before = await brandOf(world, id);
      expect((await world.send("POST", request.target, request)).text).toBe(version(4));
      const { logotype } = await brandOf(world, id);
      expect(logotype).not.toBe(before.logotype);
      for (const path of [`/groups/${id}/logo`, `/content/images/${logotype}`]) expect((await world.send("GET", path, { as: ROOT })).bytes.equals(content)).toBe(true);
      expect((await world.send("GET", `/content/images/${before.logotype}`, { as: ROOT })).status).toBe(404);
      return { ...request, text: version(5) };
    },
  })),
  noLogo(400, "a JPEG named PNG", JPEG, /is not a PNG/),
  noLogo(400, "an SVG named PNG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), /is not a PNG/),
  noLogo(400, "the signature alone", SIGNATURE, /cut short/),
  ...[20, 40, PNG.length - 13, PNG.length - 12, PNG.length - 1].map((length) => noLogo(400, `a PNG cut off after ${length} bytes`, PNG.subarray(0, length), /cut short/)),
  noLogo(400, "a flipped bit", damaged(), /damaged/),
  noLogo(400, "100000 x 100000 pixels", png(header(100_000, 100_000), pixels(1, 1), END), /1 to 4096 pixels.* 100000 x 100000/),
  noLogo(400, "4097 pixels wide", png(header(4097, 1), pixels(1, 1), END), /1 to 4096 pixels/),
  noLogo(400, "no pixel wide", png(header(0, 1), pixels(1, 1), END), /1 to 4096 pixels/),
  noLogo(400, "a colour type nobody knows", png(header(1, 1, { colorType: 5 }), pixels(1, 1), END), /header/),
  noLogo(400, "a depth its colour type has not", png(header(1, 1, { colorType: 2, depth: 4 }), pixels(1, 1), END), /header/),
  noLogo(400, "a palette image without palette", png(header(1, 1, { colorType: 3 }), pixels(1, 1), END), /palette/),
  noLogo(400, "no header first", png(pixels(1, 1), header(1, 1), END), /header/),
  noLogo(400, "two headers", png(header(1, 1), header(1, 1), pixels(1, 1), END), /damaged/),
  noLogo(400, "no pixels", png(header(1, 1), END), /no pixels/),
  noLogo(400, "something after the end", Buffer.concat([PNG, Buffer.from("<script>")]), /after its end/),
  noLogo(400, "no body", Buffer.alloc(0), /a body is required, of type image.png/),
  noLogo(400, "an empty body in chunks", Buffer.alloc(0), /not a PNG/, { chunked: true }),
  noLogo(413, "1 MiB and a byte", pngOfSize(MIB + 1), /1048576 bytes/),
  noLogo(413, "the same in chunks", pngOfSize(MIB + 1), /1048576 bytes/, { chunked: true }),
  ...["image/jpeg", "application/json", "application/octet-stream", "", "image/png2"].map((type) =>
    noLogo(415, `a PNG said to be ${type || "nothing"}`, PNG, /image.png/, { headers: { "content-type": type } }),
  ),
  noLogo(415, "a packed one", PNG, /packed/, { headers: { "content-encoding": "gzip" } }),
  ...([["without a brand of its own", "brandable", 400, /no brand of its own/], ["that may have none", "group", 403, /BRANDING/]] as const).map(([name, make, status, info]): Case => ({
    operation: "uploadLogo",
    status,
    name: `for a group ${name}`,
    info,
    request: async (world) => ({ target: `/groups/${(await world[make]()).id}/logo`, as: ROOT, body: PNG }),
  })),
];

const images: Case[] = [
  {
    operation: "getImage",
    status: 200,
    name: "with what lets it be kept",
    request: ({ image }) => ({ target: `/content/images/${image}`, as: ROOT }),
    check: async ({ headers, bytes }, { image, server, send }) => {
      expect(bytes.equals(makePng())).toBe(true);
      const { digest } = await server.db("images").where({ id: image }).first<{ digest: string }>("digest");
      expect(headers).toMatchObject({
        "content-type": "image/png",
        "content-length": String(bytes.length),
        etag: `"${digest}"`,
        "cache-control": "max-age=86400, must-revalidate",
        "last-modified": expect.stringMatching(/GMT$/) as string,
        "x-content-type-options": "nosniff",
      });
      const head = await send("HEAD", `/content/images/${image}`, { as: ROOT });
      expect([head.status, head.text, head.headers.etag, head.headers["content-length"], head.headers["content-type"]]).toEqual([200, "", headers.etag, headers["content-length"], "image/png"]);
      for (const accept of ["image/png", "image/*", "*/*", "application/json"]) {
        expect((await send("GET", `/content/images/${image}`, { as: ROOT, headers: { accept } })).status).toBe(200);
      }
    },
  },
  ...["the ETag", "it weakly", "one of several", "*", "the time", "a later time"].map((name): Case => ({
    operation: "getImage",
    status: 304,
    name: `to a client that has it: ${name}`,
    text: "",
    request: async ({ image, send }) => {
      const target = `/content/images/${image}`;
      const { etag, "last-modified": modified } = (await send("GET", target, { as: ROOT })).headers as { etag: string; "last-modified": string };
      const headers: Record<string, Record<string, string>> = {
        "the ETag": { "if-none-match": etag },
        "it weakly": { "if-none-match": `W/${etag}` },
        "one of several": { "if-none-match": `"x", ${etag}` },
        "*": { "if-none-match": "*" },
        "the time": { "if-modified-since": modified },
        "a later time": { "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" },
      };
      return { target, as: ROOT, headers: headers[name]! };
    },
    check: ({ headers }) => expect([headers.etag, headers["cache-control"], headers["content-length"]]).toEqual([expect.any(String), "max-age=86400, must-revalidate", undefined]),
  })),
  ...([
    [{ "if-none-match": '"other"' }, "another ETag"],
    [{ "if-none-match": '"other"', "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" }, "another ETag, whatever the time"],
    [{ "if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT" }, "an older one"],
    [{ "if-modified-since": "nonsense" }, "no time"],
  ] as const).map(([headers, name]): Case => ({
    operation: "getImage",
    status: 200,
    name: `to a client that has ${name}`,
    request: ({ image }) => ({ target: `/content/images/${image}`, as: ROOT, headers: { ...headers } }),
  })),
  {
    operation: "getLogo",
    status: 200,
    name: "of the brand in force, to be asked for each time",
    request: ({ tree }) => ({ target: "/groups/self/logo", as: tree.accounts.unit_admin }),
    check: ({ headers, bytes }) => {
      expect(bytes.equals(makePng())).toBe(true);
      expect(headers).toMatchObject({ "content-type": "image/png", "content-length": String(bytes.length), "cache-control": "private, no-cache", etag: expect.stringMatching(/^"[0-9a-f]{64}"$/) as string });
    },
  },
  {
    operation: "getLogo",
    status: 404,
    name: "of a brand without one",
    info: /no logo/,
    request: async (world) => {
      const { id } = await world.branded();
      await world.server.db("images").where({ brand_id: (await brandOf(world, id)).id }).delete();
      return { target: `/groups/${id}/logo`, as: ROOT };
    },
  },
];

export const brands: readonly Case[] = [
  {
    operation: "listColorSchemes",
    status: 200,
    name: "to the byte",
    text: '["default","blue","green","orange","purple","red","graphite"]',
    request: ({ tree }) => ({ target: "/branding/scheme/available", as: tree.accounts.readonly_admin }),
  },
  {
    operation: "getBrand",
    status: 200,
    name: "the platform's, without credentials, to the byte",
    request: ({ brand, image, server }) => ({ target: `/brands/${brand}`, text: `{${face(server.config.publicUrl, brand, image, "Portico")}}` }),
  },
  {
    operation: "getBrand",
    status: 404,
    name: "one that was switched off",
    request: async (world) => {
      const { id } = await world.branded();
      const { id: brand } = await brandOf(world, id);
      must(200, await world.send("DELETE", `/groups/${id}/brand`, { as: ROOT }));
      return { target: `/brands/${brand}` };
    },
  },
  {
    operation: "getBrand",
    status: 404,
    name: "self",
    request: () => ({ target: "/brands/self", as: ROOT }),
  },
  {
    operation: "getGroupBrand",
    status: 200,
    name: "the platform's, of a group without one, to the byte",
    request: async (world) => ({
      target: `/groups/${(await world.group()).id}/brand`,
      as: ROOT,
      text: `{${face(world.server.config.publicUrl, world.brand, world.image, "Portico")},${NO_SMTP}}`,
    }),
  },
  {
    operation: "getGroupBrand",
    status: 200,
    name: "a new one of its own, to the byte",
    request: async (world) => {
      const group = await world.branded();
      const { id, logotype } = await brandOf(world, group.id);
      return { target: `/groups/${group.id}/brand?effective=1`, as: world.tree.accounts.partner_admin, text: `{${face(world.server.config.publicUrl, id, logotype, "Portico")},${FRESH_SMTP}}` };
    },
  },
  {
    operation: "getGroupBrand",
    status: 200,
    name: "its mail server is not for those who may not change it",
    request: async (world) => {
      const { id } = await world.branded();
      must(200, await world.send("PUT", `/groups/${id}/brand`, { as: ROOT, body: SMTP }));
      expect(await brandOf(world, id)).toMatchObject({ ...SMTP, smtp_password: "" });
      return { target: `/groups/${id}/brand`, as: world.tree.accounts.readonly_admin };
    },
    check: ({ text }) => expect(text).toContain(NO_SMTP),
  },
  {
    operation: "getGroupBrand",
    status: 400,
    name: "effective=2",
    info: /^effective must be 0 or 1/,
    request: () => ({ target: "/groups/self/brand?effective=2", as: ROOT }),
  },
  ...[undefined, {}, [], "text", 5, null, { anything: [1] }].map((body): Case => ({
    operation: "enableBrand",
    status: 200,
    name: `whatever the body: ${JSON.stringify(body)}`,
    text: version(3),
    request: async (world) => ({
      target: `/groups/${(await world.brandable()).id}/brand?version=2`,
      as: world.tree.accounts.partner_admin,
      ...(body !== undefined && { raw: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    }),
  })),
  {
    operation: "enableBrand",
    status: 200,
    name: "one that is on stays as it is",
    text: version(5),
    request: async (world) => {
      const { id } = await world.branded();
      must(200, await world.send("PUT", `/groups/${id}/brand`, { as: ROOT, body: SMTP }));
      return { target: `/groups/${id}/brand`, as: ROOT };
    },
  },
  {
    operation: "enableBrand",
    status: 403,
    name: "without the capability",
    info: /BRANDING/,
    request: async (world) => ({ target: `/groups/${(await world.group()).id}/brand`, as: ROOT }),
  },
  {
    operation: "disableBrand",
    status: 200,
    name: "shown by the group",
    text: version(4),
    request: async (world) => {
      const group = await world.branded();
      const { id } = await brandOf(world, group.id);
      const shown = async (): Promise<unknown> => ((await world.send("GET", `/groups/${group.id}`, { as: ROOT })).body as { brand: unknown }).brand;
      expect(await shown()).toBe(id);
      const request = { target: `/groups/${group.id}/brand`, as: world.tree.accounts.partner_admin };
      expect((await world.send("DELETE", `${request.target}?version=3`, request)).text).toBe(version(4));
      expect(await shown()).toBe(null);
      return { ...request, text: version(5) };
    },
  },
  {
    operation: "disableBrand",
    status: 403,
    name: "the platform's",
    info: /platform/,
    request: () => ({ target: "/groups/self/brand", as: ROOT }),
  },
  put("everything", { ...SMTP, service_name: "S", company_name: "C", support_phone: "+1", color: "00ffAA", color_scheme: "blue", home_url: "https://home.example/x?y=z", owns_custom_legal_docs: true, white_labeled_agent: true, hide_predefined: 1, id: 1, logotype: 1 }, {
    ...SMTP, smtp_password: "", service_name: "S", company_name: "C", support_phone: "+1", color: "00ffAA", color_scheme: "blue", home_url: "https://home.example/x?y=z", owns_custom_legal_docs: true, white_labeled_agent: true, hide_predefined: 1,
  }),
  put("nothing", {}, { service_name: "Portico" }),
  put("null clears, and addresses of this server come back", { service_name: null, backup_console_url: "", account_server_url: null, color: null, color_scheme: "default" }, {
    service_name: null, color: null, backup_console_url: expect.stringMatching(/\/bc$/) as string, account_server_url: expect.stringMatching(/^http/) as string,
  }),
  refused({ color: "FFF" }, /^color must be six hex digits/),
  refused({ color: "#FFFFFF" }, /^color /),
  refused({ color: "GGGGGG" }, /^color /),
  ...["javascript:alert(1)", "data:text/html,x", "ftp://x.example", "www.example.com", "//x.example", "https://", "https:x.example", "https://a b.example", "https://u:p@x.example", "http://x.example\n", " https://x.example"].flatMap((link) => [
    refused({ support_url: link }, /^support_url must be an absolute http/),
  ]),
  refused({ backup_console_url: "www.example.com" }, /^backup_console_url must be an absolute/),
  refused({ backup_console_url: null }, /^backup_console_url must be a string/),
  refused({ color_scheme: "plaid" }, /^color_scheme must be one of default, blue/),
  refused({ smtp_encryption: "tls" }, /^smtp_encryption must be one of NONE, TLS, STARTTLS/),
  refused({ smtp_port: 0 }, /^smtp_port must be a port/),
  refused({ smtp_port: 65_536 }, /^smtp_port must be a port/),
  refused({ smtp_port: "25" }, /^smtp_port must be an integer or null/),
  refused({ smtp_reply_address: "nobody" }, /^smtp_reply_address /),
  refused({ smtp_user: "a\r\nb" }, /^smtp_user must be one line/),
  refused({ service_name: "a\nb" }, /^service_name must be one line/),
  refused({ smtp_password: 5 }, /^smtp_password must be a string or null/),
  refused({ smtp_override: 2 }, /^smtp_override /),
  ...["127.0.0.1", "10.0.0.1", "localhost", "[::1]", "::ffff:192.168.0.1", "2130706433"].map((server) => refused({ smtp_server: server }, /^smtp_server must not be on a private/)),
  refused({ smtp_server: "smtp.example.com:25" }, /^smtp_server must be a host name/),
  {
    operation: "updateBrand",
    status: 400,
    name: "one that is off",
    info: /switched on/,
    request: async (world) => ({ target: `/groups/${(await world.brandable()).id}/brand`, as: ROOT, body: { service_name: "X" } }),
  },
  ...uploads,
  ...images,
];
