/** The product's backend: the only file that imports Tauri. */
import { Channel, invoke } from '@tauri-apps/api/core';
import { getCurrentWebview } from '@tauri-apps/api/webview';

import type { Backend } from './backend';
import type { CommandMap, JobEvent, Startup } from './generated';

declare global {
  interface Window {
    /** What the host asked itself for as soon as there was a page (src-tauri/src/lib.rs). */
    visavisStartup?: Promise<Startup>;
  }
}

export const backend: Backend = {
  invoke: <K extends keyof CommandMap>(command: K, args: CommandMap[K][0]) => {
    const early = command === 'startup' ? window.visavisStartup : undefined;
    // Whoever asks again, because that failed, is to hear something new.
    delete window.visavisStartup;
    return (early as Promise<CommandMap[K][1]> | undefined) ?? invoke<CommandMap[K][1]>(command, args);
  },

  async watchJobs(listener) {
    const channel = new Channel<JobEvent>();
    channel.onmessage = listener;
    await invoke('watch_jobs', { channel });
  },

  async watchDrops(listener) {
    await getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') listener({ type: 'dropped', paths: payload.paths });
      else if (payload.type === 'leave') listener({ type: 'left' });
      else listener({ type: 'over' });
    });
  },
};
