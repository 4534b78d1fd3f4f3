/**
 * Chooses the variants of a network by timing them on the device, and by nothing else. The result
 * is plain data, to be remembered for the machine.
 */
import type { BlockShape } from '../executor.ts';
import { familiesInOrder, fitting, representative, supportedVariants } from './candidates.ts';
import { type BlockChoice, type KernelChoice, untimedChoice } from './choice.ts';
import { DeviceWatch } from './deviceWatch.ts';

import { type PlannedBlock, planNetwork } from './plan.ts';
import { BlockProbe } from './probe.ts';
import {
  isSupported,
  type Precision,
  type Variant,
  type VariantFamily,
  variantName,
} from './variant.ts';

/** How long to look, and for what. */
export interface TuningOptions {
  /** Default `float32`. */
  readonly precision?: Precision;
  /** No trial is begun after this, default 2000 ms; what is undecided takes what won elsewhere. */
  readonly budgetMilliseconds?: number;
  /** The families worth trying where that is known, best first; without them they are compared. */
  readonly families?: readonly VariantFamily[];
  /** Tuning ends where a face would surely take longer than this, default never. */
  readonly giveUpAboveMilliseconds?: number;
}

/** One measurement that was finished. */
export interface Trial {
  readonly block: number;
  readonly faces: number;
  readonly variant: string;
  readonly milliseconds: number;
}

/** What tuning found. Plain data. */
export interface Tuning {
  readonly choice: KernelChoice;
  /** False when the budget ran out before every block was decided by a trial of its own. */
  readonly complete: boolean;
  readonly trials: readonly Trial[];
  /** Time of a call of one face by the choice; null when a block was not timed. */
  readonly milliseconds: number | null;
  readonly elapsedMilliseconds: number;
}

/** Faces of the trials that decide for few and for many. */
const trialFaces: Readonly<Record<keyof BlockChoice, number>> = { few: 1, many: 8 };

/**
 * How many times faster than the variant that speaks for its family the best of all may be; see the
 * table in candidates.ts.
 */
const mostGain: Readonly<Record<VariantFamily, number>> = {
  quad: 1.5,
  plain: 3,
  tile: 6,
  split: 10,
};

/** A variant and its time. */
interface Timed {
  readonly variant: Variant;
  readonly milliseconds: number;
}

/**
 * Times variants for each block. The shapes are enough; weights are not needed.
 * @returns null if a face would take longer than `giveUpAboveMilliseconds`
 * @throws PlaygroundError `device-lost`, `backend-unavailable` when the device refuses a kernel.
 */
export async function tuneVariants(
  device: GPUDevice,
  shapes: readonly BlockShape[],
  options: TuningOptions = {},
): Promise<Tuning | null> {
  const plans = planNetwork(shapes);
  const watch = new DeviceWatch(device);
  return watch.guard(async () => {
    const tuner = new Tuner(device, plans, options);
    try {
      return await tuner.run(shapes);
    } finally {
      tuner.dispose();
    }
  });
}

class Tuner {
  readonly #device: GPUDevice;
  readonly #plans: readonly PlannedBlock[];
  readonly #precision: Precision;
  readonly #start = performance.now();
  readonly #budget: number;
  readonly #giveUpAbove: number;
  readonly #families: readonly VariantFamily[] | null;
  readonly #trials: Trial[] = [];
  readonly #probes = new Map<number, BlockProbe>();

  constructor(device: GPUDevice, plans: readonly PlannedBlock[], options: TuningOptions) {
    this.#device = device;
    this.#plans = plans;
    this.#precision = options.precision ?? 'float32';
    this.#budget = options.budgetMilliseconds ?? 2000;
    this.#giveUpAbove = options.giveUpAboveMilliseconds ?? Infinity;
    this.#families = options.families ?? null;
  }

