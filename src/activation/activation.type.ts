import { Field, ID, ObjectType } from "type-graphql";
import { GraphQLEmailAddress } from "graphql-scalars";
import { GroupKind } from "../vocabulary.js";

@ObjectType({ simpleResolvers: true, description: "Documents a mail points to; empty where the operator offers none." })
export class MailDownloads {
  @Field(() => String, { description: "User guide." })
  userGuide!: string;
}

@ObjectType({ simpleResolvers: true, description: "What a mail to an account's holder is made of." })
export class ActionMail {
  @Field(() => String, { description: "The sort of mail: 'activate'." })
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

@ObjectType({ simpleResolvers: true, description: "What an activation token stands for." })
export class ActivationTokenInfo {
  @Field(() => ID, { description: "The account's id." })
  accountId!: number;

  @Field(() => String, { description: "The identity's login." })
  login!: string;

  @Field(() => GraphQLEmailAddress, { description: "The identity's e-mail address." })
  email!: string;

  @Field(() => GroupKind, { description: "Kind of the account's group." })
  groupKind!: GroupKind;

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
