/**
 * What the window holds: settings, library, engines, the open article, and which panel is open. Views show it and call
 * its verbs; only here is the host asked to do something.
 */
import { failure } from '$i18n/failure';
import { languageName, setLocale, t, tn } from '$i18n/locale.svelte';
import { asIpcError, call, watchDrops, watchJobs, type CallError } from '$ipc/call';
import type {
  ArticleSummary,
  CellDto,
  EngineSummary,
  Exception,
  Imported,
  IpcError,
  Layout,
  OpenedArticle,
  RenditionSummary,
  Settings,
  Startup,
} from '$ipc/generated';
import { MOST_COLUMNS, OpenArticle, type Sentence } from '$parts/article/article.svelte';
import { perFrame, type Changes } from '$parts/article/jobs';
import { Comparing } from '$parts/compare/comparing.svelte';
import { lastWord } from '$parts/segment/places';

import { Find } from '$parts/find/find.svelte';

import { Collections } from './collections.svelte';
import { Hand } from './hand.svelte';
import { Voice } from './voice.svelte';

/** Shown beside or instead of the article, never over it as a modal. */
export type Panel = 'compare' | 'export' | 'settings' | 'keys';

/** The rooms of the settings. */
export type SettingsRoom = 'reading' | 'engines' | 'glossaries' | 'privacy';

/** One line under the top bar. */
export interface Notice {
  readonly kind: 'problem' | 'news';
  readonly text: string;
  readonly action: string;
  readonly detail: string | null;
  /** Takes back what the notice tells of. */
  readonly undo?: () => Promise<void>;
}

/** What was joined last, for as long as the reader stays with it. */
export interface Joined {
  /** The sentence it has become. */
  readonly segment: number;
  /** What the first of the two ended with. */
  readonly after: string;
}

export const TEXT_SIZES = [75, 85, 93, 100, 110, 122, 135, 150, 175, 200] as const;
const USUAL_SIZE = 100;
const SAVE_AFTER = 400;
/** Milliseconds that a window about to be shown waits for its article. */
const PATIENCE = 150;

export class Session {
  readonly version: string;
  readonly platform: string;
  readonly dataDir: string;
  private readonly systemLanguage: string;

  settings: Settings;
  articles = $state.raw<readonly ArticleSummary[]>([]);
  engines = $state.raw<readonly EngineSummary[]>([]);
  article = $state.raw<OpenArticle | null>(null);
  /** Its renditions held against each other; there whenever an article is open. */
  comparing = $state.raw<Comparing | null>(null);
  panel = $state.raw<Panel | null>(null);
  /** The column the reader is in: `original`, or the number of a rendition. */
  column = $state.raw('original');
  /** Which of its rooms the settings show. */
  settingsRoom = $state.raw<SettingsRoom>('reading');
  /** Whether the form for a new engine is open. */
  addingEngine = $state.raw(false);
  /** Whether the place to paste an article stands in the middle of the window. */
  pasting = $state.raw(false);
  /** Whether the list of engines is open. */
  choosing = $state.raw(false);
  /** Whether a file is held over the window. */
  held = $state.raw(false);
  notice = $state.raw<Notice | null>(null);
  /** Renditions of which sentences are asked for anew, their texts in place meanwhile. */
  renewing = $state.raw<ReadonlySet<number>>(new Set());
  joined = $state.raw<Joined | null>(null);

  /** What the reader does to sentences by hand. */
  readonly hand = new Hand(this);
  /** Articles put together under a name. */
  readonly collections = new Collections(this);
  /** Reads aloud, where the system has voices. */
  readonly voice = new Voice();
  /** What the reader looks for in the open article. */
  readonly finding = new Find(this);

  private saveView: ReturnType<typeof setTimeout> | undefined;
  private saveSettings: ReturnType<typeof setTimeout> | undefined;
  /** Whether an article is on its way; the one before it stays until it is there. */
  opening = $state.raw(false);
  /** When the article the session begins with is there, or has failed to be; at once where there is none. */
  opened = Promise.resolve();
  /** The article asked for last: an answer for an earlier one comes too late. */
  private wanted: number | null = null;

