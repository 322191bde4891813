/** An id for a new engine: its name in plain letters, numbered when that is taken. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
  const base = plain || 'server';
  let id = base;
  for (let count = 2; taken.includes(id); count += 1) id = `${base}-${String(count)}`;
  return id;
}
