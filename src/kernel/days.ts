/** Days are UTC's, as 'YYYY-MM-DD'. */

const DAY = 86_400_000;

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
