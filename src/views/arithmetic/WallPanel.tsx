/** The un-cherry-picker: many random triples, every result shown, judged and counted. */
import { Play, Square } from 'lucide-react';
import type { MouseEvent } from 'react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Preset } from '../../formats/exemplars.ts';
import { arms } from '../../state/arithmetic/derived.ts';
import type { Arm } from '../../state/arithmetic/derived.ts';
import { facesOfRows } from '../../state/arithmetic/pools.ts';
import { wallRange } from '../../state/arithmetic/scene.ts';
import type { WallResult } from '../../state/arithmetic/wall.ts';
import { changesOf, sortWall, successOf } from '../../state/arithmetic/wallSummary.ts';
import type { WallOrder } from '../../state/arithmetic/wallSummary.ts';
import { wallKey } from '../../state/arithmetic/work.ts';
import type { WallState } from '../../state/arithmetic/work.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { Disclosure, Why } from '../parts/Disclosure.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { Progress } from '../parts/Progress.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useThrottled } from '../parts/pacing.ts';
import { useActions, useStore } from '../services.tsx';
import { ImageCanvas } from './PixelSumFigure.tsx';
import { SaveButton } from './SaveButton.tsx';
import { SuccessChart } from './SuccessChart.tsx';
import styles from './WallPanel.module.css';
import { useBench, useKnown, useModel } from './bench.ts';
import { planWall } from './figures.ts';
import { usePreset, wordsOfPreset } from './words.ts';

/** How often the wall is painted anew while results stream in. */
const paintEveryMs = 250;
/** Attributes named at first among what else changed. */
const firstChanges = 8;

/** Width of an element, for a canvas of whole tiles. */
function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    sizes.observe(element); // tells at once, before the next painting
    return () => sizes.disconnect();
  }, [element]);
  return width;
}

/** All results on one canvas; a press chooses one. */
const WallCanvas = memo(function WallCanvas({
  results,
  arm,
  size,
  chosen,
  label,
  onChoose,
}: {
  readonly results: readonly WallResult[];
  readonly arm: Arm;
  readonly size: number;
  readonly chosen: number | null;
  readonly label: string;
  readonly onChoose: (number: number) => void;
}) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.max(1, Math.floor(useWidth(frame) / size));
  const rows = Math.ceil(results.length / columns);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element == null || context == null) return;
    const [width, height] = [columns * size, Math.max(rows, 1) * size];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    context.clearRect(0, 0, width, height);
    for (const [i, result] of results.entries()) {
      const { image, succeeded } = result.results[arm];
      const [x, y] = [(i % columns) * size, Math.floor(i / columns) * size];
      context.putImageData(new ImageData(image.data, image.width, image.height), x, y);
      if (!succeeded) {
        context.fillStyle = 'rgb(0 0 0 / 0.72)';
        context.fillRect(x, y, 16, 16);
        context.strokeStyle = '#fff';
        context.lineWidth = 2;
        context.beginPath();
        context.moveTo(x + 4, y + 4);
        context.lineTo(x + 12, y + 12);
        context.moveTo(x + 12, y + 4);
        context.lineTo(x + 4, y + 12);
        context.stroke();
      }
      if (result.number === chosen) {
        context.strokeStyle = '#fff';
        context.lineWidth = 4;
        context.strokeRect(x + 2, y + 2, size - 4, size - 4);
        context.strokeStyle = '#c03a12';
        context.lineWidth = 2;
        context.strokeRect(x + 2, y + 2, size - 4, size - 4);
      }
    }
  }, [results, arm, size, columns, rows, chosen]);
  const onClick = (event: MouseEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / size);
    const row = Math.floor((event.clientY - box.top) / size);
    const result = results[row * columns + column];
    if (result !== undefined) onChoose(result.number);
  };
  return (
    <div ref={setFrame} className={styles.wall}>
      {/* By keyboard a triple is chosen by its number, in the box below. */}
      <canvas ref={canvas} role="img" aria-label={label} data-wall="" onClick={onClick} />
    </div>
  );
});

