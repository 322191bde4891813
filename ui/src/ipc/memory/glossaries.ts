/** Glossaries of the in-memory backend. */
import type { GlossarySummary, GlossaryTerm } from '../generated';

export class Glossaries {
  private readonly pairs = new Map<string, Map<string, GlossaryTerm>>();

  list(): GlossarySummary[] {
    return [...this.pairs]
      .filter(([, terms]) => terms.size > 0)
      .map(([pair, terms]) => {
        const [from = '', to = ''] = pair.split(' ');
        return { from, to, terms: terms.size };
      });
  }

  terms(from: string, to: string): GlossaryTerm[] {
    const terms = this.pairs.get(`${from} ${to}`)?.values() ?? [];
    return [...terms].sort((one, other) => one.source.localeCompare(other.source, from));
  }

  keep(from: string, to: string, term: GlossaryTerm): void {
    const terms = this.pairs.get(`${from} ${to}`) ?? new Map<string, GlossaryTerm>();
    terms.set(term.source.trim(), { ...term, source: term.source.trim(), target: term.target.trim() });
    this.pairs.set(`${from} ${to}`, terms);
  }

  remove(from: string, to: string, source: string): void {
    this.pairs.get(`${from} ${to}`)?.delete(source);
  }

  clear(from: string, to: string): void {
    this.pairs.delete(`${from} ${to}`);
  }
}
