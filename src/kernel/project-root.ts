import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function folderOfPackage(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json in ${start} or any folder above it`);
    folder = parent;
  }
  return folder;
}

/**
 * Absolute path of the folder that holds package.json. It is the same for the sources (src/) and for what is built from
 * them (dist/src/), so files that are not compiled (contract, documents, schema) are found from here.
 */
export const projectRoot = folderOfPackage(dirname(fileURLToPath(import.meta.url)));
