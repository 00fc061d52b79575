import type { Knex } from "knex";
import { constrained } from "../../../db/constraint.js";
import { requireRight } from "../../access/rights.js";
import { requireReadableContents } from "../../access/visibility.js";
import { hashToken } from "../../encryption/token-hash.js";
import { write } from "../../access/transaction.js";
import { isFullAdmin } from "../../access/viewer.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest, conflict, forbidden, notFound } from "../../kernel/errors.js";
import { findGroupForChange } from "../groups/group.lookup.js";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import { AccessRight } from "../../kernel/enums.js";
import type { RegisterBackupServerInput } from "./backup-server.input.js";
import * as table from "./backup-server.table.js";
import { checkPublicKey, newCurveKeys } from "./curve-keys.js";
import { parseAddress, parseEndpoint } from "./endpoint.js";
import { checkAgentId, requireSameSecret, requiredAgentId } from "./installation.rules.js";
import { bodyId } from "../../kernel/reference.js";

/** The port agents expect a backup server at. */
const AGENTS_PORT = 7786;

/** @throws Refusal BAD_REQUEST where there is no such server */
export async function requireBackupServer(trx: Knex, id: number, field: string): Promise<table.BackupServerRow> {
  const server = await table.backupServerById(trx, id);
  if (server === null) throw badRequest(`names no backup server: ${id}`, field);
  return server;
}

const unique = constrained({
  backup_servers_address: () => conflict("is taken by another backup server", "address"),
  backup_servers_internal_address: () => conflict("is taken by another backup server", "internalAddress"),
  backup_servers_agent: () => conflict("is taken by another backup server", "agentId"),
});

/** Registers a backup server, or one that is known anew. @returns its id */
export async function registerBackupServer(context: ViewerContext, input: RegisterBackupServerInput): Promise<number> {
  const { config, encryption } = context;
  const agentId = requiredAgentId(input.agentId);
  const outside = parseEndpoint(input.address, AGENTS_PORT, "address");
  const inside = input.internalAddress == null ? outside : parseEndpoint(input.internalAddress, AGENTS_PORT, "internalAddress");
  const keys = input.publicKey == null ? newCurveKeys() : { publicKey: checkPublicKey(input.publicKey), privateKey: null };
  const secretHash = input.secret == null ? null : hashToken(config.secret, input.secret);
  return write(context, "shared", async (trx, viewer) => {
    requireRight(viewer, AccessRight.WRITE);
    const known = await table.lockBackupServer(trx, agentId);
    if (known === null) checkAgentId(agentId);
    else requireSameSecret(known.secretHash, secretHash);
    const id = known?.id ?? (await table.newBackupServerId(trx));
    const privateKey = keys.privateKey === null ? null : encryption.encrypt(keys.privateKey, encryptionPlace(table.BACKUP_SERVER_KEY, id));
    await unique(table.putBackupServer(trx, id, { agentId, outside, inside, publicKey: keys.publicKey, privateKey, secretHash }));
    return id;
  });
}

/** The private key made for a server that was registered without keys, for who installs it. @throws Refusal FORBIDDEN */
export function privateKeyOf({ viewer, encryption }: ViewerContext, server: table.BackupServerRow): string | null {
  if (viewer.role !== "root_admin" || !isFullAdmin(viewer))
    throw forbidden("full-access", "only root admins with full access read private keys");
  return server.privateKey === null ? null : encryption.decrypt(server.privateKey, encryptionPlace(table.BACKUP_SERVER_KEY, server.id));
}

/** Records how many agents are online at the server of an internal address. @returns its id */
export async function reportOnlineAgents(context: ViewerContext, internalAddress: string, count: number): Promise<number> {
  const field = "backupServerIpAddress";
  const { host, port } = parseAddress(internalAddress, field);
  if (count < 0) throw badRequest("must not be negative", "onlineAgentsCount");
  return write(context, "shared", async (trx, viewer) => {
    requireRight(viewer, AccessRight.WRITE);
    const [server, ...others] = await table.serversAtInternalAddress(trx, host, port);
    if (server === undefined) throw notFound(`there is no backup server at '${internalAddress}'`);
    if (others.length > 0) throw conflict("is that of several backup servers: name the port, too", field);
    await table.setOnlineAgents(trx, server.id, count);
    return server.id;
  });
}

/** Moves a group and what is below it, as far as the caller may see inside, to a backup server. @returns the groups' ids and the server */
export async function migrateBackupServer(
  context: ViewerContext,
  ref: string,
  serverRef: string | null | undefined,
): Promise<{ groupIds: number[]; backupServer: table.BackupServerRow }> {
  const field = "backupServerId";
  const serverId = bodyId(serverRef ?? null, field);
  if (serverId === null) throw badRequest("is required", field);
  return write(context, "exclusive", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    requireReadableContents(viewer, group);
    requireRight(viewer, AccessRight.MIGRATION);
    await requireBackupServer(trx, serverId, field);
    const groupIds = await table.migrateToServer(trx, group, serverId);
    return { groupIds, backupServer: await requireBackupServer(trx, serverId, field) };
  });
}
