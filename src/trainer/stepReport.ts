/** What a step leaves on its device to be read in one go: losses, scores, gradients, D's logits. */
import type { Device, Place } from './device.ts';
import { spanAlignment } from './layers.ts';

/** Where each number of a step is reported; parts begin at multiples of the alignment. */
const slots = { real: 0, fake: 1, generator: 2, gradientD: 3, gradientG: 4 } as const;
const slotCount = Object.keys(slots).length;

/**
 * Of a loss its mean and then D's mean score; of a gradient its sum of squares, D's over a real and a
 * generated batch.
 */
export type SlotName = keyof typeof slots;

/** The batches whose logits are reported. */
export type BatchName = 'real' | 'fake';

/** Numbers read from the device. */
export interface ReadReport {
  /** The first number of a slot, or the one at `at`. */
  number(name: SlotName, at?: 0 | 1): number;
  /** All logits of the last batch of a name, [n, logits]. */
  logits(name: BatchName): Float32Array<ArrayBuffer>;
}

/** The report on the device, which frees it. */
export interface StepReport {
  /** Where two numbers go. */
  slot(name: SlotName): Place;
  /** Where the logits of a batch go, n · logits floats. */
  logits(name: BatchName): Place;
  /** Everything, when what is queued so far is done. */
  read(): Promise<ReadReport>;
}

/**
 * Makes room for a report.
 * @param n items of a batch
 * @param width logits of an item
 */
export function createStepReport(device: Device, n: number, width: number): StepReport {
  const logitFloats = Math.ceil((n * width) / spanAlignment) * spanAlignment;
  const report = device.allocate(slotCount * spanAlignment + 2 * logitFloats);
  const logitsFrom = (name: BatchName): number =>
    slotCount * spanAlignment + (name === 'real' ? 0 : logitFloats);
  return {
    slot: (name) => device.part(report, slots[name] * spanAlignment, 2),
    logits: (name) => device.part(report, logitsFrom(name), n * width),
    async read() {
      const values = await device.read(report);
      return {
        number: (name, at = 0) => values[slots[name] * spanAlignment + at] ?? Number.NaN,
        logits(name) {
          const from = logitsFrom(name);
          return values.slice(from, from + n * width);
        },
      };
    },
  };
}
