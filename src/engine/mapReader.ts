/**
 * Feature maps of many latents: short calls one after the other, so that what is drawn meanwhile
 * waits for one of them at most, and the run can be stopped.
 */
import { PlaygroundError } from '../errors.ts';
import type {
  ChannelMask,
  FeatureMapBatch,
  FeatureRows,
  Latent,
  MapTake,
} from '../model/arrays.ts';
import type { Live } from './candidate.ts';
import type { ModelFiles } from './files.ts';
import type { MapRun } from './types.ts';

/** Latents of one call: some 20 milliseconds where there is no GPU. */
const latentsPerCall = 4;

/** Whatever makes a call on the backend that draws. */
interface Caller {
  submit<T>(call: (on: Live) => Promise<T>): Promise<T>;
}

/** Reads maps of many latents. */
export interface MapReader {
  /** Whole maps. */
  readMaps(
    latents: readonly Latent[],
    layer: string,
    mask: ChannelMask,
    run: MapRun,
  ): Promise<FeatureMapBatch>;
  /** What `take` names of them. */
  readRows(
    latents: readonly Latent[],
    layer: string,
    take: MapTake,
    mask: ChannelMask,
    run: MapRun,
  ): Promise<FeatureRows>;
}

/**
 * Creates the reader. Its runs reject with `aborted` when they are stopped and when another model
 * takes the place of theirs.
 * @param callerOf what makes the calls for a layer
 * @param present what is drawn with now
 */
export function createMapReader(
  callerOf: (layer: string) => Caller,
  present: () => ModelFiles | null,
): MapReader {
  const inShortCalls = async <Part>(
    count: number,
    { signal, onProgress }: MapRun,
    call: (start: number, end: number) => Promise<Part>,
  ): Promise<Part[]> => {
    const parts: Part[] = [];
    let of: ModelFiles | null = null;
    // A run over nothing still asks once: the answer has the layer's size.
    for (let start = 0; start < Math.max(count, 1); start += latentsPerCall) {
      if (signal?.aborted === true) throw stopped('The run was stopped.');
      const end = Math.min(start + latentsPerCall, count);
      parts.push(await call(start, end));
      of ??= present();
      if (of !== present()) throw stopped('Another model has taken the place of this one.');
      onProgress?.(end);
    }
    return parts;
  };
  return {
    async readMaps(latents, layer, mask, run) {
      const parts = await inShortCalls(latents.length, run, async (start, end) =>
        callerOf(layer).submit(async ({ connection }) =>
          connection.call('featureMapsOf', latents.slice(start, end), layer, mask),
        ),
      );
      const [first] = parts;
      if (first === undefined) throw new PlaygroundError('internal', 'No maps arrived.');
      return { ...first, count: latents.length, data: join(parts) };
    },
    async readRows(latents, layer, take, mask, run) {
      const parts = await inShortCalls(latents.length, run, async (start, end) =>
        callerOf(layer).submit(async ({ connection }) =>
          connection.call(
            'featureRows',
            latents.slice(start, end),
            layer,
            takeOf(take, start, end, latents.length),
            mask,
          ),
        ),
      );
      const [first] = parts;
      if (first === undefined) throw new PlaygroundError('internal', 'No rows arrived.');
      return { ...first, rows: parts.reduce((sum, part) => sum + part.rows, 0), data: join(parts) };
    },
  };
}

/** The part of `take` for some latents; the last one gets what is left over, to be refused. */
function takeOf(take: MapTake, start: number, end: number, count: number): MapTake {
  if (take.kind !== 'cells') return take;
  return { kind: 'cells', cells: take.cells.slice(start, end === count ? undefined : end) };
}

function join(parts: readonly { readonly data: Float32Array<ArrayBuffer> }[]) {
  const joined = new Float32Array(parts.reduce((sum, { data }) => sum + data.length, 0));
  let offset = 0;
  for (const { data } of parts) {
    joined.set(data, offset);
    offset += data.length;
  }
  return joined;
}

function stopped(message: string): PlaygroundError {
  return new PlaygroundError('aborted', message);
}
