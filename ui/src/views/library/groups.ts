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
  const dated = articles.map((article) => ({ article, added: Date.parse(article.added) }));
  for (const { article, added } of dated.sort(
    (one, other) => other.added - one.added || other.article.id - one.article.id,
  ))
    groups[added >= today.getTime() ? 'today' : added >= week.getTime() ? 'week' : 'earlier'].push(article);
  return (Object.entries(groups) as [Age, ArticleSummary[]][]).filter(([, group]) => group.length > 0);
}
