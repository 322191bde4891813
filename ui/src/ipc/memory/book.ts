/** A book for the in-memory backend: as many sentences as asked for, in paragraphs and chapters of uneven length. */
import { springs, type Passage } from './article';

/** Always the same for the same number; all in one paragraph, as it may come from a clipboard, if asked for. */
export function book(sentences: number, one = false): Passage[] {
  const lines = springs.passages.filter(({ kind }) => kind === 'paragraph').flatMap((passage) => passage.lines);
  const passages: Passage[] = [
    { kind: 'title', level: 1, lines: [{ french: 'Un livre', reference: 'A book', rough: 'A book' }] },
  ];
  let [left, turn] = [sentences - 1, 0];
  while (left > 0) {
    turn += 1;
    if (turn % 24 === 0) {
      const number = String(turn / 24);
      const line = { french: `Chapitre ${number}`, reference: `Chapter ${number}`, rough: `Chapter ${number}` };
      passages.push({ kind: 'heading', level: 2, lines: [line] });
      left -= 1;
      continue;
    }
    const length = one ? left : Math.min(left, 1 + ((turn * 7) % 6));
    const own = Array.from({ length }, (_, at) => lines[(turn * 5 + at) % lines.length]).filter(
      (line) => line !== undefined,
    );
    passages.push({ kind: 'paragraph', level: 0, lines: own });
    left -= length;
  }
  return passages;
}
