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
const engineVersion = 1;

/**
 * The remembered choice; null if there is none, or it is of another browser or engine, or unreadable:
 * then the machine is measured again, which costs seconds and nothing else.
 * @param machine the browser in words (its user agent)
 */
export function recallBackend(memory: TextMemory, machine: string): RememberedBackend | null {
  const text = memory.get();
  if (text === null || text === '') return null;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
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

/** Remembers a choice. */
export function rememberBackend(
  memory: TextMemory,
  machine: string,
  remembered: RememberedBackend,
): void {
  memory.set(JSON.stringify({ engine: engineVersion, machine, ...remembered }));
}

/** Forgets the choice. */
export function forgetBackend(memory: TextMemory): void {
  memory.set('');
}

function isReport(value: unknown): value is BackendReport {
  if (typeof value !== 'object' || value === null) return false;
  const { backend, adapter, millisecondsPerFace, selfTestError, tolerance, failure } =
    value as Partial<Record<keyof BackendReport, unknown>>;
  const isNumberOrNull = (one: unknown): boolean => one === null || typeof one === 'number';
  return (
    backendNames.some((name) => name === backend) &&
    (adapter === null || typeof adapter === 'string') &&
    isNumberOrNull(millisecondsPerFace) &&
    isNumberOrNull(selfTestError) &&
    typeof tolerance === 'number' &&
    (failure === null || (typeof failure === 'object' && 'code' in failure))
  );
}
