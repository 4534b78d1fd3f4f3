/** Pictures of G by the moving average of its weights, for sheets, measures and the page. */
import type { GeneratorInputs } from './batches.ts';
import { drawInputs } from './batches.ts';
import type { RunConfig } from './config.ts';
import type { Device, Place } from './device.ts';
import { firstStatistics, streamOf } from './initialise.ts';
import type { Network } from './layers.ts';
import { floatsOf } from './layers.ts';
import { createPass } from './passes.ts';
import type { Snapshot } from './types.ts';

/** Pictures that are drawn in one go. */
const drawingBatch = 64;
/** Batches by which the statistics of a snapshot are measured. */
const statisticBatches = 8;

/** Draws with weights and statistics of its own, which the device frees. */
export interface Drawing {
  /** By the moving average and the statistics of each batch of 64, [n, size, size, channels]. */
  byBatch(inputs: GeneratorInputs, n: number): Promise<Float32Array<ArrayBuffer>>;
  /** By given weights and statistics: each picture for itself. Null: by the present average. */
  frozen(
    inputs: GeneratorInputs,
    n: number,
    kept: Pick<Snapshot, 'average' | 'statistics'> | null,
  ): Promise<Float32Array<ArrayBuffer>>;
  /** Measures the statistics of the moving average over seeded samples; where they are then. */
  measureStatistics(): Place;
}

/**
 * Makes room for drawing.
 * @param average the moving average of G's weights
 */
export function createDrawing(
  device: Device,
  config: RunConfig,
  network: Network,
  average: Place,
): Drawing {
  const weights = device.allocate(network.parameterFloats);
  const statistics = device.allocate(network.statisticFloats);
  const pass = createPass(
    device,
    network,
    drawingBatch,
    { weights, statistics, gradient: null },
    null,
  );

  const draw = async (
    inputs: GeneratorInputs,
    count: number,
    mode: 'batch' | 'frozen',
  ): Promise<Float32Array<ArrayBuffer>> => {
    const width = inputs.values.length / count;
    const each = floatsOf(network.output);
    const pictures = new Float32Array(count * each);
    const block = new Float32Array(drawingBatch * width);
    for (let first = 0; first < count; first += drawingBatch) {
      const some = Math.min(drawingBatch, count - first);
      // What is left of a batch is filled by going round, so that its statistics are of samples too.
      for (let item = 0; item < drawingBatch; item += 1) {
        const from = (item < some ? first + item : item % count) * width;
        block.set(inputs.values.subarray(from, from + width), item * width);
      }
      device.write(pass.input, block);
      pass.forward(mode);
      const drawn = await device.read(pass.output);
      pictures.set(drawn.subarray(0, some * each), first * each);
    }
    return pictures;
  };

  const measureStatistics = (): Place => {
    device.copy(average, weights);
    device.write(statistics, firstStatistics(network));
    for (let batch = 0; batch < statisticBatches; batch += 1) {
      const inputs = drawInputs(config, drawingBatch, streamOf.statistics, batch);
      device.write(pass.input, inputs.values);
      pass.forward('batch', 1 / (batch + 1));
    }
    return statistics;
  };

  return {
    async byBatch(inputs, count) {
      device.copy(average, weights);
      return draw(inputs, count, 'batch');
    },
    async frozen(inputs, count, kept) {
      if (kept === null) measureStatistics();
      else {
        device.write(weights, kept.average);
        device.write(statistics, kept.statistics);
      }
      return draw(inputs, count, 'frozen');
    },
    measureStatistics,
  };
}
