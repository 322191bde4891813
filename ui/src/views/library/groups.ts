/** The library by age, as a reader thinks of it: pure. */
import type { ArticleSummary } from '$ipc/generated';

export type Age = 'today' | 'week' | 'earlier';

/** Words a minute: an attentive reader of the press, with two texts before the eyes. */
const PACE = 220;

export const minutes = (words: number): number => Math.max(1, Math.round(words / PACE));

/** Newest first, in groups; a group without articles is left out. `week` is the seven days before today. */
export function byAge(articles: readonly ArticleSummary[], now: Date): [Age, ArticleSummary[]][] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const week = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 7);
  const groups: Record<Age, ArticleSummary[]> = { today: [], week: [], earlier: [] };
  const newest = articles.toSorted((one, other) => other.added.localeCompare(one.added) || other.id - one.id);
  for (const article of newest) {
    const added = new Date(article.added);
    groups[added >= today ? 'today' : added >= week ? 'week' : 'earlier'].push(article);
  }
  return (Object.entries(groups) as [Age, ArticleSummary[]][]).filter(([, group]) => group.length > 0);
}
