/** Networks, loss and optimisers of the next run; the five guidelines; what goes wrong when one is left. */
import { Timer } from 'lucide-react';
import { toPlainError } from '../../errors.ts';
import type { PlainError } from '../../errors.ts';
import type { ImageSet } from '../../model/imageSet.ts';
import { estimateStep, parametersOf } from '../../state/train/estimate.ts';
import { presetNames, presetOf, presets, recipeOfPreset } from '../../state/train/presets.ts';
import { checkRun, configOf, lengthBounds, scaleOfPaper } from '../../state/train/scene.ts';
import type { Recipe } from '../../state/train/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { useActions } from '../services.tsx';
import styles from './NetworkStep.module.css';
import {
  RecipeChoice,
  RecipeNumber,
  RecipeSelect,
  RecipeSlider,
  SourceTag,
} from './RecipeField.tsx';
import { trainingVerbs, useImageSet, useTrain, useTraining } from './training.ts';

/** Why a recipe cannot be run on these pictures; null where it can, and where there are none yet. */
export function obstacleOf(recipe: Recipe, set: ImageSet | null): PlainError | null {
  if (set === null) return null;
  try {
    checkRun(configOf(recipe, set), set);
    return null;
  } catch (thrown) {
    return toPlainError(thrown);
  }
}

/** Why the present recipe cannot be run, as a sentence. */
export function Obstacle() {
  const strings = useStrings();
  const scene = useTrain((whole) => whole);
  const set = useImageSet();
  const obstacle = obstacleOf(scene, set);
  if (obstacle === null) return null;
  const isUnlabelled = scene.network === 'conditional' && set?.classNames === undefined;
  return (
    <p role="alert" className={styles.obstacle}>
      {isUnlabelled ? strings.train.network.noClasses : describeError(strings, obstacle)}
    </p>
  );
}

function Presets() {
  const words = useStrings().train.network.presets;
  const { changeTrain } = useActions();
  const scene = useTrain((whole) => whole);
  const present = presetOf(scene);
  return (
    <section className={styles.presets} aria-labelledby="presets-heading">
      <h2 id="presets-heading">{words.heading}</h2>
      <label className={styles.preset}>
        <span className="visually-hidden">{words.label}</span>
        <select
          value={present ?? 'own'}
          onChange={(event) => {
            const name = presetNames.find((each) => each === event.target.value);
            if (name !== undefined) changeTrain(recipeOfPreset(name, scene));
          }}
        >
          {present === null && <option value="own">{words.own}</option>}
          {presetNames.map((name) => (
            <option key={name} value={name}>
              {words.names[name]}
            </option>
          ))}
        </select>
      </label>
      <p className={styles.claim}>
        {present !== null && (
          <>
            {words.claims[present]} <SourceTag source={presets[present].source} isChanged={false} />
          </>
        )}
      </p>
      <p className={styles.quiet}>{words.see}</p>
    </section>
  );
}

function Guidelines() {
  const words = useStrings().train.network.guidelines;
  const scene = useTrain((whole) => whole);
  return (
    <section className={styles.group} aria-labelledby="guidelines-heading">
      <h2 id="guidelines-heading">{words.heading}</h2>
      <RecipeChoice
        name="resampling"
        {...words.resampling}
        value={scene.resampling}
        toChange={(resampling) => ({ resampling })}
      />
      <RecipeChoice
        name="batchNorm"
        {...words.batchNorm}
        value={scene.batchNorm}
        toChange={(batchNorm) => ({ batchNorm })}
      />
      <RecipeChoice
        name="hiddenLayer"
        {...words.hiddenLayer}
        value={scene.hiddenLayer ? 'yes' : 'no'}
        toChange={(chosen) => ({ hiddenLayer: chosen === 'yes' })}
      />
      <RecipeChoice
        name="activationG"
        {...words.activationG}
        value={scene.activationG}
        toChange={(activationG) => ({ activationG })}
      />
      <RecipeChoice
        name="activationD"
        {...words.activationD}
        value={scene.activationD}
        toChange={(activationD) => ({ activationD })}
      />
    </section>
  );
}

const rates = { min: 0.00001, max: 0.1, step: 0.00001 };
const beta1 = { min: 0, max: 0.99, step: 0.01 };
const beta2 = { min: 0, max: 0.9999, step: 0.0001 };

