/**
 * What a drop on the bench of the Arithmetic view does. Faces from elsewhere are copied; what lies on
 * the bench already moves or changes places within its own kind, and weights stay with their letters.
 *
 * | dropped on     | a face from elsewhere | an exemplar                      | a mean (all its exemplars)    | a face of a group      |
 * |----------------|-----------------------|----------------------------------|-------------------------------|------------------------|
 * | exemplar       | replaces it           | the two change places            | the slots' faces change places | replaces it           |
 * | empty place    | fills it              | moves there                      | the slots' faces change places | fills it              |
 * | slot (mean)    | is added              | moves there (own slot: –)        | the slots' faces change places | is added              |
 * | group          | is added              | is added                         | all exemplars are added       | moves (own group: –)   |
 * | shelf, path, pad | as any face         | is copied                        | the mean is copied            | is copied              |
 * | bin            | –                     | is removed                       | the slot is emptied           | is removed             |
 *
 * "–" does nothing. A face that a slot or group already holds is not added twice. A face of another
 * model is refused, and so is one too many.
 */
import { toKeptFace } from '../../latent/createFace.ts';
import { writeFaceText } from '../../latent/faceText.ts';
import type { Face } from '../../latent/face.ts';
import type { DragSource, DropTarget, GroupName, NoticeKey } from '../types.ts';
import { maxExemplars, maxGroup } from './scene.ts';
import type { ArithmeticScene } from './scene.ts';

/** What is to be done: a new bench, nothing, or a refusal with its reason. */
export type BenchPlacing =
  | { readonly kind: 'bench'; readonly bench: ArithmeticScene }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly notice: NoticeKey };

const nothing: BenchPlacing = { kind: 'nothing' };

/** Works out a drop; null where it is no business of the bench. */
export function placeOnBench(
  bench: ArithmeticScene,
  modelId: string,
  face: Face,
  target: DropTarget,
  source: DragSource | undefined,
): BenchPlacing | null {
  if (target.kind === 'bin') return takeOff(bench, source);
  if (target.kind !== 'exemplar' && target.kind !== 'slot' && target.kind !== 'group') return null;
  if (face.modelId !== modelId) return { kind: 'refused', notice: 'other-model' };
  if (target.kind === 'group') return intoGroup(bench, face, target.group, source);
  if (bench.slots[target.slot] === undefined) return nothing;
  if (source?.kind === 'slot') return exchangeSlots(bench, source.slot, target.slot);
  if (target.kind === 'slot') return intoSlot(bench, face, target.slot, source);
  return ontoExemplar(bench, face, target, source);
}

/** The faces of a group. */
export function facesOfGroup(bench: ArithmeticScene, group: GroupName): readonly Face[] {
  return group === 'with' ? bench.withFaces : bench.withoutFaces;
}

/** The bench with other faces in a group. */
export function withGroup(
  bench: ArithmeticScene,
  group: GroupName,
  faces: readonly Face[],
): ArithmeticScene {
  return group === 'with' ? { ...bench, withFaces: faces } : { ...bench, withoutFaces: faces };
}

/** The bench with other faces in a slot. */
export function withSlotFaces(
  bench: ArithmeticScene,
  slot: number,
  faces: readonly Face[],
): ArithmeticScene {
  const old = bench.slots[slot];
  if (old === undefined) return bench;
  return { ...bench, slots: bench.slots.with(slot, { ...old, faces }) };
}

/** Faces of a slot; none where there is no such slot. */
function facesOf(bench: ArithmeticScene, slot: number): readonly Face[] {
  return bench.slots[slot]?.faces ?? [];
}

function holds(faces: readonly Face[], face: Face): boolean {
  const text = writeFaceText(face);
  return faces.some((own) => writeFaceText(own) === text);
}

function intoSlot(
  bench: ArithmeticScene,
  face: Face,
  slot: number,
  source: DragSource | undefined,
): BenchPlacing {
  const faces = facesOf(bench, slot);
  if (source?.kind === 'exemplar' && source.slot === slot) return nothing;
  const kept = toKeptFace(face);
  if (holds(faces, kept)) return nothing;
  if (faces.length >= maxExemplars) return { kind: 'refused', notice: 'slot-full' };
  const left = source?.kind === 'exemplar' ? withoutExemplar(bench, source) : bench;
  return { kind: 'bench', bench: withSlotFaces(left, slot, [...facesOf(left, slot), kept]) };
}

function ontoExemplar(
  bench: ArithmeticScene,
  face: Face,
  target: { readonly slot: number; readonly index: number },
  source: DragSource | undefined,
): BenchPlacing {
  const faces = facesOf(bench, target.slot);
  const replaced = faces[target.index];
  if (replaced === undefined) return intoSlot(bench, face, target.slot, source);
  if (source?.kind !== 'exemplar') {
    const changed = faces.with(target.index, toKeptFace(face));
    return { kind: 'bench', bench: withSlotFaces(bench, target.slot, changed) };
  }
  const moved = facesOf(bench, source.slot)[source.index];
  if (moved === undefined) return nothing;
  if (source.slot === target.slot && source.index === target.index) return nothing;
  const there = withSlotFaces(bench, target.slot, faces.with(target.index, moved));
  const back = facesOf(there, source.slot).with(source.index, replaced);
  return { kind: 'bench', bench: withSlotFaces(there, source.slot, back) };
}

function exchangeSlots(bench: ArithmeticScene, from: number, to: number): BenchPlacing {
  if (from === to || bench.slots[from] === undefined) return nothing;
  const there = withSlotFaces(bench, to, facesOf(bench, from));
  return { kind: 'bench', bench: withSlotFaces(there, from, facesOf(bench, to)) };
}

function intoGroup(
  bench: ArithmeticScene,
  face: Face,
  group: GroupName,
  source: DragSource | undefined,
): BenchPlacing {
  if (source?.kind === 'group' && source.group === group) return nothing;
  const coming = source?.kind === 'slot' ? facesOf(bench, source.slot) : [toKeptFace(face)];
  const own = facesOfGroup(bench, group);
  const added = coming.filter((one) => !holds(own, one));
  if (added.length === 0) return nothing;
  if (own.length + added.length > maxGroup) return { kind: 'refused', notice: 'group-full' };
  const left =
    source?.kind === 'group'
      ? withGroup(bench, source.group, facesOfGroup(bench, source.group).toSpliced(source.index, 1))
      : bench;
  return { kind: 'bench', bench: withGroup(left, group, [...own, ...added]) };
}

function withoutExemplar(
  bench: ArithmeticScene,
  { slot, index }: { readonly slot: number; readonly index: number },
): ArithmeticScene {
  return withSlotFaces(bench, slot, facesOf(bench, slot).toSpliced(index, 1));
}

function takeOff(bench: ArithmeticScene, source: DragSource | undefined): BenchPlacing | null {
  switch (source?.kind) {
    case 'exemplar':
      return { kind: 'bench', bench: withoutExemplar(bench, source) };
    case 'slot':
      return facesOf(bench, source.slot).length === 0
        ? nothing
        : { kind: 'bench', bench: withSlotFaces(bench, source.slot, []) };
    case 'group': {
      const faces = facesOfGroup(bench, source.group).toSpliced(source.index, 1);
      return { kind: 'bench', bench: withGroup(bench, source.group, faces) };
    }
    default:
      return null;
  }
}
