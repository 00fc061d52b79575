import type { AccountFact, BrandFact, GroupFact } from "./facts.js";
import { Denied, type Eyes } from "./model.js";

/** The graph's fields of which the model says what they answer. */

export type Args = Readonly<Record<string, unknown>>;
type Resolve<Source> = (eyes: Eyes, source: Source, args: Args) => unknown;

/** An object that fields lead to: of which type, and what the model knows of it. */
export interface Node {
  type: string;
  fact: unknown;
}

const node = (type: string, fact: unknown): Node => ({ type, fact });
const nodes = (type: string, facts: readonly unknown[]): Node[] => facts.map((fact) => node(type, fact));
/** A page of all there is. */
const page = (type: string, facts: readonly unknown[]): Node => node(`${type}Connection`, nodes(type, facts));
const shownId = <Fact extends { id: string }>(_eyes: Eyes, { id }: Fact): string => id;
/** Something that is shown with whatever it hangs on: it is enough that it is answered. */
const whatever = (type: string) => (): Node => node(type, null);

export const accountNode = (account: AccountFact): Node => node(account.isAdmin ? "Admin" : "User", account);
export const groupNode = (group: GroupFact): Node => node("Group", group);
/** A brand as it is shown for a group, or for none. */
export const brandNode = (brand: BrandFact, group: GroupFact | null): Node => node("Brand", { ...brand, group });

const accountsIn = (eyes: Eyes, group: GroupFact, isAdmin: boolean): AccountFact[] => {
  eyes.requireEnters(group);
  return [...eyes.facts.accounts.values()].filter((account) => account.groupId === group.id && account.isAdmin === isAdmin);
};

const hanging = <Fact extends { groupId: string }>(facts: readonly Fact[], { id }: GroupFact): Fact[] =>
  facts.filter(({ groupId }) => groupId === id);

const GROUP: Record<string, Resolve<GroupFact>> = {
  id: shownId,
  uuid: (_eyes, { uuid }) => uuid,
  parent: (eyes, group) =>
    eyes
      .above(group)
      .slice(0, 1)
      .filter((above) => eyes.reads(above))
      .map(groupNode)[0] ?? null,
  ancestors: (eyes, group) =>
    nodes(
      "Group",
      eyes
        .above(group)
        .filter((above) => eyes.reads(above))
        .reverse(),
    ),
  children: (eyes, group) =>
    page(
      "Group",
      [...eyes.facts.groups.values()].filter(({ parentId }) => parentId === eyes.requireEnters(group).id),
    ),
  admins: (eyes, group) => page("Admin", accountsIn(eyes, group, true)),
  users: (eyes, group, { includeHidden }) =>
    page(
      "User",
      accountsIn(eyes, group, false).filter(({ hidden }) => includeHidden === true || !hidden),
    ),
  storages: (eyes, group) =>
    page(
      "Storage",
      eyes.facts.storages.filter(({ id }) => eyes.storagesFor(group).has(id)),
    ),
  reports: (eyes, group) => page("Report", hanging(eyes.facts.reports, eyes.requireEnters(group)).reverse()),
  reportSchedules: (eyes, group) => page("ReportSchedule", hanging(eyes.facts.schedules, eyes.requireEnters(group))),
  reportSchedule: (eyes, group) => (eyes.requireEnters(group), node("GroupReportSchedule", null)),
  brand: (eyes, group) => eyes.brandOf(group) && brandNode(eyes.brandOf(group)!, group),
  effectiveBrand: (eyes, group) => brandNode(eyes.effectiveBrand(group), group),
  settings: whatever("GroupSettings"),
  quotas: whatever("GroupQuotas"),
  usage: whatever("Usage"),
  contact: whatever("Contact"),
  pricing: whatever("Pricing"),
};

const ACCOUNT: Record<string, Resolve<AccountFact>> = {
  id: shownId,
  uuid: (_eyes, { uuid }) => uuid,
  // Whoever sees an account sees its group, but for service users: they see no groups.
  group: (eyes, { groupId }) => groupNode(eyes.requireReads(eyes.facts.groups.get(groupId)!)),
};

const WITH_ID: Record<string, Resolve<{ id: string }>> = { id: shownId };

