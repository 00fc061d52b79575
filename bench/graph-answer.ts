import { snakeCase } from "../src/kernel/snake-case.js";
import { GroupCapability, GroupKind, PricingMode } from "../src/kernel/enums.js";

/** What the contract calls fields of the graph whose names do not follow the rule. */
const RENAMED: Readonly<Record<string, string>> = {
  enabled: "status",
  createdAt: "creation_date",
  brandId: "brand",
  billingContact: "billing",
  quotas: "privileges",
  nodes: "items",
};

const KINDS: Readonly<Record<string, unknown>> = GroupKind;
const MODES: Readonly<Record<string, unknown>> = PricingMode;
const CAPABILITIES: Readonly<Record<string, unknown>> = GroupCapability;
const TIMES: readonly string[] = ["creation_date", "subscription_expiration", "mode_update_date"];
const IDS: readonly string[] = ["id", "parent_id", "brand", "default_identity_provider_id"];

const sum = (bits: unknown[]): number => bits.reduce<number>((mask, bit) => mask | (bit as number), 0);

function leaf(name: string, value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string") return value;
  if (IDS.includes(name)) return Number(value);
  if (TIMES.includes(name)) return Math.floor(Date.parse(value) / 1000);
  if (name === "kind") return KINDS[value];
  if (name === "mode") return MODES[value];
  if (name === "mfa_status") return value.toLowerCase();
  return value;
}

/** What the graph answers in the words of the contract, so that both can be compared. */
export function inContractWords(value: unknown, name = "", parent = ""): unknown {
  if (name === "storage" && value === null) return { id: null, uuid: null, name: "" };
  if (name === "capabilities") return sum((value as string[]).map((capability) => CAPABILITIES[capability]));
  if (Array.isArray(value)) return value.map((item) => inContractWords(item, "", name));
  if (typeof value !== "object" || value === null) return leaf(name, value);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      const renames = !(field === "enabled" && (name === "pricing" || parent === "discounts"));
      const contractName = (renames ? RENAMED[field] : undefined) ?? snakeCase(field);
      return [contractName, inContractWords(inner, contractName, name)];
    }),
  );
}
