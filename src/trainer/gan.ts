/**
 * The two networks on a device and the half-steps that teach them: D on real pictures, D on
 * generated ones, G. Everything random is drawn by seed and number of the step, so that the state is
 * the weights, the moments and that number.
 */
import { createRandomStream, drawNormal } from '../maths/random.ts';
import type { ImageSet } from '../model/imageSet.ts';
import { createRealBatches, drawInputs } from './batches.ts';
import type { RunConfig } from './config.ts';
import type { Device, LossForm, Place } from './device.ts';
import type { Drawing } from './drawing.ts';
import { createDrawing } from './drawing.ts';
import { streamOf } from './initialise.ts';
import type { Network } from './layers.ts';
import { discriminatorOf, floatsOf, generatorOf } from './layers.ts';
import { createLearner } from './learner.ts';
import { lossForms } from './losses.ts';
import { createPass, scratchFloats } from './passes.ts';
import type { BatchName, ReadReport } from './stepReport.ts';
import { createStepReport } from './stepReport.ts';
import type { HalfStepName, Snapshot, StepMetrics } from './types.ts';

/** Numbers of the table from which instance noise is taken. */
const noiseFloats = 2 ** 17;
/** Share of a batch in D's running statistics (PyTorch's momentum). */
const momentum = 0.1;

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
  readonly drawByBatch: Drawing['byBatch'];
  readonly drawFrozen: Drawing['frozen'];
  readState(): Promise<GanState>;
  writeState(state: GanState): void;
}

/** Builds both networks with their first weights. The configuration has been checked. */
export function createGan(device: Device, config: RunConfig, images: ImageSet): Gan {
  const { batchSize: n, seed, stepsD } = config;
  const g = createLearner(device, generatorOf(config), streamOf.firstWeightsG);
  const d = createLearner(device, discriminatorOf(config), streamOf.firstWeightsD);
  const average = device.allocate(g.network.parameterFloats);

  const longest = Math.max(scratchFloats(g.network, n), scratchFloats(d.network, n));
  const scratch = [device.allocate(longest), device.allocate(longest)] as const;
  const passG = createPass(device, g.network, n, g, scratch);
  const passD = createPass(device, d.network, n, d, scratch);
  const drawing = createDrawing(device, config, g.network, average);

  const logits = floatsOf(d.network.output);
  const pictureGradient = device.allocate(passG.output.length);
  const logitGradient = device.allocate(n * logits);
  const classPlace = config.classes > 0 ? device.allocate(n) : null;
  const report = createStepReport(device, n, logits);

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
    judge(forms.real, realClasses, report.slot('real'), { weights: true, input: null });
    device.copy(passD.output, report.logits('real'));
    device.sumOfSquares(d.gradient, report.slot('gradientD'));
  };
  const teachFake = (batch: number): void => {
    const inputs = drawInputs(config, n, streamOf.latents, batch);
    fakeClasses = inputs.classes;
    device.write(passG.input, inputs.values);
    passG.forward('batch');
    device.copy(passG.output, passD.input);
    addNoise(batch, 1);
    judge(forms.fake, fakeClasses, report.slot('fake'), { weights: true, input: null });
    device.copy(passD.output, report.logits('fake'));
    device.sumOfSquares(d.gradient, report.slot('gradientD'));
    const { rateD: rate, beta1D: beta1, beta2D: beta2 } = config;
    d.update({ rate, beta1, beta2, update: batch + 1 });
    if (config.loss === 'wasserstein') device.clip(d.weights, config.clip);
  };
  /** With the same z: G has not changed since D saw its pictures. */
  const teachGenerator = (): void => {
    const wanted = { weights: false, input: pictureGradient };
    judge(forms.generator, fakeClasses, report.slot('generator'), wanted);
    device.clear(g.gradient);
    passG.backward(pictureGradient, { weights: true, input: null });
    device.sumOfSquares(g.gradient, report.slot('gradientG'));
    const { rateG: rate, beta1G: beta1, beta2G: beta2 } = config;
    g.update({ rate, beta1, beta2, update: step + 1 });
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
    batch: BatchName,
  ): Float32Array<ArrayBuffer> => {
    const classes = batch === 'real' ? realClasses : fakeClasses;
    if (classes === null) return all;
    return Float32Array.from(classes, (c, item) => all[item * logits + c] ?? Number.NaN);
  };
  const resultOf = (read: ReadReport): StepResult => ({
    step,
    epochs: real.epochsAfter(step * stepsD),
    lossD: read.number('real') + read.number('fake'),
    lossG: read.number('generator'),
    scoreReal: read.number('real', 1),
    scoreFake: read.number('fake', 1),
    gradientD: Math.sqrt(read.number('gradientD')),
    gradientG: Math.sqrt(read.number('gradientG')),
    logitsReal: askedLogits(read.logits('real'), 'real'),
    logitsFake: askedLogits(read.logits('fake'), 'fake'),
  });

  const restart = (): void => {
    const kind = config.network === 'mlp' ? 'inputs' : 'paper';
    g.restart(kind, seed);
    d.restart(kind, seed);
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
      return resultOf(await report.read());
    },
    async runHalf() {
      const name = queueHalf();
      const read = await report.read();
      const result = resultOf(read);
      const pictures = await device.read(passD.input);
      const isGenerator = name === 'generator';
      const output = await device.read(passD.output);
      const own = isGenerator ? 'generator' : name === 'discriminatorReal' ? 'real' : 'fake';
      return {
        name,
        loss: read.number(own),
        logits: askedLogits(output, own === 'real' ? 'real' : 'fake'),
        gradient: isGenerator ? result.gradientG : result.gradientD,
        changed: isGenerator ? 'generator' : own === 'fake' ? 'discriminator' : null,
        pictures,
        done: isGenerator ? result : null,
      };
    },
    drawByBatch: drawing.byBatch,
    drawFrozen: drawing.frozen,
    async readState() {
      const statistics = drawing.measureStatistics();
      return {
        step,
        generator: await g.readState(),
        discriminator: await d.readState(),
        average: await device.read(average),
        statistics: await device.read(statistics),
        statisticsD: await device.read(d.statistics),
      };
    },
    writeState(state) {
      g.writeState(state.generator);
      d.writeState(state.discriminator);
      device.write(average, state.average);
      device.write(d.statistics, state.statisticsD);
      step = state.step;
      done = 0;
    },
  };
}
