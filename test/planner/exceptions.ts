/**
 * What runs on resolvers by design, and why: every field of an object type, and every read at the root of the graph, that has a
 * resolver and says nothing in SQL. docs/planner.md shows this table.
 */

const ANYONE = "open to anyone: calls are counted where the resolver begins";
const NO_ROW = "reads no row, so that no statement runs";
const NOT_YET = "not said in SQL yet";

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
  "Query.groupBrand": NOT_YET,
  "Query.groupLogo": NOT_YET,
  "Query.identityProvider": NO_ROW,
  "Query.image": "leads to an image's bytes",
  "Query.languages": NO_ROW,
  "Query.migrationAccess": "signs a token",
  "Query.principal": "of a person it shows what the credential's own statement has read",
  "Query.storage": NOT_YET,
  "Query.uiLanguages": `${NO_ROW}; what the browser asks for is no part of a statement`,
  "Query.versions": "asks PostgreSQL itself what it is",
  "BackupServer.privateKey": "is encrypted at rest, and shown to few",
  "Brand.logo": NOT_YET,
  "Group.ancestors": NOT_YET,
  "Group.brand": NOT_YET,
  "Group.effectiveBrand": NOT_YET,
  "Group.quotaExceedance": NOT_YET,
  "Group.settings": NOT_YET,
  "Group.storages": NOT_YET,
  "Image.content": "is bytes",
  "Image.url": NOT_YET,
  "Report.download": "is signed, and good for a short time",
  "Report.rows": "are unpacked from the report's file",
  "Storage.datacenterId": NOT_YET,
  "Storage.prices": NOT_YET,
  "Storage.spaceUsage": NOT_YET,
  "User.links": "writes what was asked into an address, as URLs are written",
};
