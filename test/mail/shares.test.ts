import { once } from "node:events";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "../setup/test-server.js";
import { type MadeAccount, makeAdmin } from "../setup/tree.js";
import { Routing, fresh } from "./routing.js";

/** A mail server that accepts every connection and says nothing. */
class SilentServer {
  readonly sockets: Socket[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<SilentServer> {
    const server = createServer();
    const silent = new SilentServer(server);
    server.on("connection", (socket: Socket) => silent.sockets.push(socket.on("error", () => undefined)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return silent;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get open(): number {
    return this.sockets.filter(({ closed }) => !closed).length;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

let routing: Routing;
beforeAll(async () => {
  routing = await Routing.start();
});
afterAll(() => routing.stop());

const TODAY = `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;
const order = async (group: number, as: MadeAccount | typeof ROOT, hidden = false): Promise<void> => {
  const text = `mutation { orderReport(groupId: "${group}",
    input: { level: ITSELF, hideZeroUsage: ${hidden}, beginDate: "${TODAY}", endDate: "${TODAY}", resultAction: SEND }) { id } }`;
  expect((await routing.server.graph(text, { as })).errors).toBeUndefined();
};

it("sixty mails for a server that never greets hold up neither another group's mail, nor the platform's, nor reports", async () => {
  const silent = await SilentServer.start();
  const [hung, other] = [await routing.branded(), await routing.branded()];
  const person = await makeAdmin(routing.server, other.group.id, fresh("person"));
  await routing.must("PUT", `/groups/${hung.group.id}/brand`, hung.setter, { smtp_port: silent.port });
  const logins = Array.from({ length: 20 }, () => fresh("hung"));
  for (const login of logins) await routing.must("POST", `/groups/${hung.group.id}/admins`, ROOT, { login, email: `${login}@example.com` });
  await Promise.all(
    [1, 2, 3].flatMap(() =>
      logins.map((login) => routing.must("POST", "/actions/mail/activate", ROOT, { login, email: `${login}@example.com` })),
    ),
  );
  const delivered = (): number => routing.platform.received.filter(({ recipients }) => recipients[0]!.startsWith("hung-")).length;
  await expect.poll(() => silent.open, { timeout: 10_000, interval: 20 }).toBe(1);

  await routing.forgot(person.login);
  await routing.forgot(ROOT.login);
  await order(other.group.id, person);
  expect((await routing.delivery(`${person.login}@example.com`, /^Reset/)).by).toBe("own");
  expect((await routing.delivery("root@example.com", /^Reset/)).by).toBe("platform");
  expect((await routing.delivery(`${person.login}@example.com`, /^Usage/)).by).toBe("own");
  // All that while the first of the sixty was hanging, on the only connection, and the others waited behind it.
  expect([silent.open, silent.sockets.length, delivered()]).toEqual([1, 1, 0]);

  // The first finds out that the server is down, and goes on trying; the rest go by the platform's without.
  await expect.poll(delivered, { timeout: 60_000, interval: 50 }).toBeGreaterThanOrEqual(59);
  expect(silent.sockets.length).toBeLessThanOrEqual(2);
  await expect.poll(delivered, { timeout: 90_000, interval: 100 }).toBe(60);
  expect(silent.sockets.length).toBeLessThanOrEqual(3);
  silent.stop();
}, 240_000);

it("a server that is down for a brand is tried again after a growing time, and at once with other settings", async () => {
  const { group, setter } = await routing.branded();
  const { db } = routing.server;
  const [{ id }] = (await db("brands").where({ group_id: group.id })) as [{ id: number }];
  const { markSmtpDown, markSmtpUp } = await import("../../src/features/brands/brand.table.js");
  const minutes = async (): Promise<number[]> => {
    const [row] = (await db("brands")
      .where({ id })
      .select(db.raw("smtp_failures, round(extract(epoch from smtp_down_until - now()) / 60)::integer as down"))) as [
      { smtp_failures: number; down: number },
    ];
    return [row.smtp_failures, row.down];
  };
  const expire = () =>
    db("brands")
      .where({ id })
      .update({ smtp_down_until: db.raw("now()") });
  for (const [failures, down] of [
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 16],
    [6, 32],
    [7, 60],
    [8, 60],
  ]) {
    for (let time = 0; time < 2; time++) await markSmtpDown(db, id);
    expect(await minutes()).toEqual([failures, down]);
    await expire();
  }
  await markSmtpDown(db, id);
  await routing.must("PUT", `/groups/${group.id}/brand`, setter, { smtp_encryption: "NONE" });
  expect(await minutes()).toEqual([0, null]);
  await markSmtpDown(db, id);
  await markSmtpUp(db, id);
  expect(await minutes()).toEqual([0, null]);
});

it("the reports of one group wait for each other, and not those of another group for them", async () => {
  const [busy, other] = [await routing.branded(), await routing.branded()];
  const { db } = routing.server;
  const holder = await db.transaction();
  await holder.raw("select pg_advisory_xact_lock(1)");
  // Whoever makes a report of the busy group waits here.
  await db.raw(`create function hold_report() returns trigger language plpgsql as $$ begin
    if new.group_id = ${busy.group.id} then perform pg_advisory_xact_lock(1); end if; return new; end $$;
    create trigger hold_report before update on reports for each row execute function hold_report()`);
  for (const hidden of [true, false]) await order(busy.group.id, busy.setter, hidden);
  for (const hidden of [true, false]) await order(busy.group.id, ROOT, hidden);
  const running = async (): Promise<number> =>
    Number(
      (
        await db.raw<{ rows: { count: string }[] }>(
          "select count(*) from graphile_worker.jobs where task_identifier = 'makeReport' and locked_at is not null",
        )
      ).rows[0]!.count,
    );
  await expect.poll(running, { timeout: 10_000 }).toBe(1);
  await order(other.group.id, other.setter);
  await routing.delivery(`${other.setter.login}@example.com`, /^Usage/);
  expect([
    await running(),
    routing.own.received
      .concat(routing.platform.received)
      .filter(({ recipients }) => recipients.includes(`${busy.setter.login}@example.com`)),
  ]).toEqual([1, []]);
  await holder.rollback();
  await routing.delivery(`${busy.setter.login}@example.com`, /^Usage/);
  await db.raw("drop trigger hold_report on reports; drop function hold_report");
});

it("one test mail at a time waits for a silent server; the next is told to come back", async () => {
  const silent = await SilentServer.start();
  const { group, setter } = await routing.branded();
  await routing.must("PUT", `/groups/${group.id}/brand`, setter, { smtp_port: silent.port });
  const send = () => routing.server.rest("POST", "/actions/mail/test", { as: setter, body: { group_id: group.id } });
  const first = send();
  await expect.poll(() => silent.open, { timeout: 8_000, interval: 20 }).toBe(1);
  const others = await Promise.all([send(), send(), send()]);
  expect(others.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual([1, 2, 3].map(() => [503, "30"]));
  expect(silent.sockets).toHaveLength(1);
  silent.stop();
  expect((await first).status).toBe(503);
});
