/** What timing on an adapter found, as plain data that can be remembered and is read with suspicion. */
import type { BlockShape } from '../executor.ts';
import { supportedVariants } from './candidates.ts';
import type { BlockChoice, KernelChoice } from './choice.ts';
import { type Precision, type Variant, variantName } from './variant.ts';

/** The outcome for all networks of the same shapes on one adapter. */
export interface KernelTuning {
  /** The adapter in words. */
  readonly adapter: string;
  /** As {@link nameShapes} writes them. */
  readonly shapes: string;
  /** One choice a precision, fastest first; `float32` is among them. */
  readonly choices: readonly KernelChoice[];
}

/** Where tunings rest between networks, devices and visits. */
export interface TuningMemory {
  /** Tunings of an adapter; unchecked, see {@link readChoices}. */
  recall(adapter: string): readonly KernelTuning[];
  remember(tuning: KernelTuning): void;
}

/** The shapes of a network in one line. Networks with the same line take the same time. */
export function nameShapes(shapes: readonly BlockShape[]): string {
  return shapes
    .map(({ kind, kernel, stride, padding, inHeight, inWidth, activation, ...channels }) => {
      const size = `${inHeight}x${inWidth}`;
      const window = `k${kernel}s${stride}p${padding}`;
      return `${kind} ${channels.in}@${size} ${window} ${channels.out} ${activation}`;
    })
    .join(', ');
}

const precisions: readonly Precision[] = ['float32', 'half-storage', 'half'];

/**
 * The remembered choices if this device can run every one of them and they fit a network of
 * `blockCount` blocks; null otherwise, for then they must be found again.
 */
export function readChoices(
  value: unknown,
  device: GPUDevice,
  blockCount: number,
): readonly KernelChoice[] | null {
  if (!Array.isArray(value)) return null;
  const choices = value.map((one) => readChoice(one, device, blockCount));
  if (choices.some((choice) => choice === null)) return null;
  const found = choices.flatMap((choice) => choice ?? []);
  return found.some(({ precision }) => precision === 'float32') ? found : null;
}

function readChoice(value: unknown, device: GPUDevice, blockCount: number): KernelChoice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { precision: named, blocks } = value as Partial<Record<keyof KernelChoice, unknown>>;
  const precision = precisions.find((one) => one === named);
  if (precision === undefined || !Array.isArray(blocks) || blocks.length !== blockCount) {
    return null;
  }
  // Only what could be chosen here today: anything else would become a program of any size.
  const known = new Map(
    supportedVariants(device, precision).map((variant) => [variantName(variant), variant]),
  );
  const read = blocks.map((block: unknown): BlockChoice | null => {
    const { few, many } = (block ?? {}) as Partial<Record<keyof BlockChoice, Variant>>;
    const [first, second] = [few, many].map((variant) =>
      typeof variant === 'object' ? known.get(variantName(variant)) : undefined,
    );
    return first === undefined || second === undefined ? null : { few: first, many: second };
  });
  if (read.some((block) => block === null)) return null;
  return { precision, blocks: read.flatMap((block) => block ?? []) };
}
