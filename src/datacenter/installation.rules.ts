import { timingSafeEqual } from "node:crypto";
import { badRequest, conflict } from "../errors.js";

const AGENT_ID_LENGTH = 255;

/** The id an installation names itself by. @throws Refusal BAD_REQUEST where it is missing or could not be used */
export function checkAgentId(agentId: string | null | undefined): string {
  if (agentId === null || agentId === undefined) throw badRequest("is required", "agentId");
  if (agentId.trim() !== agentId || agentId === "") throw badRequest("must not be empty, or begin or end with a blank", "agentId");
  if (agentId.length > AGENT_ID_LENGTH) throw badRequest(`must not have more than ${AGENT_ID_LENGTH} characters`, "agentId");
  return agentId;
}

/**
 * An installation that is known is registered again by whoever knows its secret: it is the same one, set up anew.
 *
 * @throws Refusal CONFLICT where it was registered without a secret, or with another one
 */
export function requireSameSecret(known: Buffer | null, sent: Buffer | null): void {
  if (known !== null && sent !== null && timingSafeEqual(known, sent)) return;
  throw conflict("is registered, with another secret than this", "agentId");
}
