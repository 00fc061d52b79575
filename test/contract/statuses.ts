/** Statuses every operation may answer, documented or not. */
export const EXPECTED_ANYWHERE: ReadonlySet<number> = new Set([405, 406, 413, 423, 429, 500, 501, 503]);

/** A status that an operation may answer although its documentation does not list it. */
interface Meant {
  operation: string;
  status: number;
  reason: string;
}

const TWO_CREDENTIALS = "two credentials at once, of which neither can be preferred";
const MALFORMED = "a parameter that is malformed";

/** Refusals the page forgets and that are plainly meant. */
export const PLAINLY_MEANT: readonly Meant[] = [
  ...[
    "checkAuth",
    "checkAuthDelete",
    "checkAuthPost",
    "checkAuthPut",
    "checkAuthHead",
    "checkAuthOptions",
    "logout",
    "logoutPage",
    "getConstants",
    "listLanguages",
    "listUiLanguages",
    "getRules",
    "getCertificate",
    "getRevocationList",
    "getVersions",
    "searchGroups",
    "getGroup",
    "listAdmins",
    "getAdmin",
    "listUsers",
    "getUser",
    "getQuotaExceedance",
    "getSettings",
    "getFlags",
    "getAgentsAutoupdate",
    "getAgentsAutoupdateAlias",
    "getLocalBackupRestriction",
    "getLogonIps",
    "getLogonIpsAlias",
    "getForgotLink",
    "getMigration",
    "impersonateAdmin",
    "impersonateUser",
    "listStorages",
    "getStorage",
    "listHosts",
    "getLinks",
    "getGroupBrand",
    "listColorSchemes",
    "getImage",
    "listReports",
    "getReport",
    "deleteReport",
    "getScheduledReports",
  ].map((operation) => ({ operation, status: 400, reason: TWO_CREDENTIALS })),
  ...["getAccountServer", "getActivationToken", "getResetToken", "checkAccount", "getBrand"].map((operation) => ({
    operation,
    status: 400,
    reason: MALFORMED,
  })),
  { operation: "getActivationMail", status: 400, reason: "neither login nor user_id says whose mail it is" },
  ...["getResetMail", "getEmailUpdateMail"].map((operation) => ({
    operation,
    status: 400,
    reason: "neither login nor user_id says whose mail it is",
  })),
  ...["sendActivationMail", "sendResetMail", "sendEmailUpdateMail", "sendTestMail", "resetPassword"].map((operation) => ({
    operation,
    status: 400,
    reason: "a body that is malformed",
  })),
  { operation: "setLogonIpsAlias", status: 400, reason: "its twin under settings documents it: an item is no address" },
  ...["getBackupConsole", "listWatchers"].map((operation) => ({ operation, status: 400, reason: MALFORMED })),
  { operation: "updateMigration", status: 400, reason: "a property that is malformed" },
  { operation: "updateStorageInheritance", status: 400, reason: MALFORMED },
  ...["enableBrand", "uploadLogo"].map((operation) => ({
    operation,
    status: 415,
    reason: "every other operation that takes a body documents it",
  })),
  { operation: "createReport", status: 400, reason: "every other operation that takes a body documents it" },
  { operation: "createUser", status: 415, reason: "every other operation that takes a body documents it" },
];

/** A documented status that no request can bring about. */
export const CAN_NOT_OCCUR: readonly Meant[] = [
  { operation: "getAccountServer", status: 401, reason: "it is open, and answers the same for any login" },
  { operation: "getAccountServer", status: 403, reason: "it is open, and answers the same for any login" },
  { operation: "getActivationToken", status: 403, reason: "the token is the credential: one that is no good is 401" },
  { operation: "getActivationToken", status: 404, reason: "a token goes with its account: what is left is unknown, 401" },
  { operation: "activateAccount", status: 404, reason: "a token goes with its account: what is left is unknown, 401" },
  { operation: "getResetToken", status: 403, reason: "the token is the credential: one that is no good is 401" },
  { operation: "resetPassword", status: 404, reason: "a token goes with its account: what is left is unknown, 401" },
  { operation: "confirmEmailUpdate", status: 404, reason: "a token goes with its account: what is left is unknown, 401" },
  { operation: "checkAccount", status: 401, reason: "the signature is the credential: one that is no good is 403" },
  { operation: "changePassword", status: 404, reason: "it is about the caller, who is there" },
  { operation: "getProfile", status: 404, reason: "it is about the caller, who is there" },
  { operation: "listProfiles", status: 404, reason: "it is about the caller, who is there" },
  { operation: "getIdentityProvider", status: 426, reason: "it takes no version" },
  ...["listReports", "createReport"].map((operation) => ({
    operation,
    status: 404,
    reason: "it is about the caller's own group, which is there",
  })),
  { operation: "searchGroups", status: 404, reason: "a search without hits is an empty list" },
  { operation: "updateAdmin", status: 409, reason: "no property it takes is unique: several identities may share an e-mail address" },
  { operation: "listBackupServers", status: 404, reason: "without backup servers it is an empty list" },
  { operation: "registerBackupServer", status: 404, reason: "it names nothing that could be missing" },
  { operation: "registerGateway", status: 404, reason: "it names nothing that could be missing" },
  ...["getQuotaExceedance", "getSettings", "getFlags"].map((operation) => ({
    operation,
    status: 415,
    reason: "it takes no body, and so looks at no content type",
  })),
];

/** Documented properties that a GET may leave out, as paths. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // The contract allows no null there, and neither a read-only admin nor an activated account gets a token.
  getActivationMail: [".token"],
  getResetMail: [".token"],
  getEmailUpdateMail: [".token"],
};
