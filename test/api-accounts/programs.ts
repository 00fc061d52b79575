import { type Credentials, ROOT, type TestServer } from "../setup/test-server.js";
import { basic } from "../contract/http.js";

/** An answer of the account API. */
export interface Reply {
  status: number;
  text: string;
  body: never;
}

export interface Asking {
  as?: Credentials;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A request below /api/v1/security. */
export async function accountApi(
  { url }: Pick<TestServer, "url">,
  method: string,
  path: string,
  { as, headers, body }: Asking = {},
): Promise<Reply> {
  const response = await fetch(`${url}/api/v1/security${path}`, {
    method,
    headers: { ...(as && { authorization: basic(as) }), ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: (text === "" ? undefined : JSON.parse(text)) as never };
}

let made = 0;
/** An identifier nobody has used. */
export const freshIdentifier = (): string => `program-${++made}`;

/** What may be said of a new API account. */
export interface Wanted {
  identifier?: string;
  description?: string | null;
  permissions?: { value: string }[];
  roles?: string[];
  expires?: string | null;
}

/** A new local account as its program would use it. */
export async function program(server: TestServer, wanted: Wanted = {}, as: Credentials = ROOT): Promise<Credentials & { id: string }> {
  const { status, text, body } = await accountApi(server, "POST", "/accounts", {
    as,
    body: { type: "local", identifier: freshIdentifier(), ...wanted },
  });
  if (status !== 201) throw new Error(`expected 201, got ${status}: ${text}`);
  const { id, identifier, secret } = body as { id: string; identifier: string; secret: string };
  return { id, login: identifier, password: secret };
}

export const MANAGE = { value: "configuration:security:account:manage" };
export const AUDIT = { value: "configuration:security:account:audit" };
