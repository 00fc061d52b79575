import { type DocumentNode, type GraphQLSchema, parse, validate } from "graphql";
import type { Context } from "../context.js";
import { executeOperation, refusalOf } from "../server.js";

const LOGIN = parse(`mutation login($login: String!, $password: String!, $accountId: ID) {
  login(username: $login, password: $password, userId: $accountId) {
    account { id }
    accounts { id group { name } account { __typename status } }
  }
}`);

const LOGOUT = parse("mutation logout { logout }");

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

/** @throws Error where the schema can't run the statements: better at start than when the first person signs in */
export function sessionStatements(schema: GraphQLSchema): SessionStatements {
  for (const document of [LOGIN, LOGOUT]) {
    const [error] = validate(schema, document);
    if (error !== undefined) throw error;
  }

  async function run(document: DocumentNode, variables: Readonly<Record<string, unknown>>, context: Context): Promise<unknown> {
    const { data, errors } = await executeOperation(schema, document, variables, context);
    if (errors?.[0] !== undefined) throw refusalOf(errors[0]) ?? errors[0];
    return data;
  }

  return {
    login: async (fields, context) => {
      const { login } = (await run(LOGIN, { ...fields }, context)) as LoginData;
      return login.account === null ? login.accounts : [];
    },
    logout: async (context) => {
      await run(LOGOUT, {}, context);
    },
  };
}
