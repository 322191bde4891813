/** What the reader does to sentences by hand: edits, verdicts, notes, other answers, copies; and takes back. */
import { t, tn } from '$i18n/locale.svelte';
import { call } from '$ipc/call';
import type { ChangeKind, EngineOffer, Rewritten, Verdict } from '$ipc/generated';
import type { OpenArticle, Sentence } from '$parts/article/article.svelte';
import { textOf } from '$parts/inspector/inspection.svelte';
import type { Layer, MarginMark } from '$parts/segment/layers';

import type { Session } from './session.svelte';

/** Of one sentence: its verdicts by column, and whether it has a note. */
interface MarkedSentence {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly note: boolean;
}

const TAKEN_BACK: Readonly<Record<ChangeKind, 'undone.text' | 'undone.note' | 'undone.verdict'>> = {
  text: 'undone.text',
  note: 'undone.note',
  verdict: 'undone.verdict',
};
const DONE_AGAIN: Readonly<Record<ChangeKind, 'redone.text' | 'redone.note' | 'redone.verdict'>> = {
  text: 'redone.text',
  note: 'redone.note',
  verdict: 'redone.verdict',
};

export class Hand {
  /** Goes up with every change by hand: what shows a sentence reads it again. */
  changes = $state.raw(0);
  /** Whether the list of engines to ask for the sentence is open. */
  asking = $state.raw(false);
  /** The engine that is being asked for one sentence. */
  asked = $state.raw<string | null>(null);
  private marked = $state.raw<ReadonlyMap<number, MarkedSentence>>(new Map());

  constructor(private readonly session: Session) {}

  /** The rendition the reader is in: that of the column with the focus, else the first shown. */
  get rendition(): number | null {
    const { article, column } = this.session;
    if (!article) return null;
    return article.columns.find((one) => String(one) === column) ?? article.columns[0] ?? null;
  }

  /** Says beside sentences what the reader thinks of them; until the returned function is called. */
  speak(article: OpenArticle): () => void {
    void this.readMarked(article);
    const margin: Layer['margin'] = (segment, column) => this.beside(segment, column);
    return article.overlay({ margin });
  }

  private beside(segment: number, column: string): MarginMark | null {
    const found = this.marked.get(segment);
    if (!found) return null;
    if (column === 'original') return found.note ? { kind: 'note', label: t('mark.note') } : null;
    const verdict = found.verdicts.get(column);
    return verdict ? { kind: verdict, label: t(verdict === 'approved' ? 'mark.approved' : 'mark.doubtful') } : null;
  }

  /** The verdict that holds for a sentence in a rendition. */
  verdictOn(segment: number, rendition: number): Verdict | null {
    return this.marked.get(segment)?.verdicts.get(String(rendition)) ?? null;
  }

  private async readMarked(article: OpenArticle): Promise<void> {
    await this.session.attempt(async () => {
      const marked = new Map<number, { verdicts: Map<string, Verdict>; note: boolean }>();
      for (const { segment, rendition, verdict } of await call('list_marked', { article: article.id })) {
        const one = marked.get(segment) ?? { verdicts: new Map<string, Verdict>(), note: false };
        marked.set(segment, one);
        if (rendition !== null && verdict) one.verdicts.set(String(rendition), verdict);
        else one.note = true;
      }
      if (this.session.article === article) this.marked = marked;
    });
  }

  // Edits

  /** Opens the sentence for editing in place, in the column the reader is in. */
  edit(): void {
    const { article } = this.session;
    const [sentence, rendition] = [article?.sentenceSelected, this.rendition];
    if (!sentence || rendition === null) return;
    sentence.draft = textOf(sentence.cell(rendition).now) ?? '';
    sentence.editing = rendition;
  }

  /** Keeps what was written; what was not changed, or is nothing at all, is left as it was. */
  async keep(sentence: Sentence, rendition: number): Promise<void> {
    if (sentence.editing === null) return;
    const text = sentence.draft.trim();
    sentence.editing = null;
    if (text === '' || text === textOf(sentence.cell(rendition).now)) return;
    await this.write(rendition, sentence.id, text);
  }

  /** Puts a text in place of what a rendition has for a sentence. */
  async write(rendition: number, segment: number, text: string): Promise<void> {
    await this.session.attempt(async () => {
      this.take(await call('edit_sentence', { rendition, segment, text }));
    });
  }

  /** Takes the reader's own text away again. */
  async restore(rendition: number, segment: number): Promise<void> {
    await this.session.attempt(async () => {
      this.take(await call('restore_sentence', { rendition, segment }));
    });
  }

  async note(segment: number, text: string): Promise<void> {
    await this.session.attempt(async () => {
      await call('set_note', { segment, text });
      this.changed();
    });
  }

