/** Export: a face, the strip or the sheet as PNG, the walk as GIF or video. */
import { Download, Square } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { toPlainError } from '../../errors.ts';
import type { VideoFormat } from '../../exporting/video.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { Button } from '../parts/Button.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Progress } from '../parts/Progress.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { downloadBlob } from '../parts/download.ts';
import { titled } from '../parts/modelTitle.ts';
import { useActions, usePictures, useStore, useStoreApi } from '../services.tsx';
import styles from './ExportPanel.module.css';
import type { ExportKind, ExportPlan } from './exportPlan.ts';
import { exportKinds, planExport } from './exportPlan.ts';
import type { ExportState } from './runExport.ts';
import { runExport } from './runExport.ts';
import { useLookWords, useShift } from './look.ts';
import { useScene } from './scene.ts';

const rates = ['10', '15', '25', '30', '50'] as const;
type Rate = (typeof rates)[number];

/** Multiples offered for each kind, before those that do not fit are left out. */
const multiples: Readonly<Record<ExportKind, readonly number[]>> = {
  face: [1, 2, 4, 8, 16],
  strip: [1, 2, 4],
  sheet: [1, 2, 4],
  gif: [1, 2, 4, 6],
  video: [2, 4, 8, 12],
};

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of a list, as a native menu. */
function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The video formats that this browser can write at a size; null until that is known. */
function useVideoFormats(edge: number, wanted: boolean): readonly VideoFormat[] | null {
  const [known, setKnown] = useState<{ edge: number; formats: readonly VideoFormat[] } | null>(
    null,
  );
  const actions = useActions();
  useEffect(() => {
    if (!wanted) return undefined;
    let asking = true;
    const ask = async (): Promise<void> => {
      const { supportedVideoFormats } = await import('../../exporting/video.ts');
      const formats = await supportedVideoFormats(edge, edge);
      if (asking) setKnown({ edge, formats });
    };
    ask().catch((thrown: unknown) => {
      actions.notify('error', { kind: 'error', error: toPlainError(thrown), retry: false });
    });
    return () => {
      asking = false;
    };
  }, [actions, edge, wanted]);
  return known !== null && known.edge === edge ? known.formats : null;
}

/** The work in progress: how far, how long still, and a way to stop. */
function Working({ state, onStop }: { readonly state: ExportState; readonly onStop: () => void }) {
  const walk = useStrings().walk;
  const words = walk.export;
  const [done, total] = [String(state.done), String(state.total)];
  const label =
    state.phase === 'drawing' ? words.drawing(done, total) : words.encoding(done, total);
  const seconds =
    state.remainingMs === null ? null : walk.seconds(Math.ceil(state.remainingMs / 1000));
  return (
    <div className={styles.working}>
      <Progress
        label={label}
        done={state.done}
        total={state.total}
        {...(seconds === null ? {} : { text: words.remaining(seconds) })}
      />
      <Button icon={Square} onClick={onStop}>
        {words.stop}
      </Button>
    </div>
  );
}

/** Runs one export at a time and says how it ended. */
function useExport(): {
  readonly state: ExportState | null;
  readonly ended: string;
  readonly start: (plan: ExportPlan, options: StartOptions) => Promise<void>;
  readonly stop: () => void;
} {
  const walk = useStrings().walk;
  const actions = useActions();
  const pictures = usePictures();
  const store = useStoreApi();
  const announce = useAnnounce();
  const [state, setState] = useState<ExportState | null>(null);
  const [ended, setEnded] = useState('');
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const end = (sentence: string): void => {
    setState(null);
    setEnded(sentence);
    announce(sentence);
  };
  const start = async (plan: ExportPlan, options: StartOptions): Promise<void> => {
    const { scene, playing, configs } = store.getState();
    if (scene === null) return;
    if (playing) actions.pause();
    const own = new AbortController();
    controller.current = own;
    setEnded('');
    setState({ phase: 'drawing', done: 0, total: plan.faces.length, remainingMs: null });
    try {
      const file = await runExport(plan, pictures, {
        ...options,
        interpolation: scene.interpolation,
        loop: scene.playMode !== 'once',
        licence: configs[scene.modelId]?.licence ?? '',
        link: window.location.href,
        signal: own.signal,
        onState: setState,
      });
      downloadBlob(file.blob, file.name);
      end(walk.export.saved(file.name));
    } catch (thrown) {
      const error = toPlainError(thrown);
      end(error.code === 'aborted' ? walk.export.stopped : '');
      if (error.code !== 'aborted') actions.notify('error', { kind: 'error', error, retry: false });
    }
  };
  return { state, ended, start, stop: () => controller.current?.abort() };
}

