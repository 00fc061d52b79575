const UNIQUE_VIOLATION = "23505";

/** Whether an error is the violation of some constraint that has values be unique. */
export const isUniqueViolation = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION;

/** The name of the constraint, or of the unique index, that an error is the violation of; null for other errors. */
const violatedBy = (error: unknown): string | null =>
  error instanceof Error && "constraint" in error && typeof error.constraint === "string" ? error.constraint : null;

/** Whether an error is the violation of the constraint of this name. */
export const isConstraint = (error: unknown, name: string): boolean => violatedBy(error) === name;

/**
 * Says once what the violation of each of a feature's constraints is to whoever wrote.
 *
 * @param refusals by the constraint's name
 * @returns what gives a write's result, or throws the refusal in place of the violation; other errors stay as they are
 */
export function constrained(refusals: Readonly<Record<string, () => Error>>): <T>(write: Promise<T>) => Promise<T> {
  const known = new Map(Object.entries(refusals));
  return (write) =>
    write.catch((error: unknown) => {
      throw known.get(violatedBy(error) ?? "")?.() ?? error;
    });
}
