import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../access/allow.js";
import { ADMINS } from "../../access/roles.js";
import { type Page, checkAfter, checkFirst, toPage } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import { notFound } from "../../kernel/errors.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import { ensureAuthorities, issueClientCertificate, revokeClientCertificate } from "./certificate.commands.js";
import { authorityRoot, certificatesSql } from "./certificate.sql.js";
import { type CertificateRow, authorityById, certificates } from "./certificate.table.js";
import {
  AUTHORITIES,
  Authority,
  CertificateAuthority,
  ClientCertificate,
  ClientCertificateConnection,
  IssueClientCertificateInput,
  IssuedCertificate,
} from "./certificate.type.js";

const toCertificate = ({ authorityId, ...row }: CertificateRow): ClientCertificate => ({ ...row, authority: authorityId });

@Resolver()
export class CertificateResolver {
  @Allow(ADMINS)
  @SqlRoot(authorityRoot)
  @Query(() => CertificateAuthority, { description: "An authority that signs client certificates. Refuses with NOT_FOUND." })
  async certificateAuthority(
    @Arg("id", () => ID, { nullable: true, description: "1 for the root authority, the default; 2 for that of services." })
    id: string | null | undefined,
    @Ctx() { db, encryption }: ViewerContext,
  ): Promise<CertificateAuthority> {
    await ensureAuthorities(db, encryption);
    const requested = AUTHORITIES.find((authority) => String(authority) === (id ?? String(Authority.ROOT)));
    if (requested === undefined) throw notFound(`there is no authority '${id}'`);
    const { certificate, revocationList } = (await authorityById(db, requested))!;
    const above = requested === Authority.ROOT ? "" : (await authorityById(db, Authority.ROOT))!.certificate;
    return { id: requested, certificate: certificate + above, revocationList };
  }

  @Allow(["root_admin"])
  @Sql(certificatesSql)
  @Query(() => ClientCertificateConnection, {
    description: "Certificates that were issued, in order of issue. Refuses with BAD_REQUEST for a page that is none.",
  })
  async clientCertificates(
    @Arg("first", () => Int, { nullable: true, defaultValue: 100, description: "How many at most, 1 to 1000; null for all." })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "The cursor after which the page begins." })
    after: string | null | undefined,
    @Ctx() { db }: ViewerContext,
  ): Promise<Page<ClientCertificate>> {
    const length = checkFirst(first);
    const rows = await certificates(db, length === null ? null : length + 1, checkAfter(after));
    return toPage(rows.map(toCertificate), length, ({ serial }) => ({ key: serial, id: 0 }));
  }

  @Allow(["root_admin"])
  @Mutation(() => IssuedCertificate, {
    description:
      "Issues a client certificate, for the key of a request or for a new one. " +
      "Refuses with BAD_REQUEST, or FORBIDDEN without full access and where the subject is an API account with more rights than the " +
      "caller.",
  })
  async issueClientCertificate(
    @Arg("input", () => IssueClientCertificateInput, { description: "The certificate." }) input: IssueClientCertificateInput,
    @Ctx() context: ViewerContext,
  ): Promise<IssuedCertificate> {
    await ensureAuthorities(context.db, context.encryption);
    const { certificate, privateKey } = await issueClientCertificate(context, input);
    return { certificate: toCertificate(certificate), privateKey };
  }

  @Allow(["root_admin"])
  @Mutation(() => ClientCertificate, {
    description:
      "Revokes a client certificate: it opens nothing from now on, and its authority's list says so. Twice is no error. " +
      "Refuses with FORBIDDEN without full access, or NOT_FOUND.",
  })
  async revokeClientCertificate(
    @Arg("serial", () => String, { description: "Its serial number, hexadecimal." }) serial: string,
    @Ctx() context: ViewerContext,
  ): Promise<ClientCertificate> {
    return toCertificate(await revokeClientCertificate(context, serial));
  }
}
