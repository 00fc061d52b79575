import { timingSafeEqual } from "node:crypto";
import { badRequest, conflict } from "../../kernel/errors.js";
import { checkIdentifier } from "../../kernel/text.js";

const AGENT_ID_LENGTH = 255;

/** The id an installation names itself by. @throws Refusal BAD_REQUEST where it is missing */
export function requiredAgentId(agentId: string | null | undefined): string {
  if (agentId === null || agentId === undefined) throw badRequest("is required", "agentId");
  return agentId;
}

/** Checks the id of an installation that is not known yet. @throws Refusal BAD_REQUEST where it could not be used */
export function checkAgentId(agentId: string): void {
  checkIdentifier(agentId, "agentId", AGENT_ID_LENGTH);
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
