import { type Credentials, ROOT } from "../../setup/test-server.js";
import { type Case, fill } from "../case.js";
import { type Operation, operationById } from "../document.js";
import { BUILT, type Objects, bodyOf, inside, named, outside, queryOf } from "../operations.js";
import type { World } from "../world.js";

/** What every operation refuses in the same way, made from what the contract says of it. */

const ROLES = ["root_admin", "partner_admin", "company_admin", "unit_admin", "readonly_admin", "tenant_viewer"] as const;
const LIMIT = 1024 * 1024;
const UNUSED_UUID = "00000000-0000-4000-8000-000000000000";

const targetOf = ({ path }: Operation, objects: Objects, query = ""): string => fill(path, objects) + query;

/** In what a request departs from one that would be served. */
interface Variation {
  query?: string;
  headers?: Record<string, string>;
  as?: Credentials;
  raw?: string;
  chunked?: boolean;
  objects?: (world: World) => Objects;
}

const varied =
  (operation: Operation, variation: (world: World) => Variation): Case["request"] =>
  (world) => {
    const { query = queryOf(operation.id), objects = inside, raw, ...rest } = variation(world);
    const body = bodyOf(operation.id);
    return {
      target: targetOf(operation, objects(world), query),
      ...rest,
      ...(raw === undefined ? body !== undefined && { body } : { raw }),
    };
  };

/** What an answer must say, where it has a body to say it in. */
const said = ({ method }: Operation, info: RegExp): Pick<Case, "info"> => (method === "HEAD" ? {} : { info });

/** An account of the first of these roles that the operation admits to the objects of others. */
const admitted = ({ listedRoles }: Operation, { tree }: World, roles: readonly (typeof ROLES)[number][] = ROLES): Credentials =>
  tree.accounts[roles.find((role) => listedRoles?.includes(role) ?? true) ?? "root_admin"];

const WRONG_PASSWORD = { login: ROOT.login, password: "not the password" };

function aboutCredentials(operation: Operation): Case[] {
  if (operation.open) return [];
  const make = (status: number, name: string, variation: Variation, more: Partial<Case> = {}): Case => ({
    operation: operation.id,
    status,
    name,
    request: varied(operation, () => variation),
    aboutCredentials: true,
    ...more,
  });
  const silent = operation.method === "HEAD";
  return [
    make(401, "without credentials", {}),
    make(401, "with a session nobody has", { headers: { cookie: `SESSION="${UNUSED_UUID}"` } }),
    make(401, "with a token nobody has", { headers: { authorization: "Bearer nonsense" } }),
    make(401, "with an access_token nobody has", { query: "?access_token=nonsense" }),
    make(401, "with a jwt nobody has", { query: "?jwt=nonsense" }),
    // One is enough: each costs the work of a password's hash.
    ...(operation.id === "getGroup" ? [make(403, "with a wrong password", { as: WRONG_PASSWORD })] : []),
    make(403, "with Basic that is not base64 of a pair", { headers: { authorization: "Basic nonsense" } }),
    make(
      400,
      "with two credentials",
      { as: ROOT, query: "?jwt=nonsense" },
      silent ? {} : { info: /one of Authorization, access_token and jwt/ },
    ),
  ];
}

function aboutRole(operation: Operation): Case[] {
  const role = ROLES.findLast((candidate) => operation.roles !== null && !operation.roles.includes(candidate));
  if (operation.open || role === undefined) return [];
  return [
    {
      operation: operation.id,
      status: 403,
      name: `as a ${role}`,
      ...said(operation, new RegExp(role)),
      request: varied(operation, ({ tree }) => ({ as: tree.accounts[role] })),
    },
  ];
}

