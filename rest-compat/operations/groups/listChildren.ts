import { badRequest } from "../../../src/kernel/errors.js";
import type { RestRequest } from "../../request.js";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const takes = ["request_type", "uuids", "$uuids", "$uuidsOnly"];

/** `request_type` decides between whole children, only their uuids, and those whose uuids are named. */
export function variables({ parameters }: RestRequest): Record<string, unknown> {
  const type = parameters.get("request_type") as string | undefined;
  if (type === undefined || type === "uuids_list") return { uuidsOnly: type !== undefined };
  if (type !== "tenants_batch") throw badRequest("request_type must be one of tenants_batch, uuids_list");
  const uuids = ((parameters.get("uuids") as string | undefined) ?? "").split(",").map((uuid) => uuid.trim());
  const wrong = uuids.find((uuid) => !UUID.test(uuid));
  if (wrong !== undefined) throw badRequest(`uuids must be a list of uuids, but has '${wrong}'`);
  return { uuidsOnly: false, uuids };
}

export const leavesBody = ({ parameters }: RestRequest): boolean => parameters.get("request_type") !== "uuids_list";

/** A list of uuids alone is one of texts. */
export function body(value: unknown, request: RestRequest): unknown {
  if (leavesBody(request)) return value;
  return { items: (value as { items: { uuid: string }[] }).items.map(({ uuid }) => uuid) };
}
