import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "../../graph/connection.type.js";
import { Sql, expression } from "../../sql-planner/sql.js";
import { chainOf } from "./certificate.table.js";

/** The authorities there are, by their ids. */
export enum Authority {
  ROOT = 1,
  SERVICES = 2,
}

registerEnumType(Authority, {
  name: "Authority",
  description: "An authority of this server.",
  valuesConfig: {
    ROOT: { description: "Signed by itself; signs the certificates of API accounts." },
    SERVICES: { description: "Signed by the root authority; signs the certificates of services." },
  },
});

export const AUTHORITIES: readonly Authority[] = [Authority.ROOT, Authority.SERVICES];

@ObjectType({ simpleResolvers: true, description: "An authority that signs client certificates." })
export class CertificateAuthority {
  @Field(() => ID, { description: "Its id: 1 for the root authority, 2 for that of services." })
  id!: number;

  @Sql(expression((row) => chainOf(row, Authority.ROOT)))
  @Field(() => String, { description: "Its certificate and those of the authorities above it, PEM." })
  certificate!: string;

  @Field(() => String, { description: "The list of the certificates it has revoked, PEM; signed anew at each revocation and each day." })
  revocationList!: string;
}

@ObjectType({ simpleResolvers: true, description: "A certificate that was issued here." })
export class ClientCertificate {
  @Field(() => String, { description: "Its serial number, hexadecimal." })
  serial!: string;

  @Sql(expression((row) => `${row}.authority_id`))
  @Field(() => Authority, { description: "Which authority signed it." })
  authority!: Authority;

  @Field(() => String, { description: "Its subject, as RFC 4514 writes it: the identifier of an x509 API account." })
  subject!: string;

  @Field(() => String, { description: "The certificate, PEM." })
  certificate!: string;

  @Field(() => GraphQLISODateTime, { description: "When it was issued." })
  issuedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: "When it ends." })
  expiresAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: "When it was revoked; null while it is good." })
  revokedAt!: Date | null;
}

@InputType({ description: "A certificate to issue." })
export class IssueClientCertificateInput {
  @Field(() => String, { nullable: true, description: "Its subject, as RFC 4514 writes it; absent: that of the request." })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: "A PKCS #10 request in PEM, up to 16384 characters; absent: a key is made here." })
  csr?: string | null;

  @Field(() => Int, { defaultValue: 365, description: "Days until it ends, 1 to 3650; no later than its authority." })
  validityDays!: number;

  @Field(() => Authority, { defaultValue: Authority.ROOT, description: "Which authority signs it." })
  authority!: Authority;
}

@ObjectType({ simpleResolvers: true, description: "A certificate that has just been issued." })
export class IssuedCertificate {
  @Field(() => ClientCertificate, { description: "The certificate." })
  certificate!: ClientCertificate;

  @Field(() => String, {
    nullable: true,
    description: "Its private key where it was made here, PEM (PKCS #8), shown this once; null for a request's key.",
  })
  privateKey!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "A certificate in a list." })
export class ClientCertificateEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => ClientCertificate, { description: "The certificate." })
  node!: ClientCertificate;
}

@ObjectType({ simpleResolvers: true, description: "A page of certificates, in order of issue." })
export class ClientCertificateConnection {
  @Field(() => [ClientCertificateEdge], { description: "The certificates with their cursors." })
  edges!: ClientCertificateEdge[];

  @Field(() => [ClientCertificate], { description: "The certificates." })
  nodes!: ClientCertificate[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
