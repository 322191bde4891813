/**
 * Renditions of the open article held against each other. Flags are always there; differences and agreement while the
 * reader compares.
 */
import { kindName, reasonOf } from '$i18n/flags';
import { t } from '$i18n/locale.svelte';
import { call } from '$ipc/call';
import type { Comparison, ComparedSentence, FlagDto, FlagKind, RenditionSummary } from '$ipc/generated';
import type { OpenArticle } from '$parts/article/article.svelte';
import type { Layer, MarginMark, Span } from '$parts/segment/layers';
import type { Session } from '$parts/session/session.svelte';

import { stepTo } from './order';
import { differencesHere, differencesOfBase, flaggedWords } from './spans';

/** A flag and the rendition it is raised in. */
export interface Raised {
  readonly rendition: RenditionSummary;
  readonly flag: FlagDto;
}

/** What makes no difference. */
export interface Leniency {
  readonly ignoreCase: boolean;
  readonly ignorePunctuation: boolean;
  readonly ignoreTypography: boolean;
}

const AGAIN_AFTER = 200;

function bySegment(flags: readonly FlagDto[]): ReadonlyMap<number, readonly FlagDto[]> {
  const found = new Map<number, FlagDto[]>();
  for (const flag of flags) {
    const own = found.get(flag.segment);
    if (own) own.push(flag);
    else found.set(flag.segment, [flag]);
  }
  return found;
}

