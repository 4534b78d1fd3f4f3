/** What is loaded, what is on offer, and each model's card. */
import { Trash2 } from 'lucide-react';
import type { ModelConfig, ModelEntry, NetworkSpec } from '../../model/config.ts';
import { isOwnModelUrl } from '../../model/ownModel.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { modelTitle } from '../parts/modelTitle.ts';
import { useActions, useStore } from '../services.tsx';
import styles from './ModelsView.module.css';
import { countParameters } from './countParameters.ts';

function Facts({ config }: { readonly config: ModelConfig }) {
  const words = useStrings().models.facts;
  const network = (spec: NetworkSpec): string =>
    words.network(
      words.parameters(countParameters(spec)),
      words.bytes(config.files[spec.file]?.sizeBytes ?? 0),
    );
  const rows: readonly (readonly [string, string])[] = [
    [words.data, config.data],
    [words.terms, config.licence],
    [words.picture, words.pictureValue(config.imageSize, config.channels)],
    [words.latent, words.latentValue(config.latentDim, words.priors[config.prior])],
    [words.generator, network(config.generator)],
    [
      words.discriminator,
      config.discriminator === null ? words.none : network(config.discriminator),
    ],
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sheet({ entry, config }: { readonly entry: ModelEntry; readonly config: ModelConfig }) {
  const strings = useStrings();
  const words = strings.models;
  const { samples, imageSize } = config;
  const title = modelTitle(strings, config.id, config.title);
  if (samples === null) return <p className={styles.quiet}>{words.noSheet}</p>;
  const count = samples.columns * samples.rows;
  return (
    <figure className={styles.sheet}>
      {/* Never smaller than its pixels: a narrow page scrolls it, by keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroller} role="group" aria-label={title} tabIndex={0}>
        <img
          src={`${entry.url}${samples.file}`}
          width={samples.columns * imageSize}
          height={samples.rows * imageSize}
          alt={words.sheet(title, count, samples.seed)}
          loading="lazy"
          decoding="async"
        />
      </div>
      <figcaption>
        {words.sheetCaption(samples.firstIndex, samples.firstIndex + count - 1, samples.seed)}
      </figcaption>
    </figure>
  );
}

function Model({ entry }: { readonly entry: ModelEntry }) {
  const strings = useStrings();
  const words = strings.models;
  const config = useStore((state) => state.configs[entry.id]);
  const inUse = useStore((state) => state.scene?.modelId === entry.id);
  const failed = useStore((state) =>
    state.scene?.modelId === entry.id && state.engine.phase === 'failed'
      ? state.engine.error
      : null,
  );
  const title = modelTitle(strings, entry.id, config?.title ?? entry.title);
  const actions = useActions();
  const remove = (): void => void actions.removeOwnModel(entry.id);
  const isOwn = isOwnModelUrl(entry.url);
  // A verb of the store, not a hook, whatever its name.
  // oxlint-disable-next-line react/hooks
  const load = (): void => void actions.useModel(entry.id);
  return (
    <li className={styles.model} data-in-use={inUse ? '' : undefined}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {inUse ? (
          <span className={styles.inUse}>{words.inUse}</span>
        ) : (
          <Button variant="primary" onClick={load}>
            {words.use}
          </Button>
        )}
        {isOwn ? (
          <Button variant="plain" icon={Trash2} onClick={remove}>
            {words.remove}
          </Button>
        ) : (
          <a
            className={styles.card}
            href={`${entry.url}README.md`}
            target="_blank"
            rel="noreferrer"
          >
            {words.card}
          </a>
        )}
      </div>
      {failed !== null && (
        <div role="alert" className={styles.failure}>
          <p>{describeError(strings, failed)}</p>
          <Button onClick={() => void actions.retry()}>{strings.errors.retry}</Button>
        </div>
      )}
      {config !== undefined && (
        <div className={styles.body}>
          <Sheet entry={entry} config={config} />
          <Facts config={config} />
        </div>
      )}
    </li>
  );
}

/** The Models view: one card a model. */
export function ModelsView() {
  const words = useStrings().models;
  const models = useStore((state) => state.models);
  return (
    <div className={styles.view}>
      <h1>{words.title}</h1>
      <p className={styles.quiet}>{words.intro}</p>
      <ul className={styles.list}>
        {models.map((entry) => (
          <Model key={entry.id} entry={entry} />
        ))}
      </ul>
    </div>
  );
}
