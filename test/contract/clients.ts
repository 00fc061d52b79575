import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a client keeps of a cookie. */
export interface KeptCookie {
  value: string;
  /** Unix seconds; 0 for one that is not kept beyond the session. */
  expires: number;
  hostOnly: boolean;
}

/** A client with a jar of its own, as an integration has one. */
export interface Client {
  ask: (method: string, url: string, body?: unknown) => Promise<{ status: number; text: string }>;
  cookie: () => Promise<KeptCookie | null>;
  dispose: () => Promise<void>;
}

/** curl with a jar in a file. */
async function curlClient(): Promise<Client> {
  const folder = await mkdtemp(join(tmpdir(), "portico-jar-"));
  const jar = join(folder, "jar");
  return {
    ask: async (method, url, body) => {
      const data = body === undefined ? [] : ["-H", "Content-Type: application/json", "--data-binary", JSON.stringify(body)];
      const { stdout } = await run("curl", ["-sS", "--globoff", "-X", method, "-b", jar, "-c", jar, "-w", "\n%{http_code}", ...data, url]);
      const end = stdout.lastIndexOf("\n");
      return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) };
    },
    cookie: async () => {
      const lines = (await readFile(jar, "utf8")).split("\n").map((line) => line.split("\t"));
      const [, subdomains, , , expires, , value] = lines.find(([, , , , , name]) => name === "SESSION") ?? [];
      return value === undefined ? null : { value, expires: Number(expires), hostOnly: subdomains === "FALSE" };
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** fetch, its cookies kept by hand: only those with an expiry, as old clients do. */
function fetchClient(): Promise<Client> {
  let kept: KeptCookie | null = null;
  const keep = (header: string): void => {
    const [pair = "", ...attributes] = header.split("; ");
    const maxAge = Number(/^Max-Age=(\d+)$/m.exec(attributes.join("\n"))?.[1] ?? 0);
    const hostOnly = !attributes.some((attribute) => /^domain=/i.test(attribute));
    kept = maxAge === 0 ? null : { value: pair.slice("SESSION=".length), expires: Math.floor(Date.now() / 1000) + maxAge, hostOnly };
  };
  return Promise.resolve({
    ask: async (method, url, body) => {
      const response = await fetch(url, {
        method,
        redirect: "manual",
        headers: { ...(kept && { cookie: `SESSION="${kept.value}"` }), ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      for (const header of response.headers.getSetCookie()) keep(header);
      return { status: response.status, text: await response.text() };
    },
    cookie: () => Promise.resolve(kept),
    dispose: () => Promise.resolve(),
  });
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** The clients this machine has. */
export const CLIENTS: readonly [name: string, make: () => Promise<Client>][] = [
  ...(hasCurl ? [["curl", curlClient] as const] : []),
  ["fetch", fetchClient],
].map(([name, make]) => [name as string, make as () => Promise<Client>]);
