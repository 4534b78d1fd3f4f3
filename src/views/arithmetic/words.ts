/** What stands in the slots, in words: the concept that its faces were picked for, or how many they are. */
import { useMemo } from 'react';
import type { Concept, Exemplars, Preset } from '../../formats/exemplars.ts';
import { areExemplars, findPreset, presetSlots } from '../../state/arithmetic/presets.ts';
import { useStrings } from '../../teaching/language.tsx';
import type { Strings } from '../../teaching/language.tsx';
import { useBench, useKnown } from './bench.ts';

type Words = Strings['arithmetic'];

/** A concept in words where it has none of its own: "Smiling, not Male". */
function describeConcept(concept: Concept, words: Words): string {
  return words.presets.concept(
    concept.map(({ attribute, present }) => ({ name: words.attribute(attribute), present })),
  );
}

/** Words of a preset's slots and of what should come out. */
export interface PresetWords {
  readonly slots: readonly [string, string, string];
  readonly result: string;
}

/** The words of a preset: its own, or made of its concepts. */
export function wordsOfPreset(preset: Preset, words: Words): PresetWords {
  const known = words.presets.named[preset.id];
  if (known !== undefined) return known;
  const [a, b, c] = presetSlots.map((slot) => describeConcept(preset[slot].concept, words));
  return { slots: [a ?? '', b ?? '', c ?? ''], result: describeConcept(preset.expected, words) };
}

/** The preset that the bench names, once its exemplars are there. */
export function usePreset(): { readonly exemplars: Exemplars; readonly preset: Preset } | null {
  const exemplars = useKnown('exemplars');
  const id = useBench((bench) => bench.preset);
  return useMemo(() => {
    const preset = exemplars == null ? null : findPreset(exemplars, id);
    return exemplars == null || preset === null ? null : { exemplars, preset };
  }, [exemplars, id]);
}

/** The words of every slot. */
export function useAllSlotWords(): readonly string[] {
  const words = useStrings().arithmetic;
  const slots = useBench((bench) => bench.slots);
  const known = usePreset();
  return useMemo(() => {
    const named = known === null ? null : wordsOfPreset(known.preset, words);
    return slots.map(({ faces }, i) => {
      if (faces.length === 0) return words.slot.nothing;
      const letter = presetSlots[i];
      if (known !== null && named !== null && letter !== undefined) {
        if (areExemplars(faces, known.exemplars, known.preset[letter])) return named.slots[i] ?? '';
      }
      return words.slot.meanOf(faces.length);
    });
  }, [known, slots, words]);
}

/** The words of one slot. */
export function useSlotWords(slot: number): string {
  return useAllSlotWords()[slot] ?? '';
}

/**
 * What should come out: where A − B + C still are faces picked for the preset's concepts and weights are
 * +1, −1 and +1; else null.
 */
export function useExpectedWords(): string | null {
  const words = useStrings().arithmetic;
  const slots = useBench((bench) => bench.slots);
  const known = usePreset();
  if (known === null || slots.length !== presetSlots.length) return null;
  const { exemplars, preset } = known;
  const isWhole = presetSlots.every((letter, i) => {
    const slot = slots[i];
    if (slot === undefined || slot.weight !== (i === 1 ? -1 : 1)) return false;
    return areExemplars(slot.faces, exemplars, preset[letter]);
  });
  return isWhole ? wordsOfPreset(preset, words).result : null;
}
