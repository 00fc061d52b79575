import { expect } from "vitest";
import { makePng } from "../../setup/png.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";
import { version } from "../exact.js";
import { type World, must } from "../world.js";

const SMTP = {
  smtp_override: 1,
  smtp_server: "smtp.example.com",
  smtp_port: 465,
  smtp_user: "mailer",
  smtp_password: "hush",
  smtp_encryption: "TLS",
  smtp_reply_address: "no@example.com",
};

/** The face of a brand that says nothing of its own, to the byte. */
const face = (publicUrl: string, id: number, logo: number, service: string): string =>
  `"support_phone":null,"id":${id},"account_server_url":"${publicUrl}","support_url":null,"mobile_app_android_download_url":null,` +
  `"upsell_url":null,"backup_console_url":"${publicUrl}/bc","terms_url":null,"home_url":null,"knowledgebase_url":null,` +
  '"platform_terms_url":null,"user_guide_url":null,"mobile_app_ios_download_url":null,"color":null,"company_name":null,' +
  `"color_scheme":"default","logotype":${logo},"service_name":"${service}","reg_server_url":"${publicUrl}",` +
  `"router_url":"${publicUrl}/graphql","agent_gateway_url":"${publicUrl}","help_url":null,"hide_predefined":0,` +
  '"privacy_policy_url":null,"owns_custom_legal_docs":false,"white_labeled_agent":false';
const NO_SMTP =
  '"smtp_override":0,"smtp_reply_address":null,"smtp_server":null,"smtp_port":null,"smtp_user":null,"smtp_password":null,' +
  '"smtp_encryption":null';
const FRESH_SMTP = NO_SMTP.replace('"smtp_password":null', '"smtp_password":""');

interface Shown {
  id: number;
  logotype: number;
}
const brandOf = async ({ send }: World, group: number | string): Promise<Shown> =>
  must(200, await send("GET", `/groups/${group}/brand`, { as: ROOT })).body;

