import { parseReference } from "../../kernel/reference.js";
import { canReadGroup } from "../../access/visibility.js";
import { findAccount } from "../accounts/account.lookup.js";
import { effectiveBrandRow } from "../brands/brand.table.js";
import { type Page, checkAfter, checkFirst, toPage } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest } from "../../kernel/errors.js";
import { findGroup } from "../groups/group.lookup.js";
import { type GroupRow } from "../groups/group.table.js";
import { idsOnPath } from "../../access/group-path.js";
import { AccountSort, type BackupNotification, listToMask } from "../../kernel/enums.js";
import { watchersIn } from "./watcher.table.js";
import { type WatchedSubject, WatchedService, type Watcher } from "./watcher.type.js";
import { accountById, accountByUuid } from "../accounts/account.loaders.js";
import { groupById } from "../groups/group.loaders.js";

/** Whose watchers are asked for, and by which events. */
export interface WatchersRequest {
  ref: string;
  events: readonly BackupNotification[];
  service: WatchedService;
  levelsUp: number | null | undefined;
  first: number | null;
  after: string | null | undefined;
}

type NamedSubject = Omit<WatchedSubject, "hierarchyName">;

/** The group or service user a client names, with the group where its watchers begin. */
async function findSubject(context: ViewerContext, ref: string): Promise<{ group: GroupRow; subject: NamedSubject }> {
  const user = await serviceUser(context, ref);
  if (user !== null) return { group: (await context.loaders.of(groupById).load(user.groupId))!, subject: user };
  const group = await findGroup(context, ref);
  return { group, subject: { ...group.contact, login: null } };
}

async function serviceUser(context: ViewerContext, ref: string) {
  const { loaders } = context;
  const reference = parseReference(ref);
  if (typeof reference === "string") return null;
  const found = "id" in reference ? await loaders.of(accountById).load(reference.id) : await loaders.of(accountByUuid).load(reference.uuid);
  return found?.sort === AccountSort.SERVICE_USER ? findAccount(context, AccountSort.SERVICE_USER, ref) : null;
}

async function hierarchyName({ loaders, viewer }: ViewerContext, { path }: GroupRow): Promise<string> {
  const rows = await Promise.all(idsOnPath(path).map((id) => loaders.of(groupById).load(id)));
  return rows.flatMap((row) => (row !== null && canReadGroup(viewer, row) ? [row.name] : [])).join("/");
}

/** The admins at and above a group who are mailed about its events, as far as they are in the caller's part of the tree. */
export async function findWatchers(
  context: ViewerContext,
  { ref, events, service, levelsUp, first, after }: WatchersRequest,
): Promise<Page<Watcher>> {
  const { config, db, viewer } = context;
  if (levelsUp != null && levelsUp < 0) throw badRequest("must not be negative", "levelsUp");
  const length = checkFirst(first);
  const cursor = checkAfter(after);
  const { group, subject } = await findSubject(context, ref);
  const about = service === WatchedService.MANAGEMENT ? { management: true as const } : { backupEvents: listToMask(events) };
  const ids = idsOnPath(group.path);
  const groupIds = levelsUp == null ? ids : ids.slice(-levelsUp - 1);
  const rows = await watchersIn(db, viewer, { groupIds, about, first: length === null ? null : length + 1, after: cursor?.id ?? 0 });
  const brand = (await effectiveBrandRow(db, group.id))!;
  const shared = {
    sender: brand.smtpReplyAddress ?? config.mailFrom,
    brandId: brand.id,
    subject: { ...subject, hierarchyName: await hierarchyName(context, group) },
  };
  return toPage(
    rows.map(({ id, email, language }) => ({ id, recipient: email, language, ...shared })),
    length,
    ({ id }) => ({ key: "", id }),
  );
}
