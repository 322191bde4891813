/**
 * Find in the open article: every place where a text stands, in the original and in the columns shown. The host finds
 * them, all at once, whatever of the article has been read or drawn; here only the place the reader is at is kept.
 */
import { call } from '$ipc/call';
import type { Occurrence } from '$ipc/generated';
import type { OpenArticle } from '$parts/article/article.svelte';
import type { Span } from '$parts/segment/layers';
import type { Session } from '$parts/session/session.svelte';

/** Places asked for at once. What is marked on screen is among those that were read. */
const PAGE = 1000;
const AFTER = 120;

export class Find {
  open = $state.raw(false);
  text = $state.raw('');
  /** How many places there are; null before the first answer. */
  total = $state.raw<number | null>(null);
  /** The place the reader is at, from 0. */
  at = $state.raw(0);

  /** Places read so far, by their number. */
  private places = $state.raw<ReadonlyMap<number, Occurrence>>(new Map());
  /** The same by sentence and column. */
  private readonly bySentence = $derived.by(() => {
    const by = new Map<string, { number: number; place: Occurrence }[]>();
    for (const [number, place] of this.places) {
      const key = keyOf(place.segment, place.rendition === null ? 'original' : String(place.rendition));
      const list = by.get(key) ?? [];
      by.set(key, list);
      list.push({ number, place });
    }
    return by;
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(private readonly session: Session) {}

  /** The place the reader is at. */
  get now(): Occurrence | undefined {
    return this.places.get(this.at);
  }

  /** Marks what was found in the sentences of an article, until the returned function is called. */
  speak(article: OpenArticle): () => void {
    return article.overlay({ spans: (segment, column) => this.spans(segment, column) });
  }

  private spans(segment: number, column: string): readonly Span[] {
    if (!this.open) return [];
    const found = this.bySentence.get(keyOf(segment, column)) ?? [];
    return found.map(({ number, place }): Span => ({
      ...place.at,
      kind: number === this.at ? 'found-now' : 'found',
    }));
  }

  /** Looks for another text; goes to the first place after the sentence the reader is in once they rest. */
  look(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.again(), AFTER);
  }

  /** Looks again: the article, its columns or its texts changed. */
  async again(): Promise<void> {
    const { article } = this.session;
    const asked = ++this.asked;
    if (!article || this.text.trim() === '') {
      this.places = new Map();
      this.total = null;
      return;
    }
    await this.session.attempt(async () => {
      const found = await this.ask(article, 0);
      if (asked !== this.asked) return;
      this.places = new Map(found.places.map((place, at) => [at, place]));
      this.total = found.total;
      this.at = found.near;
      if (found.total > 0) await this.show();
    });
  }

  /** To the next place, or the one before; behind the last comes the first. */
  async step(by: 1 | -1): Promise<void> {
    if (!this.total) return;
    this.at = (this.at + by + this.total) % this.total;
    await this.show();
  }

  close(): void {
    this.open = false;
    this.session.returnToSentence();
  }

  private ask(article: OpenArticle, from: number) {
    return call('find_in_article', {
      ...{ article: article.id, text: this.text, renditions: [...article.columns] },
      ...{ here: article.selected, from, count: PAGE },
    });
  }

  private async show(): Promise<void> {
    const { article } = this.session;
    if (!article) return;
    if (!this.now) {
      const asked = this.asked;
      const from = Math.floor(this.at / PAGE) * PAGE;
      const { places } = await this.ask(article, from);
      if (asked !== this.asked) return;
      this.places = new Map([...this.places, ...places.map((place, at) => [from + at, place] as const)]);
    }
    const { now } = this;
    if (now) await this.session.goTo(now.segment, now.rendition);
  }
}

const keyOf = (segment: number, column: string) => `${segment} ${column}`;
