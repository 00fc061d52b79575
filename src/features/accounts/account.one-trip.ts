import { isDeepStrictEqual } from "node:util";
import type { OneTripForm } from "../../access/one-trip.js";
import { heldFor, namedRow } from "../../access/one-trip.sql.js";
import { ACCOUNT_IS_CHANGEABLE } from "../../access/rights.js";
import { accountOf, placeOf } from "../../access/visibility.sql.js";
import type { AccountSort } from "../../kernel/enums.js";
import { parseReference } from "../../kernel/reference.js";
import { CONTACT_FIELD_NAMES, type SentContactDetails, checkContactLines } from "../contacts/contact.type.js";
import { quotaDetail } from "../quotas/quota.one-trip.js";
import type { SentAccount } from "./account.input.js";
import { accountChanges } from "./account.rules.js";
import { columnsOf } from "./account.table.js";

/** What of an account gives it no right, and is no part of how its person signs in. */
export const SIMPLE_ACCOUNT_FIELDS = [
  ...CONTACT_FIELD_NAMES,
  "language",
  "notificationsBackup",
  "notificationsManagement",
  "notificationsDeviceControl",
  "notificationsCertificateManagement",
  "privileged",
  "hidden",
  "agents",
  "backup",
  "quotas",
] as const satisfies readonly (keyof SentAccount | keyof SentContactDetails)[];

const isSimple = (field: string): boolean => (SIMPLE_ACCOUNT_FIELDS as readonly string[]).includes(field);

interface UpdateAccountArguments {
  id: string;
  input: SentAccount;
  version?: number | null;
}

/** `updateAdmin` and `updateUser` of simple fields, with texts in stored form: others the command compares with what is stored. */
export const updateAccountInOneTrip =
  (sort: AccountSort): OneTripForm<UpdateAccountArguments> =>
  ({ id, input, version }, viewer) => {
    const row = namedRow("r", parseReference(id), viewer.accountId);
    if (row === null || !Object.keys(input).every(isSimple)) return null;
    const changes = accountChanges(input);
    const columns = columnsOf(changes);
    const detail = quotaDetail(input.quotas);
    if (detail === null || !isDeepStrictEqual(checkContactLines(changes), changes)) return null;
    if (Object.keys(columns).length === 0 && detail === undefined) return null;
    return {
      table: "accounts",
      beside: "groups g",
      columns,
      ...(detail && { detail }),
      conditions: [
        row,
        { sql: "g.id = r.group_id and r.sort = :sort", values: { sort } },
        heldFor(ACCOUNT_IS_CHANGEABLE, viewer, { group: placeOf("g"), account: accountOf("r") }),
      ],
      grows: true,
      version: version ?? null,
    };
  };
