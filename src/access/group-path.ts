/** The ids on a path, the root's first and the group's own last. */
export const idsOnPath = (path: string): number[] => path.split("/").filter(Boolean).map(Number);

/** The path of the group directly above; of the root's, one that has no groups on it. */
export const parentPath = (path: string): string => path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);

/** The range of paths of a group's whole subtree, itself included: from the first, to before the second. */
export const subtree = (path: string): [string, string] => [path, `${path.slice(0, -1)}0`];
