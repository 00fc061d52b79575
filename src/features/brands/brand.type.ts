import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { GraphQLEmailAddress, GraphQLUUID } from "graphql-scalars";
import { Sql } from "../../sql-planner/sql.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { logoIdSql, ownAddressSql, smtpOverrideSql, smtpSql } from "./brand.sql.js";
import { OWN_ADDRESSES } from "./own-addresses.rules.js";

/** How the connection to a mail server is protected; stored as these words. */
export enum SmtpEncryption {
  NONE = "NONE",
  TLS = "TLS",
  STARTTLS = "STARTTLS",
}

/** The colour schemes consoles come with; stored as these words. */
export enum ColorScheme {
  DEFAULT = "default",
  BLUE = "blue",
  GREEN = "green",
  ORANGE = "orange",
  PURPLE = "purple",
  RED = "red",
  GRAPHITE = "graphite",
}

registerEnumType(SmtpEncryption, {
  name: "SmtpEncryption",
  description: "How the connection to a mail server is protected.",
  valuesConfig: {
    NONE: { description: "Not at all." },
    TLS: { description: "By TLS from the first byte on, as usual on port 465." },
    STARTTLS: { description: "By TLS that the client asks for, and without which it sends nothing, as usual on port 587." },
  },
});
registerEnumType(ColorScheme, { name: "ColorScheme", description: "A colour scheme of the consoles." });

/** Pages a brand leads to, each an http or https address, or one without a scheme, which leads to https. */
export const BRAND_LINKS = {
  accountServerUrl: "Where its people sign in; the server's own address unless set.",
  backupConsoleUrl: "The backup console; the server's own unless set.",
  routerUrl: "The management console; the server's own unless set.",
  regServerUrl: "Where machines are registered; the server's own address unless set.",
  agentGatewayUrl: "Where backup agents connect; the server's own address unless set.",
  supportUrl: "The support's page.",
  upsellUrl: "The partner's shop.",
  homeUrl: "The company's page.",
  helpUrl: "Help.",
  knowledgebaseUrl: "Knowledge base.",
  userGuideUrl: "User guide.",
  termsUrl: "The company's terms.",
  platformTermsUrl: "The platform's terms.",
  privacyPolicyUrl: "The privacy policy.",
  mobileAppAndroidDownloadUrl: "The app for Android.",
  mobileAppIosDownloadUrl: "The app for iOS.",
} as const;

/** What it says in words. */
export const BRAND_TEXTS = {
  companyName: "Name of the company.",
  serviceName: "Name of the service.",
  supportPhone: "Telephone number of the support.",
  color: "Colour as six hex digits, RRGGBB.",
} as const;

/** What it switches on or off. */
export const BRAND_SWITCHES = {
  ownsCustomLegalDocs: "Whether it has legal documents of its own.",
  whiteLabeledAgent: "Whether backup agents are shown without their maker's name.",
  hidePredefined: "Whether what comes with the platform is hidden.",
} as const;

/** Texts of how its mail is sent. */
export const SMTP_TEXTS = {
  smtpServer: "Host name or address of its mail server.",
  smtpUser: "The login at its mail server.",
} as const;

@ObjectType({
  simpleResolvers: true,
  description:
    "What a group looks like to its people, and how its mail is sent. " +
    "The `smtp` fields are null, and `smtpOverride` is false, unless it is the own brand of the group it was asked for and the caller " +
    "is a person who may change it and has full access.",
})
export class Brand {
  @Field(() => ID, { description: "Its id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "Its uuid." })
  uuid!: string;

  @Field(() => ColorScheme, { description: "The consoles' colour scheme." })
  colorScheme!: ColorScheme;

  @Sql(logoIdSql)
  @Field(() => ID, { nullable: true, description: "The image that is its logo." })
  logoId!: number | null;

  @Sql(smtpOverrideSql)
  @Field(() => Boolean, { description: "Whether its mail goes by its own mail server, and not by the platform's." })
  smtpOverride!: boolean;

  @Sql(smtpSql((row) => `${row}.smtp_reply_address`))
  @Field(() => GraphQLEmailAddress, { nullable: true, description: "Whom answers to its mails go to." })
  smtpReplyAddress!: string | null;

  @Sql(smtpSql((row) => `${row}.smtp_port`))
  @Field(() => Int, { nullable: true, description: "TCP port of its mail server." })
  smtpPort!: number | null;

  @Sql(smtpSql(() => "''"))
  @Field(() => String, { nullable: true, description: "Always empty: the password is taken and never shown." })
  smtpPassword!: string | null;

  @Sql(smtpSql((row) => `${row}.smtp_password is not null`))
  @Field(() => Boolean, { nullable: true, description: "Whether a password is stored." })
  smtpPasswordSet!: boolean | null;

  @Sql(smtpSql((row) => `${row}.smtp_encryption`))
  @Field(() => SmtpEncryption, {
    nullable: true,
    description: "How the connection is protected; null leaves it to the port and the server.",
  })
  smtpEncryption!: SmtpEncryption | null;
}

for (const [name, description] of Object.entries({ ...BRAND_TEXTS, ...BRAND_LINKS, ...SMTP_TEXTS })) {
  Field(() => String, { nullable: name !== "backupConsoleUrl", description })(Brand.prototype, name);
}
for (const name of OWN_ADDRESSES) Sql(ownAddressSql(name))(Brand.prototype, name);
for (const name of Object.keys(SMTP_TEXTS)) Sql(smtpSql((row) => `${row}.${snakeCase(name)}`))(Brand.prototype, name);
for (const [name, description] of Object.entries(BRAND_SWITCHES)) Field(() => Boolean, { description })(Brand.prototype, name);