function Optimiser() {
  const words = useStrings().train.network;
  const loss = useTrain((scene) => scene.loss);
  return (
    <section className={styles.group} aria-labelledby="optimiser-heading">
      <h2 id="optimiser-heading">{words.optimiser}</h2>
      <RecipeSelect name="loss" options={words.losses} value={loss} />
      <p className={styles.quiet}>{words.lossText[loss]}</p>
      {loss === 'wasserstein' && (
        <RecipeNumber name="clip" range={{ min: 0.001, max: 10, step: 0.001 }} />
      )}
      <div className={styles.pairs}>
        <RecipeNumber name="rateG" range={rates} />
        <RecipeNumber name="rateD" range={rates} />
        <RecipeNumber name="beta1G" range={beta1} />
        <RecipeNumber name="beta1D" range={beta1} />
        <RecipeNumber name="beta2G" range={beta2} />
        <RecipeNumber name="beta2D" range={beta2} />
      </div>
    </section>
  );
}

function Tricks() {
  const words = useStrings().train.network;
  const { changeTrain } = useActions();
  const seed = useTrain((scene) => scene.seed);
  return (
    <section className={styles.group} aria-labelledby="tricks-heading">
      <h2 id="tricks-heading">{words.tricks}</h2>
      <div className={styles.pairs}>
        <RecipeNumber name="batchSize" range={{ min: 2, max: 512, step: 1 }} />
        <RecipeNumber name="stepsD" range={{ min: 1, max: 10, step: 1 }} />
        <RecipeNumber name="labelSmoothing" range={{ min: 0, max: 0.5, step: 0.05 }} />
        <RecipeNumber name="instanceNoise" range={{ min: 0, max: 2, step: 0.05 }} />
        <RecipeNumber name="averageDecay" range={{ min: 0, max: 0.9999, step: 0.0001 }} />
      </div>
      <SeedField
        label={words.keys.seed}
        value={seed}
        onChange={(next) => changeTrain({ seed: next })}
      />
    </section>
  );
}

function Networks() {
  const words = useStrings().train.network;
  const network = useTrain((scene) => scene.network);
  const prior = useTrain((scene) => scene.prior);
  return (
    <section className={styles.group} aria-labelledby="networks-heading">
      <h2 id="networks-heading">{words.size}</h2>
      <RecipeSelect name="network" options={words.networks} value={network} />
      <RecipeSlider name="width" range={{ min: 4, max: 128, step: 4 }} />
      <RecipeNumber name="latentDim" range={{ min: 1, max: 512, step: 1 }} />
      <RecipeChoice
        name="prior"
        label={words.keys.prior}
        options={words.priors}
        value={prior}
        toChange={(next) => ({ prior: next })}
      />
      <p className={styles.quiet}>
        {words.scale(scaleOfPaper.imageSize, scaleOfPaper.width, scaleOfPaper.batchSize)}
      </p>
    </section>
  );
}

/** Parameters, the time of a step, and of the whole run. */
function Cost() {
  const strings = useStrings();
  const words = strings.train.network;
  const { changeTrain } = useActions();
  const scene = useTrain((whole) => whole);
  const set = useImageSet();
  const timed = useTraining((state) => state.timed);
  const busy = useTraining((state) => state.busy);
  const error = useTraining((state) => state.error);
  const isRunning = useTraining((state) => state.status.phase === 'running');
  const config = configOf(scene, set);
  const isPossible = set !== null && obstacleOf(scene, set) === null;
  const parameters = parametersOf(config);
  const step = timed === null ? null : estimateStep(config, timed);
  const seconds = step === null ? 0 : (step.milliseconds * scene.length) / 1000;
  const epochs = set === null ? 0 : (scene.length * scene.batchSize * scene.stepsD) / set.count;
  return (
    <section className={styles.cost} aria-label={words.size}>
      <p data-parameters>{words.parameters(parameters.generator, parameters.discriminator)}</p>
      <NumberBox
        label={words.length}
        value={scene.length}
        {...lengthBounds}
        step={1}
        onValue={(length) => changeTrain({ length })}
      />
      <p role="status" className={styles.quiet}>
        {step === null
          ? words.time.unknown
          : `${(step.isMeasured ? words.time.measured : words.time.scaled)(step.milliseconds)}. ${
              set === null ? '' : words.time.whole(scene.length, seconds, epochs)
            }`}
      </p>
      <Button
        icon={Timer}
        disabled={!isPossible || busy !== null || isRunning}
        onClick={() => {
          if (set !== null) void trainingVerbs().time(config, set);
        }}
      >
        {busy === 'timing' ? words.time.measuring : words.time.measure}
      </Button>
      {error !== null && (
        <p role="alert" className={styles.obstacle}>
          {describeError(strings, error)}
        </p>
      )}
    </section>
  );
}

/** The step in which a run is told what it is. */
export function NetworkStep() {
  return (
    <div className={styles.step}>
      <div className={styles.side}>
        <Presets />
        <Cost />
        <Obstacle />
      </div>
      <div className={styles.groups}>
        <Guidelines />
        <Networks />
        <Optimiser />
        <Tricks />
      </div>
    </div>
  );
}
