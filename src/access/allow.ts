import { Extensions } from "type-graphql";
import type { GraphQLFieldResolver, GraphQLSchema } from "graphql";
import type { Context, ViewerContext } from "../graph/context.js";
import { type Refusal, forbidden, unauthenticated } from "../kernel/errors.js";
import { type CallerRole, ROLELESS, ROLES, type Role } from "./roles.js";
import type { Viewer } from "./viewer.js";

/** Who may call a root field: the roles listed, or `"anyone"`, credentials or not. */
export type Admission = readonly CallerRole[] | "anyone";

/** What a token may be limited to. */
export type TokenScope = "AgentRegistration";

/**
 * The permission of a root field: says on a Query or Mutation field which roles it admits. Every root field must say it.
 *
 * @param tokenScope admits tokens that are limited to this, whatever the role, to their own account; no other field admits them
 */
export const Allow = (admission: Admission, tokenScope?: TokenScope): MethodDecorator & PropertyDecorator =>
  Extensions({ admission, ...(tokenScope && { tokenScope }) });

/**
 * Says on a field that admits anyone that it is called with a login and its password: where these are right, nothing open has
 * been called, so that whoever checks them counts.
 */
export const ShowsPassword = (): MethodDecorator & PropertyDecorator => Extensions({ showsPassword: true });

/** Any account, whatever its role. */
export const ANY_ACCOUNT: readonly Role[] = ROLES;

/** Any account, and API accounts without a role too. */
export const ANY_PRINCIPAL: readonly CallerRole[] = [...ROLES, ROLELESS];

/** What admission looks at of a caller; null for one without credentials. */
type Admitted = Pick<Viewer, "role" | "tokenScopes"> | null;

/**
 * The rule of admission, for root fields and for the operations over them: what admits anyone admits everybody, and what does not
 * admits whoever has one of its roles, but of limited tokens only those that its scope is named in.
 *
 * @returns why a caller is not admitted, or null
 */
export function admissionRefusal(viewer: Admitted, admission: Admission, tokenScope?: TokenScope): Refusal | null {
  if (admission === "anyone") return null;
  if (viewer === null) return unauthenticated("Method required an authenticated user");
  if (viewer.tokenScopes !== null) {
    const isNamed = tokenScope !== undefined && viewer.tokenScopes.includes(tokenScope);
    return isNamed ? null : forbidden("token-scope", "the token is limited to scopes that do not name this");
  }
  return admission.includes(viewer.role) ? null : forbidden("role", `a ${viewer.role} may not do this`);
}

/** @throws Refusal UNAUTHENTICATED or FORBIDDEN for a caller that is not admitted */
export function admit(viewer: Admitted, admission: Admission, tokenScope?: TokenScope): void {
  const refusal = admissionRefusal(viewer, admission, tokenScope);
  if (refusal !== null) throw refusal;
}

/**
 * The context of a caller with credentials, for fields that open root fields lead to, too.
 *
 * @throws Refusal UNAUTHENTICATED
 */
export function requireViewer(context: Context): ViewerContext {
  if (context.viewer === null) throw unauthenticated("Method required an authenticated user");
  return context as ViewerContext;
}

/** The admission a root field declares, or undefined where it forgot to. */
export const admissionOf = (extensions: Readonly<Record<string, unknown>>): Admission | undefined =>
  extensions["admission"] as Admission | undefined;

/** The scope of limited tokens that a root field admits, if any. */
export const tokenScopeOf = (extensions: Readonly<Record<string, unknown>>): TokenScope | undefined =>
  extensions["tokenScope"] as TokenScope | undefined;

/**
 * Puts the admission check in front of every root field of the schema.
 *
 * @throws Error when a root field declares none, so that a new field can't be open by omission.
 */
export function guardRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const admission = admissionOf(field.extensions);
      const tokenScope = tokenScopeOf(field.extensions);
      if (admission === undefined) throw new Error(`${type!.name}.${field.name} does not say whom it admits`);
      const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>;
      field.resolve = (source, args, context: Context, info) => {
        admit(context.viewer, admission, tokenScope);
        const run = (): unknown => resolve(source, args as Record<string, unknown>, context, info);
        const isOpenCall = admission === "anyone" && context.openCallsCount && context.viewer === null;
        return isOpenCall ? context.client.openCall.countField().then(run) : run();
      };
    }
  }
  return schema;
}