/** A change of the brand of a new group that has one, as the partner's admin. */
const put = (name: string, body: object, shown: object, after = 4): Case => ({
  operation: "updateBrand",
  status: 200,
  name,
  text: version(after),
  request: async (world) => ({
    target: `/groups/${(await world.branded()).id}/brand?version=3`,
    as: world.tree.accounts.partner_admin,
    body,
  }),
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
    request: ({ brand, image, server }) => ({
      target: `/brands/${brand}`,
      text: `{${face(server.config.publicUrl, brand, image, "Portico")}}`,
    }),
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
      return {
        target: `/groups/${group.id}/brand?effective=1`,
        as: world.tree.accounts.partner_admin,
        text: `{${face(world.server.config.publicUrl, id, logotype, "Portico")},${FRESH_SMTP}}`,
      };
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
    text: version(4),
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
      const shown = async (): Promise<unknown> =>
        ((await world.send("GET", `/groups/${group.id}`, { as: ROOT })).body as { brand: unknown }).brand;
      expect(await shown()).toBe(id);
      const request = { target: `/groups/${group.id}/brand`, as: world.tree.accounts.partner_admin };
      expect((await world.send("DELETE", `${request.target}?version=3`, request)).text).toBe(version(4));
      expect(await shown()).toBe(null);
      return request;
    },
  },
  {
    operation: "disableBrand",
    status: 403,
    name: "the platform's",
    info: /platform/,
    request: () => ({ target: "/groups/self/brand", as: ROOT }),
  },
  put(
    "everything",
    {
      ...SMTP,
      service_name: "S",
      company_name: "C",
      support_phone: "+1",
      color: "00ffAA",
      color_scheme: "blue",
      home_url: "https://home.example/x?y=z",
      owns_custom_legal_docs: true,
      white_labeled_agent: true,
      hide_predefined: 1,
      id: 1,
    },
    {
      ...SMTP,
      smtp_password: "",
      service_name: "S",
      company_name: "C",
      support_phone: "+1",
      color: "00ffAA",
      color_scheme: "blue",
      home_url: "https://home.example/x?y=z",
      owns_custom_legal_docs: true,
      white_labeled_agent: true,
      hide_predefined: 1,
    },
  ),
  put("nothing", {}, { service_name: "Portico" }, 3),
  put(
    "null clears, and addresses of this server come back",
    { service_name: null, backup_console_url: "", account_server_url: null, color: null, color_scheme: "default" },
    {
      service_name: null,
      color: null,
      backup_console_url: expect.stringMatching(/\/bc$/) as string,
      account_server_url: expect.stringMatching(/^http/) as string,
    },
  ),
  {
    operation: "updateBrand",
    status: 200,
    name: "an image of another brand becomes the logo, once",
    text: version(4),
    request: async (world) => {
      const [{ id }, other] = [await world.branded(), await world.branded()];
      must(200, await world.send("POST", `/groups/${other.id}/logo`, { as: ROOT, body: makePng(3, 5) }));
      const { logotype } = await brandOf(world, other.id);
      const request = { target: `/groups/${id}/brand`, as: world.tree.accounts.partner_admin, body: { logotype } };
      expect((await world.send("PUT", request.target, request)).text).toBe(version(4));
      expect((await brandOf(world, id)).logotype).not.toBe(logotype);
      expect((await world.send("GET", `/groups/${id}/logo`, { as: ROOT })).bytes.equals(makePng(3, 5))).toBe(true);
      return request;
    },
  },
  {
    operation: "updateBrand",
    status: 200,
    name: "what was read, its own logo with it, changes nothing",
    text: version(3),
    request: async (world) => {
      const { id } = await world.branded();
      return { target: `/groups/${id}/brand`, as: ROOT, body: await brandOf(world, id) };
    },
  },
  refused({ logotype: 999_999 }, /^logotype names no image: 999999/),
  refused({ color: "FFF" }, /^color must be six hex digits/),
  refused({ color: "#FFFFFF" }, /^color /),
  refused({ color: "GGGGGG" }, /^color /),
  ...[
    "javascript:alert(1)",
    "javascript:1",
    "javascript:1/alert(1)",
    "data:text/html,x",
    "mailto:x@x.example",
    "tel:112",
    "ftp://x.example",
    "//x.example",
    "/x",
    "?x",
    ":80",
    "https://",
    "https:x.example",
    "https://a b.example",
    "a b.example",
    "https://u:p@x.example",
    "u@x.example",
    "http://x.example\n",
    " https://x.example",
    "x..example",
    "x.example:port",
    "x.example:99999",
    "x.example\\y",
    "[x]/y",
  ].flatMap((link) => [refused({ support_url: link }, /^support_url must be an http/)]),
  ...[
    "help.example.com",
    "help.example.com:8443/start?a=b#c",
    "localhost:8080/help",
    "intranet/help",
    "192.0.2.1",
    "[2001:db8::1]:8080/x",
    "help_me.example.com",
    "Bücher.example/ä",
    "https://help.example.com",
  ].map((link) =>
    put(`a link as it is sent: ${link}`, { support_url: link, backup_console_url: link }, { support_url: link, backup_console_url: link }),
  ),
  refused({ backup_console_url: "ftp://x.example" }, /^backup_console_url must be an http/),
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
  ...["127.0.0.1", "10.0.0.1", "localhost", "[::1]", "::ffff:192.168.0.1", "2130706433"].map((server) =>
    refused({ smtp_server: server }, /^smtp_server must not be on a private/),
  ),
  refused({ smtp_server: "smtp.example.com:25" }, /^smtp_server must be a host name/),
  {
    operation: "updateBrand",
    status: 400,
    name: "one that is off",
    info: /switched on/,
    request: async (world) => ({ target: `/groups/${(await world.brandable()).id}/brand`, as: ROOT, body: { service_name: "X" } }),
  },
];
