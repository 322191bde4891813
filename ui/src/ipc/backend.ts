import type { CommandMap, JobEvent } from './generated';

/** What a backend offers: the commands, the one stream of job events, and files dropped on the window. */
export interface Backend {
  invoke: <K extends keyof CommandMap>(command: K, args: CommandMap[K][0]) => Promise<CommandMap[K][1]>;
  watchJobs: (listener: (event: JobEvent) => void) => Promise<void>;
  watchDrops: (listener: (drop: Drop) => void) => Promise<void>;
}

/** A file held over the window, let go of, or taken away again. */
export type Drop = { type: 'over' } | { type: 'left' } | { type: 'dropped'; paths: string[] };
