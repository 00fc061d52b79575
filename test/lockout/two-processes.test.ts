import { execFileSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";
import { removeDataFolder, testFolderPrefix } from "../setup/abandoned.js";
import { ServerProcess } from "../setup/server-process.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { from } from "./attempts.js";

const ROOT = { username: "root", password: "correct-horse-battery" };
const HERE = "192.0.2.1";
const GOOD = "203.0.113.7";

let database: TestDatabase;
let folder: string;
let processes: ServerProcess[];
let urls: string[];

beforeAll(async () => {
  execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" });
  database = await createTestDatabase();
  folder = await mkdtemp(testFolderPrefix);
  const env = {
    DATABASE_URL: database.url,
    PORTICO_SECRET: "a secret that both processes share, long enough",
    PORTICO_ROOT_LOGIN: ROOT.username,
    PORTICO_ROOT_PASSWORD: ROOT.password,
    TRUSTED_PROXIES: "127.0.0.1",
  };
  processes = [new ServerProcess(folder, env), new ServerProcess(folder, env)];
  urls = await Promise.all(processes.map((one) => one.ready()));
}, 180_000);
afterAll(async () => {
  await Promise.all(processes.map((one) => one.stop()));
  await database.drop();
  await removeDataFolder(folder);
});

const login = (at: number, body: object, address: string): Promise<Response> =>
  fetch(`${urls[at]}/api/1/login`, {
    method: "POST",
    headers: { "content-type": "application/json", ...from(address) },
    body: JSON.stringify(body),
  });

const basic = async (at: number, address: string): Promise<number> => {
  const authorization = `Basic ${Buffer.from(`${ROOT.username}:${ROOT.password}`).toString("base64")}`;
  return (await fetch(`${urls[at]}/api/1/profile`, { headers: { authorization, ...from(address) } })).status;
};

describe("two processes over one database", () => {
  it("count together: the lock of one is the other's, the right password included", async () => {
    const good = await login(1, ROOT, GOOD);
    const cookie = good.headers.getSetCookie()[0]!.split(";")[0]!;
    // Both have seen the password to be right from there.
    expect([await basic(0, HERE), await basic(1, HERE)]).toEqual([200, 200]);
    const statuses: number[] = [];
    for (let count = 0; count < 5; count++) statuses.push((await login(count % 2, { ...ROOT, password: `wrong ${count}` }, HERE)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    for (const at of [0, 1]) {
      const locked = await login(at, ROOT, HERE);
      expect([locked.status, Number(locked.headers.get("retry-after")) > 50]).toEqual([423, true]);
      expect(await basic(at, HERE)).toBe(403);
      // A session goes on, from the locked address even.
      expect((await fetch(`${urls[at]}/api/1/profile`, { headers: { cookie, ...from(HERE) } })).status).toBe(200);
    }
  });

  it("let no more than five guesses through when both are asked at once", async () => {
    const guesses = Array.from({ length: 100 }, (_, index) => login(index % 2, { username: "somebody", password: `guess ${index}` }, HERE));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 423).length]).toEqual([5, 95]);
  });

  it("know the same good addresses: failures from elsewhere lock nobody out there", async () => {
    for (let host = 1; host <= 25; host++) {
      for (let count = 0; count < 4; count++) await login(host % 2, { ...ROOT, password: `wrong ${count}` }, `10.0.0.${host}`);
    }
    for (const at of [0, 1]) {
      expect((await login(at, ROOT, "10.9.9.9")).status).toBe(423);
      expect((await login(at, ROOT, GOOD)).status).toBe(200);
    }
  }, 120_000);
});
