declare module "pg-copy-streams" {
  import type { Writable } from "node:stream";
  import type { Submittable } from "pg";

  /** The data of a running `copy ... from stdin`; finished once the database has taken all of it. */
  export interface CopyInStream extends Writable, Submittable {
    readonly rowCount: number;
  }

  export function from(statement: string): CopyInStream;
}