/** One triple looked at: its three arms, and the way to put it on the bench. */
function Chosen({
  results,
  number,
  onNumber,
}: {
  readonly results: readonly WallResult[];
  readonly number: number;
  readonly onNumber: (number: number) => void;
}) {
  const { wall: words, controls, numbers } = useStrings().arithmetic;
  const actions = useActions();
  const model = useModel();
  const labels = useKnown('labels');
  const preset = useBench((bench) => bench.preset);
  const triple = useBench((bench) => bench.triple);
  const result = results.find((one) => one.number === number);
  return (
    <div className={styles.chosen}>
      <NumberBox
        label={words.chosen}
        value={number + 1}
        min={1}
        max={Math.max(1, results.length)}
        step={1}
        onValue={(value) => onNumber(value - 1)}
      />
      {result !== undefined && (
        <>
          <div className={styles.arms}>
            {arms.map((arm) => (
              <figure key={arm} className={styles.arm}>
                <ImageCanvas
                  image={result.results[arm].image}
                  scale={1}
                  label={controls.armPicture(controls.arms[arm])}
                />
                <figcaption>
                  {controls.arms[arm]}:{' '}
                  {words.score(
                    numbers.number(result.results[arm].score * 100),
                    result.results[arm].succeeded,
                  )}
                </figcaption>
              </figure>
            ))}
          </div>
          <Button
            disabled={labels == null}
            onClick={() => {
              if (labels == null) return;
              actions.fillSlots(preset, triple, facesOfRows(model, labels, result.rows));
            }}
          >
            {words.onBench}
          </Button>
        </>
      )}
    </div>
  );
}

