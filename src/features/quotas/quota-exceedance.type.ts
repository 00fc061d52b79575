import { Field, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "Which hard quotas the usage of the whole subtree is above." })
export class QuotaExceedance {
  @Field(() => Boolean, { description: "Virtual hosts." })
  virtualhosts!: boolean;
  @Field(() => Boolean, { description: "Workstations." })
  workstations!: boolean;
  @Field(() => Boolean, { description: "Servers." })
  servers!: boolean;
  @Field(() => Boolean, { description: "Windows Server Essentials machines." })
  winServerEssentials!: boolean;
  @Field(() => Boolean, { description: "Virtual machines." })
  vms!: boolean;
  @Field(() => Boolean, { description: "Mailboxes." })
  mailboxes!: boolean;
  @Field(() => Boolean, { description: "Mobiles." })
  mobiles!: boolean;
  @Field(() => Boolean, { description: "Websites." })
  websites!: boolean;
  @Field(() => Boolean, { description: "Devices of any sort." })
  universalDevices!: boolean;
}