  constructor(startup: Startup) {
    this.version = startup.version;
    this.platform = startup.platform;
    this.dataDir = startup.dataDir;
    this.systemLanguage = startup.systemLanguage;
    this.settings = $state.raw(startup.settings);
    this.articles = startup.articles;
    this.engines = startup.engines;
    setLocale(startup.settings.uiLanguage, startup.systemLanguage);
  }

  /** Ready to be shown; {@link opened} says when the article it begins with is there as well. */
  static async begin(): Promise<Session> {
    let session: Session | null = null;
    const watching = watchJobs(
      perFrame((changes) => {
        session?.apply(changes);
      }),
    );
    // What becomes of that is told when there is a window to tell it in.
    watching.catch(() => undefined);
    const startup = await call('startup', {});
    session = new Session(startup);
    if (startup.openError) session.tell(startup.openError);
    if (startup.open) {
      session.opened = session.openFirst(startup.open, watching);
      // To draw the window once, with its article, is quicker than to draw it without and then again; unless the article
      // takes its time.
      await Promise.race([session.opened, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    }
    void session.attempt(() => watching);
    void session.settleIn();
    return session;
  }

  /** Opens the article that came with the start. */
  private async openFirst(opened: OpenedArticle, watching: Promise<void>): Promise<void> {
    const { id } = opened.head.summary;
    if (opened.page) {
      await this.open(id, () => OpenArticle.opened(opened));
      return;
    }
    // A job is at work on it. What it does from now on is heard, what it did before stands in what is read now.
    await this.attempt(async () => {
      await watching;
      this.articles = await call('list_articles', {});
    });
    await this.open(id);
  }

  /** The same, once its article is there. */
  static async start(): Promise<Session> {
    const session = await Session.begin();
    await session.opened;
    return session;
  }

  /** What can wait until there is something to read. */
  private async settleIn(): Promise<void> {
    await this.opened;
    void this.collections.read();
    await this.attempt(() =>
      watchDrops((drop) => {
        this.held = drop.type === 'over';
        if (drop.type === 'dropped') for (const path of drop.paths) void this.importFile(path);
      }),
    );
  }

  /** Ctrl on this machine, or Cmd. */
  get isMac(): boolean {
    return this.platform === 'macos';
  }

  /** Tells of an error; `more` says what became of the reader's work. */
  tell(error: IpcError, more = ''): void {
    const { text, ...rest } = words(error);
    this.notice = { kind: 'problem', text: more === '' ? text : `${text} ${more}`, ...rest };
  }

  /** Does something that can fail; what went wrong is told in the window. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      this.tell(asIpcError(thrown));
      return undefined;
    }
  }

  // Library

  async open(id: number, read = () => OpenArticle.open(id)): Promise<void> {
    this.flush();
    this.wanted = id;
    this.pasting = false;
    this.opening = true;
    await this.attempt(async () => {
      const article = await read();
      if (this.wanted !== id) return;
      this.take(article);
      void this.attempt(() => article.readRest(idle));
    });
    if (this.wanted === id) this.opening = false;
  }

  /** Turns from the open article to another, or to none. */
  private take(article: OpenArticle | null): void {
    this.article?.close();
    this.comparing?.close();
    this.article = article;
    this.comparing = article && new Comparing(this, article);
  }

  /** Imports, or throws what the place that asked can show. */
  async importText(text: string, language: string | null): Promise<void> {
    await this.welcome(await call('import_text', { text, language }));
  }

  async importFile(path: string): Promise<void> {
    await this.attempt(async () => {
      await this.welcome(await call('import_file', { path, language: null }));
    });
  }

  async chooseFile(): Promise<void> {
    await this.attempt(async () => {
      const path = await call('choose_article', {});
      if (path !== null) await this.importFile(path);
    });
  }

  async importSample(): Promise<void> {
    await this.attempt(async () => {
      await this.welcome(await call('import_sample', {}));
    });
  }

  private async welcome({ article, alreadyThere, leftOut }: Imported): Promise<void> {
    this.articles = await call('list_articles', {});
    const news = alreadyThere ? t('import.known') : leftOut > 0 ? tn('import.leftOut', leftOut) : null;
    this.notice = news === null ? null : { kind: 'news', text: news, action: '', detail: null };
    await this.open(article);
  }

  async remove(id: number): Promise<void> {
    await this.attempt(async () => {
      await call('remove_article', { article: id });
      if (this.article?.id === id) {
        this.take(null);
        this.panel = null;
      }
      this.articles = this.articles.filter((article) => article.id !== id);
      void this.collections.read();
    });
  }

  // Renditions

  /** Translates the open article, or shows the rendition that is there already and goes on with it. */
  async translate(engine: string, to: string): Promise<void> {
    const { article } = this;
    if (!article) return;
    await this.attempt(async () => {
      const rendition = await call('translate', { article: article.id, engine, to });
      this.know(rendition);
      await article.show(rendition.id);
      this.keepView();
    });
  }

  /** Takes in what was done to a sentence by hand, and shows the rendition it was done in where there is room. */
  async accept(rendition: RenditionSummary, segment: number, cell: CellDto): Promise<void> {
    this.know(rendition);
    const cells = new Map([[rendition.id, new Map([[segment, cell]])]]);
    this.apply({ renditions: new Map([[rendition.id, rendition]]), cells, ended: new Map() });
    const { article } = this;
    if (article?.id !== rendition.article || article.columns.length >= MOST_COLUMNS) return;
    await article.show(rendition.id);
    this.keepView();
  }

  async resume(rendition: number): Promise<void> {
    await this.attempt(async () => {
      this.know(await call('resume', { rendition }));
    });
  }

  async cancel(rendition: number): Promise<void> {
    await this.attempt(() => call('cancel', { rendition }));
  }

  async retry(rendition: number, segments: number[]): Promise<void> {
    await this.attempt(async () => {
      this.know(await call('retry', { rendition, segments }));
    });
  }

  /**
   * Asks the rendition's engine anew for some of its sentences, or for all (null), whatever the memory holds. What is
   * there stays until the new text comes, and for good when it does not; what the reader wrote is not asked for.
   */
  async translateAgain(rendition: number, segments: readonly number[] | null): Promise<void> {
    await this.attempt(async () => {
      this.renewing = new Set([...this.renewing, rendition]);
      try {
        this.know(await call('translate_again', { rendition, segments: segments && [...segments] }));
      } catch (thrown) {
        this.renewed(rendition);
        throw thrown;
      }
    });
  }

  private renewed(rendition: number): boolean {
    const was = this.renewing.has(rendition);
    this.renewing = new Set([...this.renewing].filter((one) => one !== rendition));
    return was;
  }

  /** Asks again for everything that failed. */
  async retryFailed(rendition: number): Promise<void> {
    await this.attempt(async () => {
      const segments = await call('list_failed', { rendition });
      this.know(await call('retry', { rendition, segments }));
    });
  }

  async removeRendition(rendition: number): Promise<void> {
    await this.attempt(async () => {
      await call('remove_rendition', { rendition });
      this.article?.drop(rendition);
      this.articles = this.articles.map((article) => ({
        ...article,
        renditions: article.renditions.filter((one) => one.id !== rendition),
      }));
      this.keepView();
    });
  }

  // Sentences

  /** Splits a sentence; `at` counts UTF-16 code units of its text. */
  async split(segment: number, at: number): Promise<void> {
    const number = this.article?.sentence(segment)?.number;
    if (number === undefined) return;
    await this.teach(
      () => call('split_segment', { segment, at }),
      () => {
        const first = this.article?.sentenceSelected?.id;
        this.news(t('teach.split', { number, next: number + 1 }), async () => {
          if (first !== undefined) await this.teach(() => call('join_segment', { segment: first }));
        });
      },
    );
  }

  /** Joins a sentence with the next one of its block. */
  async join(segment: number): Promise<void> {
    const { article } = this;
    const first = article?.sentence(segment);
    // In a paragraph as long as a book the next one may not be read yet.
    if (article && first && !article.isLast(segment)) await this.read(article, first.block, first.block + 2);
    const second = article?.after(segment);
    if (!first || !second) {
      this.tell({ code: 'segment-unchanged', detail: null });
      return;
    }
    const { number } = first;
    await this.teach(
      () => call('join_segment', { segment }),
      () => {
        const whole = this.article?.sentenceSelected;
        if (!whole) return;
        this.joined = { segment: whole.id, after: lastWord(first.text) };
        this.news(t('teach.joined', { number, next: number + 1 }), () =>
          this.teach(() => call('split_segment', { segment: whole.id, at: whole.text.length - second.text.length })),
        );
      },
    );
  }

  /** Keeps or forgets an exception; every article of its language is cut again by it. */
  async neverBreakAfter(exception: Exception, keep: boolean): Promise<void> {
    await this.teach(
      async () => {
        const { neverBreakAfter } = await call('never_break_after', { exception, keep });
        // The rest of the answer may be older than what waits to be saved.
        this.settings = { ...this.settings, neverBreakAfter };
      },
      () => {
        const told = keep ? 'teach.kept' : 'teach.forgotten';
        const values = { text: exception.text, language: languageName(exception.language) };
        this.news(t(told, values), () => this.neverBreakAfter(exception, !keep));
      },
    );
    this.articles = (await this.attempt(() => call('list_articles', {}))) ?? this.articles;
  }

  /** Has the host change where sentences part, shows it, and then tells of it. */
  private async teach(change: () => Promise<unknown>, told?: () => void): Promise<void> {
    await this.attempt(async () => {
      await change();
      const { article } = this;
      this.joined = null;
      this.notice = null;
      if (article) {
        await article.reread();
        this.articles = this.articles.map((one) => (one.id === article.id ? article.summary : one));
        this.keepView();
      }
      told?.();
    });
  }

  /** Says something, with a way to take it back. */
  news(text: string, undo: () => Promise<void>): void {
    this.notice = { kind: 'news', text, action: '', detail: null, undo };
  }

  /** Takes back what was last told of, where that can be. */
  undo(): void {
    void this.notice?.undo?.();
  }

  /** Says something that needs no answer. */
  say(text: string): void {
    this.notice = { kind: 'news', text, action: '', detail: null };
  }

  /** Shows what jobs or the reader changed. */
  apply(changes: Changes): void {
    for (const rendition of changes.renditions.values()) this.list(rendition);
    this.article?.apply(changes);
    // A job of the open article that broke off says why; one the reader stopped needs no words.
    for (const [id, error] of changes.ended) {
      const again = this.renewed(id);
      const rendition = this.article?.rendition(id);
      if (!rendition || error?.code === 'cancelled') continue;
      if (error) this.tell(error, again ? t('again.kept') : '');
      else if (again && rendition.failed === 0) this.say(t('again.done', { name: rendition.name }));
    }
  }

  private know(rendition: RenditionSummary): void {
    this.list(rendition);
    if (this.article?.id === rendition.article) this.article.know(rendition);
  }

  private list(rendition: RenditionSummary): void {
    this.articles = this.articles.map((article) => {
      if (article.id !== rendition.article) return article;
      const at = article.renditions.findIndex((one) => one.id === rendition.id);
      const renditions = at < 0 ? [...article.renditions, rendition] : article.renditions.with(at, rendition);
      return { ...article, renditions };
    });
  }

  // Reading

  /** Sees to it that some blocks of an article are read; whether they are. */
  async read(article: OpenArticle, from: number, to: number): Promise<boolean> {
    return (await this.attempt(() => article.need(from, to).then(() => true))) ?? false;
  }

  /** Sees to it that all of an article is read; whether it is. */
  async readAll(article: OpenArticle): Promise<boolean> {
    return (await this.attempt(() => article.needAll().then(() => true))) ?? false;
  }

  /** Reads a sentence wherever it stands. */
  async find(article: OpenArticle, segment: number): Promise<Sentence | undefined> {
    return this.attempt(() => article.find(segment));
  }

  // View

  /** How the open article is laid out: as the reader last chose for it, else as the settings say. */
  get layout(): Layout {
    return this.article?.layout ?? this.settings.layout;
  }

  /** Lays the open article out anew, and articles opened for the first time from now on. */
  lay(layout: Layout): void {
    if (this.article) this.article.layout = layout;
    this.change({ layout });
    this.keepView();
  }

  /** Gives the columns shares of the width; none makes them equal. */
  widen(widths: readonly number[]): void {
    if (!this.article) return;
    this.article.widths = widths;
    this.keepView();
  }

  select(segment: number | null): void {
    if (!this.article || this.article.selected === segment) return;
    this.article.choosePlace(null);
    this.joined = null;
    this.article.selected = segment;
    this.keepView();
  }

  /** Compares the other renditions with this one, here and whenever the article is opened again. */
  holdAgainst(rendition: number): void {
    this.article?.holdAgainst(rendition);
    this.keepView();
  }

  /** Opens what there is to know of the selected sentence. */
  inspect(): void {
    this.panel = null;
    if (!this.settings.inspectorOpen) this.change({ inspectorOpen: true });
  }

  /** Selects a sentence wherever it is, in the original or in a rendition, and shows it. */
  async goTo(segment: number, rendition: number | null): Promise<void> {
    const { article } = this;
    if (!article) return;
    if (rendition !== null && !article.columns.includes(rendition)) await this.show(rendition);
    if (!(await this.find(article, segment))) return;
    this.column = rendition === null ? 'original' : String(rendition);
    this.select(segment);
  }

  /** The same for a sentence by its number, counted from 1. */
  async goToNumber(number: number): Promise<void> {
    const { article } = this;
    const found = article && (await this.attempt(() => article.numbered(number)));
    if (found) await this.goTo(found.id, null);
  }

  /** Opens an article at a sentence. */
  async openAt(id: number, segment: number, rendition: number | null): Promise<void> {
    if (this.article?.id !== id) await this.open(id);
    this.pasting = false;
    if (this.article?.id === id) await this.goTo(segment, rendition);
  }

  /** Gives the focus back to the selected sentence, in the column the reader was in. */
  returnToSentence(): void {
    const spans = [...document.querySelectorAll<HTMLElement>('.segment[data-selected]')];
    const span = spans.find((one) => one.dataset['column'] === this.column) ?? spans[0];
    span?.focus({ preventScroll: true });
  }

  async show(rendition: number): Promise<void> {
    await this.attempt(async () => this.article?.show(rendition));
    this.keepView();
  }

  hide(rendition: number): void {
    this.article?.hide(rendition);
    this.keepView();
  }

  /** Remembers how the article is looked at, once the reader rests. */
  keepView(): void {
    clearTimeout(this.saveView);
    this.saveView = setTimeout(() => {
      this.flush();
    }, SAVE_AFTER);
  }

  /** Saves at once what waits to be saved. */
  flush(): void {
    if (this.saveView === undefined || !this.article) return;
    clearTimeout(this.saveView);
    this.saveView = undefined;
    const { id, view } = this.article;
    void this.attempt(() => call('save_view', { article: id, view }));
  }

  // Settings

  change(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    setLocale(this.settings.uiLanguage, this.systemLanguage);
    clearTimeout(this.saveSettings);
    this.saveSettings = setTimeout(() => {
      void this.attempt(() => call('save_settings', { settings: this.settings }));
    }, SAVE_AFTER);
  }

  /** Text one size up or down, or the usual one. */
  resize(by: 1 | -1 | 0): void {
    if (by === 0) {
      this.change({ textSize: USUAL_SIZE });
      return;
    }
    const { textSize } = this.settings;
    const next = by > 0 ? TEXT_SIZES.find((size) => size > textSize) : TEXT_SIZES.findLast((size) => size < textSize);
    if (next !== undefined) this.change({ textSize: next });
  }

  openSettings(room: SettingsRoom): void {
    this.settingsRoom = room;
    this.panel = 'settings';
  }

  toggle(panel: Panel): void {
    this.panel = this.panel === panel ? null : panel;
  }
}

/** An error in the reader's language. */
export function words(error: CallError | IpcError): Omit<Notice, 'kind'> {
  const { message, action } = failure(error);
  return { text: message, action, detail: error.detail };
}

/** Resolves when the window has nothing better to do; WebKit has no idle callback, a short pause serves there. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 200 },
      );
    else setTimeout(resolve, 16);
  });
}