/** What else changed: attributes that the concept says nothing about, in one arm. */
function Changes({
  results,
  arm,
  preset,
}: {
  readonly results: readonly WallResult[];
  readonly arm: Arm;
  readonly preset: Preset;
}) {
  const words = useStrings().arithmetic;
  const { numbers, wall } = words;
  const model = useModel();
  const [whole, setWhole] = useState(false);
  const attributes = model.classifier?.attributes ?? [];
  const changes = changesOf(results, arm, preset.expected, attributes);
  const percent = (share: number): string => `${numbers.number(share * 100)} %`;
  return (
    <div className={styles.changes}>
      <table>
        <caption>{wall.changes}</caption>
        <thead>
          <tr>
            <th scope="col">{wall.attribute}</th>
            <th scope="col">{wall.among('C')}</th>
            <th scope="col">{wall.among('Y')}</th>
            <th scope="col">{wall.difference}</th>
          </tr>
        </thead>
        <tbody>
          {(whole ? changes : changes.slice(0, firstChanges)).map((change) => (
            <tr key={change.attribute}>
              <th scope="row">{words.attribute(change.attribute)}</th>
              <td>{percent(change.rateOfC)}</td>
              <td>{percent(change.rate)}</td>
              <td>
                {change.change > 0 ? '+' : ''}
                {numbers.number(change.change * 100)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > firstChanges && (
        <Button aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? wall.fewer : wall.all(changes.length)}
        </Button>
      )}
    </div>
  );
}

/** How often the judge itself is right, for the attributes that it decides about. */
function Judge({ preset }: { readonly preset: Preset }) {
  const words = useStrings().arithmetic;
  const model = useModel();
  const classifier = model.classifier;
  if (classifier === null) return null;
  const { heldOut, attributes } = classifier;
  if (heldOut === null) return <p className={styles.quiet}>{words.wall.judgeUnknown}</p>;
  const parts = preset.expected.map(({ attribute }) => {
    const share = heldOut.balancedAccuracy[attributes.indexOf(attribute)];
    const name = words.attribute(attribute);
    return share == null ? name : `${name} ${words.numbers.number(share * 100)} %`;
  });
  return (
    <p className={styles.quiet} data-judge="">
      {words.wall.judge(parts.join(', '), words.numbers.number(heldOut.pictures))}
    </p>
  );
}

/** Results, counts and chart of a wall that holds for the bench. */
function Outcome({ wall, preset }: { readonly wall: WallState; readonly preset: Preset }) {
  const words = useStrings().arithmetic;
  const model = useModel();
  const size = useImageSize(model.id);
  const [order, setOrder] = useState<WallOrder>('drawn');
  const [arm, setArm] = useState<Arm>('all');
  const [chosen, setChosen] = useState<number | null>(null);
  const results = useThrottled(wall.results, paintEveryMs);
  const sorted = useMemo(() => sortWall(results, order, arm), [results, order, arm]);
  const rates = useMemo(
    () => arms.map((one) => ({ arm: one, rate: successOf(results, one) })),
    [results],
  );
  if (results.length === 0) return null;
  const names = wordsOfPreset(preset, words);
  return (
    <>
      <SuccessChart rates={rates} expected={names.result} />
      <div className={styles.choices}>
        <Segmented
          label={words.wall.arm}
          showLabel
          options={arms.map((value) => ({ value, label: words.controls.arms[value] }))}
          value={arm}
          onChange={setArm}
        />
        <Segmented
          label={words.wall.order}
          showLabel
          options={(['drawn', 'best', 'worst'] as const).map((value) => ({
            value,
            label: words.wall.orders[value],
          }))}
          value={order}
          onChange={setOrder}
        />
      </div>
      <WallCanvas
        results={sorted}
        arm={arm}
        size={size}
        chosen={chosen}
        label={words.wall.label(
          results.length,
          words.controls.arms[arm],
          rates.find((one) => one.arm === arm)?.rate.successes ?? 0,
        )}
        onChoose={setChosen}
      />
      <p className={styles.quiet}>{words.wall.crosses}</p>
      <Chosen results={results} number={chosen ?? 0} onNumber={setChosen} />
      <SaveButton
        label={words.wall.save}
        scale={1}
        plan={() =>
          planWall(model, sorted, arm, {
            words,
            names,
            seed: wall.key.split(' ')[2] ?? '',
            rate: rates.find((one) => one.arm === arm)?.rate ?? null,
          })
        }
        drawn={() => sorted.map((result) => result.results[arm].image)}
      />
      <Disclosure label={words.wall.changesLabel}>
        <Changes results={results} arm={arm} preset={preset} />
      </Disclosure>
    </>
  );
}

/** The panel. */
export function WallPanel() {
  const strings = useStrings();
  const { wall: words, numbers, ...others } = strings.arithmetic;
  const actions = useActions();
  const model = useModel();
  const known = usePreset();
  const labels = useKnown('labels');
  const seed = useBench((bench) => bench.wallSeed);
  const count = useBench((bench) => bench.wallCount);
  const key = useBench((bench) => wallKey(bench, model.id));
  const wall = useStore((state) => state.arithmeticWork.wall);
  const present = wall?.key === key ? wall : null;
  const isRunning = wall?.isRunning === true;
  // A run that no longer belongs to the bench only takes time away.
  useEffect(() => {
    if (isRunning && present === null) actions.stopWall();
  }, [actions, isRunning, present]);

  if (model.classifier === null) return <p>{words.noJudge}</p>;
  if (labels === undefined) return <p role="status">{words.loading}</p>;
  if (labels === null) return <p>{words.noLabels}</p>;
  if (known === null) return <p>{words.noPreset}</p>;
  const done = present?.results.length ?? 0;
  const left =
    present === null || done === 0
      ? null
      : ((present.tookMs / done) * (present.requested - done)) / 1000;
  return (
    <div className={styles.panel}>
      <p className={styles.quiet}>
        {words.why(wordsOfPreset(known.preset, { ...others, wall: words, numbers }).slots)}
      </p>
      <div className={styles.head}>
        <NumberBox
          label={words.count}
          value={count}
          min={wallRange.min}
          max={wallRange.max}
          step={1}
          onValue={(wallCount) => actions.setBench({ wallCount })}
        />
        <SeedField
          label={words.seed}
          value={seed}
          onChange={(wallSeed) => actions.setBench({ wallSeed })}
        />
        {isRunning && present !== null ? (
          <Button icon={Square} onClick={actions.stopWall}>
            {words.stop}
          </Button>
        ) : (
          <Button variant="primary" icon={Play} onClick={() => void actions.startWall()}>
            {words.start}
          </Button>
        )}
      </div>
      {present !== null && (
        <>
          <Progress
            label={words.progress(numbers.number(done), numbers.number(present.requested))}
            done={done}
            total={present.requested}
            text={
              present.isRunning
                ? left === null
                  ? ''
                  : words.left(numbers.number(Math.ceil(left)))
                : done < present.requested
                  ? words.stopped
                  : words.complete
            }
          />
          <p className={styles.quiet} data-pools="">
            {words.pools(
              numbers.number(present.poolSizes.a),
              numbers.number(present.poolSizes.b),
              numbers.number(present.poolSizes.c),
            )}
          </p>
          {present.failure !== null && (
            <p role="alert">{describeError(strings, present.failure)}</p>
          )}
          <Outcome wall={present} preset={known.preset} />
        </>
      )}
      <Judge preset={known.preset} />
      <Why text={words.more} />
    </div>
  );
}
