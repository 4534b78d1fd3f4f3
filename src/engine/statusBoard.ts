/** Where the engine stands, and who listens. */
import type { BackendChoice, BackendReport, EngineNotice, EngineStatus } from './types.ts';
import { backendNames } from './types.ts';

/** Holds the status and tells listeners of changes and notices. */
export interface StatusBoard {
  get(): EngineStatus;
  /** Replaces parts of the status and tells everybody. */
  change(parts: Partial<EngineStatus>): void;
  /** Puts a report in the place of the earlier one of the same backend. */
  report(report: BackendReport): void;
  notify(notice: EngineNotice): void;
  subscribe(listener: () => void): () => void;
  onNotice(listener: (notice: EngineNotice) => void): () => void;
}

/** Creates a board on which nothing has happened yet. */
export function createStatusBoard(
  choice: BackendChoice,
  reports: readonly BackendReport[],
): StatusBoard {
  let status: EngineStatus = {
    phase: 'starting',
    download: null,
    model: null,
    layers: [],
    choice,
    active: null,
    reports,
    choosing: false,
    timing: false,
    error: null,
  };
  const listeners = new Set<() => void>();
  const noticeListeners = new Set<(notice: EngineNotice) => void>();
  const change = (parts: Partial<EngineStatus>): void => {
    status = { ...status, ...parts };
    for (const listener of listeners) listener();
  };
  return {
    get: () => status,
    change,
    report(report) {
      const others = status.reports.filter(({ backend }) => backend !== report.backend);
      const rank = ({ backend }: BackendReport): number => backendNames.indexOf(backend);
      change({ reports: [...others, report].toSorted((a, b) => rank(a) - rank(b)) });
    },
    notify(notice) {
      for (const listener of noticeListeners) listener(notice);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onNotice(listener) {
      noticeListeners.add(listener);
      return () => noticeListeners.delete(listener);
    },
  };
}
