/**
 * The one door to the host. Everything else in the window calls through here and knows neither Tauri nor the stand-in.
 *
 * Which backend stands behind it is decided when the bundle is built (`$backend` in vite.config.ts), so that the
 * in-memory one can never end up in the product.
 */
import { backend } from '$backend';

import type { Backend, Drop } from './backend';
import type { CommandMap, ErrorCode, IpcError } from './generated';

export type { Drop };

/** Calls a command. Rejects with an {@link IpcError} and with nothing else. */
export async function call<K extends keyof CommandMap>(command: K, args: CommandMap[K][0]): Promise<CommandMap[K][1]> {
  try {
    return await backend.invoke(command, args);
  } catch (thrown) {
    throw asIpcError(thrown);
  }
}

/** Listens to every job of the app, from now on. */
export const watchJobs: Backend['watchJobs'] = (listener) => backend.watchJobs(listener);

/** Listens to files dragged over the window. */
export const watchDrops: Backend['watchDrops'] = (listener) => backend.watchDrops(listener);

/** An error of the contract that `throw` and `catch` can carry. */
export class CallError extends Error implements IpcError {
  readonly code: ErrorCode;
  readonly detail: string | null;

  constructor(error: IpcError) {
    super(error.code);
    this.name = 'CallError';
    this.code = error.code;
    this.detail = error.detail;
  }
}

/**
 * Whatever was thrown, as an error of the contract. A bare string comes from the host's own plumbing (a command not
 * registered, arguments it could not read): that is a fault of ours, told as one of the library with its particulars.
 */
export function asIpcError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
    const detail = 'detail' in thrown && typeof thrown.detail === 'string' ? thrown.detail : null;
    return new CallError({ code: thrown.code as ErrorCode, detail });
  }
  const detail = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : null;
  return new CallError({ code: 'library-failed', detail });
}
