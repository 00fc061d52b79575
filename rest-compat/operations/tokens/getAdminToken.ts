import type { RestRequest } from "../../request.js";

export const takes = ["scope", "$scopes"];

/** The scopes come in one text, separated by commas with or without blanks. */
export function variables({ parameters }: RestRequest): Record<string, unknown> {
  const scope = parameters.get("scope") as string | undefined;
  return scope === undefined ? {} : { scopes: scope.split(",").map((word) => word.trim()) };
}
