import type { ViewerContext } from "../../graph/context.js";
import { Refusal, forbidden } from "../../kernel/errors.js";
import { backupServerById, preferredServer } from "../../features/datacenter/backup-server.table.js";
import { findGroupOrOwn, namesOwnGroup } from "../../features/groups/group.lookup.js";
import { type GroupRow } from "../../features/groups/group.table.js";
import { idsOnPath } from "../../access/group-path.js";
import { ownToken } from "../tokens/token.commands.js";
import { GroupCapability } from "../../kernel/enums.js";
import type { BackupConsole } from "./console.type.js";
import { checkLanguage } from "../../kernel/languages.js";

const API_PREFIX = "/api/ams/";
const PATH_PREFIX = "/bc/";

/** How a program asks for the console. */
export interface ConsoleWish {
  app: string | null | undefined;
  language: string | null | undefined;
  username: string | null | undefined;
}

/** Address within the data centre of the backup server that a group, or the nearest above, prefers; "" where none does. */
async function backupServerAddress({ db }: ViewerContext, { path }: GroupRow): Promise<string> {
  const id = await preferredServer(db, idsOnPath(path));
  return id === null ? "" : (await backupServerById(db, id))!.internalHost;
}

/** Where a group's backup console is, with a token of the caller's for it. */
export async function findConsole(context: ViewerContext, ref: string, { app, language, username }: ConsoleWish): Promise<BackupConsole> {
  const { config, viewer } = context;
  if (language != null) checkLanguage(language);
  // Of other groups a service user learns not even whether they are there.
  if (viewer.role === "tenant_viewer" && !namesOwnGroup(viewer, ref)) throw forbidden("visibility", `'${ref}' is not your own group`);
  const group = await findGroupOrOwn(context, ref);
  if ((group.capabilities & GroupCapability.BACKUP) === 0) {
    throw new Refusal("NOT_ACCEPTABLE", `group ${group.id} lacks the capability BACKUP: it has no backup console`);
  }
  const host = config.backupConsoleUrl;
  const signed = await ownToken(context);
  const url = `${host}${PATH_PREFIX}#access_token=${signed.token}`;
  const wish = Object.entries({ app, language, username }).filter((entry): entry is [string, string] => entry[1] != null);
  return {
    host,
    serverAddress: new URL(host).host,
    apiPrefix: API_PREFIX,
    pathPrefix: PATH_PREFIX,
    shard: await backupServerAddress(context, group),
    ...signed,
    url,
    redirectUrl: [url, ...wish.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join("&"),
  };
}
