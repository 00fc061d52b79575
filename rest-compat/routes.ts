import { operationsOf, readContract } from "./contract.js";
import { readDocuments } from "./link.js";

/** `npm run routes`: every operation of the contract with its method, path, document and state. */
const { operations, siblings } = await readDocuments();
const rows = operationsOf(readContract()).map(({ id, documentId, method, path }) => {
  const built = operations.has(documentId);
  const document = built ? `${documentId}.graphql${siblings.has(documentId) ? " + .ts" : ""}` : "-";
  return [method, path, id, document, built ? "built" : "501"];
});
const header = ["METHOD", "PATH", "OPERATION", "DOCUMENT", "STATE"];
const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
for (const row of [header, ...rows]) process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()}\n`);
const built = rows.filter((row) => row[4] === "built").length;
process.stdout.write(`\n${built} of ${rows.length} operations are built\n`);
