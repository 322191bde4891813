/**
 * Job events, gathered until the next frame. An engine may answer faster than a screen can show: whatever arrives within
 * one frame is merged, so that a sentence is drawn once however often it changed, and a hidden window that draws no
 * frames keeps no more than one cell a sentence.
 */
import type { CellDto, IpcError, JobEvent, RenditionSummary } from '$ipc/generated';

/** What changed since the last frame. */
export interface Changes {
  /** The latest state of each rendition, by id. */
  readonly renditions: Map<number, RenditionSummary>;
  /** The latest cell of each segment, by rendition, then segment. */
  readonly cells: Map<number, Map<number, CellDto>>;
  /** Why jobs stopped before their end; null where they came to it. */
  readonly ended: Map<number, IpcError | null>;
}

export const noChanges = (): Changes => ({ renditions: new Map(), cells: new Map(), ended: new Map() });

/** Takes one event into the changes. */
export function gather(changes: Changes, event: JobEvent): Changes {
  const { id } = event.rendition;
  changes.renditions.set(id, event.rendition);
  if (event.type === 'ended') {
    changes.ended.set(id, event.error);
    return changes;
  }
  // A job that goes on has not ended, even if it had within this frame.
  if (event.rendition.status === 'running') changes.ended.delete(id);
  const cells = changes.cells.get(id) ?? new Map<number, CellDto>();
  for (const { segment, cell } of event.cells) cells.set(segment, cell);
  changes.cells.set(id, cells);
  return changes;
}

type Schedule = (run: () => void) => unknown;

/** A listener for `watch_jobs` that hands on what it heard once a frame. */
export function perFrame(
  apply: (changes: Changes) => void,
  schedule: Schedule = (run) => requestAnimationFrame(run),
): (event: JobEvent) => void {
  let changes: Changes | null = null;
  return (event) => {
    if (changes) {
      gather(changes, event);
      return;
    }
    changes = gather(noChanges(), event);
    schedule(() => {
      const due = changes;
      changes = null;
      if (due) apply(due);
    });
  };
}
