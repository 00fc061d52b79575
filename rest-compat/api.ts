import { type ErrorEnvelope, errorAnswer, faultAnswer } from "./envelope.js";
import { flatErrorAnswer, flatFaultAnswer } from "./flat-envelope.js";

/** One documented API that is served over the graph. */
export interface Api {
  /** Its contract, by the name of the file. */
  contract: string;
  /** Whether the documents of a folder of `operations` are its own. */
  owns: (folder: string) => boolean;
  errorAnswer: ErrorEnvelope;
  /** The body for what no operation could be asked by. */
  faultAnswer: (status: number, reason: string) => object;
}

const ACCOUNT_DOCUMENTS = "security";

/** The Multi-service Portal API v1. */
export const PORTAL_API: Api = {
  contract: "multi-service-portal-v1.openapi.json",
  owns: (folder) => folder !== ACCOUNT_DOCUMENTS,
  errorAnswer,
  faultAnswer,
};

/** The account API of the page "Register a new account". */
export const ACCOUNT_API: Api = {
  contract: "account-api-v1.openapi.json",
  owns: (folder) => folder === ACCOUNT_DOCUMENTS,
  errorAnswer: flatErrorAnswer,
  faultAnswer: flatFaultAnswer,
};
