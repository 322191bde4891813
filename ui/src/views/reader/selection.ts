/** Where the selection goes from column to column: pure. */

/** The column so many steps away in the row `original, …columns`. Stops at both ends. */
export function across(columns: readonly string[], current: string, by: number): string {
  const at = Math.max(0, columns.indexOf(current));
  return columns[Math.min(columns.length - 1, Math.max(0, at + by))] ?? current;
}
