/** The training of this page: one lab that outlives the view, told when the page is not seen. */
import type { StoreApi } from 'zustand/vanilla';
import type { OwnModels } from '../../storage/ownModels.ts';
import { createOwnModels } from '../../storage/ownModels.ts';
import { createSnapshotStore } from '../../storage/snapshots.ts';
import { createTrainer } from '../../trainer/trainer.ts';
import { createId } from '../createId.ts';
import type { TrainingStore } from './lab.ts';
import { createTrainingLab } from './lab.ts';

let opened: StoreApi<TrainingStore> | null = null;

/** The lab, made by the first call; its worker starts with the first run. */
export function openTraining(): StoreApi<TrainingStore> {
  if (opened !== null) return opened;
  const lab = createTrainingLab({
    createTrainer,
    snapshots: createSnapshotStore(),
    createId,
    today: () => Date.now(),
  });
  const tellHidden = (): void => lab.getState().setHidden(document.visibilityState === 'hidden');
  document.addEventListener('visibilitychange', tellHidden);
  tellHidden();
  opened = lab;
  return lab;
}

let ownModels: OwnModels | null = null;

/** Where models that were trained here are kept. */
export function openOwnModels(): OwnModels {
  ownModels ??= createOwnModels();
  return ownModels;
}
