import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { Cursor } from "../../graph/connection.type.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import type { EncryptedColumn } from "../../encryption/encryption.table.js";
import type { Revocation } from "./certificate.signing.js";
import { distinguishedKey } from "./distinguished-name.rules.js";

/** Where the authorities' private keys are kept. */
export const AUTHORITY_KEYS: EncryptedColumn = { table: "certificate_authorities", key: "id", column: "private_key" };

/** A stored authority. */
export interface AuthorityRow {
  id: number;
  certificate: string;
  /** Encrypted. */
  privateKey: string;
  revocationList: string;
  revocationNumber: number;
}

const AUTHORITY = `id, certificate, private_key "privateKey", revocation_list "revocationList", revocation_number "revocationNumber"`;

/** In SQL, an authority's certificate and, unless it is the root one itself, that of the root authority. */
export const chainOf = (row: string, root: number): string =>
  `(${row}.certificate||case when ${row}.id = ${root} then ''
    else (select above.certificate from certificate_authorities above where above.id = ${root}) end)`;

export const authorityById = async (db: Knex, id: number): Promise<AuthorityRow | null> =>
  (await query<AuthorityRow>(db, `select ${AUTHORITY} from certificate_authorities where id = ?`, [id]))[0] ?? null;

/** As authorityById; whoever else signs for it waits until the transaction ends. */
export const lockAuthority = async (trx: Knex, id: number): Promise<AuthorityRow> =>
  (await query<AuthorityRow>(trx, `select ${AUTHORITY} from certificate_authorities where id = ? for no key update`, [id]))[0]!;

/** Ids of the authorities whose list of revocations is a day old. */
export const authoritiesDue = async (db: Knex): Promise<number[]> =>
  (
    await query<{ id: number }>(
      db,
      "select id from certificate_authorities where revocation_signed_at < now() - interval '1 day' order by id",
    )
  ).map(({ id }) => id);

/** Stores new authorities, all or, where another server was first, none. */
export async function insertAuthorities(db: Knex, rows: readonly Omit<AuthorityRow, "revocationNumber">[]): Promise<void> {
  await query(
    db,
    `insert into certificate_authorities (id, certificate, private_key, revocation_list)
     select * from unnest(:ids::int[], :certificates::text[], :privateKeys::text[], :revocationLists::text[])
     on conflict do nothing`,
    {
      ids: rows.map(({ id }) => id),
      certificates: rows.map(({ certificate }) => certificate),
      privateKeys: rows.map(({ privateKey }) => privateKey),
      revocationLists: rows.map(({ revocationList }) => revocationList),
    },
  );
}

export async function updateRevocationList(trx: Knex, id: number, revocationList: string, revocationNumber: number): Promise<void> {
  await query(
    trx,
    "update certificate_authorities set revocation_list = ?, revocation_number = ?, revocation_signed_at = now() where id = ?",
    [revocationList, revocationNumber, id],
  );
}

/** The canonical forms of subjects, which need not be unique. */
export const SUBJECT_KEYS: FoldedColumn = {
  table: "client_certificates",
  id: "fingerprint",
  text: "subject",
  column: "subject_key",
  unique: false,
  fold: distinguishedKey,
};

/** A client certificate that was issued here. */
export interface CertificateRow {
  fingerprint: Buffer;
  authorityId: number;
  serial: string;
  subject: string;
  subjectKey: string;
  certificate: string;
  issuedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const CERTIFICATE = `fingerprint, authority_id "authorityId", serial, subject, subject_key "subjectKey", certificate,
  issued_at "issuedAt", expires_at "expiresAt", revoked_at "revokedAt"`;

const select = (db: Knex, sql: string, bindings: readonly unknown[]): Promise<CertificateRow[]> =>
  query(db, `select ${CERTIFICATE} from client_certificates ${sql}`, bindings);

/** The certificate with that SHA-256 fingerprint, if it was issued here. */
export const certificateByFingerprint = async (db: Knex, fingerprint: Buffer): Promise<CertificateRow | null> =>
  (await select(db, "where fingerprint = ?", [fingerprint]))[0] ?? null;

export const certificateBySerial = async (db: Knex, serial: string): Promise<CertificateRow | null> =>
  (await select(db, "where serial = ?", [serial]))[0] ?? null;

/** In SQL, the order of issue. */
export const IN_ORDER = "issued_at, serial";
/** In SQL, what was issued after a certificate. @param serial of which an expression is the serial number */
export const issuedAfter = (serial: string): string =>
  `(issued_at, serial) > (select c.issued_at, c.serial from client_certificates c where c.serial = ${serial})`;

/** A page of certificates, in order of issue. @param first null for all of them */
export const certificates = (db: Knex, first: number | null, after: Cursor | null): Promise<CertificateRow[]> =>
  select(db, `${after === null ? "" : `where ${issuedAfter("?")}`} order by ${IN_ORDER} limit ?`, [
    ...(after === null ? [] : [after.key]),
    first,
  ]);

export async function insertCertificate(trx: Knex, row: Omit<CertificateRow, "issuedAt" | "revokedAt">): Promise<CertificateRow> {
  const rows = await query<CertificateRow>(
    trx,
    `insert into client_certificates (fingerprint, authority_id, serial, subject, subject_key, certificate, expires_at)
     values (:fingerprint, :authorityId, :serial, :subject, :subjectKey, :certificate, :expiresAt) returning ${CERTIFICATE}`,
    { ...row },
  );
  return rows[0]!;
}

/** @returns whether it was not revoked before */
export async function revokeCertificate(trx: Knex, serial: string): Promise<boolean> {
  return (
    (
      await query(trx, "update client_certificates set revoked_at = now() where serial = ? and revoked_at is null returning serial", [
        serial,
      ])
    ).length > 0
  );
}

/** What an authority has revoked and would still be good else, in order. */
export const revocationsOf = (trx: Knex, authorityId: number): Promise<Revocation[]> =>
  query(
    trx,
    `select serial, revoked_at "revokedAt" from client_certificates
     where authority_id = ? and revoked_at is not null and expires_at > now()
     order by revoked_at, serial`,
    [authorityId],
  );
