/** How long it takes from an input event to the drawn picture: a ring of recent measurements. */

/** One picture's way, in milliseconds on the clock of `performance.now()` and `event.timeStamp`. */
export interface LatencySample {
  /** When the visitor moved something. */
  readonly inputMs: number;
  /** When the engine was asked for this picture. */
  readonly askedMs: number;
  /** When the engine's answer arrived. */
  readonly receivedMs: number;
  /** When the listener had drawn it. */
  readonly drawnMs: number;
}

/** Statistics of the pictures that were drawn for an input; null where nothing was measured yet. */
export interface LatencyStatistics {
  readonly count: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
  /** Inputs since the start whose picture was remembered and shown at once; not in the numbers above. */
  readonly remembered: number;
  /** Medians of the three parts of the way. */
  readonly parts: {
    readonly inputToAskedMs: number | null;
    readonly askedToReceivedMs: number | null;
    readonly receivedToDrawnMs: number | null;
  };
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
      const spans = (from: keyof LatencySample, to: keyof LatencySample): number[] =>
        samples.map((sample) => sample[to] - sample[from]).toSorted((a, b) => a - b);
      const total = spans('inputMs', 'drawnMs');
      return {
        count: total.length,
        medianMs: quantile(total, 0.5),
        p95Ms: quantile(total, 0.95),
        maxMs: total.at(-1) ?? null,
        remembered,
        parts: {
          inputToAskedMs: quantile(spans('inputMs', 'askedMs'), 0.5),
          askedToReceivedMs: quantile(spans('askedMs', 'receivedMs'), 0.5),
          receivedToDrawnMs: quantile(spans('receivedMs', 'drawnMs'), 0.5),
        },
      };
    },
  };
}

/** The smallest of the ascending values that at least the share `q` does not exceed (nearest rank). */
function quantile(ascending: readonly number[], q: number): number | null {
  return ascending[Math.max(Math.ceil(q * ascending.length) - 1, 0)] ?? null;
}
