import { accountStatus } from "../../access/viewer.js";
import type { Account } from "./account.type.js";
import { Admin } from "../admins/admin.type.js";
import { User } from "../users/user.type.js";
import {
  AccessRight,
  AccountSort,
  AdminRole,
  BackupNotification,
  CertificateNotification,
  DeviceControlNotification,
  maskToList,
} from "../../kernel/enums.js";
import type { AccountRow } from "./account.table.js";
import { BUILT_IN_IDENTITY_PROVIDER } from "../identity-providers/identity-provider.rules.js";

function shape<T extends Account>(type: new () => T, row: AccountRow): T {
  return Object.assign(new type(), row, {
    status: accountStatus(row.enabled, row.hasPassword),
    accessType: maskToList(AccessRight, row.accessType),
    roles: maskToList(AdminRole, row.roles),
    notificationsBackup: maskToList(BackupNotification, row.notificationsBackup),
    notificationsDeviceControl: maskToList(DeviceControlNotification, row.notificationsDeviceControl),
    notificationsCertificateManagement: maskToList(CertificateNotification, row.notificationsCertificateManagement),
  });
}

/** A stored admin as the graph shows it. */
export const toAdmin = (row: AccountRow): Admin => shape(Admin, row);

/** A stored service user as the graph shows it. */
export const toUser = (row: AccountRow): User =>
  Object.assign(shape(User, row), {
    agents: { autoupdate: row.agentsAutoupdate },
    backup: { monitorDisabled: row.trayMonitorDisabled },
    identityProviderId: BUILT_IN_IDENTITY_PROVIDER.id,
    identityProviderUuid: BUILT_IN_IDENTITY_PROVIDER.uuid,
  });

/** A stored account of either sort. */
export const toAccount = (row: AccountRow): Admin | User => (row.sort === AccountSort.ADMIN ? toAdmin(row) : toUser(row));
