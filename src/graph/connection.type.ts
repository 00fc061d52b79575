import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { badRequest } from "../kernel/errors.js";
import { isText } from "../kernel/text.js";

@ObjectType({ simpleResolvers: true, description: "Where a page of a list ends, as Relay has it." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there are more after this page." })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the last one on this page; give it as `after`." })
  endCursor!: string | null;
}

/** Which page of a connection a field asks for. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: "Length of the page, 1 to 1000; null is all." })
  first!: number | null;

  @Field(() => String, { nullable: true, description: "Cursor after which to go on." })
  after?: string | null | undefined;
}

/** One page of a list. */
export interface Page<T> {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfo;
}

/** The largest page a client may ask for. */
export const PAGE_LIMIT = 1000;

/** Whether a page may be that long; null is the whole list. */
export const isPageLength = (first: number | null | undefined): boolean => first == null || (first >= 1 && first <= PAGE_LIMIT);

/** @throws Refusal BAD_REQUEST for a page that is not 1 to PAGE_LIMIT long; null is the whole list */
export function checkFirst(first: number | null): number | null {
  if (!isPageLength(first)) throw badRequest(`must be 1 to ${PAGE_LIMIT}`, "first");
  return first;
}

/** What a keyset cursor holds: the place of a row in its order. */
export interface Cursor {
  key: string;
  id: number;
}

export const encodeCursor = ({ key, id }: Cursor): string => Buffer.from(JSON.stringify([key, id])).toString("base64url");

/** The place a cursor stands for, or null for what is not a cursor of ours. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(value) || typeof value[0] !== "string" || !Number.isSafeInteger(value[1])) return null;
    const cursor = { key: value[0], id: value[1] as number };
    // One place has one cursor: what is written differently, or holds no text, was made by somebody else.
    return encodeCursor(cursor) === text && isText(cursor.key) ? cursor : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The place after which a page begins. @throws Refusal BAD_REQUEST for what is not a cursor of ours */
export function checkAfter(after: string | null | undefined): Cursor | null {
  if (after == null) return null;
  const cursor = decodeCursor(after);
  if (cursor === null) throw badRequest("is not a cursor from an earlier page", "after");
  return cursor;
}

/** Cuts a list that was read one row beyond the page. */
export function toPage<T>(rows: readonly T[], first: number | null, cursorOf: (row: T) => Cursor): Page<T> {
  const nodes = first === null ? [...rows] : rows.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ cursor: encodeCursor(cursorOf(node)), node }));
    },
    pageInfo: {
      hasNextPage: nodes.length < rows.length,
      endCursor: last === undefined ? null : encodeCursor(cursorOf(last)),
    },
  };
}
