/** Why the embedded database cannot run here, worded for the person who starts the server. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = "EmbeddedDatabaseError";

  constructor(reason: string) {
    super(
      `The embedded PostgreSQL cannot start: ${reason}\n` +
        `To use a PostgreSQL of your own instead, set DATABASE_URL to its postgres:// address.`,
    );
  }
}

/** Another process holds the data folder. */
export class FolderInUseError extends EmbeddedDatabaseError {
  constructor(
    folder: string,
    readonly pid: string,
  ) {
    super(`the data folder ${folder} is in use by another Portico (process ${pid}). Stop it, or give this one a PORTICO_DATA of its own.`);
  }
}

/** The same error when it is one already, else one that quotes a failed file operation; anything else is a bug and stays. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Error && "syscall" in error && "code" in error) return new EmbeddedDatabaseError(`${error.message}.`);
  return error;
}
