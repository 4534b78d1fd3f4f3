/** English: the Train view. */
import type { RunConfig, Source } from '../../../trainer/config.ts';
import type {
  FailureReason,
  HalfStepName,
  LikelyCause,
  TrainingBackend,
} from '../../../trainer/types.ts';
import { createNumberFormats } from '../../numbers.ts';

const format = createNumberFormats('en-GB');
const { number, small, bytes } = format;

/** Seconds as people say them. */
function duration(seconds: number): string {
  if (seconds < 90) return `${number(seconds)} s`;
  if (seconds < 5400) return `${number(seconds / 60)} min`;
  return `${number(seconds / 3600, 1)} h`;
}

const papers: Readonly<Record<Exclude<Source['paper'], 'here'>, string>> = {
  dcgan: 'DCGAN',
  gan: 'GAN 2014',
  dcganCode: 'DCGAN code',
  adam: 'Adam',
};

const keys: Readonly<Record<keyof RunConfig, string>> = {
  imageSize: 'Side of the pictures',
  channels: 'Channels',
  classes: 'Classes',
  network: 'Networks',
  width: 'Width',
  latentDim: 'Numbers in z',
  prior: 'Prior of z',
  resampling: 'Resampling',
  batchNorm: 'Batch norm',
  hiddenLayer: 'Hidden fully connected layers',
  activationG: 'Activation in G',
  activationD: 'Activation in D',
  loss: 'Loss',
  clip: 'Clip of D’s weights',
  rateG: 'Learning rate of G',
  beta1G: 'β1 of G',
  beta2G: 'β2 of G',
  rateD: 'Learning rate of D',
  beta1D: 'β1 of D',
  beta2D: 'β2 of D',
  batchSize: 'Batch',
  labelSmoothing: 'Label smoothing',
  instanceNoise: 'Noise on what D sees',
  stepsD: 'Steps of D for each of G',
  averageDecay: 'Moving average of G',
  seed: 'Seed',
};

const halves: Readonly<Record<HalfStepName, { readonly name: string; readonly text: string }>> = {
  discriminatorReal: {
    name: 'D on real pictures',
    text: 'D sees a batch of real pictures and should say “real”. Its gradient is gathered; nothing changes yet. G is not involved.',
  },
  discriminatorFake: {
    name: 'D on generated pictures',
    text: 'G, frozen, draws a batch; D should say “generated”. Both gradients together now change D. G stays as it is.',
  },
  generator: {
    name: 'G',
    text: 'G draws a batch and D, frozen, judges it. The gradient goes back through D into G, and only G changes: towards what D takes for real.',
  },
};

const backends: Readonly<Record<TrainingBackend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  reference: 'plain loops',
};

const reasons: Readonly<Record<FailureReason, (step: string) => string>> = {
  'not-finite': (step) =>
    `The run stopped after step ${step}: a number was not finite any more, so no later step could be right.`,
  'out-of-memory': (step) =>
    `The run stopped after step ${step}: the browser gives no more memory for networks of this size.`,
  'device-lost': (step) => `The run stopped after step ${step}: the graphics device was lost.`,
  crashed: (step) =>
    `The run stopped after step ${step}: the worker that trains ended without a word.`,
};

const causes: Readonly<Record<LikelyCause, string>> = {
  'rate-too-high':
    'Most likely: the learning rate. Above 0.002 the weights jump further than the gradient is good for; the paper found 0.001 too high already (§4).',
  'no-batch-norm':
    'Most likely: no batch norm. Nothing keeps activations and gradients at one scale from layer to layer (§3).',
  'loss-unbounded':
    'Most likely: the loss. This one has no bound, so D’s logits may grow until they overflow.',
  unknown: 'The recipe shows no likely cause. Another seed tells whether it was chance.',
};

