/**
 * A sum as it is shown: of one beyond 2^53-1, the most that JSON clients can keep. To be calculated with, it is too small.
 *
 * @param sum an expression that is never null
 */
export const shown = (sum: string): string => `least(${sum}, ${Number.MAX_SAFE_INTEGER})`;
