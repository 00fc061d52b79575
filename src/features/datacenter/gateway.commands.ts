import { constrained } from "../../../db/constraint.js";
import { requireRight } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest, conflict } from "../../kernel/errors.js";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import { AccessRight } from "../../kernel/enums.js";
import { parseEndpoint } from "./endpoint.js";
import type { RegisterGatewayInput } from "./gateway.input.js";
import { GATEWAY_KEY, type GatewayRow, insertGateway, newGatewayId } from "./gateway.table.js";

/** The port agents expect a registration server at. */
const REGISTRATION_PORT = 443;

const unique = constrained({ gateways_address: () => conflict("is taken by another registration server", "address") });

/** Registers a registration server; its key is kept encrypted. */
export async function registerGateway(context: ViewerContext, input: RegisterGatewayInput): Promise<GatewayRow> {
  const endpoint = parseEndpoint(input.address, REGISTRATION_PORT, "address");
  if (input.cipherKey === "") throw badRequest("must not be empty", "cipherKey");
  return write(context, "shared", async (trx, viewer) => {
    requireRight(viewer, AccessRight.WRITE);
    const id = await newGatewayId(trx);
    const cipherKey = context.encryption.encrypt(input.cipherKey, encryptionPlace(GATEWAY_KEY, id));
    return unique(insertGateway(trx, { ...endpoint, id, cipherKey }));
  });
}
