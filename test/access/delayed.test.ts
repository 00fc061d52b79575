import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AccessRight } from "../../src/kernel/enums.js";
import { MailServer } from "../setup/mail-server.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { KINDS, type KindName, WAYS, type Way, scene } from "./delayed-work.js";

/**
 * Work that is done later rests on a right, which is looked at again when it is done and when it is delivered: each kind of
 * such work, by each way to lose the right. Where that ends the work nothing is delivered and a reason is told; a way that
 * takes nothing the work rests on changes nothing.
 */

let server: TestServer;
let mail: MailServer;
beforeAll(async () => {
  mail = await MailServer.start();
  server = await startTestServer({ SMTP_URL: mail.url });
});
afterAll(async () => {
  await server.stop();
  await mail.close();
});
beforeEach(async () => {
  await server.db("outgoing_mails").delete();
  await server.db("graphile_worker._private_jobs").delete();
});

type By = "person" | "program" | "customer";

/** Why work ends, by the way; null where it goes on. */
type Reasons = Partial<Record<Way, RegExp | null>>;

const REMOVED = /the account that asked for it has been removed/;
const SCOPE = /is outside of your part of the tree/;
const CUT = /gives the groups above it no access/;
const ADDRESS = /access from your IP '127\.0\.0\.1' address is not allowed/;
const GONE = {
  "the account is removed": REMOVED,
  "the seat is removed, and its identity keeps another": REMOVED,
  "the account is disabled": /account \d+ is disabled/,
  "the account's group is disabled": /the group of account \d+, or one above it, is disabled/,
};
const PROGRAM_GONE = {
  "the program is removed": REMOVED,
  "the program expires": /API account \d+ has expired/,
  "the program's role is taken": SCOPE,
  "the account's group is disabled": SCOPE,
};

/** What is made or mailed: nobody asks from an address. */
const MAILED: Reasons = {
  ...GONE,
  "the group goes to a competitor": SCOPE,
  "the group cuts itself off": CUT,
  "the account may only read from now on": null,
  "the group is locked": null,
  "the account's group allows other addresses alone": null,
};
const WAITING: Reasons = { ...MAILED, "the account's e-mail changes": /has another e-mail address now/ };
/** The group's own admins may have its reports wherever it is. */
const OWN: Reasons = {
  "the group goes to a competitor": null,
  "the group cuts itself off": null,
  "the account may only read from now on": null,
  "the group is locked": null,
};
const LINK: Reasons = {
  ...MAILED,
  "the account's group allows other addresses alone": ADDRESS,
  "the account's group allows other addresses alone, and the company this one": ADDRESS,
};
const ACTING = /the token is unknown or expired/;
const ACTS: Reasons = {
  "the group goes to a competitor": ACTING,
  "the group cuts itself off": ACTING,
  "the account is disabled": /unknown|expired|valid session|authenticated/i,
  "the account is removed": /unknown|expired|valid session|authenticated/i,
  "the account may only read from now on": ACTING,
  "the account's group allows other addresses alone": ADDRESS,
  "the account's group allows other addresses alone, and the company this one": ADDRESS,
  "the group is locked": null,
};
/** A token dies with the account that asked for it; else it tells what is amiss. */
const WORTHLESS = /the token is unknown, used or expired/;
const TOKEN: Reasons = {
  "the account is removed": WORTHLESS,
  "the seat is removed, and its identity keeps another": WORTHLESS,
  "the account is disabled": /may no longer have it: account \d+ is disabled/,
  "the account's group is disabled": /may no longer have it: the group of account/,
  "the group goes to a competitor": /may no longer have it: this identity has accounts outside/,
  "the group cuts itself off": /may no longer have it: this identity has accounts outside/,
  "the account may only read from now on": /may no longer have it: acting for another account needs full access/,
  "the account's group allows other addresses alone": ADDRESS,
  // The token is the company's account's, and the list of that counts.
  "the account's group allows other addresses alone, and the company this one": null,
  "the group is locked": null,
};
const EMAIL_TOKEN: Reasons = {
  ...TOKEN,
  "the account may only read from now on": /may no longer have it: your access type lacks the right WRITE/,
  "the group is locked": /may no longer have it: group \d+ is locked/,
};

