import { constrained } from "../../db/constraint.js";
import { requireRight } from "../access/rights.js";
import { write } from "../access/transaction.js";
import type { ViewerContext } from "../context.js";
import { badRequest, conflict } from "../errors.js";
import { sealedPlace } from "../sealing.table.js";
import { AccessRight } from "../vocabulary.js";
import { parseEndpoint } from "./endpoint.js";
import type { RegisterGatewayInput } from "./gateway.input.js";
import { GATEWAY_KEY, type GatewayRow, insertGateway, newGatewayId } from "./gateway.table.js";

/** The port agents expect a registration server at. */
const REGISTRATION_PORT = 443;

const unique = constrained({ gateways_address: () => conflict("is taken by another registration server", "address") });

/** Registers a registration server; its key is kept sealed. */
export async function registerGateway(context: ViewerContext, input: RegisterGatewayInput): Promise<GatewayRow> {
  const endpoint = parseEndpoint(input.address, REGISTRATION_PORT, "address");
  if (input.cipherKey === "") throw badRequest("must not be empty", "cipherKey");
  return write(context, "shared", async (trx, viewer) => {
    requireRight(viewer, AccessRight.WRITE);
    const id = await newGatewayId(trx);
    const cipherKey = context.sealing.seal(input.cipherKey, sealedPlace(GATEWAY_KEY, id));
    return unique(insertGateway(trx, { ...endpoint, id, cipherKey }));
  });
}
