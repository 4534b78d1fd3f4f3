/** The stage: the large picture, its control of the same length, and what made it. */
import { memo, useEffect, useState } from 'react';
import { controlOf, normOf, shellOfModel } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { FaceCanvas, useImageSize } from '../parts/FaceCanvas.tsx';
import { NormGauge } from '../parts/NormGauge.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions, useStore } from '../services.tsx';
import styles from './Stage.module.css';
import { describeOrigin, describeStage } from './describe.ts';
import { modelTitle } from '../parts/modelTitle.ts';
import { useThrottled } from '../parts/pacing.ts';
import { useScene } from './scene.ts';
import { useLookWords, useShift } from './look.ts';
import { useStageFaces } from './stageFaces.ts';

/** How often the control follows a moving picture, so that it costs the moving one little. */
const controlEveryMs = 400;
/** A control narrower than this, in CSS pixels, has its words beside it. */
const smallPx = 100;

/** Where the picture on a canvas inside `element` came from; null before there is one. */
function useDrawnFrom(element: HTMLElement | null): string | null {
  const [from, setFrom] = useState<string | null>(null);
  useEffect(() => {
    const canvas = element?.querySelector('canvas');
    if (canvas === null || canvas === undefined) return undefined;
    const read = (): void => setFrom(canvas.dataset['source'] ?? null);
    const observer = new MutationObserver(read);
    observer.observe(canvas, { attributeFilter: ['data-source'] });
    read();
    return () => observer.disconnect();
  }, [element]);
  return from;
}

/** What made the picture: model, z, interpolation, truncation, mask, backend. Only what is known. */
function Caption({ drawnFrom }: { readonly drawnFrom: string | null }) {
  const strings = useStrings();
  const { walk, shell } = strings;
  const { names } = shell.backend;
  const scene = useScene((whole) => whole);
  const own = useStore((state) => state.configs[scene.modelId]?.title ?? scene.modelId);
  const title = modelTitle(strings, scene.modelId, own);
  const active = useStore((state) => state.engine.active);
  const masked = useStore((state) => Object.keys(state.mask).length > 0);
  const lookWords = useLookWords();
  const { number, milliseconds } = walk.numbers;

  const backend = (): string => {
    if (drawnFrom === null) return walk.stage.pending;
    if (drawnFrom === 'stored') return walk.stage.stored;
    if (active === null) return walk.stage.drawnHere;
    if (active.millisecondsPerFace === null)
      return walk.stage.drawnByUntimed(names[active.backend]);
    return walk.stage.drawnBy(names[active.backend], milliseconds(active.millisecondsPerFace));
  };
  const facts = [
    describeStage(scene, walk),
    walk.stage.interpolation[scene.interpolation],
    ...(scene.truncation === 1 ? [] : [walk.stage.truncation(number(scene.truncation, 2))]),
    ...lookWords,
    ...(masked ? [walk.stage.mask] : []),
    title,
    backend(),
  ];
  return (
    <p className={styles.caption} data-caption="">
      <span className="visually-hidden">{walk.stage.caption}: </span>
      {facts.join(' · ')}
    </p>
  );
}

/** The large picture: a tile like any other, drawn before everything else. */
const LargePicture = memo(function LargePicture({ scale }: { readonly scale: number }) {
  const walk = useStrings().walk;
  const { face, drawn, inputTime } = useStageFaces();
  const place = useScene((scene) => describeStage(scene, walk));
  return (
    <Tile
      face={face}
      drawn={drawn}
      source={{ kind: 'stage' }}
      scale={scale}
      priority="live"
      label={walk.stage.picture(place)}
      {...(inputTime === undefined ? {} : { inputTime })}
    />
  );
});

/** The same-norm control: what of the picture is due to the length alone. */
function ControlPicture({ scale }: { readonly scale: number }) {
  const walk = useStrings().walk;
  const scene = useThrottled(
    useScene((whole) => whole),
    controlEveryMs,
  );
  const shift = useShift();
  const { face, from } = controlOf(scene, shift);
  const size = useImageSize(scene.modelId);
  const origin = describeOrigin(from.face.origin, walk);
  const name =
    from.kind === 'keyframe'
      ? walk.stage.controlKeyframe(String(from.index + 1), origin)
      : walk.stage.controlCorner(walk.pad.corners[from.index] ?? '', origin);
  return (
    <figure className={styles.control} data-small={size * scale < smallPx ? '' : undefined}>
      <FaceCanvas face={face} scale={scale} label={walk.stage.controlLabel(name)} />
      <figcaption>
        <strong>{walk.stage.control}</strong>
        <span className={styles.controlName}>{name}</span>
        <Why
          text={
            <>
              <p>{walk.stage.controlWhy}</p>
              <p>{walk.stage.controlMore}</p>
            </>
          }
        />
      </figcaption>
    </figure>
  );
}

/** |z| of the picture against the prior's shell. */
function Length() {
  const { drawn } = useStageFaces();
  const config = useStore((state) => state.configs[drawn.modelId]);
  if (config === undefined) return null;
  return <NormGauge norm={normOf(drawn)} shell={shellOfModel(config)} />;
}

/** The way back from the pad to the path. */
function FollowedSource() {
  const walk = useStrings().walk;
  const actions = useActions();
  const source = useScene((scene) => scene.source);
  if (source === 'path') return null;
  return (
    <p className={styles.follows}>
      {walk.stage.followsPad}{' '}
      <Button onClick={() => actions.setSource('path')}>{walk.stage.followPath}</Button>
    </p>
  );
}

/** Picture and notes; `scale` enlarges the picture, `controlScale` its control. */
export const Stage = memo(function Stage({
  scale,
  controlScale,
}: {
  readonly scale: number;
  readonly controlScale: number;
}) {
  const walk = useStrings().walk;
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const drawnFrom = useDrawnFrom(frame);
  return (
    <section className={styles.stage} aria-labelledby="walk-stage">
      <h2 id="walk-stage" className="visually-hidden">
        {walk.stage.heading}
      </h2>
      <div ref={setFrame} className={styles.picture}>
        <LargePicture scale={scale} />
      </div>
      <div className={styles.notes}>
        <ControlPicture scale={controlScale} />
        <Length />
        <Caption drawnFrom={drawnFrom} />
        <FollowedSource />
      </div>
    </section>
  );
});
