import { STREAM, type Random } from "./random.js";
import { REGIONS, type Region } from "./regions.js";

/** What a contact, a billing contact and an account have in common, in the order of CONTACT_COLUMNS. */
export interface Person {
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string;
  readonly phone: string;
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly zipcode: string;
  /** First and last name in the letters of mail addresses, with a dot between. */
  readonly handle: string;
}

const HOSTS = ["example.com", "example.net", "example.org", "mail.example.com", "corp.example.net"];

const digits = (random: Random, count: number): string => String(random.below(10 ** count)).padStart(count, "0");

/** Somebody of a region. Reserved domains only: no mail can reach anybody. */
export function drawPerson(region: Region, random: Random): Person {
  const first = random.pick(region.firstnames);
  const last = random.pick(region.lastnames);
  const place = random.pick(region.places);
  const handle = `${first.ascii}.${last.ascii}`;
  return {
    firstname: first.text,
    lastname: last.text,
    email: `${handle}@${random.pick(HOSTS)}`,
    phone: `${region.phone} ${digits(random, 3)} ${digits(random, 6)}`,
    address1: `${random.pick(region.streets)} ${1 + random.below(199)}`,
    address2: random.chance(0.15) ? `${1 + random.below(12)}. OG` : "",
    city: place.city,
    state: place.state,
    country: region.country,
    zipcode: place.zip + digits(random, Math.max(2, 5 - place.zip.length)),
    handle,
  };
}

/** Who logs in. */
export interface IdentityDraw extends Person {
  readonly login: string;
}

/** Unique for its number: every form ends or begins with it. */
function loginOf(person: Person, number: number, random: Random): string {
  const draw = random.fraction();
  if (draw < 0.6) return `${person.handle}.${number}`;
  if (draw < 0.85) return `${person.handle}.${number}@${random.pick(HOSTS)}`;
  if (draw < 0.95) return `${person.firstname}.${person.lastname}.${number}`;
  return `CORP\\${person.handle}-${number}`;
}

/** @param loginNumber what the login is unique by */
export function drawIdentity(identity: number, loginNumber: number, region: number, random: Random): IdentityDraw {
  random.restart(STREAM.person, identity);
  const person = drawPerson(REGIONS[region]!, random);
  const login = loginOf(person, loginNumber, random);
  return random.chance(0.02) ? { ...person, email: `office@${person.email.split("@")[1]}`, login } : { ...person, login };
}
