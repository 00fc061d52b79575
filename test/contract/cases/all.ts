import type { Case } from "../case.js";
import { actions } from "./actions.js";
import { admins } from "./admins.js";
import { brands } from "./brands.js";
import { certificates } from "./certificates.js";
import { children } from "./children.js";
import { groupExtras } from "./group-extras.js";
import { groups } from "./groups.js";
import { lock } from "./lock.js";
import { logins } from "./logins.js";
import { logos } from "./logos.js";
import { mails } from "./mails.js";
import { datacenter } from "./datacenter.js";
import { machines } from "./machines.js";
import { profile } from "./profile.js";
import { refusals } from "./refusals.js";
import { reports } from "./reports.js";
import { search } from "./search.js";
import { sessions } from "./sessions.js";
import { settings } from "./settings.js";
import { tokens } from "./tokens.js";
import { storages } from "./storages.js";
import { users } from "./users.js";

/** Every case of the portal's contract, by what it is about. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  "accounts, logout and checkauth": sessions,
  login: logins,
  "profile and logic": profile,
  certificates,
  search,
  groups,
  children,
  admins,
  users,
  actions,
  "mails and their tokens": mails,
  "settings and quotas": settings,
  tokens,
  "what hangs on a group": groupExtras,
  brands,
  "logos and images": logos,
  reports,
  lock,
  storages,
  datacenter,
  "hosts, links and machines": machines,
  "what every operation refuses": refusals,
};
