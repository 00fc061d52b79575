declare module "pg-copy-streams" {
  import type { Readable, ReadableOptions, Writable } from "node:stream";
  import type { Submittable } from "pg";

  /** The data of a running `copy ... from stdin`; finished once the database has taken all of it. */
  export interface CopyInStream extends Writable, Submittable {
    readonly rowCount: number;
  }

  export function from(statement: string): CopyInStream;

  /** The data of a running `copy ... to stdout`, as fast as it is read. */
  export interface CopyOutStream extends Readable, Submittable {}

  export function to(statement: string, options?: ReadableOptions): CopyOutStream;
}
