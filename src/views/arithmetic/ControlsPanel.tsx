/** What makes the sum an argument: three arms, the same sum on pixels, and draws that nobody picked. */
import { useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import {
  armFaces,
  arms,
  conceptTriples,
  priorTriples,
  redrawCount,
  sumOfTriple,
} from '../../state/arithmetic/derived.ts';
import type { Arm } from '../../state/arithmetic/derived.ts';
import { normOf, shellOfModel } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useThrottled } from '../parts/pacing.ts';
import { useActions } from '../services.tsx';
import styles from './ControlsPanel.module.css';
import { LengthTable } from './LengthTable.tsx';
import { PixelSumFigure } from './PixelSumFigure.tsx';
import { useKnown, useModel, useShownBench } from './bench.ts';
import { usePreset, wordsOfPreset } from './words.ts';

/** How often the arms follow a moving result. */
const armsEveryMs = 160;
/** Enlargement of an arm's picture. */
const armScale = 2;

function ArmFigure({ arm, face }: { readonly arm: Arm; readonly face: Face }) {
  const { controls: words, numbers } = useStrings().arithmetic;
  const model = useModel();
  const shell = shellOfModel(model);
  const norm = normOf(face);
  return (
    <figure className={styles.arm}>
      <Tile
        face={face}
        source={{ kind: 'drawn', name: arm }}
        label={words.armPicture(words.arms[arm])}
        scale={armScale}
      />
      <figcaption>
        <strong>{words.arms[arm]}</strong>
        <span data-norm={arm}>{words.length(numbers.number(norm, 2))}</span>
        <span className={styles.quiet}>{words.ratio(numbers.number(norm / shell.mean, 2))}</span>
      </figcaption>
    </figure>
  );
}

/** Eight random triples, summed with one exemplar a slot and with three. */
function Redraw() {
  const all = useStrings().arithmetic;
  const words = all.controls;
  const actions = useActions();
  const model = useModel();
  const seed = useShownBench().redrawSeed;
  const known = usePreset();
  const labels = useKnown('labels');
  const fromPools = known !== null && labels != null;
  const triples = useMemo(
    () =>
      known !== null && labels != null
        ? conceptTriples(model, labels, known.preset, seed)
        : priorTriples(model, seed),
    [model, seed, known, labels],
  );
  const rows = useMemo(
    () =>
      ([1, 3] as const).map((count) => ({
        count,
        faces: triples.map((triple) => sumOfTriple(triple, count, model.id)),
      })),
    [triples, model.id],
  );
  return (
    <section className={styles.redraw} aria-labelledby="arithmetic-redraw">
      <div className={styles.head}>
        <h3 id="arithmetic-redraw">{words.redraw(redrawCount)}</h3>
        <SeedField
          label={words.redrawSeed}
          hideLabel
          shuffleLabel={words.redraw(redrawCount)}
          value={seed}
          onChange={(redrawSeed) => actions.setBench({ redrawSeed })}
        />
      </div>
      <p className={styles.quiet}>
        {fromPools
          ? words.redrawConcept(all.presets.formula(wordsOfPreset(known.preset, all).slots))
          : words.redrawPrior}
      </p>
      {rows.map(({ count, faces }) => (
        <div key={count} className={styles.row}>
          <span className={styles.rowName}>{words.exemplars(count)}</span>
          <ul className={styles.tiles} aria-label={words.exemplars(count)}>
            {faces.map((face, i) => (
              <li key={i}>
                <Tile
                  face={face}
                  source={{ kind: 'drawn', name: `${count}-${i}` }}
                  label={words.redrawn(i + 1, count)}
                  priority="background"
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The panel. */
export function ControlsPanel() {
  const words = useStrings().arithmetic.controls;
  const model = useModel();
  const bench = useThrottled(useShownBench(), armsEveryMs);
  const faces = useMemo(() => armFaces(bench, model), [bench, model]);
  return (
    <div className={styles.panel}>
      <section className={styles.arms} aria-labelledby="arithmetic-arms">
        <h3 id="arithmetic-arms">{words.heading}</h3>
        {faces === null ? (
          <p className={styles.quiet}>{words.nothing}</p>
        ) : (
          <div className={styles.figures}>
            {arms.map((arm) => (
              <ArmFigure key={arm} arm={arm} face={faces[arm]} />
            ))}
            <PixelSumFigure bench={bench} scale={armScale} />
          </div>
        )}
        <div className={styles.explain}>
          <p>{words.armsWhy}</p>
          <Why text={words.armsMore} label={words.whyThree} />
          <LengthTable />
        </div>
      </section>
      <Redraw />
      <dl className={styles.verdict}>
        <dt>{words.proves}</dt>
        <dd>{words.provesText}</dd>
        <dt>{words.provesNot}</dt>
        <dd>{words.provesNotText}</dd>
      </dl>
    </div>
  );
}
