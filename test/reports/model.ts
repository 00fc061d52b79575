/**
 * The numbers of a report by plain loops over what was so on each day, exact until they are shown: nothing of the code under
 * test is used.
 */

const DEVICES = {
  workstations: "workstation_count",
  servers: "server_count",
  vms: "vm_count",
  mobiles: "mobile_count",
  virtualhosts: "virtualhost_count",
  win_server_essentials: "win_server_essential_count",
  mailboxes: "mailbox_count",
  websites: "website_count",
  universal_devices: "universal_devices_count",
} as const;

export type Figures = Record<string, bigint>;

const MOST = BigInt(Number.MAX_SAFE_INTEGER);
/** A sum as JSON shows it. */
export const shown = (sum: bigint): number => Number(sum < MOST ? sum : MOST);

/** Price times GiB, to six places. @param price of at most two places */
export function costOf(price: number, storage: bigint): number {
  const millionths = (BigInt(Math.round(price * 100)) * 10_000n * storage + 2n ** 29n) / 2n ** 30n;
  return Number(`${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, "0")}`);
}

export interface ModelUser {
  id: number;
  login: string;
  localBackup: boolean;
  own: Figures;
}

export interface ModelGroup {
  id: number;
  parent: number | null;
  kind: number;
  name: string;
  cut: boolean;
  mode: number;
  price: number | null;
  currency: string;
  customerId: string | null;
  quotas: Record<string, number | null>;
  own: Figures;
  admins: number;
  users: ModelUser[];
}

export type Tree = Map<number, ModelGroup>;
export type History = Map<string, Tree>;

type Row = Record<string, unknown>;

interface Seen {
  row: Row;
  figures: Figures;
  mode: number;
  day: string;
}

function pathOf(tree: Tree, group: ModelGroup): ModelGroup[] {
  const path: ModelGroup[] = [];
  for (let at: ModelGroup | undefined = group; at !== undefined; at = at.parent === null ? undefined : tree.get(at.parent))
    path.unshift(at);
  return path;
}

function totals(tree: Tree, group: ModelGroup): Figures {
  const sum: Figures = {};
  const add = (figures: Figures): void => {
    for (const [name, value] of Object.entries(figures)) sum[name] = (sum[name] ?? 0n) + value;
  };
  for (const other of tree.values()) {
    if (!pathOf(tree, other).includes(group)) continue;
    add(other.own);
    for (const user of other.users) add({ ...user.own, service_users: 1n, barred: user.localBackup ? 0n : 1n });
  }
  return sum;
}

/** Rows that a report has on one day, before they are counted. */
function seenOn(day: string, tree: Tree, rootId: number, level: number): Seen[] {
  const root = tree.get(rootId);
  if (root === undefined) return [];
  const seen: Seen[] = [];
  for (const group of tree.values()) {
    const path = pathOf(tree, group);
    const above = path.slice(0, -1);
    const at = path.indexOf(root);
    if (at < 0) continue;
    const hidden = group !== root && above.slice(at + 1).some(({ cut }) => cut);
    if (hidden) continue;
    const names = path
      .filter(({ parent }) => parent !== null)
      .map(({ name }) => `\\${name}`)
      .join("");
    const ids = `/${path.map(({ id }) => id).join("/")}/`;
    const facts = { mode: group.mode, currency: group.currency, price: group.price, storage_name: null, storage_id: -1 };
    const ofLevel = [group === root, group.parent === rootId, group.kind === 40 || (group.cut && group !== root), true][level]!;
    if (ofLevel) {
      seen.push({
        day,
        mode: group.mode,
        figures: totals(tree, group),
        row: {
          ...facts,
          customer_id: group.customerId,
          group_path: ids,
          group_id: group.id,
          group_kind: group.kind,
          group_human_path: names,
          group_parent_id: group.parent,
          group_name: group.name,
          ...Object.fromEntries(["storage", ...Object.keys(DEVICES)].map((name) => [`quota_${name}`, group.quotas[name] ?? null])),
        },
      });
    }
    if (level !== 3 || (group.cut && group !== root)) continue;
    for (const user of group.users) {
      seen.push({
        day,
        mode: group.mode,
        figures: user.own,
        row: {
          ...facts,
          customer_id: null,
          group_path: `${ids}${user.id}/`,
          group_id: user.id,
          group_kind: -1,
          group_human_path: `${names}\\${user.login}`,
          group_parent_id: group.id,
          group_name: user.login,
          ...Object.fromEntries(["storage", ...Object.keys(DEVICES)].map((name) => [`quota_${name}`, null])),
        },
      });
    }
  }
  return seen;
}

function rowOf(days: readonly Seen[], date: string): Row {
  const last = days.at(-1)!;
  const row: Row = { ...last.row, date: Date.parse(`${date}T00:00:00Z`) / 1000 };
  const most = (of: (seen: Seen) => bigint): number => shown(days.map(of).reduce((a, b) => (a > b ? a : b)));
  for (const [device, count] of Object.entries(DEVICES)) {
    row[`production_${device}`] = most(({ mode, figures }) => (mode === 1 ? (figures[count] ?? 0n) : 0n));
    row[`trial_${device}`] = most(({ mode, figures }) => (mode === 1 ? 0n : (figures[count] ?? 0n)));
  }
  row["total_service_users"] = most(({ figures }) => figures["service_users"] ?? 0n);
  row["usage_service_users_local_backup_disabled"] = most(({ figures }) => figures["barred"] ?? 0n);
  row["usage_service_users_local_backup_enabled"] = most(({ figures }) => (figures["service_users"] ?? 0n) - (figures["barred"] ?? 0n));
  const storage = last.figures["storage_size"] ?? 0n;
  const sizes = Object.keys(DEVICES).map((device) => [device, last.figures[`size_for_${device}`] ?? 0n] as const);
  const orphaned = sizes.reduce((left, [, size]) => left - size, storage);
  for (const [mode, is] of [
    ["production", last.mode === 1],
    ["trial", last.mode !== 1],
  ] as const) {
    for (const [device, size] of sizes) row[`${mode}_storage_${device}`] = is ? shown(size) : 0;
    row[`${mode}_storage`] = is ? shown(storage) : 0;
    row[`${mode}_storage_orphaned`] = is && orphaned > 0n ? shown(orphaned) : 0;
  }
  row["total_storage"] = shown(storage);
  const price = last.row["price"] as number | null;
  row["cost"] = price === null ? null : costOf(price, storage);
  return row;
}

const IDLE = /^(production|trial|total|usage)_/;
const isIdle = (row: Row): boolean => Object.entries(row).every(([name, value]) => !IDLE.test(name) || value === 0);

/** A report's rows in order of ids, then days. @param kind 4 by day, 5 for the whole period */
export function modelReport(
  history: History,
  asked: { root: number; kind: 4 | 5; level: number; begin: string; end: string; hideZero: boolean },
): Row[] {
  const { root, kind, level, begin, end, hideZero } = asked;
  const days = [...history].filter(([day]) => day >= begin && day <= end).sort(([a], [b]) => (a < b ? -1 : 1));
  const seen = days.flatMap(([day, tree]) => seenOn(day, tree, root, level));
  const ids = [...new Set(seen.map(({ row }) => row["group_id"] as number))].sort((a, b) => a - b);
  const rows = ids.flatMap((id) => {
    const own = seen.filter(({ row }) => row["group_id"] === id);
    return kind === 4 ? own.map((one) => rowOf([one], one.day)) : [rowOf(own, begin)];
  });
  return hideZero ? rows.filter((row) => !isIdle(row)) : rows;
}