function aboutBody(operation: Operation): Case[] {
  const { id, body } = operation;
  if (body === null) return [];
  const make = (status: number, name: string, variation: Variation, info?: RegExp): Case => ({
    operation: id,
    status,
    name,
    request: varied(operation, (world) => ({ as: admitted(operation, world), ...variation })),
    ...(info && { info }),
  });
  const json = { "content-type": "application/json" };
  const text = JSON.stringify(bodyOf(id));
  const [required] = body.schema.required ?? [];
  return [
    make(415, "a body of plain text", { raw: text, headers: { "content-type": "text/plain" } }),
    make(415, "a form", { raw: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    make(415, "a body without a type", { raw: text }),
    make(415, "a packed body", { raw: text, headers: { ...json, "content-encoding": "gzip" } }),
    make(415, "another charset", { raw: text, headers: { "content-type": "application/json; charset=latin1" } }),
    make(413, "a body over the limit", { raw: `{"${"a".repeat(LIMIT)}":1}`, headers: json }),
    make(413, "the same in chunks", { raw: `{"${"a".repeat(LIMIT)}":1}`, headers: json, chunked: true }),
    make(400, "a body that ends too soon", { raw: text.slice(0, -1), headers: json }, /JSON/),
    ...(Object.keys(body.schema).length === 0 ? [] : [make(400, "an array", { raw: "[]", headers: json }, /object/)]),
    ...(body.schema.additionalProperties === false
      ? [
          make(
            400,
            "an unknown property",
            { raw: JSON.stringify({ ...(bodyOf(id) as object), nobody_knows: 1 }), headers: json },
            /nobody_knows/,
          ),
        ]
      : []),
    ...(required === undefined ? [] : [make(400, "an object without what is required", { raw: "{}", headers: json }, /required/)]),
    ...(body.required ? [make(400, "no body", { raw: "" }, /body/)] : []),
  ];
}

function aboutObjects(operation: Operation): Case[] {
  if (!operation.path.includes("{")) return [];
  const make = (status: number, name: string, objects: (world: World) => Objects, info: RegExp): Case => ({
    operation: operation.id,
    status,
    name,
    ...said(operation, info),
    request: varied(operation, (world) => ({ as: admitted(operation, world, ["partner_admin", "company_admin"]), objects })),
  });
  return [
    make(404, "an id nobody has", () => named(4_000_000_000), /'4000000000'/),
    make(404, "a uuid nobody has", () => named(UNUSED_UUID), new RegExp(`'${UNUSED_UUID}'`)),
    make(404, "neither integer nor uuid", () => named("nonsense"), /'nonsense'/),
    // To root admins nothing is outside.
    ...(/\{(group|admin|user)\}/.test(operation.path) && !operation.listedRoles?.every((role) => role === "root_admin")
      ? [make(403, "in another branch of the tree", outside, /outside/)]
      : []),
    make(400, "an id that is not percent-encoded UTF-8", () => named("%C3"), /percent-encoded/),
  ];
}

function aboutVersion(operation: Operation): Case[] {
  if (!operation.parameters.some(({ name }) => name === "version")) return [];
  const make = (status: number, query: string, info: RegExp): Case => ({
    operation: operation.id,
    status,
    name: query,
    info,
    request: varied(operation, () => ({ as: ROOT, query })),
  });
  return [
    make(426, "?version=4000000000", /./),
    make(426, "?version=0", /./),
    make(400, "?version=one", /^version /),
    make(400, "?version=1.5", /^version /),
  ];
}

function aboutAccept(operation: Operation): Case[] {
  const success = [...operation.responses].find(([status]) => status >= 200 && status < 300)?.[0];
  if (success === undefined || success === 204) return [];
  return [
    {
      operation: operation.id,
      status: 406,
      name: "an Accept that excludes the answer",
      ...said(operation, /Accept/),
      request: varied(operation, (world) => ({ as: admitted(operation, world), headers: { accept: "application/xml" } })),
    },
  ];
}

export const refusals: readonly Case[] = BUILT.map(operationById).flatMap((operation) => [
  ...aboutCredentials(operation),
  ...aboutRole(operation),
  ...aboutBody(operation),
  ...aboutObjects(operation),
  ...aboutVersion(operation),
  ...aboutAccept(operation),
]);
