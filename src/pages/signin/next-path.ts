/** Where a sign-in leads when nothing else is asked for. */
export const DEFAULT_NEXT = "/graphql";

const HERE = "http://here.invalid";

/**
 * The path to go on to after signing in: the one asked for where it is a path on this server, else the default.
 *
 * It is read as browsers read it, because they drop tabs, take `\` for `/` and resolve `/.//`: what looks like a path
 * can name another host.
 */
export function nextPath(asked: unknown): string {
  if (typeof asked !== "string" || !/^\/(?![/\\])/.test(asked) || !URL.canParse(asked, HERE)) return DEFAULT_NEXT;
  const { origin, pathname, search, hash } = new URL(asked, HERE);
  return origin !== HERE || pathname.startsWith("//") ? DEFAULT_NEXT : pathname + search + hash;
}
