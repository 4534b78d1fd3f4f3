/** How long it takes from an input event to the drawn picture: a ring of recent measurements. */

/** One picture's way, in milliseconds on the clock of `performance.now()` and `event.timeStamp`. */
export interface LatencySample {
  /** The visitor moved something. */
  readonly inputMs: number;
  /** The view wished for this picture. */
  readonly wishedMs: number;
  /** The engine was asked for it: it was free, and this wish was next. */
  readonly askedMs: number;
  /** The worker heard of it. */
  readonly heardMs: number;
  /** Its turn came there. */
  readonly startedMs: number;
  /** The network had run, and its output was back from the device. */
  readonly computedMs: number;
  /** The pixels were packed and sent. */
  readonly packedMs: number;
  /** The engine's answer arrived on the page. */
  readonly receivedMs: number;
  /** The listener had drawn it. */
  readonly drawnMs: number;
}

/** The parts of the way, in order: each from one moment to the next. */
export const latencyParts = {
  inputToWishedMs: ['inputMs', 'wishedMs'],
  wishedToAskedMs: ['wishedMs', 'askedMs'],
  askedToHeardMs: ['askedMs', 'heardMs'],
  heardToStartedMs: ['heardMs', 'startedMs'],
  startedToComputedMs: ['startedMs', 'computedMs'],
  computedToPackedMs: ['computedMs', 'packedMs'],
  packedToReceivedMs: ['packedMs', 'receivedMs'],
  receivedToDrawnMs: ['receivedMs', 'drawnMs'],
} as const satisfies Readonly<Record<string, readonly [keyof LatencySample, keyof LatencySample]>>;

/** The name of a part of the way. */
export type LatencyPart = keyof typeof latencyParts;

/** Statistics of a time over the pictures in the log; null where nothing was measured yet. */
export interface SpanStatistics {
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
}

/** Statistics of the pictures that were drawn for an input. */
export interface LatencyStatistics extends SpanStatistics {
  readonly count: number;
  /** Inputs since the start whose picture was remembered and shown at once; not in the numbers above. */
  readonly remembered: number;
  /** The parts of the way; their means add up to the mean of the whole. */
  readonly parts: Readonly<Record<LatencyPart, SpanStatistics>>;
}

/** A log of the most recent pictures that an input asked for. */
export interface LatencyLog {
  record(sample: LatencySample): void;
  /** Counts an input that needed no drawing. */
  recordRemembered(): void;
  /** Input to drawn, over the pictures in the log. A wish that a newer one replaced is in no count. */
  statistics(): LatencyStatistics;
  clear(): void;
}

/** Makes a log of the last `capacity` pictures. */
export function createLatencyLog(capacity = 300): LatencyLog {
  let samples: LatencySample[] = [];
  let remembered = 0;
  const between = (from: keyof LatencySample, to: keyof LatencySample): SpanStatistics =>
    statisticsOf(samples.map((sample) => sample[to] - sample[from]));
  return {
    record: (sample) => {
      samples.push(sample);
      if (samples.length > capacity) samples.shift();
    },
    recordRemembered: () => {
      remembered += 1;
    },
    clear: () => {
      samples = [];
      remembered = 0;
    },
    statistics: () => {
      const parts = Object.entries(latencyParts).map(
        ([name, [from, to]]) => [name, between(from, to)] as const,
      );
      return {
        ...between('inputMs', 'drawnMs'),
        count: samples.length,
        remembered,
        // One entry for each key of `latencyParts`.
        parts: Object.fromEntries(parts) as LatencyStatistics['parts'],
      };
    },
  };
}

function statisticsOf(spans: readonly number[]): SpanStatistics {
  const ascending = spans.toSorted((a, b) => a - b);
  const sum = spans.reduce((total, span) => total + span, 0);
  return {
    meanMs: spans.length === 0 ? null : sum / spans.length,
    medianMs: quantile(ascending, 0.5),
    p95Ms: quantile(ascending, 0.95),
    maxMs: ascending.at(-1) ?? null,
  };
}

/** The smallest of the ascending values that at least the share `q` does not exceed (nearest rank). */
function quantile(ascending: readonly number[], q: number): number | null {
  return ascending[Math.max(Math.ceil(q * ascending.length) - 1, 0)] ?? null;
}
