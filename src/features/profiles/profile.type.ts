import { Field, ID, Int, ObjectType } from "type-graphql";
import { GraphQLEmailAddress, GraphQLSafeInt, GraphQLUUID } from "graphql-scalars";
import { Sql, embedded, expression } from "../../sql-planner/sql.js";
import { AccessRight, AdminRole, GroupKind, MfaStatus, SessionMfaStatus } from "../../kernel/enums.js";

@ObjectType({ simpleResolvers: true, description: "What an account may know of the group it sits in." })
export class ProfileGroup {
  @Field(() => ID, { description: "The group's id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The group's uuid." })
  uuid!: string;

  @Field(() => GroupKind, { description: "What the group is for." })
  kind!: GroupKind;

  @Field(() => String, { description: "The group's language." })
  language!: string;

  @Field(() => String, { description: "The group's name." })
  name!: string;

  @Sql(expression(() => "0"))
  @Field(() => Int, { description: "Always 0. Kept for old clients." })
  customerType!: number;
}

const NO_LINK = expression(() => "''::text");

@ObjectType({ simpleResolvers: true, description: "Documents for administrators; empty where the operator offers none." })
export class ProfileLinks {
  @Sql(NO_LINK)
  @Field(() => String, { description: "Storage documentation." })
  astorageDoc!: string;
  @Sql(NO_LINK)
  @Field(() => String, { description: "Storage gateway guide." })
  astorageGatewayGuide!: string;
  @Sql(NO_LINK)
  @Field(() => String, { description: "Storage guide." })
  astorageGuide!: string;
  @Sql(NO_LINK)
  @Field(() => String, { description: "Storage installation image." })
  astorageIso!: string;
  @Sql(NO_LINK)
  @Field(() => String, { description: "Hyper-converged infrastructure guide." })
  hciGuide!: string;
  @Sql(NO_LINK)
  @Field(() => String, { description: "Hyper-converged infrastructure installation image." })
  hciIso!: string;
  @Sql(NO_LINK)
  @Field(() => String, { description: "Video tutorial." })
  videoTutorial!: string;
}

@ObjectType({ simpleResolvers: true, description: "A service an account may open." })
export class PortalService {
  @Field(() => ID, { description: "The service's id." })
  id!: number;
  @Field(() => GraphQLUUID, { description: "The service's uuid." })
  uuid!: string;
  @Field(() => String, { description: "What to call it." })
  name!: string;
  @Field(() => String, { description: "What sort of service: 'backup'." })
  type!: string;
  @Field(() => String, { description: "Where it is opened." })
  entryPoint!: string;
}

@ObjectType({ simpleResolvers: true, description: "An account that acts as another one." })
export class ProfileActor {
  @Field(() => ID, { description: "The account's id." })
  id!: number;

  @Field(() => String, { description: "Its identity's login." })
  login!: string;
}

@ObjectType({ simpleResolvers: true, description: "An account as its holder sees it, whatever its role." })
export class Profile {
  @Field(() => ID, { description: "The account's id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The account's uuid." })
  uuid!: string;

  @Field(() => GraphQLSafeInt, { description: "The account's version." })
  version!: number;

  @Sql(expression((row) => `${row}_i.login`))
  @Field(() => String, { description: "The identity's login." })
  login!: string;

  @Sql(expression((row) => `${row}_i.email`))
  @Field(() => GraphQLEmailAddress, { description: "The identity's e-mail address." })
  email!: string;

  @Field(() => String, { description: "First name." })
  firstname!: string;

  @Field(() => String, { description: "Last name." })
  lastname!: string;

  @Field(() => String, { description: "Preferred language." })
  language!: string;

  @Field(() => [AccessRight], { description: "What it may do within what its role admits." })
  accessType!: AccessRight[];

  @Field(() => [AdminRole], { description: "Extra functions it holds." })
  roles!: AdminRole[];

  @Field(() => Boolean, { description: "Whether it may move groups to other parents." })
  allowMovingGroups!: boolean;

  @Field(() => Boolean, { description: "Whether it has more rights on machines than other users." })
  privileged!: boolean;

  @Field(() => Boolean, { description: "Whether an external system manages it." })
  integrationActive!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the EULA." })
  termsAccepted!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the platform's terms." })
  platformTermsAccepted!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the privacy policy." })
  privacyPolicyAccepted!: boolean;

  @Field(() => ID, { description: "The group it sits in." })
  groupId!: number;

  @Sql(expression(() => `'${MfaStatus.DISABLED}'`))
  @Field(() => MfaStatus, { description: "Whether a second factor guards it." })
  mfaStatus!: MfaStatus;

  @Sql(expression(() => `'${SessionMfaStatus.PASSED_OR_NOT_REQUIRED}'`))
  @Field(() => SessionMfaStatus, { description: "Whether this session has passed its second factor." })
  sessionMfaStatus!: SessionMfaStatus;

  @Sql(embedded(""))
  @Field(() => ProfileLinks, { description: "Documents for administrators." })
  links!: ProfileLinks;
}

const NO_LINKS: ProfileLinks = {
  astorageDoc: "",
  astorageGatewayGuide: "",
  astorageGuide: "",
  astorageIso: "",
  hciGuide: "",
  hciIso: "",
  videoTutorial: "",
};

/** What Profile shows of everybody: no second factors yet, and no documents. */
export const PROFILE_DEFAULTS = {
  mfaStatus: MfaStatus.DISABLED,
  sessionMfaStatus: SessionMfaStatus.PASSED_OR_NOT_REQUIRED,
  links: NO_LINKS,
};

/** The console of the backup service, offered to groups with the capability for it. */
export const BACKUP_SERVICE: PortalService = {
  id: 1,
  uuid: "0d6f3a52-7f0c-4a7e-8f35-5d3f6b7c9e01",
  name: "Backup",
  type: "backup",
  entryPoint: "/bc/",
};
