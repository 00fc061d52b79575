import { Writable } from "node:stream";
import { createLogger } from "../../src/kernel/log.js";
import { runDueSchedules } from "../../src/features/reports/report-schedule.commands.js";
import { ReportKind, ReportLevel } from "../../src/features/reports/report.type.js";
import { AccessRight, AccountStatus, FULL_ACCESS, GroupKind, StorageKind } from "../../src/kernel/enums.js";
import { createServices } from "../../src/services.js";
import { accountApi, program } from "../api-accounts/programs.js";
import type { MailServer } from "../setup/mail-server.js";
import { runJobs } from "../setup/run-jobs.js";
import { type Credentials, ROOT, type TestServer } from "../setup/test-server.js";
import { type MadeGroup, makeGroup } from "../setup/tree.js";

/** Somebody on whose right later work rests. */
export interface Cause extends Credentials {
  id: number;
  /** By which a program is named to the account API; persons have none. */
  identifier?: string;
}

/** What one case has to itself. */
export interface Scene {
  server: TestServer;
  mail: MailServer;
  /** A subdistributor, with the cause in it. */
  partner: MadeGroup;
  /** A company below, which the work is about. */
  company: MadeGroup;
  competitor: MadeGroup;
  cause: Cause;
  /** A read-only admin of the company. */
  customer: Cause;
}

/** What came of delayed work. */
export interface Outcome {
  delivered: boolean;
  /** All that was said of it: its answer, its stored reason, and the log. */
  words: string;
}

let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;

async function id(answer: Promise<{ status: number; text: string; body: never }>): Promise<number> {
  const { status, text, body } = await answer;
  if (![200, 201].includes(status)) throw new Error(`answered ${status}: ${text}`);
  return (body as { id: number }).id;
}

/** An admin with the root admin's password: one hash for all, since hashing takes its time. */
async function admin(server: TestServer, group: MadeGroup, word: string, accessType: number): Promise<Cause> {
  const login = fresh(word);
  const account = await id(
    server.rest("POST", `/groups/${group.id}/admins`, {
      as: ROOT,
      body: { login, email: `${login}@example.com`, access_type: accessType },
    }),
  );
  await server.db.raw("update identities set password_hash = (select password_hash from identities where login = ?) where login = ?", [
    ROOT.login,
    login,
  ]);
  return { id: account, login, password: ROOT.password };
}

/** @param by whose right it is: a person's in the partner, a program's there, or a person's in the company itself */
export async function scene(server: TestServer, mail: MailServer, by: "person" | "program" | "customer"): Promise<Scene> {
  const partner = await makeGroup(server, "self", GroupKind.SUB_DISTRIBUTOR, fresh("Partner"));
  const company = await makeGroup(server, partner.id, GroupKind.END_USER_COMPANY, fresh("Company"));
  const competitor = await makeGroup(server, "self", GroupKind.SUB_DISTRIBUTOR, fresh("Competitor"));
  const customer = await admin(server, company, "customer", AccessRight.READ);
  const cause =
    by === "customer"
      ? customer
      : by === "person"
        ? await admin(server, partner, "partner", FULL_ACCESS)
        : await programOf(server, partner);
  return { server, mail, partner, company, competitor, customer, cause };
}

async function programOf(server: TestServer, partner: MadeGroup): Promise<Cause> {
  const { login, password } = await program(server, { roles: [`partner_admin@${partner.uuid}`] });
  const row = await server.db("api_accounts").where({ identifier: login }).first<{ id: number }>("id");
  return { login, password, id: row.id, identifier: login };
}

/** The login of a user of the company that has no password yet. */
const newcomerOf = ({ id: company }: MadeGroup): string => `newcomer-${company}`;

const must = async (answer: Promise<{ status: number; text: string }>): Promise<void> => {
  const { status, text } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
};

