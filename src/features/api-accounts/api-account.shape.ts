import type { Viewer } from "../../access/viewer.js";
import type { ApiAccountRow } from "./api-account.table.js";
import { type ApiAccount, ApiAccountType } from "./api-account.type.js";

/** A role as clients write it. */
export const roleText = ({ role, isRoot, groupUuid }: { role: string; isRoot: boolean; groupUuid: string }): string =>
  isRoot ? role : `${role}@${groupUuid}`;

/** A person's role as API accounts' roles are written. */
export const roleOfPerson = ({ role, groupUuid }: Viewer): string => roleText({ role, isRoot: role === "root_admin", groupUuid });

/** A stored API account as the graph shows it. */
export const toApiAccount = ({ permissions, grants, authenticatedAt, expiresAt, ...row }: ApiAccountRow): ApiAccount => ({
  ...row,
  permissions: permissions.map((value) => ({ value })),
  roles: grants.map(roleText),
  local: row.type === ApiAccountType.LOCAL ? { expires: expiresAt } : null,
  lastAuthenticatedAt: authenticatedAt,
});
