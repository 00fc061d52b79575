import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { GraphQLEmailAddress } from "graphql-scalars";
import { GroupKind } from "../../kernel/enums.js";

/** What the link in a mail lets its reader do; stored as these words, and known to the REST API by them. */
export enum MailAction {
  ACTIVATE = "activate",
  RESET = "reset",
  EMAIL_UPDATE = "emailupdate",
}

registerEnumType(MailAction, {
  name: "MailAction",
  description: "What the link in a mail lets its reader do, once.",
  valuesConfig: {
    ACTIVATE: { description: "Set the first password of an account. Good for 7 days." },
    RESET: { description: "Set a new password. Good for 24 hours." },
    EMAIL_UPDATE: { description: "Confirm a new e-mail address. Good for 24 hours." },
  },
});

@InputType({ description: "How a mail's account is named: by login or id." })
export class MailTargetInput {
  @Field(() => String, { nullable: true, description: "The identity's login." })
  login?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The identity's e-mail address, as a check; for a change of e-mail the new address, required.",
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The account's integer id or uuid; required where the login has several accounts that the caller sees.",
  })
  userId?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "Documents a mail points to; empty where the operator offers none." })
export class MailDownloads {
  @Field(() => String, { description: "User guide." })
  userGuide!: string;
}

@ObjectType({ simpleResolvers: true, description: "What a mail to an account's holder is made of." })
export class ActionMail {
  @Field(() => String, { description: "The sort of mail: 'activate', 'reset' or 'emailupdate'." })
  action!: string;

  @Field(() => String, { description: "This server's address, without trailing slash." })
  baseUrl!: string;

  @Field(() => String, { description: "The server that hosts the account, without trailing slash." })
  host!: string;

  @Field(() => String, { description: "Name of the account's group." })
  company!: string;

  @Field(() => GroupKind, { description: "Kind of the account's group." })
  groupKind!: GroupKind;

  @Field(() => MailDownloads, { description: "Documents the mail points to." })
  downloads!: MailDownloads;

  @Field(() => GraphQLEmailAddress, { description: "Where the mail goes." })
  email!: string;

  @Field(() => String, { description: "The identity's login." })
  login!: string;

  @Field(() => String, { description: "The account's language." })
  language!: string;

  @Field(() => String, { description: "First name of the account's holder." })
  recipientFirstname!: string;

  @Field(() => String, { description: "Last name of the account's holder." })
  recipientLastname!: string;

  @Field(() => String, { nullable: true, description: "Telephone number of the support, if the brand names one." })
  supportPhone!: string | null;

  @Field(() => String, { description: "Support page, or empty." })
  supportUrl!: string;

  @Field(() => String, {
    nullable: true,
    description: "Token for the link. Null for read-only admins, and where the account needs no activation.",
  })
  token!: string | null;

  @Field(() => Boolean, { description: "Whether the account has been activated." })
  activated!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The change of an identity's e-mail address." })
export class EmailChange {
  @Field(() => String, { description: "The identity's login." })
  login!: string;

  @Field(() => GraphQLEmailAddress, { description: "Where its mail goes now." })
  email!: string;

  @Field(() => GraphQLEmailAddress, { description: "Where its mail went before." })
  oldEmail!: string;
}

@ObjectType({ simpleResolvers: true, description: "Where a person who forgot the password starts." })
export class ForgottenPasswordPage {
  @Field(() => String, { description: "Address of the page. It tells nothing of whether there is such a login." })
  url!: string;
}

@ObjectType({ simpleResolvers: true, description: "What a token from a mail stands for." })
export class ActionTokenInfo {
  @Field(() => ID, { description: "The account's id." })
  accountId!: number;

  @Field(() => String, { description: "The identity's login." })
  login!: string;

  @Field(() => GraphQLEmailAddress, { description: "The identity's e-mail address." })
  email!: string;

  @Field(() => GraphQLEmailAddress, { nullable: true, description: "The address that is to be set, where the token is for that." })
  newEmail!: string | null;

  @Field(() => GroupKind, { description: "Kind of the account's group." })
  groupKind!: GroupKind;

  @Field(() => ID, { description: "The account's group." })
  groupId!: number;

  @Field(() => String, { description: "Name of the account's group." })
  groupName!: string;

  @Field(() => String, { description: "First name of the account's holder." })
  firstname!: string;

  @Field(() => String, { description: "Last name of the account's holder." })
  lastname!: string;

  @Field(() => Boolean, { description: "Whether a password has been set." })
  activated!: boolean;

  @Field(() => Boolean, { description: "Whether the account can use the platform: neither it nor a group above is disabled." })
  platformAvailable!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the EULA." })
  termsAccepted!: boolean;

  @Field(() => String, { description: "The company's terms, or empty." })
  termsUrl!: string;

  @Field(() => String, { description: "The platform's terms, or empty." })
  platformTermsUrl!: string;

  @Field(() => String, { description: "The privacy policy, or empty." })
  privacyPolicyUrl!: string;
}
