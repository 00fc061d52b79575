import type { GetRulesQuery } from "../../generated/documents.js";
import type { EnumNumber } from "../../link.js";

type Rules = GetRulesQuery["body"];

/** The contract keys rules by the numbers of kind and grade, which no field of the graph could be named. */
export function encode(value: unknown, number: EnumNumber): unknown {
  const rules = value as Rules;
  const kind = (name: string | null | undefined): number | null => (name == null ? null : number("GroupKind", name));
  const mode = (name: string | null | undefined): number | null => (name == null ? null : number("PricingMode", name));
  const nest = (
    entries: readonly { of: string; at: string; kinds: readonly string[] }[],
  ): Record<string, Record<string, (number | null)[]>> => {
    const nested: Record<string, Record<string, (number | null)[]>> = {};
    for (const { of, at, kinds } of entries) (nested[kind(of)!] ??= {})[at] = kinds.map(kind);
    return nested;
  };
  const condition = (rule: { kind?: string | null; parentKind?: string | null }) => ({
    parent_group_kind: kind(rule.parentKind),
    group_kind: kind(rule.kind),
  });
  return {
    HidePricingRules: rules.hidePricing.map(kind),
    GroupBusinessRules: {
      creation: nest(
        rules.creation.map((rule) => ({ of: rule.parentKind, at: String(rule.parentGrade ?? "any"), kinds: rule.childKinds })),
      ),
      modification: nest(rules.modification.map((rule) => ({ of: rule.kind, at: String(rule.grade), kinds: rule.becomes }))),
    },
    PricingDefaultModes: rules.pricingDefaultModes.map((rule) => ({ mode: mode(rule.mode), ...condition(rule) })),
    GroupEnablePricingRules: rules.enablePricing.map(condition),
    PricingGroupModeRules: rules.pricingModes.map((rule) => ({
      ...condition(rule),
      to_mode: mode(rule.toMode),
      from_mode: mode(rule.fromMode),
    })),
  };
}
