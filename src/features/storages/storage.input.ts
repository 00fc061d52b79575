import { Field, InputType } from "type-graphql";
import { StorageKind } from "../../kernel/enums.js";

@InputType({ description: "A storage to register." })
export class RegisterStorageInput {
  @Field(() => StorageKind, { description: "What it is installed as." })
  kind!: StorageKind;

  @Field(() => String, { description: "Unique among the group's own storages." })
  name!: string;

  @Field(() => String, { description: "The installation's own id, unique in the whole system whatever the case." })
  uid!: string;
}

@InputType({ description: "What to change of a storage. What is absent or null stays." })
export class UpdateStorageInput {
  @Field(() => String, { nullable: true, description: "Unique among the owner's storages." })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Where its files are seen in a browser: an http or https URL, or empty for nowhere.",
  })
  contentUrl?: string | null;

  @Field(() => String, { nullable: true, description: "The same for mobiles." })
  contentMobileUrl?: string | null;
}
