import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { CLIENTS, type Client } from "./clients.js";

interface Made {
  id: number;
  uuid: string;
  version: number;
}

describe.each(CLIENTS)("the documented flow, by %s", (_name, makeClient) => {
  let server: TestServer;
  let root: Client;
  let partner: Client;
  let person: Client;
  let company: Made;
  let unit: Made;
  let user: Made;

  beforeAll(async () => {
    server = await startTestServer();
    [root, partner, person] = [await makeClient(), await makeClient(), await makeClient()];
  });
  afterAll(async () => {
    await Promise.all([root, partner, person].map((client) => client.dispose()));
    await server.stop();
  });

  /** An answer of that status, parsed. */
  async function ask<T = never>(client: Client, status: number, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await client.ask(method, `${server.url}/api/1${path}`, body);
    expect({ path, ...answer }).toEqual({ path, status, text: answer.text });
    return (answer.text === "" ? undefined : JSON.parse(answer.text)) as T;
  }

  const logIn = (client: Client, username: string, password: string): Promise<{ id: number; accounts: { id: number }[] }> =>
    ask(client, 200, "POST", "//login/", { username, password });

  /** Sets the first password of an account by the token from its mail. */
  async function activate(asker: Client, login: string, password: string): Promise<void> {
    const stranger = await makeClient();
    const { token, host } = await ask<{ token: string; host: string }>(
      asker,
      200,
      "GET",
      `/actions/mail/activate?login=${login.replace("+", "%2B")}`,
    );
    expect(host).toMatch(/^https?:\/\/.*[^/]$/);
    expect(await ask(stranger, 200, "GET", `/actions/activate?token=${token}`)).toMatchObject({ login, activated: false });
    expect(await ask(stranger, 200, "POST", `/actions/activate?token=${token}`, { password })).toBe("Success");
    await ask(stranger, 401, "POST", `/actions/activate?token=${token}`, { password });
    await stranger.dispose();
  }

  it("finds the server and logs in, trailing and doubled slashes included", async () => {
    expect(await ask(root, 200, "GET", `/accounts/?login=${ROOT.login}`)).toMatchObject({ id: 0, login: ROOT.login });
    await ask(root, 401, "GET", "/groups/self/children/");
    const { id, accounts } = await logIn(root, ROOT.login, ROOT.password);
    expect(accounts).toEqual([expect.objectContaining({ id })]);
    expect(await root.cookie()).toEqual({
      value: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      expires: expect.toSatisfy((at: number) => at > Date.now() / 1000) as number,
      hostOnly: true,
    });
    await ask(root, 204, "GET", "/checkauth");
    expect(await ask(root, 200, "GET", "/groups/self/children/")).toEqual({ items: [] });
  });

  it("makes a partner and its admin, who logs in", async () => {
    const made = await ask<Made>(root, 201, "POST", "/groups/self/children", { name: "Partner", kind: 30 });
    await ask(root, 409, "POST", "/groups/self/children", { name: "Partner", kind: 30 });
    await ask(root, 201, "POST", `/groups/${made.uuid}/admins`, { login: "pat@example.com", firstname: "Pat", lastname: "Partner" });
    await activate(root, "pat@example.com", "the partner's own");
    await logIn(partner, "PAT@example.com", "the partner's own");
    expect(await ask(partner, 200, "GET", "/groups/self")).toMatchObject({ id: made.id, kind: 30, name: "Partner" });
    expect(await ask(root, 200, "GET", "/groups/self/children?request_type=uuids_list")).toEqual({ items: [made.uuid] });
  });

  it("the partner makes a company, a unit and a service user, who logs in", async () => {
    company = await ask<Made>(partner, 201, "POST", "/groups/self/children", { name: "Company", kind: 40 });
    unit = await ask<Made>(partner, 201, "POST", `/groups/${company.id}/children/`, { name: "Unit", kind: 50 });
    await ask(partner, 400, "POST", `/groups/${company.id}/children`, { name: "Other", kind: 30 });
    user = await ask<Made>(partner, 201, "POST", `/groups/${unit.id}/users`, {
      login: "uma+1@example.com",
      firstname: "Uma",
      lastname: "User",
    });
    await activate(partner, "uma+1@example.com", "the user's own one");
    await logIn(person, "uma+1@example.com", "the user's own one");
    expect(await ask(person, 200, "GET", "/users/self")).toMatchObject({ id: user.id, uuid: user.uuid, tenant_id: unit.id, status: 1 });
    expect(await ask(person, 200, "GET", `/groups/${unit.id}/users/${user.id}`)).toMatchObject({ id: user.id });
    await ask(person, 403, "GET", `/groups/${unit.id}`);
    expect(
      await ask(person, 200, "POST", "/actions/change_password", {
        current_password: "the user's own one",
        new_password: "a newer one of it",
      }),
    ).toBe("Success");
    await ask(person, 200, "GET", "/profile");
  });

  it("changes with chained versions; a stale one changes nothing", async () => {
    const { version } = await ask<Made>(partner, 200, "GET", `/groups/${company.id}`);
    const first = await ask<Made>(partner, 200, "PUT", `/groups/${company.id}?version=${version}`, { internal_tag: "first" });
    const second = await ask<Made>(partner, 200, "PUT", `/groups/${company.id}?version=${first.version}`, {
      internal_tag: "second",
      contact: { city: "Town" },
    });
    expect([first.version, second.version]).toEqual([version + 1, version + 2]);
    await ask(partner, 426, "PUT", `/groups/${company.id}?version=${first.version}`, { internal_tag: "stale", name: "Stale" });
    expect(await ask(partner, 200, "GET", `/groups/${company.id}`)).toMatchObject({
      version: second.version,
      internal_tag: "second",
      name: "Company",
      contact: { city: "Town" },
    });
  });

  it("deletes a group only when it is disabled, and then its whole subtree", async () => {
    const { version } = await ask<Made>(partner, 200, "GET", `/groups/${company.id}`);
    await ask(partner, 400, "DELETE", `/groups/${company.id}?version=${version}`);
    const disabled = await ask<Made>(partner, 200, "PUT", `/groups/${company.id}?version=${version}`, { status: 0 });
    await ask(person, 401, "GET", "/profile");
    await ask(partner, 426, "DELETE", `/groups/${company.id}?version=${version}`);
    expect(await ask(partner, 204, "DELETE", `/groups/${company.id}?version=${disabled.version}`)).toBeUndefined();
    for (const path of [`/groups/${company.id}`, `/groups/${unit.uuid}`, `/users/${user.id}`]) await ask(partner, 404, "GET", path);
    await ask(person, 401, "POST", "/login", { username: "uma+1@example.com", password: "a newer one of it" });
    expect(await ask(partner, 200, "GET", "/groups/self/children")).toEqual({ items: [] });
  });

  it("logs out, and the jar is empty", async () => {
    await ask(partner, 204, "POST", "/logout/");
    expect(await partner.cookie()).toBeNull();
    await ask(partner, 401, "GET", "/profile");
    expect(await ask(root, 200, "GET", "/logout")).toBe("Success");
    await ask(root, 401, "GET", "/profile");
  });
});
