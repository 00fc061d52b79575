import { createPrivateKey, createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newCurveKeys } from "../../src/features/datacenter/curve-keys.js";
import { BACKUP_SERVER_KEY } from "../../src/features/datacenter/backup-server.table.js";
import { GATEWAY_KEY } from "../../src/features/datacenter/gateway.table.js";
import { ENCRYPTED_COLUMNS } from "../../src/encrypted-columns.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { encryptAnew } from "../../src/encryption/encryption.table.js";
import { READ_AND_WRITE } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeAdmin } from "../setup/tree.js";
import { decodeZ85 } from "../setup/z85.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const register = (body: object) =>
  server.rest("POST", "/datacenter/backupservers", {
    as: ROOT,
    body: { address: "backup.example.com", agent_id: "backup", secret: "the server's password", ...body },
  });
const privateKey = async (as: Credentials = ROOT) => {
  const { data, errors } = await server.graph("{ backupServers { nodes { agentId publicKey privateKey } } }", { as });
  const [node] = (data as { backupServers: { nodes: { publicKey: string; privateKey: string | null }[] } }).backupServers.nodes;
  return { ...node!, code: errors?.[0]?.extensions.code };
};
const rows = async (): Promise<string> =>
  JSON.stringify([await server.db("backup_servers"), await server.db("gateways"), await server.db("machines")]);
const base64url = (key: string): string => decodeZ85(key).toString("base64url");

describe("a backup server's keys", () => {
  it("are made where it has none: the private one fits, is encrypted, and is shown to root admins with full access alone", async () => {
    expect((await register({})).status).toBe(201);
    const made = await privateKey();
    const jwk = { kty: "OKP", crv: "X25519", d: base64url(made.privateKey!), x: base64url(made.publicKey) };
    const derived = createPublicKey(createPrivateKey({ format: "jwk", key: jwk })).export({ format: "jwk" });
    expect(derived.x).toBe(jwk.x);
    expect(await rows()).not.toContain(made.privateKey!);
    const { text } = await server.rest("GET", "/datacenter/backupservers", { as: ROOT });
    expect(text).not.toContain(JSON.stringify(made.privateKey));
    const root = ((await server.rest("GET", "/groups/self", { as: ROOT })).body as { id: number }).id;
    const writer = await makeAdmin(server, root, "root-writer", { access_type: READ_AND_WRITE });
    expect(await privateKey(writer)).toMatchObject({ privateKey: null, code: "FORBIDDEN" });
  });

  it("are encrypted anew after a change of the secret", async () => {
    const before = (await privateKey()).privateKey;
    await server.rest("POST", "/datacenter/gateways", {
      as: ROOT,
      body: { address: "gateway.example.com", cipher_key: "the console's key" },
    });
    const { secret } = server.config;
    const rotated = new Encryption({ secret: "another secret, also of more than 32 characters", oldSecret: secret });
    const columns = [BACKUP_SERVER_KEY, GATEWAY_KEY];
    expect(ENCRYPTED_COLUMNS).toEqual(expect.arrayContaining(columns));
    expect(await encryptAnew(server.db, rotated, columns)).toBe(2);
    expect(
      await encryptAnew(server.db, new Encryption({ secret, oldSecret: "another secret, also of more than 32 characters" }), columns),
    ).toBe(2);
    expect((await privateKey()).privateKey).toBe(before);
  });

  it("are its own from when it brings them: the made one is gone", async () => {
    const { publicKey } = newCurveKeys();
    const again = await register({ address: "moved.example.com", public_key: publicKey });
    expect([again.status, again.body]).toEqual([201, { server_pubkey: publicKey, server_address: "moved.example.com:7786" }]);
    expect(await privateKey()).toMatchObject({ publicKey, privateKey: null, code: undefined });
    expect(await server.db("backup_servers")).toHaveLength(1);
  });
});

describe("passwords and keys of servers", () => {
  it.each(["the server's password", "the console's key"])("are in no row in the clear: %s", async (secret) => {
    const text = await rows();
    for (const form of [secret, Buffer.from(secret).toString("hex"), Buffer.from(secret).toString("base64")])
      expect(text).not.toContain(form);
  });

  it.each(["another", undefined])("are asked for again by who is registered anew, and not %s", async (secret) => {
    expect((await register({ secret })).status).toBe(409);
  });
});
