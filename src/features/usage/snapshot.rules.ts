/** Days are UTC's, as 'YYYY-MM-DD'. */

const DAY = 86_400_000;
/** Most days that are made up for by themselves: the changes they are made from are not kept for ever. */
const MISSED_MOST = 62;

/** The day a time is in. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** Its first moment. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The day so many days later, or earlier. */
export const addDays = (day: string, days: number): string => dayOf(new Date(startOf(day).getTime() + days * DAY));

/** The days from the first to the last. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

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
