/** The verbs of the bench. */
import { toKeptFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import type { ModelConfig } from '../../model/config.ts';
import { sceneOf } from '../context.ts';
import type { StoreContext } from '../context.ts';
import type { Field } from '../fields.ts';
import { refuse } from '../fields.ts';
import type { StepKind } from '../history.ts';
import { roundForLink } from '../limits.ts';
import type { DragSource, DropTarget, PlaygroundActions } from '../types.ts';
import { placeOnBench, withGroup } from './placing.ts';
import type { ArithmeticScene, ArithmeticSlot } from './scene.ts';
import { maxExemplars, maxGroup, maxSlots, maxWeight, minSlots } from './scene.ts';
import { arithmeticTable } from './table.ts';

type BenchActions = Pick<
  PlaygroundActions,
  'setBench' | 'setSlots' | 'fillSlots' | 'offerSlots' | 'setGroup'
> & {
  /** What a drop on the bench, or from it into the bin, does; null where that is none of its business. */
  placeOnBench(face: Face, target: DropTarget, source: DragSource | undefined): boolean | null;
};

/**
 * Makes the verbs. Settings that a link could not hold throw `bad-argument`. Before the first scene is
 * there they do nothing.
 */
export function createBenchActions(context: StoreContext): BenchActions {
  const offered = new Set<string>();
  const present = (): { readonly bench: ArithmeticScene; readonly model: ModelConfig } | null => {
    const { arithmetic } = context.get();
    const known = sceneOf(context);
    return arithmetic === null || known === null ? null : { bench: arithmetic, model: known.model };
  };
  const update = (bench: ArithmeticScene, kind: StepKind, live = false): void => {
    context.set({ arithmetic: bench });
    context.steps.change(kind, live);
  };
  return {
    setBench: (change, { live = false } = {}) => {
      const now = present();
      if (now === null) return;
      const entries: [string, unknown][] = Object.entries(change);
      const checked = entries.map(([name, value]): [string, unknown] => {
        const rounded = typeof value === 'number' ? roundForLink(value) : value;
        return [name, fieldOf(name).fromPlain(rounded, name, now.model)];
      });
      const names = entries.map(([name]) => name);
      update({ ...now.bench, ...Object.fromEntries(checked) }, `bench-${names.join('-')}`, live);
    },
    setSlots: (slots, { live = false } = {}) => {
      const now = present();
      if (now === null) return;
      update({ ...now.bench, slots: checkSlots(slots) }, 'other', live);
    },
    fillSlots: (preset, triple, faces) => {
      const now = present();
      if (now === null) return;
      const slots = filled(now.bench, preset, faces);
      update({ ...now.bench, preset, triple, slots }, 'other');
    },
    offerSlots: (preset, faces) => {
      const now = present();
      if (now === null || offered.has(now.model.id)) return;
      offered.add(now.model.id);
      if (now.bench.slots.some((slot) => slot.faces.length > 0)) return;
      const slots = filled(now.bench, preset, faces);
      context.set({ arithmetic: { ...now.bench, preset, triple: 0, slots } });
      context.steps.replace();
    },
    setGroup: (group, faces) => {
      const now = present();
      if (now === null) return;
      if (faces.length > maxGroup) throw refuse(group, `at most ${maxGroup} faces`, faces.length);
      update(withGroup(now.bench, group, faces.map(toKeptFace)), 'other');
    },
    placeOnBench: (face, target, source) => {
      const now = present();
      if (now === null) return null;
      const placing = placeOnBench(now.bench, now.model.id, face, target, source);
      if (placing === null) return null;
      if (placing.kind === 'refused') {
        context.notify('error', { kind: 'text', key: placing.notice });
      }
      if (placing.kind !== 'bench') return false;
      update(placing.bench, 'other');
      return true;
    },
  };
}

function fieldOf(name: string): Field<unknown> {
  const entry = Object.entries(arithmeticTable.fields).find(([key]) => key === name);
  if (entry === undefined) throw refuse(name, 'a setting of the bench', name);
  return entry[1] as Field<unknown>;
}

/** The faces as A − B + C; another triple of the same preset keeps the weights that were set. */
function filled(
  bench: ArithmeticScene,
  preset: string,
  faces: readonly (readonly Face[])[],
): readonly ArithmeticSlot[] {
  const weights = [1, -1, 1];
  const isSame = bench.preset === preset && bench.slots.length === faces.length;
  const kept = isSame ? bench.slots.map((slot) => slot.weight) : weights;
  return faces.map((own, i) => ({
    weight: kept[i] ?? 1,
    faces: own.slice(0, maxExemplars),
  }));
}

function checkSlots(slots: readonly ArithmeticSlot[]): readonly ArithmeticSlot[] {
  if (slots.length < minSlots || slots.length > maxSlots) {
    throw refuse('slots', `${minSlots} to ${maxSlots} slots`, `${slots.length}`);
  }
  return slots.map(({ weight, faces }, i) => {
    if (!Number.isFinite(weight) || Math.abs(weight) > maxWeight) {
      throw refuse(`slots[${i}].weight`, `a number from −${maxWeight} to ${maxWeight}`, weight);
    }
    if (faces.length > maxExemplars) {
      throw refuse(`slots[${i}].faces`, `at most ${maxExemplars} faces`, `${faces.length}`);
    }
    return { weight: roundForLink(weight), faces: faces.map(toKeptFace) };
  });
}
