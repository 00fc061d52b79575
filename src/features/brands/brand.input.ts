import { Field, ID, InputType, Int } from "type-graphql";
import { GraphQLEmailAddress } from "graphql-scalars";
import { Secret } from "../../graph/secret.scalar.js";
import { BRAND_LINKS, BRAND_SWITCHES, BRAND_TEXTS, ColorScheme, SMTP_TEXTS, SmtpEncryption } from "./brand.type.js";

@InputType({ description: "A change of a brand. What is absent stays; null clears what can be cleared." })
export class UpdateBrandInput {
  @Field(() => ColorScheme, { nullable: true, description: "The consoles' colour scheme." })
  colorScheme?: ColorScheme | null;

  @Field(() => ID, { nullable: true, description: "The image that its logo is to be a copy of; null takes the logo away." })
  logoId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether its mail goes by its own mail server. It does once a server is named, too.",
  })
  smtpOverride?: boolean | null;

  @Field(() => GraphQLEmailAddress, { nullable: true, description: "Whom answers to its mails go to." })
  smtpReplyAddress?: string | null;

  @Field(() => Int, { nullable: true, description: "TCP port of its mail server, 1 to 65535." })
  smtpPort?: number | null;

  @Field(() => Secret, {
    nullable: true,
    description:
      "The password at its mail server. " +
      "An empty one, or one of asterisks alone, keeps what is stored, unless server, port or user change: then what is stored is " +
      "dropped.",
  })
  smtpPassword?: string | null;

  @Field(() => SmtpEncryption, { nullable: true, description: "How the connection is protected." })
  smtpEncryption?: SmtpEncryption | null;
}

/** A change of a brand as clients send it; the fields of UpdateBrandInput. */
export type SentBrand = UpdateBrandInput &
  Partial<Record<keyof typeof BRAND_LINKS | keyof typeof BRAND_TEXTS | keyof typeof SMTP_TEXTS, string | null>> &
  Partial<Record<keyof typeof BRAND_SWITCHES, boolean | null>>;

for (const [name, description] of Object.entries({ ...BRAND_TEXTS, ...BRAND_LINKS, ...SMTP_TEXTS })) {
  Field(() => String, { nullable: true, description })(UpdateBrandInput.prototype, name);
}
for (const [name, description] of Object.entries(BRAND_SWITCHES))
  Field(() => Boolean, { nullable: true, description })(UpdateBrandInput.prototype, name);
