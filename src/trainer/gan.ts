/**
 * The two networks on a device and the half-steps that teach them: D on real pictures, D on
 * generated ones, G. Everything random is drawn by seed and number of the step, so that the state is
 * the weights, the moments and that number.
 */
import { createRandomStream, drawNormal } from '../maths/random.ts';
import type { ImageSet } from '../model/imageSet.ts';
import type { GeneratorInputs } from './batches.ts';
import { createRealBatches, drawInputs } from './batches.ts';
import type { RunConfig } from './config.ts';
import type { AdamSettings, Device, LossForm, Place } from './device.ts';
import { firstStatistics, firstWeights, streamOf } from './initialise.ts';
import type { Network } from './layers.ts';
import { discriminatorOf, floatsOf, generatorOf, spanAlignment } from './layers.ts';
import { lossForms } from './losses.ts';
import { createPass, scratchFloats } from './passes.ts';
import type { HalfStepName, NetworkState, Snapshot, StepMetrics } from './types.ts';

/** Pictures that are drawn in one go for sheets, measures and the page. */
export const drawingBatch = 64;
/** Numbers of the table from which instance noise is taken. */
const noiseFloats = 2 ** 17;
/** Share of a batch in D's running statistics (PyTorch's momentum). */
const momentum = 0.1;
/** Batches by which the statistics of a snapshot are measured. */
const statisticBatches = 8;

/** Numbers of a half-step, when asked for one by one. */
export interface HalfResult {
  readonly name: HalfStepName;
  readonly loss: number;
  readonly logits: Float32Array<ArrayBuffer>;
  readonly gradient: number;
  readonly changed: 'discriminator' | 'generator' | null;
  /** What D looked at, [n, size, size, channels]. */
  readonly pictures: Float32Array<ArrayBuffer>;
  /** After the last half of a step. */
  readonly done: StepResult | null;
}

/** Numbers of a step, and the logits of its last batches. */
export interface StepResult extends Omit<StepMetrics, 'milliseconds'> {
  readonly logitsReal: Float32Array<ArrayBuffer>;
  readonly logitsFake: Float32Array<ArrayBuffer>;
}

/** The numbers of a snapshot. */
export type GanState = Pick<
  Snapshot,
  'step' | 'generator' | 'discriminator' | 'average' | 'statistics' | 'statisticsD'
>;

/** See the head of the file. Disposing of the device ends it. */
export interface Gan {
  /** Whole steps done. */
  readonly step: number;
  readonly generator: Network;
  readonly discriminator: Network;
  /** Back to the first weights. */
  restart(): void;
  /** Does what is left of a step. */
  runStep(): Promise<StepResult>;
  runHalf(): Promise<HalfResult>;
  /** False between half-steps of a step. */
  readonly isWhole: boolean;
  /** G by its moving average and the statistics of each batch of 64, [n, size, size, channels]. */
  drawByBatch(inputs: GeneratorInputs, n: number): Promise<Float32Array<ArrayBuffer>>;
  /** G by given weights and statistics: each picture for itself. Null: by the present average. */
  drawFrozen(
    inputs: GeneratorInputs,
    n: number,
    kept: Pick<Snapshot, 'average' | 'statistics'> | null,
  ): Promise<Float32Array<ArrayBuffer>>;
  readState(): Promise<GanState>;
  writeState(state: GanState): void;
}

interface Learner {
  readonly network: Network;
  /** Stream of its first weights. */
  readonly stream: number;
  readonly weights: Place;
  readonly gradient: Place;
  readonly moment1: Place;
  readonly moment2: Place;
  readonly statistics: Place;
}

/** Where each number of a step is reported; parts begin at multiples of the alignment. */
const slots = { real: 0, fake: 1, generator: 2, gradientD: 3, gradientG: 4 } as const;

