/** What stands in the slots, in words. */
import type { ArithmeticSlot } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import type { Strings } from '../../teaching/language.tsx';
import { useBench } from './bench.ts';

/** "mean of 3 faces", or what the faces have in common where that is known. */
function describeSlot({ faces }: ArithmeticSlot, words: Strings['arithmetic']['slot']): string {
  return faces.length === 0 ? words.nothing : words.meanOf(faces.length);
}

/** The words of one slot. */
export function useSlotWords(slot: number): string {
  return useAllSlotWords()[slot] ?? '';
}

/** The words of every slot. */
export function useAllSlotWords(): readonly string[] {
  const words = useStrings().arithmetic.slot;
  return useBench((bench) => bench.slots).map((slot) => describeSlot(slot, words));
}
