import type { Answer, Credentials, TestServer } from "../setup/test-server.js";

/** A request that comes from an address, where the server trusts its proxy. */
export const from = (address: string): Record<string, string> => ({ "x-forwarded-for": address });

/** Servers of these tests learn addresses from the header. */
export const BEHIND_PROXY = { TRUSTED_PROXIES: "127.0.0.1" };

export const login = (server: TestServer, { login: username, password }: Credentials, address: string): Promise<Answer> =>
  server.rest("POST", "/login", { body: { username, password }, headers: from(address) });

export const basic = (server: TestServer, as: Credentials, address: string): Promise<Answer> =>
  server.rest("GET", "/profile", { as, headers: from(address) });

/** A form of the sign-in page. */
export const signIn = (url: string, { login: name, password }: Credentials, address: string): Promise<Response> =>
  fetch(`${url}/signin`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url, ...from(address) },
    body: new URLSearchParams({ login: name, password }),
  });

const LOGIN = "mutation ($login: String!, $password: String!) { login(username: $login, password: $password) { message } }";

/** The graph's mutation, with the answer's headers. */
export const graphLogin = async (url: string, variables: Credentials, address: string): Promise<{ headers: Headers; text: string }> => {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...from(address) },
    body: JSON.stringify({ query: LOGIN, variables }),
  });
  return { headers: response.headers, text: await response.text() };
};

interface Sent {
  status: number;
  headers: Headers;
  text: string;
}

const sent = async (response: Response): Promise<Sent> => ({
  status: response.status,
  headers: response.headers,
  text: await response.text(),
});

/** A program's secret as the account API takes it. */
export const apiKey = async (url: string, { login: id, password }: Credentials, address: string): Promise<Sent> =>
  sent(await fetch(`${url}/api/v1/security/principals/self`, { headers: { "x-api-id": id, "x-api-key": password, ...from(address) } }));

/** An access token asked for. */
export async function tokenFor(
  url: string,
  grant: "client_credentials" | "password",
  { login: name, password }: Credentials,
  address: string,
): Promise<Sent> {
  const who: Record<string, string> = grant === "password" ? { username: name, password } : { client_id: name, client_secret: password };
  return sent(
    await fetch(`${url}/api/2/idp/token`, {
      method: "POST",
      headers: from(address),
      body: new URLSearchParams({ grant_type: grant, ...who }),
    }),
  );
}

/** Guesses that are wrong, one after the other. @returns their statuses */
export async function guess(server: TestServer, name: string, address: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count++) {
    statuses.push((await login(server, { login: name, password: `wrong ${count}` }, address)).status);
  }
  return statuses;
}
