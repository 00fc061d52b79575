/** Whether an error is the violation of the constraint of this name. */
export const isConstraint = (error: unknown, name: string): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === name;
