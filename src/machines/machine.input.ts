import { Field, InputType } from "type-graphql";

@InputType({ description: "A machine to register." })
export class RegisterMachineInput {
  @Field(() => String, { nullable: true, description: "The unique id of its agent, whatever the case. Required." })
  agentId?: string | null;

  @Field(() => String, { nullable: true, description: "Its CurveZMQ public key: 40 characters of Z85." })
  publicKey?: string | null;

  @Field(() => String, { nullable: true, description: "Its internal password. Who registers the same machine again must know it." })
  secret?: string | null;
}
