import { describe, expect, it } from "vitest";
import { nextRun, periodOfRun, runWithShift } from "../../src/features/reports/report.rules.js";
import { missingDays, monthsToDrop } from "../../src/features/usage/snapshot.rules.js";
import { addDays, daysBetween } from "../../src/kernel/days.js";

const at = (text: string): Date => new Date(text);
const run = (after: string, timeshift: number): [string, string, string] => {
  const due = nextRun(at(after), timeshift);
  const { beginDate, endDate } = periodOfRun(due, timeshift);
  return [due.toISOString(), beginDate, endDate];
};

describe("a schedule is due on the second of the month, by its own clock, for the month before", () => {
  it.each([
    ["2026-01-15T00:00:00Z", 0, "2026-02-02T00:00:00.000Z", "2026-01-01", "2026-01-31"],
    ["2026-02-01T23:59:59Z", 0, "2026-02-02T00:00:00.000Z", "2026-01-01", "2026-01-31"],
    ["2026-02-02T00:00:00Z", 0, "2026-03-02T00:00:00.000Z", "2026-02-01", "2026-02-28"],
    // A leap year, and a century that is none.
    ["2028-02-15T00:00:00Z", 0, "2028-03-02T00:00:00.000Z", "2028-02-01", "2028-02-29"],
    ["2100-02-15T00:00:00Z", 0, "2100-03-02T00:00:00.000Z", "2100-02-01", "2100-02-28"],
    // The turn of the year.
    ["2026-12-20T00:00:00Z", 0, "2027-01-02T00:00:00.000Z", "2026-12-01", "2026-12-31"],
    ["2026-12-31T12:00:00Z", 840, "2027-01-01T10:00:00.000Z", "2026-12-01", "2026-12-31"],
    ["2027-01-02T11:59:59Z", -720, "2027-01-02T12:00:00.000Z", "2026-12-01", "2026-12-31"],
    // The furthest ahead of UTC: the month's second has come there ten hours into the first.
    ["2026-03-01T09:59:59Z", 840, "2026-03-01T10:00:00.000Z", "2026-02-01", "2026-02-28"],
    ["2026-03-01T10:00:00Z", 840, "2026-04-01T10:00:00.000Z", "2026-03-01", "2026-03-31"],
    // The furthest behind.
    ["2026-03-02T11:59:59Z", -720, "2026-03-02T12:00:00.000Z", "2026-02-01", "2026-02-28"],
    ["2026-03-02T12:00:00Z", -720, "2026-04-02T12:00:00.000Z", "2026-03-01", "2026-03-31"],
    // A timeshift is a number of minutes all the year: where clocks are put forward or back, nothing changes.
    ["2026-03-28T00:00:00Z", 60, "2026-04-01T23:00:00.000Z", "2026-03-01", "2026-03-31"],
    ["2026-10-24T00:00:00Z", 60, "2026-11-01T23:00:00.000Z", "2026-10-01", "2026-10-31"],
    ["2026-05-05T00:00:00Z", 345, "2026-06-01T18:15:00.000Z", "2026-05-01", "2026-05-31"],
  ])("after %s, %i minutes ahead: %s", (after, timeshift, due, begin, end) => {
    expect(run(after, timeshift)).toEqual([due, begin, end]);
  });

  it.each([-720, -345, 0, 60, 840])("every month once in forty years, %i minutes ahead", (timeshift) => {
    const months: string[] = [];
    for (let due = nextRun(at("2020-01-15T00:00:00Z"), timeshift); due < at("2060-01-15T00:00:00Z"); due = nextRun(due, timeshift)) {
      const { beginDate, endDate } = periodOfRun(due, timeshift);
      expect([beginDate.slice(8), addDays(endDate, 1).slice(8), beginDate.slice(0, 7)]).toEqual(["01", "01", endDate.slice(0, 7)]);
      months.push(beginDate.slice(0, 7));
    }
    expect([months.length, new Set(months).size]).toEqual([480, 480]);
  });

  describe.each([-720, 0, 840])("a change of the timeshift from %i", (from) => {
    it.each([-720, 0, 840])("to %i leaves no month out and makes none twice", (to) => {
      const due = nextRun(at("2026-03-15T00:00:00Z"), from);
      expect(periodOfRun(runWithShift(due, from, to), to)).toEqual(periodOfRun(due, from));
    });
  });
});

describe("days and months of the history", () => {
  it("go over the ends of months, leap days and changes of clocks", () => {
    expect(daysBetween("2028-02-27", "2028-03-01")).toEqual(["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"]);
    expect(daysBetween("2026-03-28", "2026-03-30")).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  it("that are missing are those after the last one, up to yesterday", () => {
    expect(missingDays(null, at("2026-03-02T00:01:00Z"))).toEqual(["2026-03-01"]);
    expect(missingDays("2026-02-26", at("2026-03-01T23:59:59Z"))).toEqual(["2026-02-27", "2026-02-28"]);
    expect(missingDays("2026-03-01", at("2026-03-02T23:59:59Z"))).toEqual([]);
    expect(missingDays("2020-01-01", at("2026-03-02T00:00:00Z"))).toHaveLength(62);
  });

  it("are dropped when they are older than the months to keep", () => {
    expect(monthsToDrop(["2026_03", "2026_01", "2025_12", "2024_07"], at("2026-03-31T12:00:00Z"), 2)).toEqual(["2024_07", "2025_12"]);
  });
});
