import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";
import { operationById } from "../document.js";
import { type Shown, profileFields } from "../exact.js";
import type { World } from "../world.js";
import { twoSeats } from "./browsing.js";

const exampleOf = (operation: string): unknown => operationById(operation).responses.get(200)!.media!.example;

/** The brand of the platform, which everything below has. */
async function platformBrand({ server }: World): Promise<number> {
  const row = await server.db("brands").first<{ id: number }>("id");
  return row.id;
}

async function admin(world: World): Promise<Shown & { password: string }> {
  const { company } = world.tree;
  const made = await world.account("admins", company.id);
  const group = { id: company.id, uuid: company.uuid, kind: 40, name: "Company" };
  return { ...made, accessType: 15, movesGroups: 0, brand: await platformBrand(world), group };
}

const own: Case[] = [
  {
    operation: "getProfile",
    status: 200,
    name: "of an admin, to the byte",
    request: async (world) => {
      const shown = await admin(world);
      return { target: "/profile", as: shown, text: `{${profileFields(shown)}}` };
    },
  },
  {
    operation: "getProfile",
    status: 200,
    name: "of a root admin, who may move groups",
    request: () => ({ target: "/profile", as: ROOT }),
    check: ({ body }, { rootAdmin, root }) =>
      expect(body).toMatchObject({
        id: rootAdmin,
        access_type: 31,
        allow_moving_groups: 1,
        roles: 1,
        group: { id: root, kind: 0 },
        account_group_id: root,
      }),
  },
  {
    operation: "getProfile",
    status: 200,
    name: "of a read-only admin",
    request: ({ tree }) => ({ target: "/profile", as: tree.accounts.readonly_admin }),
    check: ({ body }) => expect(body).toMatchObject({ access_type: 1, allow_moving_groups: 0 }),
  },
  {
    operation: "getProfile",
    status: 200,
    name: "of a service user",
    request: ({ tree }) => ({ target: "/profile", as: tree.accounts.tenant_viewer }),
    check: ({ body }, { tree }) =>
      expect(body).toMatchObject({
        id: tree.accounts.tenant_viewer.id,
        user_id: tree.accounts.tenant_viewer.id,
        account_group_id: tree.unit.id,
      }),
  },
  {
    operation: "listProfiles",
    status: 200,
    name: "of an identity with one account, to the byte",
    request: async (world) => {
      const shown = await admin(world);
      return { target: "/profiles", as: shown, text: `[{${profileFields(shown)}}]` };
    },
  },
  {
    operation: "listProfiles",
    status: 200,
    name: "of an identity with two accounts, in order of id",
    request: async (world) => {
      const { login, password, first, second } = await twoSeats(world);
      const session = {
        cookie: (await world.send("POST", "/login", { body: { username: login, password, user_id: first } })).headers[
          "set-cookie"
        ]![0]!.split(";")[0]!,
      };
      const ids = ((await world.send("GET", "/profiles", { headers: session })).body as { id: number }[]).map(({ id }) => id);
      expect(ids).toEqual([first, second]);
      return { target: "/profiles", headers: session };
    },
    check: ({ body }) => expect(body).toHaveLength(2),
  },
];

const logic: Case[] = [
  {
    operation: "getConstants",
    status: 200,
    name: "the documented values",
    request: () => ({ target: "/logic/constants", as: ROOT }),
    check: ({ body }) => expect(body).toEqual(exampleOf("getConstants")),
  },
  {
    operation: "getRules",
    status: 200,
    name: "the documented values",
    request: () => ({ target: "/logic/rules", as: ROOT }),
    check: ({ body }) => expect(body).toEqual(exampleOf("getRules")),
  },
  {
    operation: "listLanguages",
    status: 200,
    name: "by ISO code",
    request: () => ({ target: "/logic/languages", as: ROOT }),
    text: '[{"code":"en"},{"code":"de"},{"code":"fr"}]',
  },
  {
    operation: "listUiLanguages",
    status: 200,
    name: "the client's, best first, joined with the supported ones",
    request: () => ({ target: "/logic/languages/ui", as: ROOT, headers: { "accept-language": "de;q=0.8, fr-CA, xx;q=0, *;q=0.1" } }),
    text: '["fr-CA","de","en","fr"]',
  },
  {
    operation: "listUiLanguages",
    status: 200,
    name: "of a client that names none",
    request: () => ({ target: "/logic/languages/ui", as: ROOT }),
    text: '["en","de","fr"]',
  },
  {
    operation: "getVersions",
    status: 200,
    name: "two texts",
    request: () => ({ target: "/logic/versions", as: ROOT }),
    check: ({ text }) => expect(text).toMatch(/^\{"database":"\d+","api":"\d+\.\d+\.\d+"\}$/),
  },
  ...["getConstants", "getRules", "listLanguages", "listUiLanguages", "getVersions"].map((operation): Case => ({
    operation,
    status: 200,
    name: "for a service user",
    request: ({ tree }) => ({ target: operationById(operation).path, as: tree.accounts.tenant_viewer }),
  })),
];

export const profile: readonly Case[] = [...own, ...logic];