/** Each way to lose a right, once work has been ordered. */
export const WAYS = {
  "nothing changes": () => Promise.resolve(),
  "the group goes to a competitor": ({ server, company, competitor }) =>
    must(server.rest("PUT", `/groups/${company.id}`, { as: ROOT, body: { parent_id: competitor.id } })),
  "the group cuts itself off": async ({ server, company, customer }) => {
    await server.db("accounts").where({ id: customer.id }).update({ access_type: FULL_ACCESS });
    await must(server.rest("PUT", `/groups/${company.id}`, { as: customer, body: { parent_has_access: 0 } }));
    await server.db("accounts").where({ id: customer.id }).update({ access_type: AccessRight.READ });
  },
  "the account is disabled": ({ server, cause }) =>
    must(server.rest("PUT", `/admins/${cause.id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } })),
  "the account is removed": ({ server, cause }) => must(server.rest("DELETE", `/admins/${cause.id}`, { as: ROOT })),
  "the seat is removed, and its identity keeps another": async ({ server, cause, competitor }) => {
    await must(
      server.rest("POST", `/groups/${competitor.id}/admins`, { as: ROOT, body: { login: cause.login, use_existing_identity: 1 } }),
    );
    await must(server.rest("DELETE", `/admins/${cause.id}`, { as: ROOT }));
  },
  "the account may only read from now on": ({ server, cause }) =>
    must(server.rest("PUT", `/admins/${cause.id}`, { as: ROOT, body: { access_type: AccessRight.READ } })),
  "the account's group is disabled": async ({ server, cause, partner }) => {
    const seat = await server.db("accounts").where({ id: cause.id }).first<{ group_id: number } | undefined>("group_id");
    await must(server.rest("PUT", `/groups/${seat?.group_id ?? partner.id}`, { as: ROOT, body: { status: 0 } }));
  },
  "the account's e-mail changes": ({ server, cause }) =>
    must(server.rest("PUT", `/admins/${cause.id}`, { as: ROOT, body: { email: `${fresh("new")}@example.com` } })),
  "the group is locked": ({ server, company }) => must(server.rest("POST", `/groups/${company.id}/lock`, { as: ROOT })),
  "the account's group allows other addresses alone": ({ server, partner }) =>
    Promise.resolve(
      server
        .db("groups")
        .where({ id: partner.id })
        .update({ logon_ips_enabled: true, logon_ips: ["192.0.2.1"] }),
    ).then(() => undefined),
  "the account's group allows other addresses alone, and the company this one": ({ server, partner, company }) =>
    Promise.resolve(
      server
        .db("groups")
        .whereIn("id", [partner.id, company.id])
        .update({
          logon_ips_enabled: true,
          logon_ips: server.db.raw("case id when ? then array['192.0.2.1'] else array['127.0.0.1'] end", [partner.id]),
        }),
    ).then(() => undefined),
  "the program is removed": ({ server, cause }) => must(accountApi(server, "DELETE", `/accounts/${cause.identifier}`, { as: ROOT })),
  "the program expires": ({ server, cause }) =>
    Promise.resolve(
      server
        .db("api_accounts")
        .where({ id: cause.id })
        .update({ expires_at: new Date(Date.now() - 1000) }),
    ).then(() => undefined),
  "the program's role is taken": ({ server, cause }) =>
    must(accountApi(server, "PUT", "/accounts", { as: ROOT, body: { type: "local", identifier: cause.identifier } })),
  "the program may only read from now on": ({ server, partner, cause }) =>
    must(
      accountApi(server, "PUT", "/accounts", {
        as: ROOT,
        body: { type: "local", identifier: cause.identifier, roles: [`readonly_admin@${partner.uuid}`] },
      }),
    ),
  "the newcomer has a password by now": async ({ server, company }) => {
    await server
      .db("identities")
      .where({ login: newcomerOf(company) })
      .update({ password_hash: server.db("identities").where({ login: ROOT.login }).select("password_hash") });
  },
  "the newcomer gets a seat elsewhere": ({ server, company, competitor }) =>
    must(
      server.rest("POST", `/groups/${competitor.id}/admins`, { as: ROOT, body: { login: newcomerOf(company), use_existing_identity: 1 } }),
    ),
} satisfies Record<string, (scene: Scene) => Promise<void>>;
export type Way = keyof typeof WAYS;

const DAY = 86_400;
const today = (): number => Math.floor(Date.now() / 1000 / DAY) * DAY;

const order = ({ server, company, cause }: Scene, more: object): Promise<number> =>
  server
    .rest("POST", `/groups/${company.id}/reports/ordered`, {
      as: cause,
      body: { kind: ReportKind.SUMMARY, level: ReportLevel.ACCOUNTS, begin_date: today() - DAY, end_date: today(), ...more },
    })
    .then(({ status, text, body }) => {
      if (status !== 200) throw new Error(`answered ${status}: ${text}`);
      return (body as { report_id: number }).report_id;
    });

const scheduleOf = async ({ server, company, cause }: Scene): Promise<number> => {
  const { data, errors } = await server.graph(
    `mutation { createReportSchedule(groupId: "${company.id}",
     input: { level: ACCOUNTS, schedule: { timeshift: 0 }, enabled: true }) { id } }`,
    { as: cause },
  );
  if (errors !== undefined) throw new Error(errors[0]!.message);
  return Number((data as { createReportSchedule: { id: string } }).createReportSchedule.id);
};

/** Does all jobs. @returns what was mailed to whom, how the company's reports stand, and what the log says */
export async function doWork({ server, mail, company }: Scene): Promise<{ mailed: string[]; states: string[]; words: string }> {
  const lines: string[] = [];
  const log = createLogger("info", new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) }));
  const before = mail.received.length;
  await runJobs(createServices(server.config, server.db, log));
  const reports = await server
    .db("reports")
    .where({ group_id: company.id })
    .select<{ id: number; state: string; end_reason: string | null }[]>("id", "state", "end_reason");
  const pieces = await server.db("report_pieces").whereIn(
    "report_id",
    reports.filter(({ state }) => state === "ended").map(({ id: ended }) => ended),
  );
  if (pieces.length > 0) throw new Error("rows of an ended report are left");
  return {
    mailed: mail.received.slice(before).flatMap(({ recipients }) => recipients),
    states: reports.map(({ state }) => state),
    words: [...reports.map(({ end_reason }) => end_reason ?? ""), ...lines].join("\n"),
  };
}

const mailedTo =
  (address: (at: Scene) => string) =>
  async (at: Scene): Promise<Outcome> => {
    const { mailed, words } = await doWork(at);
    return { delivered: mailed.includes(address(at)), words };
  };
const toCause = mailedTo(({ cause }) => `${cause.login}@example.com`);

const opened = async (answer: Promise<{ status: number; text: string }>): Promise<Outcome> => {
  const { status, text } = await answer;
  if (![200, 401, 403, 404].includes(status)) throw new Error(`answered ${status}: ${text}`);
  return { delivered: status === 200, words: text };
};
const fetched = async (url: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};

/** A kind of delayed work: orders it, and says how it is done or opened later. */
export type Kind = (at: Scene) => Promise<() => Promise<Outcome>>;

const mailedReport =
  (place: (at: Scene) => Promise<unknown>): Kind =>
  async (at) => {
    await place(at);
    return () => toCause(at);
  };

/** Makes all reports, and leaves the mails with them on the queue. */
async function makeAlone({ server }: Scene): Promise<void> {
  await runJobs(createServices(server.config, server.db, createLogger("silent")), "makeReport");
  if ((await server.db("outgoing_mails")).length === 0) throw new Error("no mail waits");
}

async function downloadOf({ server, company, cause }: Scene, report: number): Promise<string> {
  await runJobs(createServices(server.config, server.db, createLogger("silent")));
  const { data, errors } = await server.graph(`{ report(groupId: "${company.id}", id: "${report}") { download } }`, { as: cause });
  if (errors !== undefined) throw new Error(errors[0]!.message);
  const { pathname } = new URL((data as { report: { download: string } }).report.download);
  return `${server.url}${pathname}`;
}

async function registration({ server, company, cause }: Scene): Promise<string> {
  const uid = fresh("uid");
  const { status, text, body } = await server.rest("POST", `/groups/${company.id}/storages`, {
    as: cause,
    body: { kind: StorageKind.EXPRESS, name: uid, uid },
  });
  if (status !== 200) throw new Error(`answered ${status}: ${text}`);
  const { pathname, search } = new URL((body as { url: string }).url);
  return `${server.url}${pathname}${search}`;
}

const handedOut =
  (action: string, use: (at: Scene, token: string) => Promise<{ status: number; text: string }>): Kind =>
  async (at) => {
    const { status, text, body } = await at.server.rest(
      "GET",
      `/actions/mail/${action}?login=${at.customer.login}${action === "emailupdate" ? "&email=mine@example.com" : ""}`,
      { as: at.cause },
    );
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    return () => opened(use(at, (body as { token: string }).token));
  };

/** A token to activate a user that its cause has made in the company: as shops do, which set the password themselves. */
const activation =
  (use: (at: Scene, token: string) => Promise<{ status: number; text: string }>): Kind =>
  async (at) => {
    const { server, company, cause } = at;
    const login = newcomerOf(company);
    const user = await id(
      server.rest("POST", `/groups/${company.id}/users`, { as: cause, body: { login, email: `${login}@example.com` } }),
    );
    const { status, text, body } = await server.rest("GET", `/actions/mail/activate?user_id=${user}`, { as: cause });
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    return () => opened(use(at, (body as { token: string }).token));
  };

const actingToken = async ({ server, customer, cause }: Scene): Promise<string> => {
  const { body } = await server.rest("GET", `/admins/${customer.id}/impersonate`, { as: cause });
  return (body as { jwt: string }).jwt;
};

export const KINDS = {
  "a report to be mailed": mailedReport((at) => order(at, { result_action: "send" })),
  "a report to be mailed later": mailedReport((at) => order(at, { result_action: "send", when: today() + 30 * DAY })),
  "a report to be kept": async (at) => {
    await order(at, { result_action: "save" });
    return async () => {
      const { states, words } = await doWork(at);
      return { delivered: states.includes("saved"), words };
    };
  },
  "an ad hoc report": mailedReport(async (at) => {
    const schedule = await scheduleOf(at);
    await must(
      at.server.rest("POST", `/reports/${schedule}/adhoc`, { as: at.cause, body: { begin_date: today() - DAY, end_date: today() } }),
    );
  }),
  "a schedule's report that was sent for": mailedReport(async (at) =>
    must(at.server.rest("POST", `/reports/${await scheduleOf(at)}/send`, { as: at.cause })),
  ),
  "a report that is made, and whose mail waits": async (at) => {
    await order(at, { result_action: "send" });
    await makeAlone(at);
    return () => toCause(at);
  },
  "a saved report that was sent for, and whose mail waits": async (at) => {
    const report = await order(at, { result_action: "save" });
    await doWork(at);
    await must(at.server.rest("POST", `/reports/${report}/send`, { as: at.cause }));
    return () => toCause(at);
  },
  "a schedule's report": mailedReport(async (at) => {
    const schedule = await scheduleOf(at);
    await at.server
      .db("report_schedules")
      .where({ id: schedule })
      .update({ next_run_at: new Date(Date.now() - 1000) });
    await runDueSchedules(at.server.db, new Date());
  }),
  "a schedule's report that is made, and whose mail waits": async (at) => {
    const schedule = await scheduleOf(at);
    await at.server
      .db("report_schedules")
      .where({ id: schedule })
      .update({ next_run_at: new Date(Date.now() - 1000) });
    await runDueSchedules(at.server.db, new Date());
    await makeAlone(at);
    return () => toCause(at);
  },
  "a link to a report": async (at) => {
    const link = await downloadOf(at, await order(at, { result_action: "save" }));
    return () => opened(fetched(link));
  },
  "a storage's registration link": async (at) => {
    const link = await registration(at);
    return () => opened(fetched(link));
  },
  "a token to reset a password that was handed out": handedOut("reset", ({ server }, token) =>
    server.rest("POST", `/actions/reset?token=${token}`, { body: { password: "mine from now on" } }),
  ),
  "what such a token shows": handedOut("reset", ({ server }, token) => server.rest("GET", `/actions/reset?token=${token}`)),
  "a token to activate that was handed out": activation(({ server }, token) =>
    server.rest("POST", `/actions/activate?token=${token}`, { body: { password: "chosen by the customer" } }),
  ),
  "what a token to activate shows": activation(({ server }, token) => server.rest("GET", `/actions/activate?token=${token}`)),
  "a token for an e-mail that was handed out": handedOut("emailupdate", ({ server }, token) =>
    server.rest("POST", `/actions/emailupdate?token=${token}`),
  ),
  "a mailed link that sets an e-mail somebody chose": async (at) => {
    const { server, mail, customer, cause } = at;
    const address = `${fresh("chosen")}@example.com`;
    await must(server.rest("POST", "/actions/mail/emailupdate", { as: cause, body: { login: customer.login, email: address } }));
    await doWork(at);
    const [, token] = /token=([\w-]+)/.exec((await mail.mailTo(address)).text ?? "")!;
    return () => opened(server.rest("POST", `/actions/emailupdate?token=${token}`));
  },
  "a token to act as another": async (at) => {
    const token = await actingToken(at);
    return () => opened(at.server.rest("GET", `/profile?jwt=${token}`));
  },
  "a session to act as another": async (at) => {
    const { headers } = await at.server.rest("GET", `/login?jwt=${await actingToken(at)}`);
    const cookie = headers.getSetCookie()[0]!.split(";")[0]!;
    return () => opened(at.server.rest("GET", "/profile", { headers: { cookie } }));
  },
  "a link to a report that who acts as another got": async (at) => {
    const report = await order(at, { result_action: "save" });
    const headers = { authorization: `Bearer ${await actingToken(at)}` };
    await doWork(at);
    const { data } = await at.server.graph(`{ report(groupId: "self", id: "${report}") { download } }`, { headers });
    const { pathname } = new URL((data as { report: { download: string } }).report.download);
    return () => opened(fetched(`${at.server.url}${pathname}`));
  },
  "a link for a forgotten password": async (at) => {
    await at.server.graph(`mutation { requestPasswordReset(login: "${at.cause.login}") }`);
    return () => toCause(at);
  },
} satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;
