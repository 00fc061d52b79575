import { ACCOUNT_API, PORTAL_API } from "./api.js";
import { operationsOf, readContract } from "./contract.js";
import { readDocuments } from "./link.js";

/** `npm run routes`: every operation of the contracts with its method, path, document and state. */
for (const api of [PORTAL_API, ACCOUNT_API]) {
  const { operations, hooksById } = await readDocuments(api);
  const rows = operationsOf(readContract(api.contract)).map(({ id, documentId, method, path }) => {
    const built = operations.has(documentId);
    const document = built ? `${documentId}.graphql${hooksById.has(documentId) ? " + .ts" : ""}` : "-";
    return [method, path, id, document, built ? "built" : "501"];
  });
  const header = ["METHOD", "PATH", "OPERATION", "DOCUMENT", "STATE"];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  for (const row of [header, ...rows])
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd()}\n`,
    );
  const built = rows.filter((row) => row[4] === "built").length;
  process.stdout.write(`\n${built} of ${rows.length} operations are built: ${api.contract}\n\n`);
}
