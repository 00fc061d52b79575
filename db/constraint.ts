const UNIQUE_VIOLATION = "23505";

/** Whether an error is the violation of some constraint that has values be unique. */
export const isUniqueViolation = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION;

/** Whether an error is the violation of the constraint of this name. */
export const isConstraint = (error: unknown, name: string): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === name;
