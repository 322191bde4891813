/** Where the selection goes: pure, over the ids in reading order. */

/** The segment so many steps away; the first when none is selected. Stops at both ends. */
export function step(order: readonly number[], selected: number | null, by: number): number | null {
  if (order.length === 0) return null;
  const at = selected === null ? -1 : order.indexOf(selected);
  if (at < 0) return order[by < 0 ? order.length - 1 : 0] ?? null;
  const to = Math.min(order.length - 1, Math.max(0, at + by));
  return order[to] ?? null;
}

/** The column so many steps away in the row `original, …columns`. Stops at both ends. */
export function across(columns: readonly string[], current: string, by: number): string {
  const at = Math.max(0, columns.indexOf(current));
  return columns[Math.min(columns.length - 1, Math.max(0, at + by))] ?? current;
}