  /** Gives a verdict on the selected sentence in the column the reader is in; the same once more takes it back. */
  async judge(verdict: Verdict): Promise<void> {
    const segment = this.session.article?.selected ?? null;
    const { rendition } = this;
    if (segment === null || rendition === null) return;
    const held = this.verdictOn(segment, rendition) === verdict;
    await this.session.attempt(async () => {
      await call('set_verdict', { rendition, segment, verdict: held ? null : verdict });
      this.changed();
    });
  }

  async undo(): Promise<void> {
    await this.step('undo_change');
  }

  async redo(): Promise<void> {
    await this.step('redo_change');
  }

  private async step(command: 'undo_change' | 'redo_change'): Promise<void> {
    const { article } = this.session;
    if (!article) return;
    await this.session.attempt(async () => {
      const done = await call(command, { article: article.id });
      if (!done) {
        this.session.say(t(command === 'undo_change' ? 'undone.nothing' : 'redone.nothing'));
        return;
      }
      this.take(done);
      const { change, segment } = done;
      this.session.select(segment);
      const number = article.sentence(segment)?.number ?? 0;
      if (change) this.session.say(t((command === 'undo_change' ? TAKEN_BACK : DONE_AGAIN)[change.kind], { number }));
    });
  }

  /** Shows what a change left behind. */
  private take({ segment, rendition, cell }: Rewritten): void {
    if (rendition && cell) {
      const cells = new Map([[rendition.id, new Map([[segment, cell]])]]);
      this.session.apply({ renditions: new Map([[rendition.id, rendition]]), cells, ended: new Map() });
    }
    this.changed();
  }

  private changed(): void {
    this.changes += 1;
    if (this.session.article) void this.readMarked(this.session.article);
  }

  // Other answers

  /** `r`: a sentence that is missing is asked for again; for one that is there, the reader chooses whom to ask. */
  retry(): void {
    const { article } = this.session;
    const [sentence, id] = [article?.sentenceSelected, this.rendition];
    if (!article || !sentence || id === null) return;
    const { state } = sentence.cell(id).now;
    if (state === 'failed' && !article.rendition(id)?.human) void this.session.retry(id, [sentence.id]);
    else {
      this.session.inspect();
      this.asking = true;
    }
  }

  /** Has a sentence translated again by the engine of its column, whatever was remembered of it. */
  async again(segment: number, rendition: number): Promise<void> {
    await this.session.translateAgain(rendition, [segment]);
  }

  /** Asks an engine for one sentence; its answer is shown beside the others and replaces nothing. */
  async ask(segment: number, { engine }: EngineOffer, to: string): Promise<void> {
    this.asked = engine.name;
    await this.session.attempt(async () => {
      await call('ask_alternative', { segment, engine: engine.id, to });
    });
    this.asked = null;
    this.changes += 1;
  }

  async forget(alternative: number): Promise<void> {
    await this.session.attempt(async () => {
      await call('forget_alternative', { alternative });
    });
    this.changes += 1;
  }

  // Reading aloud

  /** What would be read aloud: the selected sentence as it stands in the column the reader is in. */
  get aloud(): { name: string; text: string; language: string } | null {
    const { article, column } = this.session;
    const sentence = article?.sentenceSelected;
    if (!article || !sentence) return null;
    const name = `${column} ${sentence.id}`;
    if (column === 'original') return { name, text: sentence.text, language: article.language };
    const [rendition, text] = [article.rendition(Number(column)), textOf(sentence.cell(Number(column)).now)];
    return rendition && text !== null ? { name, text, language: rendition.language } : null;
  }

  readAloud(): void {
    const { aloud } = this;
    if (aloud && this.session.voice.speaks(aloud.language))
      this.session.voice.read(aloud.name, aloud.text, aloud.language);
  }

  // Copies

  /** Copies the selected sentence as it stands in the column the reader is in. */
  async copySentence(): Promise<void> {
    const { article, column } = this.session;
    const sentence = article?.sentenceSelected;
    if (!sentence) return;
    const text = column === 'original' ? sentence.text : textOf(sentence.cell(Number(column)).now);
    if (text !== null) await this.copy(text, t('copied.sentence', { number: sentence.number }));
  }

  /** Copies the selected sentence with its translation in the column the reader is in, one under the other. */
  async copyPair(): Promise<void> {
    const [sentence, rendition] = [this.session.article?.sentenceSelected, this.rendition];
    if (!sentence || rendition === null) return;
    const text = textOf(sentence.cell(rendition).now);
    if (text !== null) await this.copy(`${sentence.text}\n${text}`, t('copied.pair', { number: sentence.number }));
  }

  /** Copies a whole column, paragraph by paragraph; null is the original. */
  async copyColumn(rendition: number | null): Promise<void> {
    const { article } = this.session;
    if (!article) return;
    await this.session.attempt(async () => {
      const left = await call('copy_column', { article: article.id, rendition });
      this.session.say(left === 0 ? t('copied.column') : tn('copied.columnPart', left));
    });
  }

  private async copy(text: string, told: string): Promise<void> {
    await this.session.attempt(async () => {
      await call('copy_text', { text });
      this.session.say(told);
    });
  }
}
