import { ROOT } from "../../setup/test-server.js";
import { PASSWORD } from "../../setup/tree.js";
import { type World, must } from "../world.js";

/** What a browser says it takes. */
export const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

/** What a browser says on a page of another site. */
export const OTHER_SITE = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };

/** A session of an account that may no longer be used from here. */
export async function refusedSession(world: World): Promise<{ cookie: string }> {
  const { id } = await world.group();
  const headers = await world.session(await world.account("admins", id));
  must(200, await world.send("POST", `/groups/${id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } }));
  return headers;
}

/** An identity with an admin's seat in the company and another in the unit. */
export async function twoSeats(world: World): Promise<{ login: string; password: string; first: number; second: number }> {
  const { login: name, id } = await world.account("admins");
  const body = { login: name, use_existing_identity: 1 };
  const { id: second } = must(201, await world.send("POST", `/groups/${world.tree.unit.id}/admins`, { as: ROOT, body })).body as {
    id: number;
  };
  return { login: name, password: PASSWORD, first: id, second };
}
