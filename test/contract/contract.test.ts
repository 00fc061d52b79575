import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Credentials } from "../setup/test-server.js";
import { fill, pair, run, seen, seenOwn } from "./case.js";
import { actions } from "./cases/actions.js";
import { admins } from "./cases/admins.js";
import { brands } from "./cases/brands.js";
import { certificates } from "./cases/certificates.js";
import { children } from "./cases/children.js";
import { groupExtras } from "./cases/group-extras.js";
import { groups } from "./cases/groups.js";
import { lock } from "./cases/lock.js";
import { logins } from "./cases/logins.js";
import { logos } from "./cases/logos.js";
import { ROUTER_SECRET, mails } from "./cases/mails.js";
import { datacenter } from "./cases/datacenter.js";
import { machines } from "./cases/machines.js";
import { profile } from "./cases/profile.js";
import { refusals } from "./cases/refusals.js";
import { reports } from "./cases/reports.js";
import { search } from "./cases/search.js";
import { sessions } from "./cases/sessions.js";
import { settings } from "./cases/settings.js";
import { tokens } from "./cases/tokens.js";
import { storages } from "./cases/storages.js";
import { users } from "./cases/users.js";
import { OPERATIONS, operationById, ownErrors } from "./document.js";
import { BUILT, inside } from "./operations.js";
import { CAN_NOT_OCCUR, PLAINLY_MEANT } from "./statuses.js";
import { problemsOf } from "./validator.js";
import { type World, createWorld } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld({ ROUTER_SECRET, MAIL_FROM: "portal@example.com" });
});
afterAll(() => world.server.stop());
const here = (): World => world;

describe("accounts, logout and checkauth", () => run(here, sessions));
describe("login", () => run(here, logins));
describe("profile and logic", () => run(here, profile));
describe("certificates", () => run(here, certificates));
describe("search", () => run(here, search));
describe("groups", () => run(here, groups));
describe("children", () => run(here, children));
describe("admins", () => run(here, admins));
describe("users", () => run(here, users));
describe("actions", () => run(here, actions));
describe("mails and their tokens", () => run(here, mails));
describe("settings and quotas", () => run(here, settings));
describe("tokens", () => run(here, tokens));
describe("what hangs on a group", () => run(here, groupExtras));
describe("brands", () => run(here, brands));
describe("logos and images", () => run(here, logos));
describe("reports", () => run(here, reports));
describe("lock", () => run(here, lock));
describe("storages", () => run(here, storages));
describe("datacenter", () => run(here, datacenter));
describe("hosts, links and machines", () => run(here, machines));
describe("what every operation refuses", () => run(here, refusals));

describe("the documented statuses", () => {
  const documented = BUILT.flatMap((id) => [...operationById(id).responses.keys()].map((status) => pair(id, status)));
  const excused = CAN_NOT_OCCUR.map(({ operation, status }) => pair(operation, status));

  it("have each been seen, but those that can't occur", () => {
    expect(documented.filter((entry) => !seen.has(entry) && !excused.includes(entry))).toEqual([]);
  });

  it("are answered with the operation's own error where it documents one, but where none can occur", () => {
    const own = BUILT.flatMap((id) => [...ownErrors(operationById(id)).keys()].map((status) => pair(id, status)));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((entry) => !seenOwn.has(entry) && !excused.includes(entry))).toEqual([]);
  });

  it("are added to only where it has been seen", () => {
    expect(PLAINLY_MEANT.filter(({ operation, status }) => !seen.has(pair(operation, status)))).toEqual([]);
  });

  it("are excused only where they are documented and have not been seen", () => {
    expect(excused.filter((entry) => seen.has(entry) || !documented.includes(entry))).toEqual([]);
  });
});

describe("operations", () => {
  const others = OPERATIONS.filter(({ id }) => !BUILT.includes(id));

  it("are all of the contract's, built or not", () => {
    expect([BUILT.length, new Set(BUILT).size, others.length]).toEqual([114, 114, 0]);
  });

  it.each(others)("$method $path is not built: 501", async ({ method, path, listedRoles }) => {
    const as = (world.tree.accounts as Record<string, Credentials>)[listedRoles?.[0] ?? "root_admin"];
    const { status, headers, text } = await world.send(method, fill(path, inside(world)), { as });
    expect(problemsOf({ method, path, status, contentType: headers["content-type"] ?? null, text })).toEqual([]);
    expect(status).toBe(501);
  });
});
