/** All components of the selected keyframe: painted, typed, locked, drawn again. */
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import type { Face } from '../../latent/face.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { SeedField, drawSeed } from '../parts/SeedField.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import type { ZStroke } from '../parts/ZPicture.tsx';
import { ZPicture, columnsOf } from '../parts/ZPicture.tsx';
import { useActions, useStore } from '../services.tsx';
import { ComponentList } from './ComponentList.tsx';
import { Explain } from '../parts/Explain.tsx';
import styles from './ComponentsPanel.module.css';
import type { ComponentRange } from './brush.ts';
import { cellsBetween, componentRange, pulledValue } from './brush.ts';
import { describeStage, keyframeAt } from './describe.ts';
import { useInputStamp, useScene } from './scene.ts';

/** `brush` sets what it touches to one value; `pull` changes one component by how far it is pulled. */
type Tool = 'brush' | 'pull';

/** Says where the picture is when it is not at the keyframe being edited, and leads there. */
function Elsewhere({ selected }: { readonly selected: number }) {
  const walk = useStrings().walk;
  const actions = useActions();
  const scene = useScene((whole) => whole);
  if (scene.source === 'path' && keyframeAt(scene) === selected) return null;
  const between = scene.source === 'pad' || keyframeAt(scene) === null;
  return (
    <div className={styles.elsewhere}>
      <p>{walk.components.between(describeStage(scene, walk))}</p>
      <div className={styles.row}>
        {between && <Button onClick={actions.insertKeyframeHere}>{walk.components.insert}</Button>}
        <Button onClick={() => actions.setPosition(selected)}>
          {walk.components.goTo(String(selected + 1))}
        </Button>
      </div>
    </div>
  );
}

/**
 * The face to go back to: the one that was there when the keyframe was selected, or the sample that
 * was put there since.
 */
function useOriginal(selected: number, face: Face): Face {
  const [original, setOriginal] = useState({ selected, face });
  const renewed =
    original.selected !== selected || (face.origin.kind === 'sample' && original.face !== face);
  if (renewed) setOriginal({ selected, face });
  return renewed ? face : original.face;
}

interface PaintingProps {
  readonly face: Face;
  readonly selected: number;
  readonly range: ComponentRange;
  readonly locked: readonly number[];
}

/** The 10×10 picture and what the pointer does on it. */
const Painting = memo(function Painting({ face, selected, range, locked }: PaintingProps) {
  const walk = useStrings().walk;
  const actions = useActions();
  const stampInput = useInputStamp();
  const [tool, setTool] = useState<Tool>('brush');
  const [value, setValue] = useState(range.limit);
  const [marked, setMarked] = useState<number | null>(null);
  const stroke = useRef({ last: 0, startValue: 0 });

  const onPaint = ({ phase, component, startComponent, rise, inputTime }: ZStroke): void => {
    if (phase === 'end') {
      setMarked(null);
      actions.commit();
      return;
    }
    if (phase === 'start') {
      stroke.current = { last: component, startValue: face.z[component] ?? 0 };
    }
    const changes: Record<number, number> = {};
    if (tool === 'pull') {
      changes[startComponent] = pulledValue(stroke.current.startValue, rise, range);
    } else {
      const touched = cellsBetween(stroke.current.last, component, columnsOf(face.z.length));
      for (const cell of phase === 'start' ? [component] : touched) changes[cell] = value;
      stroke.current.last = component;
    }
    setMarked(tool === 'pull' ? startComponent : component);
    if (Object.keys(changes).length === 0) return;
    actions.paintComponents(changes, { live: true });
    stampInput(inputTime);
  };

  return (
    <div className={styles.painting}>
      <ZPicture
        z={face.z}
        scale={24}
        limit={range.limit}
        locked={locked}
        label={`${walk.components.gridLabel(String(selected + 1))}. ${walk.components.gridHelp}`}
        onPaint={onPaint}
        {...(marked === null ? {} : { marked })}
      />
      <Segmented
        label={walk.components.tool}
        options={[
          { value: 'brush', label: walk.components.brush },
          { value: 'pull', label: walk.components.pull },
        ]}
        value={tool}
        onChange={setTool}
      />
      <SliderField
        label={walk.components.value}
        min={-range.limit - 0.5}
        max={range.limit + 0.5}
        step={0.05}
        value={value}
        disabled={tool === 'pull'}
        onChange={setValue}
        onCommit={() => undefined}
      />
    </div>
  );
});

/** The panel. */
export function ComponentsPanel() {
  const walk = useStrings().walk;
  const actions = useActions();
  const wanted = useStore((state) => state.selectedKeyframe);
  const keyframes = useScene((scene) => scene.keyframes);
  const locked = useScene((scene) => scene.locked);
  const modelId = useScene((scene) => scene.modelId);
  const prior = useStore((state) => state.configs[modelId]?.prior ?? 'normal');
  const selected = Math.min(wanted, keyframes.length - 1);
  const face = keyframes[selected] as Face;
  const original = useOriginal(selected, face);
  const [seed, setSeed] = useState(drawSeed);
  const heading = useRef<HTMLHeadingElement>(null);
  const range = componentRange(prior);
  const count = face.z.length;

  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const redraw = useCallback(
    (next: number) => {
      setSeed(next);
      actions.redrawUnlocked(next);
    },
    [actions],
  );

  return (
    <div className={styles.panel}>
      <h3 ref={heading}>
        {walk.components.editing(String(selected + 1), String(keyframes.length))}
      </h3>
      <Elsewhere selected={selected} />
      <div className={styles.editors}>
        <Painting face={face} selected={selected} range={range} locked={locked} />
        <ComponentList face={face} range={range} locked={locked} />
      </div>
      <div className={styles.row}>
        <Button
          onClick={() => actions.setLocked(Array.from({ length: count }, (_, i) => i))}
          disabled={locked.length === count}
        >
          {walk.components.lockAll}
        </Button>
        <Button onClick={() => actions.setLocked([])} disabled={locked.length === 0}>
          {walk.components.unlockAll}
        </Button>
        <span className={styles.quiet}>
          {walk.components.locked(String(locked.length), String(count))}
        </span>
      </div>
      <div className={styles.row}>
        <SeedField
          label={walk.components.seed}
          value={seed}
          onChange={setSeed}
          onShuffle={redraw}
          shuffleLabel={walk.components.redraw}
        />
        <Button disabled={locked.length === count} onClick={() => redraw(seed)}>
          {walk.components.redraw}
        </Button>
        <Button
          aria-label={walk.components.resetLabel}
          title={walk.components.resetLabel}
          disabled={original === face}
          onClick={() => actions.place(original, { kind: 'keyframe', index: selected })}
        >
          {walk.components.reset}
        </Button>
      </div>
      <Explain text={walk.components.why} more={walk.components.moreText} />
    </div>
  );
}
