import { Field, InputType, InterfaceType, ObjectType } from "type-graphql";
import { checkLine } from "../../kernel/text.js";

/** The parts of an address both groups' contacts and accounts have. */
export const CONTACT_FIELDS = {
  firstname: "First name.",
  lastname: "Last name.",
  phone: "Telephone number.",
  address1: "First line of the address.",
  address2: "Second line of the address.",
  city: "City.",
  state: "State or province.",
  country: "Country.",
  zipcode: "Postal code.",
} as const;

export type ContactField = keyof typeof CONTACT_FIELDS;
export const CONTACT_FIELD_NAMES = Object.keys(CONTACT_FIELDS) as ContactField[];

/** A person's or company's details as stored; "" is none. */
export type ContactDetails = Record<ContactField, string>;
export type ContactRow = ContactDetails & { email: string };

/** Details as clients send them: absent stays, null clears. */
export type SentContactDetails = Partial<Record<ContactField, string | null>>;
export type SentContact = SentContactDetails & { email?: string | null };

@InterfaceType({ description: "How to reach a person or a company. Empty text is none." })
export abstract class Reachable {}

@ObjectType({
  simpleResolvers: true,
  implements: Reachable,
  description: "The person or office to turn to. Empty text is none.",
})
export class Contact {
  @Field(() => String, { description: "E-mail address, or empty." })
  email!: string;
}

@InputType({ description: "The person or office to turn to. What is absent stays, null empties." })
export class ContactInput {
  @Field(() => String, { nullable: true, description: "E-mail address." })
  email?: string | null;
}

/** Adds the fields of an address to an object, interface or input type. */
export function addContactFields(type: { prototype: object }, { nullable }: { nullable: boolean }): void {
  for (const [name, description] of Object.entries(CONTACT_FIELDS)) {
    Field(() => String, { nullable, description })(type.prototype, name);
  }
}
addContactFields(Reachable, { nullable: false });
addContactFields(Contact, { nullable: false });
addContactFields(ContactInput, { nullable: true });

/**
 * Details in stored form: each a line, or empty.
 *
 * @param place where they stand, for the answer; undefined where the fields have no name above them
 * @throws Refusal BAD_REQUEST for one that is no line
 */
export const checkContactLines = <T extends Partial<ContactRow>>(changes: T, place?: string): T => ({
  ...changes,
  ...Object.fromEntries(
    [...CONTACT_FIELD_NAMES, "email" as const].flatMap((name) => {
      const text = changes[name];
      return text === undefined ? [] : [[name, checkLine(text, place === undefined ? name : `${place}.${name}`, { mayBeEmpty: true })]];
    }),
  ),
});

/** What a sent contact changes of a stored one: null empties. */
export function contactChanges<T extends SentContact>(sent: T | null | undefined): Partial<ContactRow> {
  const entries = [...CONTACT_FIELD_NAMES, "email" as const].map((name) => [name, sent?.[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined).map(([name, value]) => [name, value ?? ""]));
}
