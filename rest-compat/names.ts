import type { Code } from "../src/kernel/errors.js";

/** The graph's spelling of a contract name: `quota_vms_hard` is `quotaVmsHard`. */
export const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/** The contract's spelling of a name of the graph. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Properties of request bodies that are not named by the rule, by input type of the graph. With `member`, the contract
 * has an object of which the graph takes that one property.
 */
export const RENAMED: Readonly<Record<string, Readonly<Record<string, { to: string; member?: string }>>>> = {
  CreateGroupInput: {
    privileges: { to: "quotas" },
    storage: { to: "storageId" },
    preferred_backup_server: { to: "preferredBackupServerId" },
  },
  UpdateGroupInput: {
    privileges: { to: "quotas" },
    storage: { to: "storageId", member: "id" },
    billing: { to: "billingContact" },
    status: { to: "enabled" },
  },
  CreateUserInput: {
    privileges: { to: "quotas" },
    idp_id: { to: "identityProviderId" },
    idp_uuid: { to: "identityProviderUuid" },
  },
  UpdateUserInput: {
    privileges: { to: "quotas" },
    idp_id: { to: "identityProviderId" },
    idp_uuid: { to: "identityProviderUuid" },
  },
  UpdateBrandInput: { logotype: { to: "logoId" } },
  ChangeLoginInput: { newlogin: { to: "newLogin" } },
  BackupClientInput: { monitor: { to: "monitorDisabled" } },
};

/** The contract's name for a field of the graph that is renamed wherever it is sent, or undefined. */
export const renamedFrom = (field: string): string | undefined => FROM.get(field);
const FROM = new Map(Object.values(RENAMED).flatMap((names) => Object.entries(names).map(([from, { to }]) => [to, from] as const)));

/** What clients may send without effect, by input type, or by operation for parameters. Everything else must be taken. */
export const WITHOUT_EFFECT: Readonly<Record<string, readonly string[]>> = {
  UpdateGroupInput: ["customer_type", "grade", "brand"],
  PricingInput: ["mode_update_date"],
  UpdateUserInput: ["use_existing_identity"],
  ApiAccountInput: ["id", "creationDate", "lastAuthentication", "lastModification"],
  UpdateBrandInput: ["id"],
  getAccountServer: ["user_id"],
  changeLogin: ["local"],
};

/** Parameters of a query, of every operation and of one, in which an unescaped `+` is a plus sign: logins and addresses of mail have some. */
const PLUS_SIGNS: readonly string[] = ["login", "email"];
const PLUS_SIGNS_OF: Readonly<Record<string, readonly string[]>> = { getForgotLink: ["username"] };

/** Names of the parameters in which an operation takes an unescaped `+` for a plus sign; in others it is a blank, as in forms. */
export const plusSigns = (operation: string): readonly string[] => [...PLUS_SIGNS, ...(PLUS_SIGNS_OF[operation] ?? [])];

/**
 * Operations that look for somebody by `login`. Old logins may have blanks, which forms write as `+`: such a one is looked for
 * first, and where the operation refuses so, the plus sign was meant.
 */
export const MEANT_BY_PLUS: Readonly<Record<string, Code>> = {
  checkAccount: "FORBIDDEN",
  getActivationMail: "NOT_FOUND",
  getResetMail: "NOT_FOUND",
  getEmailUpdateMail: "NOT_FOUND",
  sendEmailUpdateMail: "NOT_FOUND",
};

/** Other paths under which an operation's path is served: older clients know them so. */
export const OLD_PATHS: Readonly<Record<string, string>> = {
  "/users/{user}": "/groups/{group}/users/{user}",
};
