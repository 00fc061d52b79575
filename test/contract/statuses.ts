/** Statuses every operation may answer, documented or not. */
export const EXPECTED_ANYWHERE: ReadonlySet<number> = new Set([405, 406, 413, 423, 429, 500, 501, 503]);

/** A status that an operation may answer although its documentation does not list it. */
interface Meant {
  operation: string;
  status: number;
  reason: string;
}

const TWO_CREDENTIALS = "two credentials at once, of which neither can be preferred";
const NOT_DECODABLE = "a parameter that is malformed";

/** Refusals the page forgets and that are plainly meant. */
export const PLAINLY_MEANT: readonly Meant[] = [
  ...[
    "getActivationMail", "getAdmin", "getGroup", "listAdmins", "getAgentsAutoupdate", "getAgentsAutoupdateAlias", "getLogonIps",
    "getLogonIpsAlias", "getQuotaExceedance", "getSettings", "getFlags", "getLocalBackupRestriction", "listUsers", "searchGroups",
    "getUser", "checkAuth", "checkAuthDelete", "checkAuthPost", "checkAuthPut", "checkAuthHead", "checkAuthOptions",
    "getConstants", "listLanguages", "listUiLanguages", "getRules", "getVersions", "logout", "logoutPage",
  ].map((operation) => ({ operation, status: 400, reason: TWO_CREDENTIALS })),
  ...["getAccountServer", "getActivationToken"].map((operation) => ({ operation, status: 400, reason: NOT_DECODABLE })),
  { operation: "setLogonIpsAlias", status: 400, reason: "its twin under settings documents it: an item is no address" },
  { operation: "createUser", status: 415, reason: "every other operation that takes a body documents it" },
];

/** Documented properties that a GET may leave out, as paths. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // The contract allows no null there, and neither a read-only admin nor an activated account gets a token.
  getActivationMail: [".token"],
};
