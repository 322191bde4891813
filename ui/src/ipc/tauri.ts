/** The product's backend: the only file that imports Tauri. */
import { Channel, invoke } from '@tauri-apps/api/core';
import { getCurrentWebview } from '@tauri-apps/api/webview';

import type { Backend } from './backend';
import type { JobEvent } from './generated';

export const backend: Backend = {
  invoke: (command, args) => invoke(command, args),

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
