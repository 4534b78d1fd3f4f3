/** What is remembered of this machine, so that the next visit need not measure again. */
import type { KernelTuning } from './kernels/webgpu/kernelTuning.ts';
import type { BackendName, BackendReport } from './types.ts';
import { backendNames, kernelKinds } from './types.ts';

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
const engineVersion = 3;

/** Tunings kept; the oldest go first. */
const mostTunings = 8;

/** The memory of one browser. */
export interface BackendMemory {
  /**
   * The remembered choice; null if there is none, or it is of another browser or engine, or
   * unreadable: then the machine is measured again, which costs seconds and nothing else.
   */
  recall(): RememberedBackend | null;
  remember(remembered: RememberedBackend): void;
  /** What timing of own kernels has found, newest first; whoever uses one checks it. */
  recallTunings(): readonly KernelTuning[];
  rememberTuning(tuning: KernelTuning): void;
  /** Forgets everything: what was remembered has led to a failure. */
  forget(): void;
}

/**
 * Creates the memory of a browser.
 * @param text where it rests; without it nothing is ever remembered
 * @param machine the browser in words (its user agent)
 */
export function createBackendMemory(text: TextMemory | undefined, machine: string): BackendMemory {
  const recall = (): Remembered => read(text?.get() ?? '', machine);
  const write = (remembered: Remembered): void => {
    text?.set(JSON.stringify({ engine: engineVersion, machine, ...remembered }));
  };
  return {
    recall: () => recall().choice,
    remember(choice) {
      write({ ...recall(), choice });
    },
    recallTunings: () => recall().tunings,
    rememberTuning(tuning) {
      const { choice, tunings } = recall();
      const others = tunings.filter(
        ({ adapter, shapes }) => adapter !== tuning.adapter || shapes !== tuning.shapes,
      );
      write({ choice, tunings: [tuning, ...others].slice(0, mostTunings) });
    },
    forget() {
      text?.set('');
    },
  };
}

/** All that is written down. */
interface Remembered {
  readonly choice: RememberedBackend | null;
  readonly tunings: readonly KernelTuning[];
}

const nothing: Remembered = { choice: null, tunings: [] };

function read(text: string, machine: string): Remembered {
  if (text === '') return nothing;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    // Whatever wrote it, it is not ours; see `recall`.
    return nothing;
  }
  if (typeof stored !== 'object' || stored === null) return nothing;
  const { engine, machine: of, choice, tunings } = stored as Record<string, unknown>;
  if (engine !== engineVersion || of !== machine) return nothing;
  return {
    choice: readChoice(choice),
    tunings: Array.isArray(tunings) ? tunings.filter(isTuning) : [],
  };
}

function readChoice(value: unknown): RememberedBackend | null {
  if (typeof value !== 'object' || value === null) return null;
  const { backend: name, gpu, reports } = value as Record<string, unknown>;
  const backend = backendNames.find((one) => one === name);
  const isGpu = gpu === null || typeof gpu === 'string';
  if (backend === undefined || !isGpu || !Array.isArray(reports)) return null;
  return { backend, gpu, reports: reports.filter(isReport) };
}

function isTuning(value: unknown): value is KernelTuning {
  if (typeof value !== 'object' || value === null) return false;
  const { adapter, shapes, choices } = value as Partial<Record<keyof KernelTuning, unknown>>;
  return typeof adapter === 'string' && typeof shapes === 'string' && Array.isArray(choices);
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
    (kernels === null || kernelKinds.some((kind) => kind === kernels)) &&
    isErrorOrNull(report.kernelFailure) &&
    isErrorOrNull(report.failure)
  );
}
