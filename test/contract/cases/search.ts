import { expect } from "vitest";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";
import { items } from "../exact.js";

export const search: readonly Case[] = [
  {
    operation: "searchGroups",
    status: 200,
    name: "a group, an admin and a service user, to the byte",
    request: async (world) => {
      const word = world.fresh("needle");
      const group = await world.group(world.tree.partner.id, GroupKind.END_USER_COMPANY, { name: word });
      const admin = await world.pending("admins", group.id, { login: `${word}-admin` });
      const user = await world.pending("users", group.id, { login: `${word}-user` });
      const hit = (id: number, uuid: string, name: string, parent: number, kind: number | null): string =>
        JSON.stringify({ id, uuid, name, parent_id: parent, kind });
      return {
        target: `/groups?prefix=${word.toUpperCase()}`,
        as: ROOT,
        text: items(
          hit(group.id, group.uuid, word, world.tree.partner.id, GroupKind.END_USER_COMPANY),
          hit(admin.id, admin.uuid, admin.login, group.id, null),
          hit(user.id, user.uuid, user.login, group.id, -1),
        ),
      };
    },
  },
  {
    operation: "searchGroups",
    status: 200,
    name: "no hit",
    request: () => ({ target: "/groups?prefix=nothing-is-called-so", as: ROOT, text: items() }),
  },
  {
    operation: "searchGroups",
    status: 200,
    name: "exact matches only",
    request: () => ({ target: "/groups?prefix=Part&strict=1", as: ROOT, text: items() }),
  },
  {
    operation: "searchGroups",
    status: 200,
    name: "limited, for groups and for accounts",
    request: () => ({ target: "/groups?limit=2", as: ROOT }),
    check: ({ body }) => expect((body as { items: { kind: number | null }[] }).items).toHaveLength(4),
  },
  {
    operation: "searchGroups",
    status: 200,
    name: "ten of each where no limit is given",
    request: async (world) => {
      await Promise.all(Array.from({ length: 11 }, () => world.group(world.tree.otherPartner.id)));
      return { target: "/groups?prefix=group-", as: ROOT };
    },
    check: ({ body }) => expect((body as { items: unknown[] }).items).toHaveLength(10),
  },
  {
    operation: "searchGroups",
    status: 200,
    name: "a service user finds its group and itself",
    request: ({ tree }) => ({ target: "/groups", as: tree.accounts.tenant_viewer }),
    check: ({ body }, { tree }) =>
      expect((body as { items: { id: number; kind: number }[] }).items.map(({ id, kind }) => [id, kind])).toEqual([
        [tree.unit.id, 50],
        [tree.accounts.tenant_viewer.id, -1],
      ]),
  },
  ...["limit=0", "limit=-1", "limit=100000000", "limit=99999999999", "limit=ten", "limit=", "limit=1.5", "strict=2"].map((query): Case => ({
    operation: "searchGroups",
    status: 400,
    name: query,
    info: new RegExp(`^${query.split("=")[0]} `),
    request: () => ({ target: `/groups?${query}`, as: ROOT }),
  })),
];