const NEWCOMER: Reasons = {
  "the newcomer gets a seat elsewhere": /may no longer have it: this identity has accounts outside/,
};
const PROGRAM_TOKEN: Reasons = {
  ...NEWCOMER,
  "the program is removed": WORTHLESS,
  "the program expires": /may no longer have it: API account \d+ has expired/,
  "the program's role is taken": /may no longer have it: acting for another account needs full access/,
  "the program may only read from now on": /may no longer have it: acting for another account needs full access/,
  "the account's group is disabled": /may no longer have it: acting for another account needs full access/,
  "the group goes to a competitor": /may no longer have it: this identity has accounts outside/,
  "the group cuts itself off": /may no longer have it: this identity has accounts outside/,
  "the newcomer has a password by now": /may no longer have it: the account has a password already/,
  "the account's group allows other addresses alone": ADDRESS,
  "the group is locked": null,
};

const TABLE: readonly [KindName, By, Reasons][] = [
  ["a report to be mailed", "person", MAILED],
  ["a report to be mailed later", "person", MAILED],
  ["a report to be kept", "person", MAILED],
  [
    "a report to be kept",
    "program",
    {
      ...PROGRAM_GONE,
      "the group goes to a competitor": SCOPE,
      "the group cuts itself off": CUT,
      "the group is locked": null,
      "the account's group allows other addresses alone": null,
    },
  ],
  ["an ad hoc report", "person", MAILED],
  ["a schedule's report that was sent for", "person", MAILED],
  ["a report that is made, and whose mail waits", "person", WAITING],
  ["a saved report that was sent for, and whose mail waits", "person", WAITING],
  [
    "a schedule's report",
    "customer",
    { ...OWN, "the account's group is disabled": /group \d+ is disabled: none of its admins can log in/ },
  ],
  [
    "a schedule's report that is made, and whose mail waits",
    "customer",
    { ...OWN, ...GONE, "the account's e-mail changes": /has another e-mail address now/ },
  ],
  ["a link to a report", "person", LINK],
  [
    "a link to a report",
    "program",
    {
      ...PROGRAM_GONE,
      "the group goes to a competitor": SCOPE,
      "the group cuts itself off": CUT,
      "the group is locked": null,
      "the account's group allows other addresses alone": ADDRESS,
    },
  ],
  [
    "a storage's registration link",
    "person",
    { ...LINK, "the group cuts itself off": null, "the account may only read from now on": /WRITE/, "the group is locked": /is locked/ },
  ],
  [
    "a storage's registration link",
    "program",
    {
      ...PROGRAM_GONE,
      "the group goes to a competitor": SCOPE,
      "the group cuts itself off": null,
      "the group is locked": /is locked/,
      "the account's group allows other addresses alone": ADDRESS,
    },
  ],
  ["a token to reset a password that was handed out", "person", TOKEN],
  ["what such a token shows", "person", TOKEN],
  ["a token to activate that was handed out", "person", { ...TOKEN, ...NEWCOMER }],
  ["a token to activate that was handed out", "program", PROGRAM_TOKEN],
  ["what a token to activate shows", "program", PROGRAM_TOKEN],
  ["a token for an e-mail that was handed out", "person", EMAIL_TOKEN],
  ["a mailed link that sets an e-mail somebody chose", "person", EMAIL_TOKEN],
  ["a token to act as another", "person", ACTS],
  ["a session to act as another", "person", ACTS],
  ["a link to a report that who acts as another got", "person", ACTS],
];

describe.each(TABLE)("%s, of a %s", (kind, by, reasons) => {
  it("is delivered where nothing changes", async () => {
    const at = await scene(server, mail, by);
    const deliver = await KINDS[kind](at);
    expect(await deliver()).toEqual({ delivered: true, words: expect.any(String) as string });
  });

  it.each(Object.entries(reasons) as [Way, RegExp | null][])("where %s", async (way, reason) => {
    const at = await scene(server, mail, by);
    const deliver = await KINDS[kind](at);
    await WAYS[way](at);
    const { delivered, words } = await deliver();
    expect([delivered, words]).toEqual([
      reason === null,
      reason === null ? expect.any(String) : expect.stringMatching(new RegExp(reason, "i")),
    ]);
  });
});

