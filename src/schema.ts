import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { ConsoleResolver } from "./authentication/consoles/console.resolver.js";
import { SessionResolver } from "./authentication/sessions/session.resolver.js";
import { TokenResolver } from "./authentication/tokens/token.resolver.js";
import { AccountResolver, NodeResolver } from "./features/accounts/account.resolver.js";
import { LoginResolver } from "./features/accounts/login.resolver.js";
import { ActivationResolver } from "./features/activation/activation.resolver.js";
import { AdminResolver } from "./features/admins/admin.resolver.js";
import { ApiAccountResolver } from "./features/api-accounts/api-account.resolver.js";
import { BrandResolver, GroupBrandResolver } from "./features/brands/brand.resolver.js";
import { CertificateResolver } from "./features/certificates/certificate.resolver.js";
import { BackupServerResolver } from "./features/datacenter/backup-server.resolver.js";
import { GatewayResolver } from "./features/datacenter/gateway.resolver.js";
import { ServiceHostResolver } from "./features/datacenter/service-host.resolver.js";
import { GroupResolver } from "./features/groups/group.resolver.js";
import { IdentityProviderResolver } from "./features/identity-providers/identity-provider.resolver.js";
import { ImageResolver } from "./features/images/image.resolver.js";
import { LockoutResolver } from "./features/lockout/lockout.resolver.js";
import { LogicResolver } from "./features/logic/logic.resolver.js";
import { MachineResolver, UserMachinesResolver } from "./features/machines/machine.resolver.js";
import { MailResolver } from "./features/mail/mail.resolver.js";
import { MigrationResolver } from "./features/migration/migration.resolver.js";
import { ProfileResolver } from "./features/profiles/profile.resolver.js";
import { ReportScheduleResolver } from "./features/reports/report-schedule.resolver.js";
import { GroupReportsResolver, ReportResolver } from "./features/reports/report.resolver.js";
import { SearchResolver } from "./features/search/search.resolver.js";
import { SettingsResolver } from "./features/settings/settings.resolver.js";
import { GroupStoragesResolver, StorageResolver } from "./features/storages/storage.resolver.js";
import { UsageResolver } from "./features/usage/usage.resolver.js";
import { UserLinksResolver } from "./features/users/link.resolver.js";
import { UserResolver } from "./features/users/user.resolver.js";
import { WatcherResolver } from "./features/watchers/watcher.resolver.js";
import { schemaOf } from "./graph/schema.js";

/** The graph, of all features: every type and field that the endpoints answer from. A new resolver is listed here, and nowhere else. */
export const createSchema = (): Promise<GraphQLSchema> =>
  schemaOf([
    AccountResolver,
    ActivationResolver,
    AdminResolver,
    ApiAccountResolver,
    BackupServerResolver,
    BrandResolver,
    CertificateResolver,
    ConsoleResolver,
    GatewayResolver,
    GroupBrandResolver,
    GroupResolver,
    GroupStoragesResolver,
    IdentityProviderResolver,
    ImageResolver,
    LockoutResolver,
    LogicResolver,
    LoginResolver,
    MachineResolver,
    MailResolver,
    MigrationResolver,
    NodeResolver,
    ProfileResolver,
    GroupReportsResolver,
    ReportResolver,
    ReportScheduleResolver,
    SearchResolver,
    ServiceHostResolver,
    SessionResolver,
    SettingsResolver,
    StorageResolver,
    TokenResolver,
    UsageResolver,
    UserLinksResolver,
    UserMachinesResolver,
    UserResolver,
    WatcherResolver,
  ]);
