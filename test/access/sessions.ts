import type { Credentials, TestServer } from "../setup/test-server.js";

/** A cookie header's value for a new session. */
export async function session(server: TestServer, { login, password }: Credentials, headers: Record<string, string> = {}): Promise<string> {
  const { status, text, headers: answered } = await server.rest("POST", "/login", { body: { username: login, password }, headers });
  const cookie = answered.getSetCookie()[0]?.split(";")[0];
  if (status !== 200 || cookie === undefined) throw new Error(`login of ${login} answered ${status}: ${text}`);
  return cookie;
}

/** The status of a read by a session, and of one by Basic credentials. */
export async function statuses(server: TestServer, cookie: string, as: Credentials): Promise<[number, number]> {
  const [bySession, byBasic] = [
    await server.rest("GET", "/profile", { headers: { cookie } }),
    await server.rest("GET", "/profile", { as }),
  ];
  return [bySession.status, byBasic.status];
}