  async run(shapes: readonly BlockShape[]): Promise<Tuning | null> {
    // The heaviest blocks first: they decide most if time runs out.
    const order = [...this.#plans.keys()].toSorted((a, b) => this.#work(b) - this.#work(a));
    const families = this.#families ?? (await this.#chooseFamilies(order[0] ?? 0));
    if (families === null) return null;
    const few = new Map<number, Timed[]>();
    const many = new Map<number, Timed[]>();
    for (const block of order) {
      few.set(block, await this.#race(block, trialFaces.few, this.#candidates(families)));
    }
    for (const block of order) {
      many.set(
        block,
        await this.#race(block, trialFaces.many, this.#worthTrying(few, block, families)),
      );
    }
    const untimed = untimedChoice(shapes);
    const decide = (size: keyof BlockChoice, timed: Map<number, Timed[]>, block: number): Variant =>
      timed.get(block)?.[0]?.variant ??
      this.#guess(size, block, families) ??
      (untimed.blocks[block] as BlockChoice)[size];
    const firsts = shapes.map((_, block) => few.get(block)?.[0]?.milliseconds ?? null);
    return {
      choice: {
        precision: this.#precision,
        blocks: shapes.map((_, block) => ({
          few: decide('few', few, block),
          many: decide('many', many, block),
        })),
      },
      complete: [few, many].every((timed) =>
        shapes.every((_, i) => (timed.get(i) ?? []).length > 0),
      ),
      trials: this.#trials,
      milliseconds: firsts.reduce<number | null>(
        (sum, ms) => (sum === null || ms === null ? null : sum + ms),
        0,
      ),
      elapsedMilliseconds: performance.now() - this.#start,
    };
  }

  dispose(): void {
    for (const probe of this.#probes.values()) probe.dispose();
  }

  #work(block: number): number {
    return (this.#plans[block] as PlannedBlock).multiplyAdds;
  }

  #candidates(families: readonly VariantFamily[]): Variant[] {
    return supportedVariants(this.#device, this.#precision, families);
  }

  /**
   * Compares one variant of each family on the heaviest block and keeps those within twice the best,
   * best first. A quarter of the budget is for this; the likely families come first. Null if the
   * likeliest is so slow that no other variant would make up for it.
   */
  async #chooseFamilies(block: number): Promise<VariantFamily[] | null> {
    const supported = familiesInOrder(this.#device)
      .map(representative)
      .filter((variant) => isSupported(this.#device, variant, this.#precision));
    const share = this.#work(block) / this.#plans.reduce((sum, plan) => sum + plan.multiplyAdds, 0);
    const [first] = await this.#race(block, trialFaces.few, supported.slice(0, 1), Infinity);
    if (first !== undefined) {
      const most = this.#giveUpAbove * share * mostGain[first.variant.family];
      if (first.milliseconds > most) return null;
    }
    const timed = await this.#race(block, trialFaces.few, supported, this.#budget / 4);
    const best = timed[0]?.milliseconds ?? Infinity;
    const kept = timed.filter(({ milliseconds }) => milliseconds <= 2 * best);
    return kept.map(({ variant }) => variant.family);
  }

  /** Finished times of the variants that fit the block, fastest first. */
  async #race(
    block: number,
    faces: number,
    variants: readonly Variant[],
    until = this.#budget,
  ): Promise<Timed[]> {
    const plan = this.#plans[block] as PlannedBlock;
    const timed: Timed[] = [];
    let best = Infinity;
    for (const variant of fitting(plan, faces, variants)) {
      const name = variantName(variant);
      const known = this.#trials.find(
        (trial) => trial.block === block && trial.faces === faces && trial.variant === name,
      );
      if (known === undefined && performance.now() - this.#start > until) continue;
      const milliseconds =
        known?.milliseconds ?? (await this.#probe(block).milliseconds(variant, faces, best));
      if (milliseconds === null) continue;
      if (known === undefined) this.#trials.push({ block, faces, variant: name, milliseconds });
      timed.push({ variant, milliseconds });
      best = Math.min(best, milliseconds);
    }
    return timed.toSorted((a, b) => a.milliseconds - b.milliseconds);
  }

  /** For many faces: what was good for one, and what one face could not fill. */
  #worthTrying(
    few: ReadonlyMap<number, Timed[]>,
    block: number,
    families: readonly VariantFamily[],
  ): Variant[] {
    const plan = this.#plans[block] as PlannedBlock;
    const timed = few.get(block) ?? [];
    const best = timed[0]?.milliseconds ?? Infinity;
    const good = timed.filter(({ milliseconds }) => milliseconds <= 1.5 * best).slice(0, 3);
    const all = this.#candidates(families);
    const fitFew = fitting(plan, trialFaces.few, all);
    const unfilled = all.filter((variant) => !fitFew.includes(variant));
    return [...good.map(({ variant }) => variant), ...unfilled];
  }

  /** The largest tile of the best family that the block fills: most arithmetic for each load. */
  #guess(
    size: keyof BlockChoice,
    block: number,
    families: readonly VariantFamily[],
  ): Variant | undefined {
    const plan = this.#plans[block] as PlannedBlock;
    const variants = this.#candidates(families.slice(0, 1));
    const area = ({ pixels, quads }: Variant): number => pixels * quads;
    return fitting(plan, trialFaces[size], variants).toSorted((a, b) => area(b) - area(a))[0];
  }

  #probe(block: number): BlockProbe {
    const known = this.#probes.get(block);
    if (known !== undefined) return known;
    const plan = this.#plans[block] as PlannedBlock;
    const probe = new BlockProbe(this.#device, plan, this.#precision, trialFaces.many);
    this.#probes.set(block, probe);
    return probe;
  }
}
