/** What is kept of the runs: to look at, to draw with in the other views, to go on from, to take away. */
import { Download, Play, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  folderOf,
  keepAsModel,
  modelIdOf,
  picturesOf,
  zipFolder,
} from '../../state/train/afterwards.ts';
import type { Kept } from '../../state/train/lab.ts';
import { openOwnModels } from '../../state/train/openTraining.ts';
import { openPictures } from '../../state/train/pictures/openPictures.ts';
import { recipeOf } from '../../state/train/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { downloadBlob } from '../parts/download.ts';
import { useActions } from '../services.tsx';
import styles from './AfterwardsStep.module.css';
import { SampleSheet } from './SampleSheet.tsx';
import { trainingVerbs, useTrain, useTraining } from './training.ts';

/** Views that a snapshot can be opened in. */
const opening = ['walk', 'arithmetic', 'filters'] as const;

function Entry({ kept }: { readonly kept: Kept }) {
  const words = useStrings().train.kept;
  const actions = useActions();
  const length = useTrain((scene) => scene.length);
  const busy = useTraining((state) => state.busy);
  const [isWorking, setWorking] = useState(false);
  const [drawnClass, setDrawnClass] = useState(0);
  const { facts, savedAt, bytes } = kept;
  const { config, measures, pictures, sheet } = facts;
  const name = words.entry(pictures.name, facts.step);
  const verbs = trainingVerbs();
  const work = (what: () => Promise<void>): void => {
    setWorking(true);
    what()
      .catch((thrown: unknown) => verbs.report(thrown))
      .finally(() => setWorking(false));
  };
  const open = (view: (typeof opening)[number]): void =>
    work(async () => {
      const snapshot = await verbs.loadKept(kept.id);
      const id = await keepAsModel(openOwnModels(), kept, snapshot, drawnClass, Date.now());
      await actions.openOwnModel(id, view);
    });
  const goOn = (): void =>
    work(async () => {
      const snapshot = await verbs.loadKept(kept.id);
      const set = await picturesOf(kept, openPictures());
      const target = Math.max(length, facts.step + 1000);
      actions.changeTrain({ ...recipeOf(config), length: target, part: 'run' });
      await verbs.start(config, set, { length: target, from: { snapshot, run: facts.run } });
    });
  const takeAway = (): void =>
    work(async () => {
      const folder = modelIdOf(kept, drawnClass);
      const files = await folderOf(kept, await verbs.loadKept(kept.id), drawnClass);
      downloadBlob(await zipFolder(files, folder), `${folder}.zip`);
    });
  const isBlocked = isWorking || busy !== null;
  return (
    <li className={styles.entry} data-snapshot={kept.id}>
      {sheet === null ? (
        <span className={styles.noSheet} />
      ) : (
        <SampleSheet sheet={sheet} label={words.sheet(name)} />
      )}
      <div className={styles.about}>
        <h3>{name}</h3>
        <p className={styles.quiet}>
          {words.facts(facts.seconds, config.imageSize, words.when(savedAt), bytes)}
        </p>
        {measures !== null && (
          <p className={styles.quiet}>
            {words.measures(measures.diversity, measures.distance, measures.distanceAtStart)}
          </p>
        )}
        {config.resampling === 'pooling' && <p className={styles.quiet}>{words.noDiscriminator}</p>}
        {config.classes > 0 && (
          <label className={styles.class}>
            <span>{words.drawnClass}</span>
            <select
              value={drawnClass}
              onChange={(event) => setDrawnClass(Number(event.target.value))}
            >
              {pictures.classNames.map((text, i) => (
                <option key={text} value={i}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className={styles.ways}>
          {opening.map((view) => (
            <Button
              key={view}
              aria-label={words.openName(words.openIn[view], name)}
              disabled={isBlocked}
              onClick={() => open(view)}
            >
              {words.openIn[view]}
            </Button>
          ))}
          <Button icon={Play} aria-label={words.goOnName(name)} disabled={isBlocked} onClick={goOn}>
            {words.goOn}
          </Button>
          <Button
            icon={Download}
            aria-label={words.zipName(name)}
            disabled={isBlocked}
            onClick={takeAway}
          >
            {words.zip}
          </Button>
          <Button
            variant="plain"
            icon={Trash2}
            aria-label={words.removeName(name)}
            disabled={isBlocked}
            onClick={() => void verbs.removeKept(kept.id)}
          >
            {words.remove}
          </Button>
          {isWorking && <span role="status">{words.working}</span>}
        </div>
      </div>
    </li>
  );
}

/** The step in which runs are over. */
export function AfterwardsStep() {
  const strings = useStrings();
  const words = strings.train.kept;
  const kept = useTraining((state) => state.kept);
  const error = useTraining((state) => state.error);
  useEffect(() => {
    void trainingVerbs().listKept();
  }, []);
  return (
    <section className={styles.step} aria-labelledby="kept-heading">
      <h2 id="kept-heading">{words.heading}</h2>
      <p className={styles.quiet}>{words.intro}</p>
      {error !== null && (
        <p role="alert" className={styles.error}>
          {describeError(strings, error)}
        </p>
      )}
      {kept === null && <p role="status">{words.reading}</p>}
      {kept?.length === 0 && <p>{words.empty}</p>}
      <ul className={styles.list}>
        {(kept ?? []).toReversed().map((one) => (
          <Entry key={one.id} kept={one} />
        ))}
      </ul>
    </section>
  );
}
