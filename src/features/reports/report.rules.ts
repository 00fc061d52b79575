import { badRequest } from "../../kernel/errors.js";
import type { DateRange } from "./report-rows.table.js";
import { addDays, dayOf } from "../../kernel/days.js";

const MINUTE = 60_000;
const MONTHS = 12;
/** Clocks on earth are between UTC-12 and UTC+14. */
const SHIFT = { least: -720, most: 840 };

/** A month as a count since year 0. */
type Month = number;
const monthOf = (time: Date): Month => time.getUTCFullYear() * MONTHS + time.getUTCMonth();
const dayInMonth = (month: Month, day: number): Date => new Date(Date.UTC(Math.floor(month / MONTHS), month % MONTHS, day));

/** When a month's second day begins where clocks are ahead of UTC by so many minutes. */
const dueIn = (month: Month, timeshift: number): Date => new Date(dayInMonth(month, 2).getTime() - timeshift * MINUTE);

/** The month, by the recipients' clocks, that a run is in. */
const monthOfRun = (due: Date, timeshift: number): Month => monthOf(new Date(due.getTime() + timeshift * MINUTE));

/** When a schedule is due next, after a time. */
export function nextRun(after: Date, timeshift: number): Date {
  const month = monthOfRun(after, timeshift);
  const due = dueIn(month, timeshift);
  return due > after ? due : dueIn(month + 1, timeshift);
}

/** When the run of the same month is due with another timeshift: no month is left out or made twice by the change. */
export const runWithShift = (due: Date, from: number, to: number): Date => dueIn(monthOfRun(due, from), to);

/** The days a run is about: the month before, first and last. */
export function periodOfRun(due: Date, timeshift: number): { beginDate: string; endDate: string } {
  const month = monthOfRun(due, timeshift);
  return { beginDate: dayOf(dayInMonth(month - 1, 1)), endDate: addDays(dayOf(dayInMonth(month, 1)), -1) };
}

/** @throws Refusal BAD_REQUEST for what no clock shows */
export function checkTimeshift(timeshift: number): number {
  if (timeshift < SHIFT.least || timeshift > SHIFT.most)
    throw badRequest(`must be ${SHIFT.least} to ${SHIFT.most} minutes`, "schedule.timeshift");
  return timeshift;
}

/**
 * The days of a period, first and last, in UTC. Its times are compared to the second, though whole days count.
 *
 * @param run when the report is made: its last day may not be after that
 * @throws Refusal BAD_REQUEST for a period that lies in the future, ends before it begins, or is not there
 */
export function checkPeriod(
  begin: Date | null | undefined,
  end: Date | null | undefined,
  now: Date,
  run: Date = now,
): { beginDate: string; endDate: string } {
  if (begin == null) throw badRequest("is required", "beginDate");
  if (end == null) throw badRequest("is required", "endDate");
  const [beginDate, endDate] = [dayOf(begin), dayOf(end)];
  if (end < begin) throw badRequest("must not be before the begin of the period", "endDate");
  if (beginDate > dayOf(now)) throw badRequest("must not be in the future", "beginDate");
  if (endDate > dayOf(run > now ? run : now)) throw badRequest("must not be after the day the report is made", "endDate");
  return { beginDate, endDate };
}

/** Consecutive days on which the group was at one place are one range. */
export function dateRangesOf(days: readonly { day: string; path: string; isolation: number | null }[]): DateRange[] {
  const ranges: DateRange[] = [];
  for (const { day, path, isolation } of days) {
    const last = ranges.at(-1);
    if (last !== undefined && last.path === path && last.isolation === isolation) last.to = day;
    else ranges.push({ from: day, to: day, path, isolation });
  }
  return ranges;
}
