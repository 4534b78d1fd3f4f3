/**
 * The kernels of this folder on one device, with the variants that timing found best there. A
 * network whose shapes are not known yet is timed once; the outcome is remembered.
 */
import type { OwnKernels } from '../../ownKernels.ts';
import type { BlockShape } from '../executor.ts';
import { isSupported, type Precision, type VariantFamily } from './variant.ts';
import type { KernelChoice } from './choice.ts';
import { createWebgpuExecutor } from './createExecutor.ts';
import { type KernelTuning, nameShapes, readChoices, type TuningMemory } from './kernelTuning.ts';
import { timeChoice } from './precisionTrial.ts';
import { tuneVariants } from './tuning.ts';

/** Milliseconds of timing after which no further trial is begun: with the families unknown, and known. */
const budgets = { first: 2000, further: 1000 } as const;

/** A half precision must take less than this part of float32's time; less is noise. */
const worthRounding = 0.9;

/** Tried where the device has `shader-f16`. */
const halves: readonly Precision[] = ['half-storage', 'half'];

/**
 * The kernels on a device that is the caller's.
 * @param adapter in words, for the memory
 */
export function createTunedKernels(
  device: GPUDevice,
  adapter: string,
  memory: TuningMemory,
): OwnKernels {
  const choicesFor = async (
    shapes: readonly BlockShape[],
    giveUpAboveMilliseconds: number,
  ): Promise<readonly KernelChoice[] | null> => {
    const name = nameShapes(shapes);
    const known = memory.recall(adapter);
    const same = known.find((tuning) => tuning.shapes === name);
    const remembered = readChoices(same?.choices, device, shapes.length);
    if (remembered !== null) return remembered;
    const families = familiesOf(known, device);
    const tuning = await tuneVariants(device, shapes, {
      budgetMilliseconds: families === null ? budgets.first : budgets.further,
      giveUpAboveMilliseconds,
      ...(families === null ? {} : { families }),
    });
    if (tuning === null) return null;
    const choices = await withHalves(device, shapes, tuning.choice);
    memory.remember({ adapter, shapes: name, choices });
    return choices;
  };

  return {
    async prepare(shapes, giveUpAboveMs) {
      const choices = (await choicesFor(shapes, giveUpAboveMs)) ?? [];
      return choices.map(({ precision }) => precision);
    },
    async makeExecutor(blocks, precision) {
      const choices = (await choicesFor(blocks, Infinity)) ?? [];
      const choice = choices.find((one) => one.precision === precision);
      return createWebgpuExecutor(device, blocks, choice === undefined ? {} : { choice });
    },
  };
}

/** The families that won for other networks on this adapter; null where there is none. */
function familiesOf(
  tunings: readonly KernelTuning[],
  device: GPUDevice,
): readonly VariantFamily[] | null {
  const families = new Set<VariantFamily>();
  for (const { choices } of tunings) {
    for (const { blocks } of readChoices(choices, device, choices[0]?.blocks.length ?? 0) ?? []) {
      for (const { few, many } of blocks) families.add(few.family).add(many.family);
    }
  }
  return families.size === 0 ? null : [...families];
}

/** The choice in float32 and in each half precision that is clearly faster, fastest first. */
async function withHalves(
  device: GPUDevice,
  shapes: readonly BlockShape[],
  choice: KernelChoice,
): Promise<KernelChoice[]> {
  const inHalves = halves
    .map((precision) => ({ ...choice, precision }))
    .filter(({ precision, blocks }) =>
      blocks.every(({ few, many }) =>
        [few, many].every((variant) => isSupported(device, variant, precision)),
      ),
    );
  if (inHalves.length === 0) return [choice];
  const limit = worthRounding * (await timeChoice(device, shapes, choice));
  const timed: { choice: KernelChoice; milliseconds: number }[] = [];
  for (const half of inHalves) {
    const milliseconds = await timeChoice(device, shapes, half);
    if (milliseconds < limit) timed.push({ choice: half, milliseconds });
  }
  const sorted = timed.toSorted((a, b) => a.milliseconds - b.milliseconds);
  return [...sorted.map((one) => one.choice), choice];
}