export class Comparing {
  /** Kinds of flags that are silent. */
  muted = $state.raw<readonly FlagKind[]>([]);
  /** Whether the reader compares: differences are marked, and the panel is open. */
  on = $state.raw(false);
  comparison = $state.raw<Comparison | null>(null);
  leniency = $state.raw<Leniency>({ ignoreCase: false, ignorePunctuation: false, ignoreTypography: true });
  private flags = $state.raw<ReadonlyMap<number, readonly FlagDto[]>>(new Map());
  private readonly sentences = $derived(
    new Map(this.comparison?.sentences.map((sentence) => [sentence.segment, sentence]) ?? []),
  );
  /** The same by rendition and sentence: asked for each sentence that is drawn. */
  private readonly flagged = $derived(
    new Map([...this.flags].map(([rendition, flags]) => [rendition, bySegment(flags)] as const)),
  );
  /** Sentences whose flags were read since texts, columns or choices changed; null when that is all there are. */
  private looked: Set<number> | null = new Set();
  private asked = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly session: Session,
    readonly article: OpenArticle,
  ) {}

  /** What is compared: the columns shown, and the base where it is not among them. */
  get versions(): readonly RenditionSummary[] {
    const { base, columns, shown } = this.article;
    const hidden = base !== null && !columns.includes(base) ? this.article.rendition(base) : undefined;
    return hidden ? [hidden, ...shown] : shown;
  }

  /** Flags of the columns shown, in reading order, without those waved away. */
  get raised(): readonly Raised[] {
    return this.all.filter(({ flag }) => !flag.dismissed);
  }

  /** Flags of the selected sentence. */
  get here(): readonly Raised[] {
    return this.raised.filter(({ flag }) => flag.segment === this.article.selected);
  }

  /** Flags the reader waved away. */
  get dismissed(): readonly Raised[] {
    return this.all.filter(({ flag }) => flag.dismissed);
  }

  private get all(): readonly Raised[] {
    return this.article.shown
      .flatMap((rendition) => (this.flags.get(rendition.id) ?? []).map((flag) => ({ rendition, flag })))
      .sort((one, two) => one.flag.number - two.flag.number);
  }

  flagsOf(rendition: number, segment: number): readonly FlagDto[] {
    return (
      this.flagged
        .get(rendition)
        ?.get(segment)
        ?.filter((flag) => !flag.dismissed) ?? []
    );
  }

  /** How the columns compare in a sentence. */
  sentence(segment: number): ComparedSentence | undefined {
    return this.sentences.get(segment);
  }

  /** Sentences the columns differ in, the most divergent first. */
  get divergent(): readonly ComparedSentence[] {
    return this.comparison?.mostDivergent.flatMap((segment) => this.sentences.get(segment) ?? []) ?? [];
  }

  /** Reads everything anew once texts, columns or choices stop changing. */
  refresh(): void {
    this.looked = new Set();
    this.later();
  }

  /** Reads what is said of sentences that were read in the meantime. */
  more(): void {
    if (this.looked) this.later();
  }

  private later(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.read(), AGAIN_AFTER);
  }

  close(): void {
    clearTimeout(this.waiting);
    this.asked += 1;
  }

  private async read(): Promise<void> {
    const asked = ++this.asked;
    const { article, on, leniency } = this;
    const { base } = article;
    const shown = [...article.columns];
    const renditions = this.versions.map((one) => one.id);
    // Of a book, unless it is compared, the flags of what is held will do: all of them take seconds.
    const { looked } = this;
    const whole = on || article.complete;
    const segments = whole ? null : article.reading.filter((id) => !looked?.has(id));
    if (segments?.length === 0) return;
    await this.session.attempt(async () => {
      const { flags, compared } = {
        flags: await call('read_flags', { article: article.id, renditions: shown, segments }),
        compared:
          on && base !== null && renditions.length > 1
            ? await call('compare', { request: { article: article.id, renditions, base, ...leniency } })
            : null,
      };
      if (asked !== this.asked) return;
      this.muted = flags.muted;
      const first = segments === null || !looked?.size;
      this.flags = new Map(
        flags.renditions.map((one) => [
          one.rendition,
          first ? one.flags : [...(this.flags.get(one.rendition) ?? []), ...one.flags],
        ]),
      );
      for (const id of segments ?? []) looked?.add(id);
      if (whole) this.looked = null;
      this.comparison = compared;
    });
  }

  /** Waves a flag away, or takes that back. */
  async dismiss({ rendition, flag }: Raised, dismissed: boolean): Promise<void> {
    const { segment, reason, sourceText, targetText } = flag;
    await this.session.attempt(async () => {
      const dismissal = { rendition: rendition.id, segment, reason, sourceText, targetText, dismissed };
      await call('dismiss_flag', { dismissal });
      await this.read();
    });
  }

  /** Waves a flag away by key, which may not be seen to happen: that is said, and can be taken back. */
  async wave(raised: Raised): Promise<void> {
    await this.dismiss(raised, true);
    const { kind, number } = raised.flag;
    this.session.news(t('flags.waved', { kind: kindName(kind), number }), () => this.dismiss(raised, false));
  }

  async mute(kind: FlagKind, muted: boolean): Promise<void> {
    await this.session.attempt(async () => {
      await call('mute_flags', { kind, muted });
      await this.read();
    });
  }

  /** Takes the selected sentence of a column, or a part of it, into the reader's own version. */
  async take(rendition: number, part: { start: number; end: number } | null = null): Promise<void> {
    const { selected: segment } = this.article;
    if (segment === null) return;
    await this.session.attempt(async () => {
      const request = { rendition, segment, part, name: t('compare.own') };
      const picked = await call('pick', { request });
      await this.session.accept(picked.rendition, segment, picked.cell);
      await this.read();
    });
  }

  private get at(): number | null {
    const { selected } = this.article;
    if (selected === null) return null;
    return this.sentences.get(selected)?.number ?? this.article.sentence(selected)?.number ?? null;
  }

  /** Goes to the next flag, or the one before. */
  toFlag(by: 1 | -1): void {
    const places = this.raised.map(({ flag }) => ({ segment: flag.segment, number: flag.number }));
    this.go(stepTo(places, this.at, by)?.segment);
  }

  /** Goes to the next sentence in which the columns differ, or the one before. */
  toDivergence(by: 1 | -1): void {
    this.go(stepTo(this.divergent, this.at, by)?.segment);
  }

  go(segment: number | undefined): void {
    if (segment !== undefined) this.session.select(segment);
  }

  /** What is drawn on the page. */
  readonly layer: Layer = {
    spans: (segment, column, text) => [
      ...this.flagSpans(segment, column, text),
      ...(this.on ? this.differences(segment, column, text) : []),
    ],
    margin: (segment, column) => this.margin(segment, column),
  };

  private flagSpans(segment: number, column: string, text: string): Span[] {
    // Elsewhere the mark in the margin is enough: the page stays calm.
    if (!this.on && this.article.selected !== segment) return [];
    if (column === 'original')
      return this.article.columns.flatMap((id) => flaggedWords(this.flagsOf(id, segment), 'source', text, reasonOf));
    return flaggedWords(this.flagsOf(Number(column), segment), 'target', text, reasonOf);
  }

  private differences(segment: number, column: string, text: string): Span[] {
    const { comparison } = this;
    const sentence = this.sentences.get(segment);
    if (!comparison || !sentence || column === 'original') return [];
    const titles = {
      changed: t('compare.changed'),
      'only-base': t('compare.onlyHere'),
      'only-here': t('compare.onlyHere'),
      moved: t('compare.moved'),
    };
    if (Number(column) === comparison.base) return differencesOfBase(sentence.cells, text, titles);
    const cell = sentence.cells[comparison.renditions.findIndex((one) => one.rendition === Number(column))];
    return cell ? differencesHere(cell, text, titles) : [];
  }

  private margin(segment: number, column: string): MarginMark | null {
    if (column === 'original') return null;
    const flags = this.flagsOf(Number(column), segment);
    if (flags.length === 0) return null;
    return {
      kind: 'flag',
      count: flags.length,
      label: flags.map((flag) => `${kindName(flag.kind)}: ${reasonOf(flag)}`).join(' '),
      // Its reason stands beside the page, in whichever of the two places is open.
      press: () => {
        if (!this.on) this.session.inspect();
      },
    };
  }
}
