/** The engines as the settings show them. Asked for when the room is opened, and again with every change. */
import { asIpcError, call, type CallError } from '$ipc/call';
import type { EngineCard, EngineDraft, EngineKind, EngineRoom, EngineTest, Formality, Price } from '$ipc/generated';
import type { Session } from '$parts/session/session.svelte';

/** What a test of an engine has come to. */
export type Tested =
  | { readonly state: 'running' }
  | { readonly state: 'works'; readonly result: EngineTest }
  | { readonly state: 'failed'; readonly error: CallError };

export class Engines {
  room = $state.raw<EngineRoom | null>(null);
  /** What the last test of each engine has come to, by its id. */
  tests = $state.raw<Readonly<Record<string, Tested>>>({});
  error = $state.raw<CallError | null>(null);

  constructor(private readonly session: Session) {}

  get cards(): readonly EngineCard[] {
    return this.room?.engines ?? [];
  }

  kind(name: string): EngineKind | undefined {
    return this.room?.kinds.find((kind) => kind.name === name);
  }

  async load(): Promise<void> {
    await this.attempt(() => call('engine_room', {}));
  }

  /** Adds an engine or changes it, or throws what the form can show. Gives its id. */
  async save(draft: EngineDraft): Promise<string> {
    const known = new Set(this.cards.map((card) => card.id));
    this.take(await call('save_engine', { draft }));
    return draft.id ?? this.cards.find((card) => !known.has(card.id))?.id ?? '';
  }

  async remove(engine: string): Promise<void> {
    await this.attempt(() => call('remove_engine', { engine }));
  }

  /** Translates one sentence with it. */
  async test(engine: string): Promise<void> {
    this.tests = { ...this.tests, [engine]: { state: 'running' } };
    let tested: Tested;
    try {
      const to = this.session.settings.defaultTarget;
      tested = { state: 'works', result: await call('test_engine', { engine, to }) };
    } catch (thrown) {
      tested = { state: 'failed', error: asIpcError(thrown) };
    }
    this.tests = { ...this.tests, [engine]: tested };
  }

  /** Shows an engine at another place while it is dragged; {@link keepOrder} keeps it. */
  showOrder(from: number, to: number): void {
    if (!this.room) return;
    const engines = [...this.room.engines];
    engines.splice(to, 0, ...engines.splice(from, 1));
    this.room = { ...this.room, engines };
  }

  async keepOrder(): Promise<void> {
    const ids = this.cards.map((card) => card.id);
    await this.attempt(() => call('order_engines', { engines: ids }));
  }

  /** Puts an engine at another place in the order of preference. */
  async move(engine: string, to: number): Promise<void> {
    const from = this.cards.findIndex((card) => card.id === engine);
    if (from < 0 || to < 0 || to >= this.cards.length || from === to) return;
    this.showOrder(from, to);
    await this.keepOrder();
  }

  async prefer(from: string, to: string, engine: string | null): Promise<void> {
    await this.attempt(() => call('prefer_engine', { from, to, engine }));
  }

  async setWishes(formality: Formality, context: boolean): Promise<void> {
    await this.attempt(() => call('set_wishes', { formality, context }));
  }

  async setCap(characters: number | null): Promise<void> {
    await this.attempt(() => call('set_cap', { characters }));
  }

  async setPrice(engine: string, price: Price | null): Promise<void> {
    await this.attempt(() => call('set_price', { engine, price }));
  }

  async forgetMemory(): Promise<void> {
    await this.attempt(() => call('forget_memory', {}));
  }

  /** Adds the engine of a file the reader chooses. */
  async importFile(): Promise<void> {
    await this.attempt(async () => {
      const path = await call('choose_engine_file', {});
      return path === null ? null : call('import_engine', { path });
    });
  }

  /** Writes an engine to a file the reader chooses, without its key. Gives the file's path. */
  async exportFile(engine: EngineCard): Promise<string | null> {
    let written: string | null = null;
    await this.attempt(async () => {
      const path = await call('choose_export_path', { suggested: `${engine.id}.toml` });
      if (path !== null) written = await call('export_engine', { engine: engine.id, path });
      return null;
    });
    return written;
  }

  private async attempt(work: () => Promise<EngineRoom | null>): Promise<void> {
    this.error = null;
    try {
      const room = await work();
      if (room) this.take(room);
    } catch (thrown) {
      this.error = asIpcError(thrown);
    }
  }

  private take(room: EngineRoom): void {
    this.room = room;
    this.session.engines = room.engines.filter((card) => card.error === null);
  }
}
