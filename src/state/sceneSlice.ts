/** The verbs that change the scene. */
import { createFreeFace, createSampleFace, toKeptFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { clampPosition, indexForInsert } from '../latent/path.ts';
import { sceneOf } from './context.ts';
import type { StoreContext } from './context.ts';
import { faceAt, isClosed, segmentsOf } from './derived.ts';
import { refuse } from './fields.ts';
import type { Field } from './fields.ts';
import type { StepKind } from './history.ts';
import { roundForLink, speedRange, truncationRange } from './limits.ts';
import { placeFace, withKeyframe, withKeyframeMoved, withoutKeyframe } from './placing.ts';
import type { Placing } from './placing.ts';
import { walkTable } from './walkTable.ts';
import type { WalkScene } from './scene.ts';
import type { DragSource, DropTarget, PlaygroundActions } from './types.ts';

type SceneActions = Pick<
  PlaygroundActions,
  | 'setPosition'
  | 'setPad'
  | 'setTruncation'
  | 'setLook'
  | 'setInterpolation'
  | 'setPlayMode'
  | 'setSpeed'
  | 'setPaletteSeed'
  | 'setSheetSeed'
  | 'setInstrument'
  | 'setSource'
  | 'place'
  | 'addKeyframe'
  | 'removeKeyframe'
  | 'moveKeyframe'
  | 'selectKeyframe'
  | 'insertKeyframeHere'
  | 'paintComponents'
  | 'redrawUnlocked'
  | 'setLocked'
  | 'commit'
>;

/** What the scene verbs need of the other slices. */
export interface SceneNeighbours {
  pause(): void;
  saveToShelf(face: Face): void;
  removeFromShelf(id: string): void;
  /** Places a face on the bench of another view; null where the target is none of it. */
  placeOnBench(face: Face, target: DropTarget, source: DragSource | undefined): boolean | null;
  setFilterFace(face: Face, place: 0 | 1): boolean;
}

/**
 * Makes the verbs. Values out of range are brought into it; values that are no numbers, and seeds
 * that are none, throw `bad-argument`. Before the first scene is there they do nothing.
 */
export function createSceneActions(
  context: StoreContext,
  neighbours: SceneNeighbours,
): SceneActions {
  const update = (
    kind: StepKind,
    change: (scene: WalkScene) => WalkScene,
    options: { live?: boolean; selectedKeyframe?: number } = {},
  ): void => {
    const present = sceneOf(context);
    if (present === null) return;
    const scene = change(present.scene);
    const { selectedKeyframe = context.get().selectedKeyframe } = options;
    context.set({
      scene,
      selectedKeyframe: Math.min(selectedKeyframe, scene.keyframes.length - 1),
    });
    context.steps.change(kind, options.live === true);
  };
  /** Sets a field after the check that links go through. */
  const setChecked = <
    Key extends
      | 'interpolation'
      | 'playMode'
      | 'paletteSeed'
      | 'sheetSeed'
      | 'source'
      | 'instrument'
      | 'locked',
  >(
    key: Key,
    value: WalkScene[Key],
    kind: StepKind = 'other',
  ): void => {
    const present = sceneOf(context);
    if (present === null) return;
    const { [key]: found } = walkTable.fields;
    const field = found as Field<WalkScene[Key]>;
    const checked = field.fromPlain(value, key, present.model);
    update(kind, (scene) => ({ ...scene, [key]: checked }));
  };
  const apply = (placing: Placing, face: Face): boolean => {
    switch (placing.kind) {
      case 'scene': {
        const { selectedKeyframe } = placing;
        const options = selectedKeyframe === undefined ? {} : { selectedKeyframe };
        update('other', () => placing.scene, options);
        return true;
      }
      case 'keep':
        neighbours.saveToShelf(face);
        return true;
      case 'forget':
        neighbours.removeFromShelf(placing.id);
        return true;
      case 'refused':
        context.notify('error', { kind: 'text', key: placing.notice });
        return false;
      case 'nothing':
        return false;
    }
  };
  const withSelected = (make: (face: Face, scene: WalkScene) => Face, live: boolean): void => {
    const { selectedKeyframe } = context.get();
    update(
      'components',
      (scene) => {
        const face = scene.keyframes[selectedKeyframe];
        if (face === undefined) return scene;
        return { ...scene, keyframes: scene.keyframes.with(selectedKeyframe, make(face, scene)) };
      },
      { live },
    );
  };

  return {
    setPosition: (position, { live = false } = {}) => {
      const present = sceneOf(context);
      if (present === null) return;
      neighbours.pause();
      const { scene } = present;
      const place = roundForLink(
        clampPosition(finite(position, 'position'), scene.keyframes.length, isClosed(scene)),
      );
      const onKeyframe = Number.isInteger(place) ? place % scene.keyframes.length : undefined;
      update(
        'position',
        (before) => ({ ...before, position: place, source: 'path' }),
        onKeyframe === undefined ? { live } : { live, selectedKeyframe: onKeyframe },
      );
    },
    setPad: (x, y, { live = false } = {}) => {
      neighbours.pause();
      const inside = (value: number, where: string): number =>
        roundForLink(bounded(finite(value, where), { min: 0, max: 1 }));
      const point = { x: inside(x, 'x'), y: inside(y, 'y') };
      update('pad', (scene) => ({ ...scene, source: 'pad', pad: { ...scene.pad, ...point } }), {
        live,
      });
    },
    setTruncation: (factor, { live = false } = {}) => {
      const truncation = roundForLink(bounded(finite(factor, 'truncation'), truncationRange));
      update('truncation', (scene) => ({ ...scene, truncation }), { live });
    },
    setSpeed: (segmentsPerSecond, { live = false } = {}) => {
      const speed = roundForLink(bounded(finite(segmentsPerSecond, 'speed'), speedRange));
      update('speed', (scene) => ({ ...scene, speed }), { live });
    },
    setLook: (change, { live = false } = {}) => {
      const present = sceneOf(context);
      if (present === null) return;
      const { amounts, held } = { ...present.scene, ...change };
      const { fields } = walkTable;
      const checked = {
        amounts: fields.amounts.fromPlain(amounts, 'amounts', present.model),
        held: fields.held.fromPlain(held, 'held', present.model),
      };
      update(
        change.amounts === undefined ? 'other' : 'look',
        (scene) => ({ ...scene, ...checked }),
        {
          live,
        },
      );
    },
    setInterpolation: (interpolation) => setChecked('interpolation', interpolation),
    setPlayMode: (mode) => {
      update('other', (scene) => {
        const changed = { ...scene, playMode: mode };
        return { ...changed, position: Math.min(scene.position, segmentsOf(changed)) };
      });
    },
    setPaletteSeed: (seed) => setChecked('paletteSeed', seed, 'seed'),
    setSheetSeed: (seed) => setChecked('sheetSeed', seed, 'seed'),
    setInstrument: (instrument) => setChecked('instrument', instrument, 'instrument'),
    setSource: (source) => {
      if (source === 'pad') neighbours.pause();
      setChecked('source', source);
    },
    setLocked: (components) => setChecked('locked', components, 'components'),

    place: (face, target, source) => {
      const present = sceneOf(context);
      if (present === null) return false;
      if (target.kind === 'filter-face') return neighbours.setFilterFace(face, target.place);
      const onBench = neighbours.placeOnBench(face, target, source);
      return onBench ?? apply(placeFace(present.scene, face, target, source), face);
    },
    addKeyframe: (face) => {
      const present = sceneOf(context);
      if (present === null) return;
      apply(withKeyframe(present.scene, face, present.scene.keyframes.length), face);
    },
    removeKeyframe: (index) => {
      const present = sceneOf(context);
      const face = present?.scene.keyframes[index];
      if (present === null || face === undefined) return;
      apply(withoutKeyframe(present.scene, index), face);
    },
    moveKeyframe: (from, to) => {
      const present = sceneOf(context);
      const face = present?.scene.keyframes[from];
      if (present === null || face === undefined) return;
      // `to` is where it shall be afterwards; gaps are counted before the move.
      apply(withKeyframeMoved(present.scene, from, to > from ? to + 1 : to), face);
    },
    selectKeyframe: (index) => {
      const present = sceneOf(context);
      if (present === null || present.scene.keyframes[index] === undefined) return;
      neighbours.pause();
      const options = { selectedKeyframe: index };
      update('position', (scene) => ({ ...scene, position: index, source: 'path' }), options);
    },
    insertKeyframeHere: () => {
      const present = sceneOf(context);
      if (present === null) return;
      const { scene } = present;
      const index = indexForInsert(scene.position, scene.keyframes.length);
      const face = toKeptFace(faceAt(scene, scene.position));
      const placing = withKeyframe(scene, face, index);
      if (placing.kind !== 'scene') {
        apply(placing, face);
        return;
      }
      neighbours.pause();
      apply({ ...placing, scene: { ...placing.scene, position: index, source: 'path' } }, face);
    },

    paintComponents: (changes, { live = false } = {}) => {
      const present = sceneOf(context);
      if (present === null) return;
      withSelected((face, { locked }) => {
        const values = Array.from(face.z);
        for (const [name, value] of Object.entries(changes)) {
          const component = Number(name);
          if (!Number.isInteger(component) || values[component] === undefined) {
            throw refuse('component', `a number from 0 to ${values.length - 1}`, name);
          }
          if (!locked.includes(component)) values[component] = value;
        }
        return createFreeFace(present.model, values);
      }, live);
    },
    redrawUnlocked: (seed) => {
      const present = sceneOf(context);
      if (present === null) return;
      const checked = walkTable.fields.paletteSeed.fromPlain(seed, 'seed', present.model);
      const drawn = createSampleFace(present.model, checked, 0);
      withSelected((face, { locked }) => {
        if (locked.length === 0) return drawn;
        const values = Array.from(drawn.z, (value, i) => (locked.includes(i) ? face.z[i] : value));
        return createFreeFace(present.model, values as number[]);
      }, false);
    },
    commit: () => context.steps.commit(),
  };
}

function finite(value: number, where: string): number {
  if (!Number.isFinite(value)) throw refuse(where, 'a finite number', String(value));
  return value;
}

function bounded(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  return Math.min(Math.max(value, min), max);
}
