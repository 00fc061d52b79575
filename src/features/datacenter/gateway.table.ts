import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { EncryptedColumn } from "../../encryption/encryption.table.js";
import type { Endpoint } from "./endpoint.js";

/** A stored registration server. */
export interface GatewayRow extends Endpoint {
  id: number;
  createdAt: Date;
}

export const GATEWAY_KEY: EncryptedColumn = { table: "gateways", key: "id", column: "cipher_key" };

const COLUMNS = `id, host, port, created_at "createdAt"`;

export async function newGatewayId(db: Knex): Promise<number> {
  return (await query<{ id: number }>(db, "select nextval('object_ids') id"))[0]!.id;
}

/** @param gateway its key is encrypted. Violates `gateways_address` where the address is taken. */
export async function insertGateway(db: Knex, gateway: Endpoint & { id: number; cipherKey: string }): Promise<GatewayRow> {
  const rows = await query<GatewayRow>(db, `insert into gateways (id, host, port, cipher_key) values (?, ?, ?, ?) returning ${COLUMNS}`, [
    gateway.id,
    gateway.host,
    gateway.port,
    gateway.cipherKey,
  ]);
  return rows[0]!;
}
