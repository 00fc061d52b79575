import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import { PASSWORD } from "../../setup/tree.js";
import type { Case } from "../case.js";
import { must } from "../world.js";

/** Cases the product fails. Each moves to its resource once it passes. */
export const openFaults: readonly Case[] = [
  {
    operation: "login",
    status: 423,
    name: "too many wrong passwords, with the time until the next try",
    request: async (world) => {
      const { login } = await world.account("users");
      for (let attempt = 0; attempt < 5; attempt++) must(401, await world.send("POST", "/login", { body: { username: login, password: "wrong" } }));
      return { target: "/login", body: { username: login, password: PASSWORD } };
    },
    check: ({ headers }) => expect(headers["retry-after"]).toMatch(/^\d+$/),
  },
];
