/** The verb of the Train view that changes what its link says. */
import type { StoreContext } from '../context.ts';
import { sceneOf } from '../context.ts';
import type { Field } from '../fields.ts';
import type { TrainScene } from './scene.ts';
import { trainTable } from './table.ts';

/** As part of the store's verbs. */
export interface TrainActions {
  /** Changes pieces of the scene after the checks that links go through. */
  changeTrain(change: Partial<TrainScene>, options?: { readonly live?: boolean }): void;
}

const fields = new Map<string, unknown>(Object.entries(trainTable.fields));

/** What is moved rather than chosen: quick steps of it are one step of the history. */
const chosen: ReadonlySet<string> = new Set<keyof TrainScene>(['part', 'network', 'loss']);

/** Makes the verb. Before the first scene is there it does nothing. */
export function createTrainActions(context: StoreContext): TrainActions {
  return {
    changeTrain: (change, { live = false } = {}) => {
      const { train } = context.get();
      const model = sceneOf(context)?.model;
      if (train === null || model === undefined) return;
      const checked = Object.entries(change).map(([key, value]) => {
        const field = fields.get(key) as Field<unknown>;
        return [key, field.fromPlain(field.toPlain(value), key, model)];
      });
      context.set({ train: { ...train, ...Object.fromEntries(checked) } });
      const isChoice = Object.keys(change).some((key) => chosen.has(key));
      context.steps.change(isChoice ? 'other' : 'train', live);
    },
  };
}
