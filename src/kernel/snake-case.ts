/** The database's spelling of a field of the graph: `quotaVmsHard` is `quota_vms_hard`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
