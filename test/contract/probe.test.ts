/* eslint-disable */
import { afterAll, beforeAll, expect, test } from "vitest";
import http from "node:http";
import net from "node:net";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { startTestServer, ROOT, type TestServer } from "../setup/test-server.js";
import { makeTree, makeUser, type Tree, PASSWORD } from "../setup/tree.js";
let server: TestServer; let tree: Tree;
beforeAll(async () => { server = await startTestServer(); tree = await makeTree(server); });
afterAll(() => server.stop());
const show = async (label: string, p: Promise<any>) => { try { const a = await p; console.log(label, a.status, (a.text ?? JSON.stringify(a)).slice(0, 400)); return a; } catch (e: any) { console.log(label, "THREW", e?.message, e?.cause?.code); } };
const R = (m: string, p: string, body?: unknown, headers?: any, as: any = ROOT) => server.rest(m, p, { as, ...(body !== undefined && { body }), ...(headers && { headers }) });
const rawBody = async (m: string, p: string, text: any, headers: any = {}) => { const r = await fetch(server.url + "/api/1" + p, { method: m, body: text, duplex: "half", headers: { authorization: "Basic " + Buffer.from("root:" + ROOT.password).toString("base64"), "content-type": "application/json", ...headers } } as any); return { status: r.status, text: await r.text() }; };
test("x", async () => {
  await show("poison create", R("POST", `/groups/${tree.unit.id}/users`, { login: "jörg@example.com" }));
  await show("poison list", R("GET", `/groups/${tree.unit.id}/users`));
  await show("local mail", R("POST", `/groups/${tree.otherUnit.id}/users`, { login: "zz", email: "zz@localhost" }));
  await show("local list", R("GET", `/groups/${tree.otherUnit.id}/users`));
  for (const pricing of [{ price: 1e300 }, { price: 1e18 }, { storage_discount: 1e10 }, { rating: 3e9 }, {price: 1e-9}]) await show("pricing " + JSON.stringify(pricing), R("PUT", `/groups/${tree.partner.id}`, { pricing }));
  for (const s of [-8640000000000, 8640000000000, 253402300800, -1e12, -62135596801, -62167219201]) await show("subexp " + s, R("PUT", `/groups/${tree.partner.id}`, { privileges: { subscription_expiration: s } }));
  await show("get", R("GET", `/groups/${tree.partner.id}`));
  const deep = (n: number) => '{"login":"d","email":"d@example.com","x":' + "[".repeat(n) + "]".repeat(n) + "}";
  for (const n of [1000, 5000, 20000, 200000]) await show("deep " + n, rawBody("POST", `/groups/${tree.unit.id}/users`, deep(n).replace('"d"', `"d${n}"`)));
  for (const n of [1000, 200000]) await show("deep graph " + n, (async () => { const r = await fetch(server.url + "/graphql", { method: "POST", headers: { "content-type": "application/json" }, body: '{"query":"{__typename}","variables":{"x":' + "[".repeat(n) + "]".repeat(n) + "}}" }); return { status: r.status, text: await r.text() }; })());
  await show("deep graph value", (async () => { const n = 2000; const r = await fetch(server.url + "/graphql", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: "{ accountServer(login: " + "[".repeat(n) + "]".repeat(n) + ") {id} }" }) }); return { status: r.status, text: await r.text() }; })());
  for (const p of ["/accounts?login=%ZZ", "/accounts?login=%FF", "/groups/%ZZ", "/groups/%ED%A0%80", "/groups/%00", "/groups?limit=", "/groups?limit=1e3", "/groups?limit=99999999999", "/groups?limit=1.5", "/groups?limit=5&limit=6", "/groups?strict=2", "/groups/9007199254740993", "/groups/abc", "/groups/self?version=x"]) await show(p, R("GET", p));
  await show("customer_id", R("PUT", `/groups/${tree.partner.id}`, { customer_id: 5 }));
  await show("customer_id big", rawBody("POST", `/groups/${tree.partner.id}/children`, '{"name":"cc","kind":40,"customer_id":9007199254740993}'));
  await show("children 1e400", rawBody("POST", `/groups/${tree.partner.id}/children`, '{"name":"cd","kind":1e400}'));
  await show("price 1e400", rawBody("PUT", `/groups/${tree.partner.id}`, '{"pricing":{"price":1e400}}'));
  await show("existing no login", R("POST", `/groups/999999/admins`, { use_existing_identity: 1 }));
  await show("usage neg unknown", R("PUT", `/groups/999999`, { usage: { vm_count: -1 } }));
  await show("delete enabled", R("DELETE", `/groups/${tree.otherUnit.id}`));
  await show("mail none", R("GET", `/actions/mail/activate`));
  await show("own customer_id", R("PUT", `/groups/self`, { customer_id: "x" }, undefined, tree.accounts.partner_admin));
  await show("root status", R("PUT", `/groups/self`, { status: 0 }));
  await show("root parent", R("PUT", `/groups/self`, { parent_id: 5 }));
  await show("user_id only", server.rest("POST", "/login", { body: { user_id: 5 } }));
  await show("user_id only dead session", server.rest("POST", "/login", { body: { user_id: 5 }, headers: { cookie: "SESSION=x" } }));
  await show("login none", server.rest("POST", "/login", { body: {} }));
  await show("login bad", server.rest("POST", "/login", { body: { username: "root", password: "x" } }));
  await show("405", R("PATCH", "/groups/1"));
  await show("404", R("GET", "/nothing"));
  await show("apiroot", R("GET", ""));
  await show("wrongkind", R("POST", `/groups/${tree.partner.id}/children`, { name: "x", kind: 10 }));
  await show("kind type", R("POST", `/groups/${tree.partner.id}/children`, { name: "x", kind: "40" }));
  await show("unknown prop", R("POST", `/groups/${tree.partner.id}/children`, { name: "x", kind: 40, foo: 1 }));
  await show("__proto__", rawBody("POST", `/groups/${tree.partner.id}/children`, '{"name":"x","kind":40,"__proto__":{"a":1}}'));
  await show("email", R("PUT", `/users/${tree.accounts.tenant_viewer.id}`, { email: "no mail" }));
  await show("admin email", R("PUT", `/admins/${tree.accounts.unit_admin.id}`, { email: "no mail" }));
  await show("array", rawBody("POST", `/groups/${tree.partner.id}/children`, "[]"));
  await show("null", rawBody("PUT", `/groups/${tree.partner.id}`, "null"));
  // usage overflow
  await show("u1", R("PUT", `/groups/${tree.company.id}`, { usage: { storage_size: Number.MAX_SAFE_INTEGER } }));
  await show("u2", R("PUT", `/groups/${tree.otherCompany.id}`, { usage: { storage_size: Number.MAX_SAFE_INTEGER } }));
  await show("root after", R("GET", `/groups/self`));
  await show("children after", R("GET", `/groups/self/children`));
  // place
  const c = await server.rest("POST", "/login", { body: { username: "unit-admin", password: PASSWORD } });
  console.log(c.headers.get("set-cookie"));
  const cookie = c.headers.get("set-cookie")!.split(";")[0]!;
  await show("ips", R("POST", `/groups/${tree.unit.id}/settings/logon_ips`, { items: ["10.0.0.1"] }));
  await show("accounts with refused session", server.rest("GET", "/accounts?login=x", { headers: { cookie } }));
  await show("login with refused session", server.rest("POST", "/login", { headers: { cookie }, body: { username: "root", password: ROOT.password } }));
  await show("login refused", server.rest("POST", "/login", { body: { username: "unit-admin", password: PASSWORD } }));
  // big bodies
  const big = Buffer.alloc(20 * 1024 * 1024, "a");
  for (let i = 0; i < 3; i++) await show("fetch 20MB", rawBody("PUT", `/groups/${tree.partner.id}`, big));
  const viaHttp = (chunked: boolean) => new Promise<any>((resolve) => {
    const events: string[] = [];
    const req = http.request(server.url + `/api/1/groups/${tree.partner.id}`, { method: "PUT", headers: { authorization: "Basic " + Buffer.from("root:" + ROOT.password).toString("base64"), "content-type": "application/json", ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": String(big.length) }) } });
    req.on("response", (r) => { let t = ""; r.on("data", (d) => (t += d)); r.on("end", () => resolve({ status: r.statusCode, text: t + events.join() })); r.on("error", (e) => resolve({ status: r.statusCode, text: "RESERR " + e.message })); });
    req.on("error", (e: any) => { events.push(e.code); setTimeout(() => resolve({ status: 0, text: "REQERR " + events.join() }), 200); });
    let off = 0; const pump = () => { while (off < big.length) { const ok = req.write(big.subarray(off, off + 65536)); off += 65536; if (!ok) { req.once("drain", pump); return; } } req.end(); }; pump();
  });
  for (let i = 0; i < 5; i++) { await show("http CL", viaHttp(false)); await show("http chunked", viaHttp(true)); }
  writeFileSync("/tmp/w/big", big);
  const curl = (...args: string[]) => new Promise<any>((resolve) => execFile("curl", ["-sS", "-i", "-u", `root:${ROOT.password}`, "-X", "PUT", "-H", "Content-Type: application/json", ...args, "--data-binary", "@/tmp/w/big", server.url + `/api/1/groups/${tree.partner.id}`], (e, out, err) => resolve({ status: e?.code ?? 0, text: out.slice(0, 600) + "|" + err })));
  for (let i = 0; i < 2; i++) { await show("curl", curl()); await show("curl chunked", curl("-H", "Transfer-Encoding: chunked")); await show("curl noexpect", curl("-H", "Expect:")); }
  // absolute form
  const sock = (text: string) => new Promise<any>((resolve) => { const s = net.connect(Number(new URL(server.url).port), "127.0.0.1"); let t = ""; s.on("data", (d) => (t += d)); s.on("close", () => resolve({ status: 0, text: t.slice(0, 300) })); s.on("error", () => 0); s.write(text); });
  await show("absolute", sock(`GET ${server.url}/api/1/accounts?login=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`));
  await show("dotdot", sock(`GET /api/1/groups/../accounts?login=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`));
  await show("backslash", sock(`GET /api/1/groups\\self HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`));
  await show("nonascii", sock(`GET /api/1/accounts?login=é HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`));
  await show("raw@", sock(`GET /api/1/accounts?login=a@b%2Bc+d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`));
}, 120000);
