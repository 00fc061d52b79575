import { Field, InputType } from "type-graphql";

@InputType({ description: "A machine to register." })
export class RegisterMachineInput {
  @Field(() => String, { nullable: true, description: "The unique id of its agent, whatever the case. Required." })
  agentId?: string | null;

  @Field(() => String, { nullable: true, description: "Its public key: 1 to 255 printable characters; for CurveZMQ 40 of Z85." })
  publicKey?: string | null;

  @Field(() => String, { nullable: true, description: "Its internal password. Who registers the same machine again must know it." })
  secret?: string | null;
}
