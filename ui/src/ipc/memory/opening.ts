/** The article a window starts with, as the host gives it: with the text around the reader's place. */
import type { ArticleHead, BlockPage, CommandMap, OpenedArticle } from '../generated';

const PAGE = 40;
const MOST_COLUMNS = 4;

interface Reading {
  readonly open_article: (args: CommandMap['open_article'][0]) => unknown;
  readonly read_blocks: (args: CommandMap['read_blocks'][0]) => unknown;
}

export function opened(article: number | undefined, { open_article, read_blocks }: Reading): OpenedArticle | null {
  if (article === undefined) return null;
  const head = open_article({ article }) as ArticleHead;
  const known = head.summary.renditions;
  const renditions = head.view.columns.filter((id) => known.some((one) => one.id === id)).slice(0, MOST_COLUMNS);
  if (known.some(({ status }) => status === 'running')) return { head, page: null, renditions };
  const from = head.at - (head.at % PAGE);
  const count = Math.ceil((head.at + PAGE / 2) / PAGE) * PAGE - from;
  return { head, page: read_blocks({ article, from, count, renditions }) as BlockPage, renditions };
}
