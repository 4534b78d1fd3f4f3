/** What the view exports: pictures in a layout, what is said of them, and what the file remembers. */

import { figureOfSheet, figureOfSum } from '../../exporting/figureLayout.ts';
import type { FigureLabel, FigureLayout } from '../../exporting/figureLayout.ts';
import type { Face } from '../../latent/face.ts';
import type { ModelConfig } from '../../model/config.ts';
import {
  computedFace,
  letterOf,
  meanFace,
  neighbourFaces,
  radiusOf,
} from '../../state/arithmetic/derived.ts';
import { turnAmounts, turnExtent } from '../../state/arithmetic/attributes.ts';
import type { Arm } from '../../state/arithmetic/derived.ts';
import type { WallResult } from '../../state/arithmetic/wall.ts';
import type { SuccessRate } from '../../state/arithmetic/wallSummary.ts';
import type { ArithmeticScene } from '../../state/arithmetic/scene.ts';
import type { Strings } from '../../teaching/language.tsx';

import type { PresetWords } from './words.ts';

type Words = Strings['arithmetic'];

/** A figure that can be saved. */
export interface FigurePlan {
  /** In the order of the layout's pictures. */
  readonly faces: readonly Face[];
  readonly layout: FigureLayout;
  /** Paragraphs below the figure; the first is its title. */
  readonly caption: readonly string[];
  /** Faces that the record names: those the others were made of. */
  readonly sources: readonly Face[];
  readonly fileStem: string;
}

/** The bench in the layout of Figure 7: columns of exemplars over their mean, then the 3×3 result. */
export function planSum(
  bench: ArithmeticScene,
  model: ModelConfig,
  result: Face,
  names: readonly string[],
  words: Words,
): FigurePlan {
  const { numbers, figure } = words;
  const terms = bench.slots.flatMap((slot, i) => {
    const mean = meanFace(slot);
    return slot.weight === 0 || mean === null ? [] : [{ ...slot, mean, slot: i }];
  });
  const around = neighbourFaces(bench, model, result.z);
  const grid = [...around.slice(0, 4), result, ...around.slice(4)];
  const columns = terms.map(({ weight, faces, slot }, i) => {
    const size = Math.abs(weight);
    const times = size === 1 ? '' : `${numbers.number(size, 2)}·`;
    const label: FigureLabel = { text: `${times}${letterOf(slot)}`, letter: slot };
    return { exemplars: faces.length, sign: weight < 0 ? '−' : i === 0 ? '' : '+', label };
  });
  const formula = terms
    .map(({ weight, slot }, i) => {
      const size = Math.abs(weight);
      const sign = weight < 0 ? '− ' : i === 0 ? '' : '+ ';
      return `${sign}${size === 1 ? '' : `${numbers.number(size, 2)}·`}${letterOf(slot)}`;
    })
    .join(' ');
  return {
    faces: [...terms.flatMap(({ faces, mean }) => [...faces, mean]), ...grid],
    layout: figureOfSum(columns, model.imageSize),
    caption: [
      figure.sum(
        formula,
        terms.map(({ slot }) => `${letterOf(slot)}: ${names[slot] ?? ''}`),
      ),
      figure.settings(
        numbers.number(bench.strength, 2),
        numbers.number(radiusOf(bench, model), 2),
        String(bench.noiseSeed),
        Object.entries(bench.amounts).map(
          ([name, amount]) =>
            `${name === 'own' ? words.attributes.own : words.attribute(name)} ${numbers.number(amount, 1)} σ`,
        ),
      ),
      figure.model(model.title, model.licence),
    ],
    sources: terms.flatMap(({ faces }) => faces),
    fileStem: `${model.id}-arithmetic`,
  };
}

/** The turn sheet, as Figure 8. */
export function planTurnSheet(
  model: ModelConfig,
  rows: readonly (readonly Face[])[],
  { name, seed, words }: { readonly name: string; readonly seed: number; readonly words: Words },
): FigurePlan {
  const amounts = turnAmounts(turnExtent);
  const columns = rows[0]?.length ?? 1;
  return {
    faces: rows.flat(),
    layout: figureOfSheet(rows.length * columns, columns, model.imageSize),
    caption: [
      words.figure.turn(name, String(seed), rows.length),
      words.figure.turnColumns(
        words.numbers.number(amounts[0] ?? 0, 1),
        words.numbers.number(amounts.at(-1) ?? 0, 1),
        columns,
      ),
      words.figure.model(model.title, model.licence),
    ],
    sources: rows.flatMap((row) => row[(columns - 1) / 2] ?? []),
    fileStem: `${model.id}-turn`,
  };
}

/** A wall as it stands: every result of one arm, failures included. */
export function planWall(
  model: ModelConfig,
  results: readonly WallResult[],
  arm: Arm,
  told: {
    readonly words: Words;
    readonly names: PresetWords;
    readonly seed: string;
    readonly rate: SuccessRate | null;
  },
): FigurePlan {
  const { words, names, seed, rate } = told;
  const columns = Math.min(20, Math.max(1, Math.ceil(Math.sqrt(results.length * 2))));
  const percent = (share: number): string => words.numbers.number(share * 100);
  return {
    faces: results.map((result) => computedFace(model.id, result.results[arm].z)),
    layout: figureOfSheet(results.length, columns, model.imageSize),
    caption: [
      words.figure.wall(names.slots, results.length, seed, words.controls.arms[arm]),
      ...(rate === null
        ? []
        : [
            words.figure.wallRate(
              names.result,
              rate.successes,
              rate.n,
              words.wall.interval(
                percent(rate.rate),
                percent(rate.interval.low),
                percent(rate.interval.high),
              ),
            ),
          ]),
      words.figure.model(model.title, model.licence),
    ],
    sources: [],
    fileStem: `${model.id}-wall`,
  };
}