/** Builds both networks with their first weights. The configuration has been checked. */
export function createGan(device: Device, config: RunConfig, images: ImageSet): Gan {
  const { batchSize: n, seed, stepsD } = config;
  const learner = (network: Network, stream: number): Learner => {
    const allocate = (): Place => device.allocate(network.parameterFloats);
    return {
      network,
      stream,
      weights: allocate(),
      gradient: allocate(),
      moment1: allocate(),
      moment2: allocate(),
      statistics: device.allocate(network.statisticFloats),
    };
  };
  const g = learner(generatorOf(config), streamOf.firstWeightsG);
  const d = learner(discriminatorOf(config), streamOf.firstWeightsD);
  const average = device.allocate(g.network.parameterFloats);

  const longest = Math.max(scratchFloats(g.network, n), scratchFloats(d.network, n));
  const scratch = [device.allocate(longest), device.allocate(longest)] as const;
  const passG = createPass(device, g.network, n, g, scratch);
  const passD = createPass(device, d.network, n, d, scratch);
  const drawing = {
    weights: device.allocate(g.network.parameterFloats),
    statistics: device.allocate(g.network.statisticFloats),
    gradient: null,
  };
  const passDrawing = createPass(device, g.network, drawingBatch, drawing, null);

  const logits = floatsOf(d.network.output);
  const pictureGradient = device.allocate(passG.output.length);
  const logitGradient = device.allocate(n * logits);
  const classPlace = config.classes > 0 ? device.allocate(n) : null;
  const slotCount = Object.keys(slots).length;
  const logitFloats = Math.ceil((n * logits) / spanAlignment) * spanAlignment;
  const report = device.allocate(slotCount * spanAlignment + 2 * logitFloats);
  const slot = (name: keyof typeof slots): Place =>
    device.part(report, slots[name] * spanAlignment, 2);
  const reportedLogits = (which: 0 | 1): Place =>
    device.part(report, slotCount * spanAlignment + which * logitFloats, n * logits);

  const noise = config.instanceNoise > 0 ? device.allocate(noiseFloats) : null;
  if (noise !== null) {
    const random = createRandomStream(seed, streamOf.noise);
    device.write(
      noise,
      Float32Array.from({ length: noiseFloats }, () => drawNormal(random)),
    );
  }
  const forms = lossForms(config);
  const real = createRealBatches(images, config);
  const realPictures = new Float32Array(n * floatsOf(d.network.input));

  let step = 0;
  /** Half-steps of the present step that are done. */
  let done = 0;

  const addNoise = (index: number, which: number): void => {
    if (noise === null) return;
    const random = createRandomStream(seed, streamOf.noise, index, which);
    const start = Math.floor(random() * noiseFloats);
    device.addNoise(passD.input, noise, start, config.instanceNoise, passD.input);
  };
  const adam = (who: Learner, update: number, rate: number, beta1: number, beta2: number): void => {
    const settings: AdamSettings = { rate, beta1, beta2, update };
    device.adam(who.weights, who.gradient, who.moment1, who.moment2, settings);
  };
  /** D forwards on what is in its input, the loss, and backwards. */
  const judge = (
    form: LossForm,
    classes: Float32Array | null,
    result: Place,
    wanted: { readonly weights: boolean; input: Place | null },
  ): void => {
    if (classPlace !== null && classes !== null) device.write(classPlace, classes);
    passD.forward('batch', wanted.weights ? momentum : undefined);
    device.loss(form, n, logits, passD.output, classPlace, logitGradient, result);
    passD.backward(logitGradient, wanted);
  };

  let realClasses: Float32Array | null = null;
  let fakeClasses: Float32Array | null = null;
  const teachReal = (batch: number): void => {
    realClasses = real.fill(batch, realPictures);
    device.write(passD.input, realPictures);
    addNoise(batch, 0);
    device.clear(d.gradient);
    judge(forms.real, realClasses, slot('real'), { weights: true, input: null });
    device.copy(passD.output, reportedLogits(0));
    device.sumOfSquares(d.gradient, slot('gradientD'));
  };
  const teachFake = (batch: number): void => {
    const inputs = drawInputs(config, n, streamOf.latents, batch);
    fakeClasses = inputs.classes;
    device.write(passG.input, inputs.values);
    passG.forward('batch');
    device.copy(passG.output, passD.input);
    addNoise(batch, 1);
    judge(forms.fake, fakeClasses, slot('fake'), { weights: true, input: null });
    device.copy(passD.output, reportedLogits(1));
    device.sumOfSquares(d.gradient, slot('gradientD'));
    adam(d, batch + 1, config.rateD, config.beta1D, config.beta2D);
    if (config.loss === 'wasserstein') device.clip(d.weights, config.clip);
  };
  /** With the same z: G has not changed since D saw its pictures. */
  const teachGenerator = (): void => {
    const wanted = { weights: false, input: pictureGradient };
    judge(forms.generator, fakeClasses, slot('generator'), wanted);
    device.clear(g.gradient);
    passG.backward(pictureGradient, { weights: true, input: null });
    device.sumOfSquares(g.gradient, slot('gradientG'));
    adam(g, step + 1, config.rateG, config.beta1G, config.beta2G);
    device.moveAverage(average, g.weights, config.averageDecay);
  };
  /** Queues the next half-step and says which it was. */
  const queueHalf = (): HalfStepName => {
    const batch = step * stepsD + Math.floor(done / 2);
    const name =
      done === 2 * stepsD
        ? 'generator'
        : done % 2 === 0
          ? 'discriminatorReal'
          : 'discriminatorFake';
    if (name === 'discriminatorReal') teachReal(batch);
    else if (name === 'discriminatorFake') teachFake(batch);
    else teachGenerator();
    done += 1;
    if (name === 'generator') {
      done = 0;
      step += 1;
    }
    return name;
  };
  /** Of several logits an item, that of its class. */
  const askedLogits = (
    all: Float32Array<ArrayBuffer>,
    isReal: boolean,
  ): Float32Array<ArrayBuffer> => {
    const classes = isReal ? realClasses : fakeClasses;
    if (classes === null) return all;
    return Float32Array.from(classes, (c, item) => all[item * logits + c] ?? Number.NaN);
  };
  const readReport = (values: Float32Array<ArrayBuffer>): StepResult => {
    const first = (name: keyof typeof slots, at = 0): number =>
      values[slots[name] * spanAlignment + at] ?? Number.NaN;
    const logitsOf = (which: 0 | 1): Float32Array<ArrayBuffer> => {
      const from = slotCount * spanAlignment + which * logitFloats;
      return askedLogits(values.slice(from, from + n * logits), which === 0);
    };
    return {
      step,
      epochs: real.epochsAfter(step * stepsD),
      lossD: first('real') + first('fake'),
      lossG: first('generator'),
      scoreReal: first('real', 1),
      scoreFake: first('fake', 1),
      gradientD: Math.sqrt(first('gradientD')),
      gradientG: Math.sqrt(first('gradientG')),
      logitsReal: logitsOf(0),
      logitsFake: logitsOf(1),
    };
  };

  const draw = async (
    inputs: GeneratorInputs,
    count: number,
    mode: 'batch' | 'frozen',
  ): Promise<Float32Array<ArrayBuffer>> => {
    const width = inputs.values.length / count;
    const each = floatsOf(g.network.output);
    const pictures = new Float32Array(count * each);
    const block = new Float32Array(drawingBatch * width);
    for (let first = 0; first < count; first += drawingBatch) {
      const some = Math.min(drawingBatch, count - first);
      // What is left of a batch is filled by going round, so that its statistics are of samples too.
      for (let item = 0; item < drawingBatch; item += 1) {
        const from = (item < some ? first + item : item % count) * width;
        block.set(inputs.values.subarray(from, from + width), item * width);
      }
      device.write(passDrawing.input, block);
      passDrawing.forward(mode);
      const drawn = await device.read(passDrawing.output);
      pictures.set(drawn.subarray(0, some * each), first * each);
    }
    return pictures;
  };

  /** Puts the statistics of the moving average over seeded samples into `drawing`. */
  const measureStatistics = (): void => {
    device.copy(average, drawing.weights);
    device.write(drawing.statistics, firstStatistics(g.network));
    for (let batch = 0; batch < statisticBatches; batch += 1) {
      const inputs = drawInputs(config, drawingBatch, streamOf.statistics, batch);
      device.write(passDrawing.input, inputs.values);
      passDrawing.forward('batch', 1 / (batch + 1));
    }
  };
  const readLearner = async (who: Learner): Promise<NetworkState> => ({
    weights: await device.read(who.weights),
    moment1: await device.read(who.moment1),
    moment2: await device.read(who.moment2),
  });
  const writeLearner = (who: Learner, state: NetworkState): void => {
    device.write(who.weights, state.weights);
    device.write(who.moment1, state.moment1);
    device.write(who.moment2, state.moment2);
  };

  const restart = (): void => {
    const kind = config.network === 'mlp' ? 'inputs' : 'paper';
    for (const who of [g, d]) {
      device.write(who.weights, firstWeights(who.network, kind, seed, who.stream));
      device.write(who.statistics, firstStatistics(who.network));
      device.clear(who.moment1);
      device.clear(who.moment2);
    }
    device.copy(g.weights, average);
    step = 0;
    done = 0;
  };
  restart();

  return {
    get step() {
      return step;
    },
    get isWhole() {
      return done === 0;
    },
    generator: g.network,
    discriminator: d.network,
    restart,
    async runStep() {
      while (queueHalf() !== 'generator');
      return readReport(await device.read(report));
    },
    async runHalf() {
      const name = queueHalf();
      const values = await device.read(report);
      const result = readReport(values);
      const pictures = await device.read(passD.input);
      const isGenerator = name === 'generator';
      const output = await device.read(passD.output);
      const own = isGenerator ? 'generator' : name === 'discriminatorReal' ? 'real' : 'fake';
      return {
        name,
        loss: values[slots[own] * spanAlignment] ?? Number.NaN,
        logits: askedLogits(output, own === 'real'),
        gradient: isGenerator ? result.gradientG : result.gradientD,
        changed: isGenerator ? 'generator' : own === 'fake' ? 'discriminator' : null,
        pictures,
        done: isGenerator ? result : null,
      };
    },
    async drawByBatch(inputs, count) {
      device.copy(average, drawing.weights);
      return draw(inputs, count, 'batch');
    },
    async drawFrozen(inputs, count, kept) {
      if (kept === null) measureStatistics();
      else {
        device.write(drawing.weights, kept.average);
        device.write(drawing.statistics, kept.statistics);
      }
      return draw(inputs, count, 'frozen');
    },
    async readState() {
      measureStatistics();
      return {
        step,
        generator: await readLearner(g),
        discriminator: await readLearner(d),
        average: await device.read(average),
        statistics: await device.read(drawing.statistics),
        statisticsD: await device.read(d.statistics),
      };
    },
    writeState(state) {
      writeLearner(g, state.generator);
      writeLearner(d, state.discriminator);
      device.write(average, state.average);
      device.write(d.statistics, state.statisticsD);
      step = state.step;
      done = 0;
    },
  };
}
