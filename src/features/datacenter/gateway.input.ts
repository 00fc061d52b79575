import { Field, InputType } from "type-graphql";

@InputType({ description: "A registration server to register." })
export class RegisterGatewayInput {
  @Field(() => String, { description: "DNS name or IP address, with or without a port; 443 is the one agents expect." })
  address!: string;

  @Field(() => String, { description: "The key that opens its web console. It is kept encrypted and never shown." })
  cipherKey!: string;
}
