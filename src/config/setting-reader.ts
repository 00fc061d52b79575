import { readFileSync } from "node:fs";
import type { SettingName } from "./settings.js";
import { Refusal } from "../kernel/errors.js";
import { isWebAddress } from "./setting-values.js";

/** Reads settings from the environment, and gathers what is wrong with them. */
export class SettingReader {
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Undefined when the variable is absent or blank: `PORT=` in an env file means "not set". */
  text(name: SettingName): string | undefined {
    const value = this.env[name]?.trim();
    return value === "" ? undefined : value;
  }

  /** Checks a given value; `shown` is false for values that must not reach a terminal or a log. */
  checked(name: SettingName, expectation: string, accept: (value: string) => boolean, shown = true): string | undefined {
    const value = this.text(name);
    if (value === undefined || accept(value)) return value;
    this.problems.push(`${name} must be ${expectation}${shown ? `, but is "${value}"` : ""}`);
    return undefined;
  }

  /** The text of the file a setting names. */
  file(name: SettingName, expectation: string, accept: (text: string) => boolean): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      const text = readFileSync(path, "utf8");
      if (accept(text)) return text;
      this.problems.push(`${name} must name a file with ${expectation}, but ${path} holds none`);
    } catch (error) {
      this.problems.push(`${name} must name a file that this server may read: ${(error as Error).message}`);
    }
    return undefined;
  }

  /** Reports the settings of a pair of which only one is given. */
  together(one: SettingName, other: SettingName): void {
    const missing = this.text(one) === undefined ? one : this.text(other) === undefined ? other : undefined;
    if (missing !== undefined && (this.text(one) ?? this.text(other)) !== undefined)
      this.problems.push(`${one} and ${other} go together: ${missing} is missing`);
  }

  integer(name: SettingName, fallback: number, least: number, most: number): number {
    const accept = (value: string) => /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most;
    return Number(this.checked(name, `a whole number from ${least} to ${most}`, accept) ?? fallback);
  }

  onOff(name: SettingName, fallback: boolean): boolean {
    const given = this.checked(name, "on or off", (value) => ["on", "off"].includes(value));
    return given === undefined ? fallback : given === "on";
  }

  webAddress(name: SettingName, fallback: string): string {
    const given = this.checked(name, "an absolute http:// or https:// address, without query and credentials", isWebAddress);
    return (given === undefined ? fallback : new URL(given).href).replace(/(?<!\/)\/+$/, "");
  }

  /** Reports what a rule of the graph's refuses, in the rule's words. */
  ruled(name: SettingName, rule: () => unknown): void {
    try {
      rule();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problems.push(`${name} ${error.reason}`);
    }
  }
}
