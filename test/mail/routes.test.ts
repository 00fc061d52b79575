import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { linkIn } from "../setup/mail-server.js";
import { ALL_RIGHTS } from "../setup/masks.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import { type MadeAccount, activate, makeAdmin, makeGroup } from "../setup/tree.js";
import { type Delivery, REPLIES, Routing, fresh } from "./routing.js";

let routing: Routing;
beforeAll(async () => {
  routing = await Routing.start();
});
afterAll(() => routing.stop());

/** A person whom mail is for, in a partner's part of the tree, and somebody who may ask for that mail. */
interface Person {
  /** The account's id. */
  id: number;
  login: string;
  group: number;
  asker: Credentials;
}

/** How a person comes to be beyond who sets the partner's mail server; and, for comparison, one who is not. */
const WAYS: Record<string, { by: Delivery["by"]; person: (group: number, hasPassword: boolean) => Promise<Person> }> = {
  "of the partner's own": {
    by: "own",
    person: async (group, hasPassword) => ({ ...(await admin(group, hasPassword)), group, asker: ROOT }),
  },
  "who also sits in the root group": {
    by: "platform",
    person: async (group, hasPassword) => {
      const { id, login } = await admin(group, hasPassword);
      await routing.seat("self", login);
      return { id, login, group, asker: ROOT };
    },
  },
  "with more rights, in the same group": {
    by: "platform",
    person: async (group, hasPassword) => ({ ...(await admin(group, hasPassword, { access_type: ALL_RIGHTS })), group, asker: ROOT }),
  },
  "of a group below that has cut itself off": {
    by: "platform",
    person: async (group, hasPassword) => {
      const company = await makeGroup(routing.server, group, GroupKind.END_USER_COMPANY, fresh("Cut off"));
      const asker = await makeAdmin(routing.server, company.id, fresh("hermit"));
      const person = await admin(company.id, hasPassword);
      await routing.must("PUT", "/groups/self", asker, { parent_has_access: 0 });
      return { ...person, group: company.id, asker };
    },
  },
};

async function admin(group: number, hasPassword: boolean, more: object = {}): Promise<Pick<MadeAccount, "id" | "login">> {
  const login = fresh("person");
  const { id } = (await routing.must("POST", `/groups/${group}/admins`, ROOT, {
    login,
    email: `${login}@example.com`,
    firstname: "Pat",
    lastname: "Person",
    ...more,
  })) as { id: number };
  if (hasPassword) await activate(routing.server, login);
  return { id, login };
}

const post = ({ id, asker }: Person, action: string, more: object = {}): Promise<never> =>
  routing.must("POST", `/actions/mail/${action}`, asker, { user_id: id, ...more });
const as = ({ login }: Person): Credentials => ({ login, password: "a password for tests" });
const old = ({ login }: Person): string => `${login}@example.com`;

async function changeEmail(person: Person): Promise<Delivery[]> {
  const email = `new-${person.login}@example.com`;
  await routing.must("POST", "/actions/mail/emailupdate", as(person), { user_id: person.id, login: person.login, email });
  const link = await routing.delivery(email, /^Confirm your new/);
  const asked = await routing.delivery(old(person), /is to be changed/);
  await routing.must("POST", `/actions/emailupdate?token=${new URL(linkIn(link.mail)).searchParams.get("token")}`, ROOT, {});
  return [link, asked, await routing.delivery(old(person), /has been changed/)];
}

/** Each kind of mail, with all the mails that come of it. */
const KINDS: Record<string, (person: Person) => Promise<Delivery[]>> = {
  activation: async (person) => {
    await post(person, "activate", { login: person.login, email: old(person) });
    return [await routing.delivery(old(person), /^Activate/)];
  },
  "a reset by an admin": async (person) => {
    await post(person, "reset", { login: person.login, email: old(person) });
    return [await routing.delivery(old(person), /^Reset/)];
  },
  "a reset from the open page": async (person) => {
    await routing.forgot(person.login);
    return [await routing.delivery(old(person), /^Reset/)];
  },
  "a change of e-mail, with both notices": changeEmail,
  "an ordered report": async (person) => {
    const order = `mutation { orderReport(groupId: "${person.group}",
      input: { level: ITSELF, beginDate: "${TODAY}", endDate: "${TODAY}", resultAction: SEND }) { id } }`;
    expect((await routing.server.graph(order, { as: as(person) })).errors).toBeUndefined();
    return [await routing.delivery(old(person), /^Usage/)];
  },
  "a scheduled report": async (person) => {
    const create = `mutation { createReportSchedule(groupId: "${person.group}",
      input: { level: ITSELF, schedule: { timeshift: 0 }, enabled: true }) { id } }`;
    const { data, errors } = await routing.server.graph(create, { as: as(person) });
    expect(errors).toBeUndefined();
    await routing.runSchedule(Number((data as { createReportSchedule: { id: string } }).createReportSchedule.id));
    return [await routing.delivery(old(person), /^Usage/)];
  },
};
const TODAY = `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;

describe.each(Object.entries(WAYS))("mail for a person %s", (_who, { by, person: make }) => {
  it.each(Object.entries(KINDS))("%s", async (kind, ask) => {
    const { group } = await routing.branded();
    const person = await make(group.id, kind !== "activation");
    const deliveries = await ask(person);
    expect(deliveries.map((delivery) => [delivery.by, delivery.replyTo])).toEqual(
      deliveries.map(() => [by, by === "own" ? REPLIES : null]),
    );
    // In the partner's look, whichever way it goes; its links lead to us.
    for (const { mail } of deliveries) {
      expect(mail.from).toEqual({ name: "Acme", address: by === "own" ? REPLIES : "portal@portico.example" });
      for (const [link] of (mail.text ?? "").matchAll(/https?:\/\/\S+token=\S+/g))
        expect(link.startsWith(`${routing.server.config.publicUrl}/`)).toBe(true);
    }
    const elsewhere = by === "own" ? routing.platform : routing.own;
    expect(elsewhere.received.filter(({ recipients }) => recipients.some((address) => address.includes(`${person.login}@`)))).toEqual([]);
  });
});
