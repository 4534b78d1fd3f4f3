/** What is remembered of this machine, so that the next visit need not measure again. */
import type { BackendName, BackendReport } from './types.ts';
import { backendNames } from './types.ts';

/** Where one short text rests between visits. */
export interface TextMemory {
  get(): string | null;
  set(value: string): void;
}

/** The outcome of an earlier choice on this machine. */
export interface RememberedBackend {
  readonly backend: BackendName;
  /** WebGPU adapter in words at that time; another one now makes the memory worthless. */
  readonly gpu: string | null;
  readonly reports: readonly BackendReport[];
}

/** To be raised whenever kernels change enough to make earlier timings meaningless. */
const engineVersion = 2;

/** The memory of one browser. */
export interface BackendMemory {
  /**
   * The remembered choice; null if there is none, or it is of another browser or engine, or
   * unreadable: then the machine is measured again, which costs seconds and nothing else.
   */
  recall(): RememberedBackend | null;
  remember(remembered: RememberedBackend): void;
  forget(): void;
}

/**
 * Creates the memory of a browser.
 * @param text where it rests; without it nothing is ever remembered
 * @param machine the browser in words (its user agent)
 */
export function createBackendMemory(text: TextMemory | undefined, machine: string): BackendMemory {
  return {
    recall: () => read(text?.get() ?? '', machine),
    remember(remembered) {
      text?.set(JSON.stringify({ engine: engineVersion, machine, ...remembered }));
    },
    forget() {
      text?.set('');
    },
  };
}

function read(text: string, machine: string): RememberedBackend | null {
  if (text === '') return null;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    // Whatever wrote it, it is not ours; see `recall`.
    return null;
  }
  if (typeof stored !== 'object' || stored === null) return null;
  const record = stored as Record<string, unknown>;
  if (record['engine'] !== engineVersion || record['machine'] !== machine) return null;
  const backend = backendNames.find((name) => name === record['backend']);
  const { gpu, reports } = record;
  const isGpu = gpu === null || typeof gpu === 'string';
  if (backend === undefined || !isGpu || !Array.isArray(reports)) return null;
  return { backend, gpu, reports: reports.filter(isReport) };
}

function isReport(value: unknown): value is BackendReport {
  if (typeof value !== 'object' || value === null) return false;
  const report = value as Partial<Record<keyof BackendReport, unknown>>;
  const { backend, adapter, millisecondsPerFace, selfTestError, tolerance, kernels } = report;
  const isErrorOrNull = (one: unknown): boolean =>
    one === null || (typeof one === 'object' && 'code' in one);
  const isNumberOrNull = (one: unknown): boolean => one === null || typeof one === 'number';
  return (
    backendNames.some((name) => name === backend) &&
    (adapter === null || typeof adapter === 'string') &&
    isNumberOrNull(millisecondsPerFace) &&
    isNumberOrNull(selfTestError) &&
    typeof tolerance === 'number' &&
    (kernels === null || kernels === 'own' || kernels === 'tensorflow') &&
    isErrorOrNull(report.kernelFailure) &&
    isErrorOrNull(report.failure)
  );
}
