/**
 * The form of a text by which it is compared regardless of case.
 *
 * Folded here and not by the database: `lower()` follows the database's locale, and under "C" it leaves 'Ä' alone.
 */
export const foldCase = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The exclusive upper bound, in collation "C", of all texts that begin with this prefix. */
export const prefixEnd = (prefix: string): string => `${prefix}\u{10FFFF}`;
