import { Field, InputType } from "type-graphql";

@InputType({ description: "A backup server to register." })
export class RegisterBackupServerInput {
  @Field(() => String, { description: "Public DNS name or IP address, with or without a port; 7786 is the one agents expect." })
  address!: string;

  @Field(() => String, { description: "The unique id of its installation, whatever the case." })
  agentId!: string;

  @Field(() => String, {
    nullable: true,
    description: "Its public key: 1 to 255 printable characters, for CurveZMQ 40 of Z85. Without one a pair of CurveZMQ keys is made.",
  })
  publicKey?: string | null;

  @Field(() => String, { nullable: true, description: "Its internal password. Who registers the same installation again must know it." })
  secret?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Name or IP address within the data centre, with or without a port; the public one if absent.",
  })
  internalAddress?: string | null;
}
