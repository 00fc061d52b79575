/** The graph's spelling of a column: `quota_vms_hard` is `quotaVmsHard`. */
export const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
