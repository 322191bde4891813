/** What becomes of a sentence that is edited in place; given by the window, so that no sentence needs to know it. */
import { createContext } from 'svelte';

import type { Sentence } from '$parts/article/article.svelte';

export interface Editing {
  /** Keeps the draft. */
  keep: (sentence: Sentence, rendition: number) => void;
  /** Gives the focus back to the sentence. */
  back: () => void;
}

export const [getEditing, setEditing] = createContext<Editing>();