export const train = {
  title: 'Train',
  waiting: 'Waiting for the description of the model.',
  steps: {
    label: 'Steps of the view',
    pictures: 'Pictures',
    network: 'Network',
    run: 'Run',
    afterwards: 'Afterwards',
  },
  next: { network: 'Choose the networks', run: 'Go to the run', afterwards: 'See what is kept' },
  picturesNow: (name: string, count: number, size: number, channels: 1 | 3) =>
    `${name}: ${number(count)} pictures, ${size}×${size}, ${channels === 1 ? 'grey' : 'colour'}`,
  noPictures: 'No pictures yet. Choose some in the first step.',
  source: ({ paper, section }: Source): string => {
    if (paper === 'here') return 'chosen here';
    return section === null ? papers[paper] : `${papers[paper]} §${section}`;
  },
  sourceTitle: 'Where the default is from',
  network: {
    keys,
    networks: { dcgan: 'DCGAN', mlp: 'Perceptron (2014)', conditional: 'DCGAN told the class' },
    priors: { uniform: 'uniform −1 … 1', normal: 'normal' },
    losses: {
      nonSaturating: 'Non-saturating',
      minimax: 'Minimax as written',
      leastSquares: 'Least squares',
      wasserstein: 'Wasserstein, clipped',
      hinge: 'Hinge',
    },
    lossText: {
      nonSaturating: 'G minimises −log D(G(z)): what the 2014 paper does in practice.',
      minimax: 'G minimises log(1 − D(G(z))), whose gradient fades while D wins.',
      leastSquares: 'D’s logit is pulled to 1 or 0 by squares (Mao et al. 2017).',
      wasserstein: 'D’s mean difference, its weights clipped (Arjovsky et al. 2017).',
      hinge: 'Only logits on the wrong side of ±1 count for D (Lim and Ye 2017).',
    },
    guidelines: {
      heading: 'The five guidelines (§3)',
      resampling: {
        label: '1 · Resampling',
        options: { strided: 'strided', pooling: 'pooling, repeating' },
      },
      batchNorm: {
        label: '2 · Batch norm',
        options: {
          standard: 'but at the ends',
          none: 'none',
          everywhere: 'everywhere',
        },
      },
      hiddenLayer: { label: '3 · Hidden fully connected', options: { no: 'none', yes: 'with' } },
      activationG: { label: '4 · G', options: { relu: 'ReLU', tanh: 'tanh' } },
      activationD: { label: '5 · D', options: { leakyRelu: 'LeakyReLU', relu: 'ReLU' } },
    },
    size: 'Networks',
    optimiser: 'Loss and optimiser',
    tricks: 'Batch, noise, seed',
    changed: 'changed',
    presets: {
      heading: 'What goes wrong when …',
      label: 'Recipe',
      own: 'A recipe of your own',
      names: {
        recipe: 'The paper’s recipe',
        noBatchNorm: '… there is no batch norm',
        batchNormEverywhere: '… batch norm is everywhere',
        highRate: '… the learning rate is 0.001',
        highBeta: '… β1 is 0.9',
        pooling: '… pooling resamples',
        hiddenLayer: '… layers are fully connected',
        tanh: '… G’s hidden layers use tanh',
        relu: '… D uses plain ReLU',
        minimax: '… the loss is minimax as written',
        mlp: '… it is the network of 2014',
      },
      claims: {
        recipe: 'The paper’s claim: with all five guidelines, training is stable in most settings.',
        noBatchNorm:
          'The paper’s claim: batch norm was critical for deep generators to begin learning and kept all samples from collapsing to one point.',
        batchNormEverywhere:
          'The paper’s claim: batch norm on all layers made samples oscillate and the model unstable.',
        highRate: 'The paper’s claim: 0.001 was too high, 0.0002 was used instead.',
        highBeta:
          'The paper’s claim: with β1 0.9 training oscillated and was unstable; 0.5 helped.',
        pooling:
          'The paper’s claim: strided convolutions let the networks learn their own resampling.',
        hiddenLayer:
          'The paper’s claim: deep networks do better without fully connected hidden layers.',
        tanh: 'The paper’s claim: ReLU in all layers of G but the last, which is bounded and so learned faster.',
        relu: 'The paper’s claim: the leaky rectifier worked well in D, most at higher resolution.',
        minimax:
          'The 2014 paper’s claim: early on D wins with confidence and this loss saturates, so G hardly learns.',
        mlp: 'The paper’s claim: GANs of the kind of 2014 were unstable and their pictures noisy.',
      },
      see: 'The same seed and size stay, so that run and recipe can be compared. Whether it happens here is for the pictures to say.',
    },
    parameters: (g: number, d: number) => `${number(g)} parameters in G, ${number(d)} in D`,
    time: {
      unknown: 'How long a step takes depends on this machine.',
      measure: 'Time a step',
      measuring: 'Timing a step',
      measured: (milliseconds: number) => `${format.milliseconds(milliseconds)} a step, measured`,
      scaled: (milliseconds: number) =>
        `about ${format.milliseconds(milliseconds)} a step, by the count of products`,
      whole: (steps: number, seconds: number, epochs: number) =>
        `${number(steps)} steps: about ${duration(seconds)}, ${number(epochs, 1)} times through the pictures`,
    },
    scale: (size: number, width: number, batch: number) =>
      `The paper’s own scale: pictures of ${size}×${size}, width ${width}, batches of ${batch}. A processor would need hours.`,
    length: 'Pause after step',
    noClasses: 'These pictures have no classes, so G cannot be told one. Choose labelled pictures.',
  },
  run: {
    controls: 'The run',
    start: 'Start',
    startAgain: 'Start anew',
    resume: 'Go on',
    pause: 'Pause',
    step: 'One step',
    half: 'Half a step',
    stop: 'Stop and keep',
    phases: {
      idle: 'Nothing runs yet.',
      starting: 'Trying what computes fastest here …',
      paused: 'Paused.',
      running: 'Running.',
      failed: 'Stopped by itself.',
      stopped: 'Stopped; the last state is kept.',
    },
    otherRecipe: 'The recipe was changed after this run began. Start anew to use it.',
    reached: 'The run has come to the step where it pauses. Raise that step to go on.',
    facts: {
      step: 'Step',
      stepOf: (step: number, length: number) => `${number(step)} of ${number(length)}`,
      epochs: 'Times through the pictures',
      rate: 'Pictures a second',
      left: 'Time left',
      trained: 'Trained for',
      backend: 'Computed by',
      backendOf: (backend: TrainingBackend, detail: string | null) =>
        detail === null ? backends[backend] : `${backends[backend]} (${detail})`,
      none: '–',
    },
    duration,
    hidden: {
      label: 'While this tab is hidden',
      pause: 'pause',
      slow: 'a quarter of the pace',
      run: 'run on',
    },
    duty: {
      label: 'Share of the time',
      full: 'all',
      half: 'half',
      quarter: 'a quarter',
    },
    halves: {
      heading: 'Half a step at a time',
      intro: 'One step is D on real pictures, D on generated ones, then G.',
      names: halves,
      of: (step: number) => `Step ${number(step)}`,
      loss: 'This half’s loss',
      score: 'D’s mean score',
      gradient: 'Length of the gradient',
      changed: {
        discriminator: 'D was changed.',
        generator: 'G was changed.',
        none: 'Nothing was changed.',
      },
      pictures: 'What D looked at',
    },
    sheet: {
      heading: 'The same z, again and again',
      label: (step: number) => `64 pictures of the same z at step ${number(step)}`,
      none: 'The sheet appears when a run starts.',
      scrub: 'Scrub through the sheets',
      at: (step: number, seconds: number) => `Step ${number(step)}, after ${duration(seconds)}`,
      live: 'Newest',
      moved: (place: number, change: number) =>
        `Moved most since the sheet before: picture ${number(place)}, by ${number(change, 3)} on the scale −1 … 1.`,
      rewind: (step: number) => `Rewind to step ${number(step)}`,
      rewindNone: 'Snapshots to rewind to are kept every 30 seconds.',
      rewindText: 'Same seed, same backend: the run repeats itself bit for bit.',
      now: 'This run',
      former: 'The run before',
      forget: 'Put the run before away',
    },
    charts: {
      step: 'step',
      losses: 'Losses',
      lossesText: 'They measure a game, not progress: neither has to fall.',
      scores: 'D’s mean scores',
      scoresText: 'Near 1 and 0, D wins; both near 0.5, it cannot tell.',
      gradients: 'Lengths of the gradients',
      gradientsText: 'Logarithmic. G’s falling to nothing means that it learns no more.',
      histogram: 'D’s scores lately',
      histogramText: 'How many pictures got which score, 0 to 1.',
      distance: 'Distance to the real pictures',
      distanceText: (factor: string) => `Sliced Wasserstein; now 1/${factor} of the start.`,
      distanceNone: 'Sliced Wasserstein, every 15 seconds.',
      distanceMore:
        'Patches of 7×7 pixels at sides 8, 16, … are projected on 64 random directions; the mean difference of the sorted projections is the distance (Rabin et al. 2011). 0 is equal; the dashed line is what two halves of the real pictures are apart.',
      diversity: 'Diversity',
      diversityText:
        'Mean distance to the nearest other picture, divided by that of real ones: 1 is as varied, near 0 is mode collapse.',
      names: {
        lossD: 'D',
        lossG: 'G',
        scoreReal: 'D(x)',
        scoreFake: 'D(G(z))',
        gradientD: 'D',
        gradientG: 'G',
        real: 'real',
        fake: 'generated',
        distance: 'distance',
        floor: 'real halves',
        diversity: 'diversity',
      },
      former: 'the run before, dashed',
      summary: (name: string, value: string) => `${name} ${value}`,
      empty: 'no numbers yet',
      more: 'Definition',
      value: (value: number) => (Math.abs(value) >= 100 ? number(value) : small(value)),
    },
    compare: {
      heading: 'Both runs',
      claim: 'The claim',
      which: 'Run',
      recipe: 'Recipe',
      measuredAt: 'Measured at step',
      differs: 'Differs in',
      same: 'nothing but the pictures or the step',
    },
    failure: {
      heading: 'The run stopped by itself',
      reasons,
      causes,
      narrower: (width: number) => `Width ${number(width)} needs about half the memory.`,
      narrowTo: (width: number) => `Use width ${number(width)}`,
      goOn: (step: number) => `Go on from step ${number(step)}`,
      nothing: 'There is no snapshot to go on from.',
      change: 'Change the recipe',
      lastGood: (step: number) => `The last good snapshot is of step ${number(step)}.`,
    },
    notKept: 'Snapshots are not kept now, so a reload loses the run.',
    waitingForPictures: 'A run needs pictures.',
  },
  kept: {
    heading: 'Snapshots kept on this machine',
    intro:
      'Every 30 seconds of training, and when a run stops. They survive a reload, and up to six of a run are kept.',
    empty: 'Nothing is kept yet. Start a run first.',
    reading: 'Reading what is kept …',
    entry: (pictures: string, step: number) => `${pictures}, step ${number(step)}`,
    facts: (seconds: number, size: number, kept: string, weights: number) =>
      `${duration(seconds)} of training · ${size}×${size} · ${kept} · ${bytes(weights)}`,
    when: (time: number) =>
      new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(time),
    measures: (diversity: number, distance: number, start: number) =>
      `Diversity ${number(diversity, 2)}, distance ${small(distance)} (${small(start)} at the start)`,
    open: 'Open in',
    openIn: { walk: 'Walk', arithmetic: 'Arithmetic', filters: 'Filters' },
    openName: (view: string, entry: string) => `Open in ${view}: ${entry}`,
    goOn: 'Go on training',
    goOnName: (entry: string) => `Go on training: ${entry}`,
    zip: 'Model folder (zip)',
    zipName: (entry: string) => `Model folder (zip): ${entry}`,
    remove: 'Delete',
    removeName: (entry: string) => `Delete: ${entry}`,
    drawnClass: 'Class to draw',
    sheet: (entry: string) => `Sheet of ${entry}`,
    noDiscriminator: 'Without D: a model folder has no layer for its pooling.',
    working: 'Working …',
  },
};
