import { concatenation, literal } from "./encoding.js";

/** What is known when the statement is made, or an expression that binds no weaker than `||`. */
type Part = { known: string } | { sql: string };

/**
 * A JSON text that a statement makes. It stays in parts as long as it can: each `||` copies what it joins, and an answer of hundreds
 * of kilobytes is not to be copied once for each object around it.
 */
export interface JsonText {
  parts: readonly Part[];
  /** Puts the joined parts into the reads that they are of; null stays null there. */
  within: (joined: string) => string;
}

const itself = (joined: string): string => joined;

/** A text that is known when the statement is made. */
export const knownText = (known: string): JsonText => ({ parts: [{ known }], within: itself });

/** The text that an expression gives, which binds no weaker than `||`. */
export const workedText = (sql: string): JsonText => ({ parts: [{ sql }], within: itself });

/** The same text inside of a read or a condition. @param within makes null of null, and reads the text in one place alone */
export const textWithin = (text: JsonText, within: (joined: string) => string): JsonText => ({
  parts: text.parts,
  within: (joined) => within(text.within(joined)),
});

/** A list. @param items an aggregate: the items' texts with commas between them @param holds where it does not, the text is null */
export const listText = (items: string, holds: string): JsonText => ({
  parts: [{ known: "[" }, { sql: `coalesce(${items}, '')` }, { known: "]" }],
  within: (joined) => `case when ${holds} then ${joined} end`,
});

/** Joins JSON texts under their keys into the text of an object. A null among them makes all of it null. */
export function objectText(members: readonly (readonly [string, JsonText])[]): JsonText {
  if (members.length === 0) return knownText("{}");
  // The only member takes the object's beginning and end into its read. Beside others it is read by itself.
  const [only] = members.length === 1 ? members : [];
  const parts = members.flatMap(([key, text], index): Part[] => [
    { known: `${index === 0 ? "{" : ","}${JSON.stringify(key)}:` },
    ...(only !== undefined || text.within === itself ? text.parts : [{ sql: sqlOf(text) }]),
  ]);
  return { parts: [...parts, { known: "}" }], within: only?.[1].within ?? itself };
}

/** The expression that makes a text. */
export function sqlOf({ parts, within }: JsonText): string {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && "known" in last && "known" in part) joined[joined.length - 1] = { known: last.known + part.known };
    else joined.push(part);
  }
  return within(concatenation(joined.map((part) => ("known" in part ? literal(part.known) : part.sql))));
}
