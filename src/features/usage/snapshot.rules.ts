import { addDays, dayOf, daysBetween } from "../../kernel/days.js";
/** Most days that are made up for by themselves: the changes they are made from are not kept for ever. */
const MISSED_MOST = 62;

/** The days that are over and not kept. @param last the last one that is kept; null where none is */
export function missingDays(last: string | null, now: Date): string[] {
  const yesterday = addDays(dayOf(now), -1);
  const earliest = addDays(yesterday, -MISSED_MOST + 1);
  const first = last === null ? yesterday : addDays(last, 1);
  return daysBetween(first < earliest ? earliest : first, yesterday);
}

/** The month so many months from a time's, as 'YYYY_MM'. */
export function monthFrom(time: Date, months: number): string {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months, 1)).toISOString().slice(0, 7).replace("-", "_");
}

/** The months that are kept longer than they should be. @param keep how many before the current one stay */
export const monthsToDrop = (months: readonly string[], now: Date, keep: number): string[] =>
  months.filter((month) => month < monthFrom(now, -keep)).sort();
