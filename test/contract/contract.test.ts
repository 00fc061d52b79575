import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pair, run, seen } from "./case.js";
import { actions } from "./cases/actions.js";
import { admins } from "./cases/admins.js";
import { children } from "./cases/children.js";
import { groups } from "./cases/groups.js";
import { logins } from "./cases/logins.js";
import { openFaults } from "./cases/open-faults.js";
import { profile } from "./cases/profile.js";
import { refusals } from "./cases/refusals.js";
import { search } from "./cases/search.js";
import { sessions } from "./cases/sessions.js";
import { settings } from "./cases/settings.js";
import { users } from "./cases/users.js";
import { operationById } from "./document.js";
import { BUILT } from "./operations.js";
import { CAN_NOT_OCCUR } from "./statuses.js";
import { type World, createWorld } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());
const here = (): World => world;

describe("accounts, logout and checkauth", () => run(here, sessions));
describe("login", () => run(here, logins));
describe("profile and logic", () => run(here, profile));
describe("search", () => run(here, search));
describe("groups", () => run(here, groups));
describe("children", () => run(here, children));
describe("admins", () => run(here, admins));
describe("users", () => run(here, users));
describe("actions", () => run(here, actions));
describe("settings, quotas and lock", () => run(here, settings));
describe("what every operation refuses", () => run(here, refusals));
describe("open faults", () => run(here, openFaults));

describe("the documented statuses", () => {
  const documented = BUILT.flatMap((id) => [...operationById(id).responses.keys()].map((status) => pair(id, status)));
  const excused = CAN_NOT_OCCUR.map(({ operation, status }) => pair(operation, status));

  it("have each been seen, but those that can't occur", () => {
    expect(documented.filter((entry) => !seen.has(entry) && !excused.includes(entry))).toEqual([]);
  });

  it("are excused only where they are documented and have not been seen", () => {
    expect(excused.filter((entry) => seen.has(entry) || !documented.includes(entry))).toEqual([]);
  });

  it("belong to 55 operations", () => {
    expect(new Set(BUILT).size).toBe(55);
  });
});
