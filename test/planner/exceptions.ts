/**
 * What runs on resolvers by design, and why: every field of an object type, and every read at the root of the graph, that has a
 * resolver and says nothing in SQL. docs/planner.md shows this table.
 */

const ANYONE = "open to anyone: calls are counted where the resolver begins";
const NO_ROW = "reads no row, so that no statement runs";

export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "Query.accountCheck": ANYONE,
  "Query.accountServer": ANYONE,
  "Query.actionToken": ANYONE,
  "Query.brand": ANYONE,
  "Query.backupConsole": "signs a token",
  "Query.businessRules": NO_ROW,
  "Query.checkMachineRegistration": "decides as the registration itself would, by its code",
  "Query.colorSchemes": NO_ROW,
  "Query.constants": NO_ROW,
  "Query.forgottenPasswordPage": NO_ROW,
  "Query.identityProvider": NO_ROW,
  "Query.languages": NO_ROW,
  "Query.migrationAccess": "signs a token",
  "Query.principal": "of a person it shows what the credential's own statement has read",
  "Query.uiLanguages": `${NO_ROW}; what the browser asks for is no part of a statement`,
  "Query.versions": "asks PostgreSQL itself what it is",
  "BackupServer.privateKey": "is encrypted at rest, and shown to few",
  "Image.content": "is bytes",
  "Report.download": "is signed, and good for a short time",
  "Report.rows": "are unpacked from the report's file",
};