/** By type, the fields that the model knows. Connections have `nodes` alone. */
export const FIELDS: Readonly<Record<string, Record<string, Resolve<never>>>> = {
  Group: GROUP,
  Admin: ACCOUNT,
  User: {
    ...ACCOUNT,
    machines: (eyes, user: AccountFact) =>
      page(
        "Machine",
        eyes.facts.machines.filter(({ userId }) => userId === user.id),
      ),
    quotas: whatever("UserQuotas"),
    usage: whatever("Usage"),
    backup: whatever("BackupClient"),
  },
  Brand: {
    id: shownId,
    smtpServer: (eyes, { group, ...brand }: BrandFact & { group: GroupFact | null }) => eyes.smtpServerOf(brand, group),
  },
  Storage: WITH_ID,
  Report: WITH_ID,
  ReportSchedule: WITH_ID,
  Machine: WITH_ID,
  Session: WITH_ID,
  BackupServer: WITH_ID,
  Watcher: WITH_ID,
  SearchHit: WITH_ID,
  ApiAccount: { ...WITH_ID, identifier: (_eyes, { identifier }: { identifier: string }) => identifier },
  Profile: WITH_ID,
};

/** Arguments with which lists are whole. */
const PAGED = new Set(["children", "admins", "users", "storages", "reports", "reportSchedules", "machines"]);
export const argsOf = (field: string, draw: () => boolean): Args => ({
  ...(PAGED.has(field) && { first: null }),
  ...(field === "users" && { includeHidden: draw() }),
});

/** What a reference names: an integer id, a uuid, or `self`. */
function found<Fact extends { id: string; uuid: string }>(facts: Iterable<Fact>, ref: unknown): Fact {
  const fact = [...facts].find(({ id, uuid }) => id === ref || uuid === ref);
  if (fact === undefined) throw new Denied("NOT_FOUND");
  return fact;
}

function groupNamed(eyes: Eyes, ref: unknown): GroupFact {
  eyes.requireAdmin();
  return eyes.requireReads(ref === "self" ? eyes.facts.groups.get(eyes.account.groupId)! : found(eyes.facts.groups.values(), ref));
}

/** A service user is told of others not even whether they exist. */
function accountNamed(eyes: Eyes, ref: unknown, isAdmin: boolean | null): AccountFact {
  const own = ref === "self" || ref === eyes.account.id || ref === eyes.account.uuid;
  if (eyes.role === "user" && !own) throw new Denied("FORBIDDEN");
  const account = own ? eyes.account : found(eyes.facts.accounts.values(), ref);
  if (isAdmin !== null && account.isAdmin !== isAdmin) throw new Denied("NOT_FOUND");
  return eyes.requireSees(account);
}

/** The group whose brand is asked for. A service user sees the brand of its own. */
function brandedNamed(eyes: Eyes, ref: unknown): GroupFact {
  const own = eyes.facts.groups.get(eyes.account.groupId)!;
  return eyes.role === "user" && ["self", own.id, own.uuid].includes(ref as string)
    ? own
    : eyes.requireReads(ref === "self" ? own : found(eyes.facts.groups.values(), ref));
}

const requireApiAccountReader = (eyes: Eyes): void => {
  if (!eyes.isRootWithFullAccess) throw new Denied("FORBIDDEN");
};

function sessionsOf(eyes: Eyes, ref: unknown): Node {
  const account = ref == null ? eyes.account : accountNamed(eyes, ref, null);
  if (account.identityId !== eyes.account.identityId && !eyes.mayActFor(account)) throw new Denied("FORBIDDEN");
  return page("Session", eyes.facts.sessions.filter(({ identityId }) => identityId === account.identityId).reverse());
}

/** Everything by name is found in order of names, of which the model knows nothing: by ids, then. */
function hits(eyes: Eyes): Node[] {
  const { groups, accounts } = eyes.facts;
  const own = groups.get(eyes.account.groupId)!;
  if (eyes.role === "user") return nodes("SearchHit", [own, eyes.account]);
  const seen = [...accounts.values()].filter((account) => !account.hidden && eyes.enters(groups.get(account.groupId)!));
  return nodes("SearchHit", [...[...groups.values()].filter((group) => eyes.reads(group)), ...seen]);
}

function watchersOf(eyes: Eyes, ref: unknown): Node {
  eyes.requireAdmin();
  const { groups, accounts } = eyes.facts;
  const user = [...accounts.values()].find(({ id, uuid, isAdmin }) => !isAdmin && (id === ref || uuid === ref));
  const group = user === undefined ? groupNamed(eyes, ref) : groups.get(eyes.requireSees(user).groupId)!;
  const places = [group, ...eyes.above(group)].filter((place) => eyes.enters(place)).map(({ id }) => id);
  return page(
    "Watcher",
    [...accounts.values()].filter(
      (account) => account.isAdmin && account.enabled && account.watchesManagement && places.includes(account.groupId),
    ),
  );
}