describe("a report that has ended", () => {
  it("says so and why, through both endpoints, and has no rows", async () => {
    const at = await scene(server, mail, "person");
    const deliver = await KINDS["a report to be kept"](at);
    await WAYS["the account is disabled"](at);
    await deliver();
    const reason = `account ${at.cause.id} is disabled`;
    const { data } = await server.graph(
      `{ group(id: "${at.company.id}") {
       reports { nodes { id state endReason progress writtenRows savedAt rows { nodes { groupId } } download } } } }`,
      { as: ROOT },
    );
    const [report] = (data as { group: { reports: { nodes: { id: string; download: string }[] } } }).group.reports.nodes;
    expect(report).toEqual({
      id: report!.id,
      state: "ENDED",
      endReason: reason,
      progress: 0,
      writtenRows: 0,
      savedAt: null,
      rows: { nodes: [] },
      download: report!.download,
    });
    const answer = await server.rest("GET", `/groups/${at.company.id}/reports/ordered?id=${report!.id}`, { as: ROOT });
    expect([answer.status, answer.body]).toEqual([
      404,
      { error: expect.objectContaining({ details: { info: `the report is not made: ${reason}` } }) as object },
    ]);
    const link = await fetch(`${server.url}${new URL(report!.download).pathname}`);
    expect([link.status, await link.json()]).toEqual([404, { error: `the report is not made: ${reason}` }]);
    expect((await server.graph(`mutation { sendReport(id: "${report!.id}") { state } }`, { as: ROOT })).data).toEqual({
      sendReport: { state: "WAITING" },
    });
  });
});

it("a report whose orderer loses the right while it is made is neither kept nor mailed", async () => {
  const at = await scene(server, mail, "person");
  const deliver = await KINDS["a report to be mailed"](at);
  await server.db.raw(
    `create function lose_right() returns trigger language plpgsql as $$
     begin update accounts set enabled = false where id = ${at.cause.id}; return null; end $$`,
  );
  await server.db.raw("create trigger lose_right after insert on report_pieces for each statement execute function lose_right()");
  try {
    const { delivered, words } = await deliver();
    expect([delivered, words, await server.db("reports").where({ group_id: at.company.id }).pluck("state")]).toEqual([
      false,
      expect.stringMatching(/account \d+ is disabled/),
      ["ended"],
    ]);
  } finally {
    await server.db.raw("drop function lose_right cascade");
  }
});

it("a schedule's report goes to whoever is an admin of the group when it is made", async () => {
  const at = await scene(server, mail, "customer");
  const login = `late-${at.company.id}`;
  await server.db("graphile_worker._private_jobs").delete();
  const deliver = await KINDS["a schedule's report"](at);
  expect(
    (
      await server.rest("POST", `/groups/${at.company.id}/admins`, {
        as: ROOT,
        body: { login, email: `${login}@example.com`, access_type: AccessRight.READ },
      })
    ).status,
  ).toBe(201);
  await server.db.raw("update identities set password_hash = (select password_hash from identities where login = ?) where login = ?", [
    ROOT.login,
    login,
  ]);
  await WAYS["the account is disabled"](at);
  expect((await deliver()).delivered).toBe(false);
  expect(mail.received.at(-1)?.recipients).toEqual([`${login}@example.com`]);
});

it.each(["the account is disabled", "the account is removed", "the account's group is disabled", "nothing changes"] as const)(
  "a link for a forgotten password goes to nobody who could not use it: %s",
  async (way) => {
    const at = await scene(server, mail, "person");
    const deliver = await KINDS["a link for a forgotten password"](at);
    await WAYS[way](at);
    expect((await deliver()).delivered).toBe(way === "nothing changes");
  },
);
