import type { GraphQLSchema } from "graphql";
import type { Context } from "../../graph/context.js";
import { graphStatement } from "../../graph/graph-statement.js";

const LOGIN = `mutation login($login: String!, $password: String!, $accountId: ID) {
  login(username: $login, password: $password, userId: $accountId) {
    account { id }
    accounts { id group { name } account { __typename status } }
  }
}`;

/** One of the accounts that a login leads to. */
export interface OfferedAccount {
  id: string;
  group: { name: string };
  account: { __typename: "Admin" | "User"; status: "ENABLED" | "DISABLED" | "INACTIVE" };
}

interface LoginData {
  login: { account: { id: string } | null; accounts: OfferedAccount[] };
}

/** What a person fills in; `accountId` only where one of several accounts is named. */
export interface LoginFields {
  login: string;
  password: string;
  accountId: string | null;
}

/** Beginning and ending a session through the graph. */
export interface SessionStatements {
  /** @returns the accounts to choose one of; none when a session has begun. @throws Refusal */
  login: (fields: LoginFields, context: Context) => Promise<OfferedAccount[]>;
  /** @throws Refusal */
  logout: (context: Context) => Promise<void>;
}

/** @throws Error where the schema can't run the statements */
export function sessionStatements(schema: GraphQLSchema): SessionStatements {
  const login = graphStatement<LoginData>(schema, LOGIN);
  const logout = graphStatement(schema, "mutation logout { logout }");
  return {
    login: async (fields, context) => {
      const outcome = (await login({ ...fields }, context)).login;
      return outcome.account === null ? outcome.accounts : [];
    },
    logout: async (context) => void (await logout({}, context)),
  };
}
