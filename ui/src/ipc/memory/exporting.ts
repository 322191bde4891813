/** What the stand-in for the host knows of exports. */
import type { ExportChoice, ExportFormat } from '../generated';

export const ENDINGS: Record<ExportFormat, string> = {
  html: 'html',
  markdown: 'md',
  docx: 'docx',
  epub: 'epub',
  pdf: 'pdf',
  tmx: 'tmx',
  xliff: 'xlf',
  xlsx: 'xlsx',
  csv: 'csv',
  tsv: 'tsv',
  jsonl: 'jsonl',
  moses: 'moses.zip',
  anki: 'anki.txt',
};

export const FIRST_CHOICE: ExportChoice = {
  format: 'tmx',
  layout: 'table',
  provenance: true,
  notes: true,
  flags: false,
  byteOrderMark: false,
};

/**
 * Which sentences a scope takes (`article`, or numbers such as `3,5-9,12-`), or null when its words name none. This host
 * raises no flags and knows no verdicts; its collections are not written.
 */
export function scopeOf(scope: string): ((number: number) => boolean) | null {
  if (scope === 'article' || scope.startsWith('collection:')) return () => true;
  if (scope === 'flagged' || scope === 'approved') return () => false;
  const ranges: [number, number][] = [];
  for (const part of scope.split(',')) {
    const range = /^(\d+)(-?)(\d*)$/u.exec(part.trim());
    if (range === null) return null;
    const from = Number(range[1]);
    ranges.push([from, range[2] === '' ? from : range[3] === '' ? Infinity : Number(range[3])]);
  }
  return (number) => ranges.some(([from, to]) => number >= from && number <= to);
}