/** By name, the reads at the root of the graph that the model knows. */
export const ROOTS: Readonly<Record<string, (eyes: Eyes, args: Args) => unknown>> = {
  group: (eyes, { id }) => groupNode(groupNamed(eyes, id)),
  admin: (eyes, { id }) => (eyes.requireAdmin(), accountNode(accountNamed(eyes, id, true))),
  user: (eyes, { id }) => accountNode(accountNamed(eyes, id, false)),
  node: (eyes, { id }) => {
    eyes.requireAdmin();
    const isAccount = [...eyes.facts.accounts.values()].some((account) => account.id === id || account.uuid === id);
    return isAccount ? accountNode(accountNamed(eyes, id, null)) : groupNode(groupNamed(eyes, id));
  },
  groups: (eyes) => node("SearchResult", hits(eyes)),
  storage: (eyes, { groupId, id }) => {
    const group = groupNamed(eyes, groupId);
    return node(
      "Storage",
      found(
        eyes.facts.storages.filter((storage) => eyes.storagesFor(group).has(storage.id)),
        id,
      ),
    );
  },
  report: (eyes, { groupId, id }) => {
    const group = groupNamed(eyes, groupId);
    const report = found(hanging(eyes.facts.reports, group), id);
    if (!eyes.mayReadReport(group, report.level)) throw new Denied("FORBIDDEN");
    return node("Report", report);
  },
  reportSchedule: (eyes, { id }) => {
    eyes.requireAdmin();
    const schedule = found(eyes.facts.schedules, id);
    eyes.requireEnters(eyes.facts.groups.get(schedule.groupId)!);
    return node("ReportSchedule", schedule);
  },
  brand: (eyes, { id }) => brandNode(found(eyes.facts.brands, id), null),
  groupBrand: (eyes, { groupId, effective }) => {
    const group = brandedNamed(eyes, groupId);
    return brandNode(eyes.brandOf(group) ?? (effective === true ? eyes.effectiveBrand(group) : eyes.platformBrand()), group);
  },
  sessions: (eyes, { accountId }) => sessionsOf(eyes, accountId),
  watchers: (eyes, { id }) => watchersOf(eyes, id),
  backupServers: (eyes) => (eyes.requireRole("root"), page("BackupServer", eyes.facts.backupServers)),
  apiAccounts: (eyes) => (requireApiAccountReader(eyes), page("ApiAccount", eyes.facts.apiAccounts)),
  apiAccount: (eyes, { identifier }) => {
    requireApiAccountReader(eyes);
    const account = eyes.facts.apiAccounts.find((candidate) => candidate.identifier === identifier);
    if (account === undefined) throw new Denied("NOT_FOUND");
    return node("ApiAccount", account);
  },
  clientCertificates: (eyes) => (eyes.requireRole("root"), page("ClientCertificate", [])),
  serviceHosts: (eyes, { userId }) => (accountNamed(eyes, userId, false), undefined),
  viewer: (eyes) => node("Profile", eyes.account),
  colorSchemes: (eyes) => (eyes.requireAdmin(), undefined),
  forgottenPasswordPage: (eyes) => (eyes.requireAdmin(), undefined),
  identityProvider: (eyes) => (eyes.requireAdmin(), undefined),
};

/** Reads at the root of which the model says nothing, and why. */
export const UNKNOWN: Readonly<Record<string, string>> = {
  accountCheck: "open to all, for whoever signs the question",
  accountServer: "open to all",
  actionToken: "a token decides, not who asks",
  backupConsole: "what a group is able to do decides, too, and the credential; test/access has it",
  businessRules: "the same for all",
  certificateAuthority: "made when it is first asked for; the same for all admins",
  checkMachineRegistration: "a right to change something, not to see it",
  constants: "the same for all",
  groupLogo: "an image of the effective brand, which is for everyone to see; the trees have none",
  image: "brands are for everyone to see; the trees have none",
  languages: "the same for all",
  migrationAccess: "settings of a group decide, and bits of the access type; test/access has it",
  principal: "whoever asks sees itself",
  profiles: "whoever asks sees itself, on all of its accounts",
  uiLanguages: "the same for all",
  versions: "the same for all",
};
