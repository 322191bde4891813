/** Articles the reader has put together under a name. */
import { call } from '$ipc/call';
import type { Collection } from '$ipc/generated';

import type { Session } from './session.svelte';

export class Collections {
  all = $state.raw<readonly Collection[]>([]);
  /** The one whose articles alone are listed. */
  open = $state.raw<number | null>(null);

  constructor(private readonly session: Session) {}

  get opened(): Collection | undefined {
    return this.all.find((one) => one.id === this.open);
  }

  /** The collection an article is in. */
  of(article: number): Collection | undefined {
    return this.all.find((one) => one.articles.includes(article));
  }

  async read(): Promise<void> {
    await this.change(() => call('list_collections', {}));
  }

  /** Makes a collection, and puts an article into it where one is given. Tells whether it could be made. */
  async add(name: string, article: number | null): Promise<boolean> {
    const made = await this.change(() => call('add_collection', { name }));
    const id = made?.at(-1)?.id;
    if (id !== undefined && article !== null) await this.move(article, id);
    return made !== undefined;
  }

  /** Tells whether the name could be given. */
  async rename(collection: number, name: string): Promise<boolean> {
    return (await this.change(() => call('rename_collection', { collection, name }))) !== undefined;
  }

  /** Its articles stay in the library. */
  async remove(collection: number): Promise<void> {
    await this.change(() => call('remove_collection', { collection }));
  }

  /** Moves an article into a collection, or out of all. */
  async move(article: number, collection: number | null): Promise<void> {
    await this.change(() => call('collect_article', { article, collection }));
  }

  private async change(make: () => Promise<readonly Collection[]>): Promise<readonly Collection[] | undefined> {
    const made = await this.session.attempt(make);
    if (made) this.all = made;
    if (this.opened === undefined) this.open = null;
    return made;
  }
}
