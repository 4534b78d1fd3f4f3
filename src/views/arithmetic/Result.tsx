/** The result: G(Y) in the middle of its eight neighbours (Figure 7), how long Y is, and the noise. */
import type { ReactNode } from 'react';
import { memo, useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import { radiusOf } from '../../state/arithmetic/derived.ts';
import { noiseRange } from '../../state/arithmetic/scene.ts';
import { normOf, shellOfModel } from '../../state/derived.ts';
import type { DragSource } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { NormGauge } from '../parts/NormGauge.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useThrottled } from '../parts/pacing.ts';
import { useActions } from '../services.tsx';
import styles from './Result.module.css';
import { useBenchStamp, useBench, useModel, useNeighbours, useResult } from './bench.ts';

/** How often the neighbours follow a moving result, so that they cost it little. */
const neighboursEveryMs = 120;
const cells = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const centre = 4;
const sources: readonly DragSource[] = cells.map((cell) => ({ kind: 'result', cell }));

const Centre = memo(function Centre({ scale }: { readonly scale: number }) {
  const words = useStrings().arithmetic.result;
  const { face, inputTime } = useResult();
  if (face === null) return null;
  return (
    <Tile
      face={face}
      source={sources[centre] as DragSource}
      label={words.centre}
      scale={scale}
      priority="live"
      badge={<em>Y</em>}
      {...(inputTime === undefined ? {} : { inputTime })}
    />
  );
});

/** A neighbour; `face` follows the result at a slower pace. */
const Neighbour = memo(function Neighbour({
  face,
  cell,
  scale,
}: {
  readonly face: Face;
  readonly cell: number;
  readonly scale: number;
}) {
  const words = useStrings().arithmetic.result;
  return (
    <Tile
      face={face}
      source={sources[cell] as DragSource}
      label={words.neighbour(cell < centre ? cell + 1 : cell)}
      scale={scale}
    />
  );
});

/** The 3×3 grid. */
function Grid({ scale }: { readonly scale: number }) {
  const words = useStrings().arithmetic.result;
  const { id } = useModel();
  const side = useImageSize(id) * scale;
  const { face } = useResult();
  const slow = useThrottled(face, neighboursEveryMs);
  const neighbours = useNeighbours(slow);
  return (
    <ul className={styles.grid} style={{ '--side': `${side}px` }} aria-label={words.grid}>
      {cells.map((cell) => {
        const neighbour = neighbours[cell < centre ? cell : cell - 1];
        return (
          <li key={cell} className={styles.cell} data-centre={cell === centre ? '' : undefined}>
            {cell === centre ? (
              <Centre scale={scale} />
            ) : (
              neighbour !== undefined && <Neighbour face={neighbour} cell={cell} scale={scale} />
            )}
          </li>
        );
      })}
      {face === null && <li className={styles.nothing}>{words.nothing}</li>}
    </ul>
  );
}

/** |Y| against the shell. */
function Length() {
  const model = useModel();
  const { face } = useResult();
  if (face === null) return null;
  return <NormGauge norm={normOf(face)} shell={shellOfModel(model)} symbol="Y" />;
}

/** The noise: how much, in numbers, and from which seed. */
function Noise() {
  const { result: words, numbers } = useStrings().arithmetic;
  const actions = useActions();
  const stamp = useBenchStamp();
  const model = useModel();
  const noise = useBench((bench) => bench.noise);
  const seed = useBench((bench) => bench.noiseSeed);
  const radius = radiusOf({ noise }, model);
  const sentence = useMemo(
    () => words.noiseIs(numbers.number(radius, 2), numbers.number(noise, 2), model.prior),
    [words, numbers, radius, noise, model.prior],
  );
  return (
    <div className={styles.noise}>
      <SliderField
        label={words.noise}
        min={noiseRange.min}
        max={noiseRange.max}
        step={0.05}
        value={noise}
        format={(value) => words.noiseText(numbers.number(value, 2))}
        onChange={(value, input) => {
          actions.setBench({ noise: value }, input === undefined ? {} : { live: true });
          if (input !== undefined) stamp(input.inputTime);
        }}
        onCommit={actions.commit}
      />
      <SeedField
        label={words.noiseSeed}
        value={seed}
        onChange={(noiseSeed) => actions.setBench({ noiseSeed })}
      />
      <p className={styles.note}>
        <span data-radius="">{sentence}</span>
        <Why text={words.noiseWhy} />
      </p>
    </div>
  );
}

/** The whole column. */
export const Result = memo(function Result({
  scale,
  children,
}: {
  readonly scale: number;
  readonly children?: ReactNode;
}) {
  const words = useStrings().arithmetic.result;
  return (
    <section className={styles.result} aria-labelledby="arithmetic-result">
      <header className={styles.head}>
        <h2 id="arithmetic-result" className={styles.name}>
          <span className={styles.equals}>= </span>
          <em>Y</em>
          <span className="visually-hidden">, {words.heading}</span>
        </h2>
        {children}
      </header>
      <Grid scale={scale} />
      <div className={styles.notes}>
        <Length />
        <Noise />
      </div>
    </section>
  );
});
