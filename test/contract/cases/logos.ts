import { expect } from "vitest";
import { watched } from "../../access/checksum.js";
import { SIGNATURE, chunk, header, makePng, pixels, pngOfSize } from "../../setup/png.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { version } from "../exact.js";
import { type World, must } from "../world.js";

const PNG = makePng(3, 2, 9);

interface Shown {
  id: number;
  logotype: number;
}
const brandOf = async ({ send }: World, group: number | string): Promise<Shown> =>
  must(200, await send("GET", `/groups/${group}/brand`, { as: ROOT })).body;

/** An upload that must be refused and leave everything as it was. */
const noLogo = (status: number, name: string, content: Buffer, info: RegExp, more: Partial<Request> = {}): Case => ({
  operation: "uploadLogo",
  status,
  name,
  info,
  request: async (world) => ({ target: `/groups/${(await world.branded()).id}/logo`, as: ROOT, body: content, ...more }),
  check: async (_reply, world) => {
    const { id } = await world.branded();
    const { changed } = await watched(world.server.db, () =>
      world.send("POST", `/groups/${id}/logo`, { as: ROOT, body: content, ...more }),
    );
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

const uploads: readonly Case[] = [
  ...(
    [
      ["with Content-Length", false],
      ["in chunks", true],
    ] as const
  ).map(([how, chunked]): Case => ({
    operation: "uploadLogo",
    status: 200,
    name: how,
    text: version(4),
    request: async (world) => ({
      target: `/groups/${(await world.branded()).id}/logo?version=3`,
      as: world.tree.accounts.partner_admin,
      body: PNG,
      chunked,
    }),
  })),
  ...(
    [
      ["of 1 x 2", makePng(1, 2)],
      ["of 4096 x 1", makePng(4096, 1)],
      ["of 1 x 4096", makePng(1, 4096)],
      ["of exactly 1 MiB", pngOfSize(MIB)],
    ] as const
  ).map(([what, content]): Case => ({
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
      for (const path of [`/groups/${id}/logo`, `/content/images/${logotype}`])
        expect((await world.send("GET", path, { as: ROOT })).bytes.equals(content)).toBe(true);
      expect((await world.send("GET", `/content/images/${before.logotype}`, { as: ROOT })).status).toBe(404);
      return request;
    },
  })),
  noLogo(400, "a JPEG named PNG", JPEG, /is not a PNG/),
  noLogo(400, "an SVG named PNG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), /is not a PNG/),
  noLogo(400, "the signature alone", SIGNATURE, /cut short/),
  ...[20, 40, PNG.length - 13, PNG.length - 12, PNG.length - 1].map((length) =>
    noLogo(400, `a PNG cut off after ${length} bytes`, PNG.subarray(0, length), /cut short/),
  ),
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
  ...(
    [
      ["without a brand of its own", "brandable", 400, /no brand of its own/],
      ["that may have none", "group", 403, /BRANDING/],
    ] as const
  ).map(([name, make, status, info]): Case => ({
    operation: "uploadLogo",
    status,
    name: `for a group ${name}`,
    info,
    request: async (world) => ({ target: `/groups/${(await world[make]()).id}/logo`, as: ROOT, body: PNG }),
  })),
];

const images: readonly Case[] = [
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
      expect([head.status, head.text, head.headers.etag, head.headers["content-length"], head.headers["content-type"]]).toEqual([
        200,
        "",
        headers.etag,
        headers["content-length"],
        "image/png",
      ]);
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
      const { etag, "last-modified": modified } = (await send("GET", target, { as: ROOT })).headers as {
        etag: string;
        "last-modified": string;
      };
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
    check: ({ headers }) =>
      expect([headers.etag, headers["cache-control"], headers["content-length"]]).toEqual([
        expect.any(String),
        "max-age=86400, must-revalidate",
        undefined,
      ]),
  })),
  ...(
    [
      [{ "if-none-match": '"other"' }, "another ETag"],
      [{ "if-none-match": '"other"', "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" }, "another ETag, whatever the time"],
      [{ "if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT" }, "an older one"],
      [{ "if-modified-since": "nonsense" }, "no time"],
    ] as const
  ).map(([headers, name]): Case => ({
    operation: "getImage",
    status: 200,
    name: `to a client that has ${name}`,
    request: ({ image }) => ({ target: `/content/images/${image}`, as: ROOT, headers: { ...headers } }),
  })),
  {
    operation: "getLogo",
    status: 200,
    name: "of the effective brand, to be asked for each time",
    request: ({ tree }) => ({ target: "/groups/self/logo", as: tree.accounts.unit_admin }),
    check: ({ headers, bytes }) => {
      expect(bytes.equals(makePng())).toBe(true);
      expect(headers).toMatchObject({
        "content-type": "image/png",
        "content-length": String(bytes.length),
        "cache-control": "private, no-cache",
        etag: expect.stringMatching(/^"[0-9a-f]{64}"$/) as string,
      });
    },
  },
  {
    operation: "getLogo",
    status: 404,
    name: "of a brand without one",
    info: /no logo/,
    request: async (world) => {
      const { id } = await world.branded();
      await world.server
        .db("images")
        .where({ brand_id: (await brandOf(world, id)).id })
        .delete();
      return { target: `/groups/${id}/logo`, as: ROOT };
    },
  },
];

export const logos: readonly Case[] = [...uploads, ...images];