interface StartOptions {
  readonly scale: number;
  readonly framesPerSecond: number;
  readonly format: VideoFormat | null;
}

/** The panel. */
export function ExportPanel() {
  const strings = useStrings();
  const { walk } = strings;
  const words = walk.export;
  const { number } = walk.numbers;
  const scene = useScene((whole) => whole);
  const look = { shift: useShift(), words: useLookWords() };
  const config = useStore((state) => state.configs[scene.modelId]);
  const perFaceMs = useStore((state) => state.engine.active?.millisecondsPerFace ?? null);
  const size = useImageSize(scene.modelId);
  const [kind, setKind] = useState<ExportKind>('strip');
  const [scaleWanted, setScale] = useState(2);
  const [rate, setRate] = useState<Rate>('25');
  const [container, setContainer] = useState('mp4');
  const { state, ended, start, stop } = useExport();

  const moving = kind === 'gif' || kind === 'video';
  const scales = multiples[kind].filter(
    (multiple) => kind !== 'video' || (size * multiple) % 2 === 0,
  );
  const scale = scales.includes(scaleWanted) ? scaleWanted : (scales[1] ?? 1);
  const formats = useVideoFormats(size * scale, kind === 'video');
  const format = formats?.find((one) => one.container === container) ?? formats?.[0] ?? null;
  if (config === undefined) return null;

  const framesPerSecond = Number(rate);
  const plan = planExport(kind, scene, titled(strings, config), framesPerSecond, walk, look);
  const count = plan.faces.length;
  const facts = [
    ...(moving
      ? [
          words.size(number(size * scale), number(size * scale)),
          words.frames(number(count), walk.seconds(count / framesPerSecond)),
        ]
      : []),
    ...(perFaceMs === null ? [] : [words.estimate(walk.seconds((perFaceMs * count) / 1000))]),
  ];
  const captioned = kind === 'strip' || kind === 'sheet';
  return (
    <div className={styles.panel}>
      <Choice
        label={words.what}
        value={kind}
        options={exportKinds.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(value) => setKind(exportKinds.find((one) => one === value) ?? 'strip')}
      />
      <div className={styles.row}>
        <Choice
          label={words.scale}
          value={String(scale)}
          options={scales.map((multiple) => ({
            value: String(multiple),
            label: words.scaleOption(String(multiple), number(multiple * size)),
          }))}
          onChange={(value) => setScale(Number(value))}
        />
        {moving && (
          <Choice
            label={words.framesPerSecond}
            value={rate}
            options={rates.map((value) => ({ value, label: value }))}
            onChange={(value) => setRate(rates.find((one) => one === value) ?? '25')}
          />
        )}
      </div>
      {kind === 'video' && formats !== null && formats.length > 0 && format !== null && (
        <Segmented
          label={words.format}
          showLabel
          options={formats.map((one) => ({
            value: one.container,
            label: one.container === 'mp4' ? 'MP4' : 'WebM',
          }))}
          value={format.container}
          onChange={setContainer}
        />
      )}
      {kind === 'video' && formats?.length === 0 && <p>{words.noVideo}</p>}
      <p className={styles.facts}>{facts.join(' · ')}</p>
      <blockquote className={styles.caption}>{plan.caption.join(' — ')}</blockquote>
      <p className={styles.facts}>{captioned ? words.captionNote : words.metadataNote}</p>
      <div className={styles.action}>
        {state === null ? (
          <Button
            variant="primary"
            icon={Download}
            disabled={kind === 'video' && format === null}
            onClick={() => {
              void start(plan, { scale, framesPerSecond, format });
            }}
          >
            {words.save}
          </Button>
        ) : (
          <Working state={state} onStop={stop} />
        )}
        {ended !== '' && <p>{ended}</p>}
      </div>
    </div>
  );
}
