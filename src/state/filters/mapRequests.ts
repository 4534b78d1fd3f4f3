/**
 * Feature maps on request, for a view whose face moves: one request is with the engine at a time,
 * and of those that come meanwhile only the latest goes next. Runs over a whole sheet are remembered.
 */
import { PlaygroundError } from '../../errors.ts';
import type { Engine } from '../../engine/types.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import type { FeatureMaps } from '../../model/arrays.ts';
import type { SampleRange } from '../../model/markings.ts';

/** What a view holds while it shows a layer of a face. */
export interface MapWish {
  readonly face: Face;
  readonly layer: string;
}

/** What a run over a sheet keeps of each map: its mean over all faces, or its largest value in each. */
export interface SheetActivity {
  /** Mean activation of every map over the sheet [channels]. */
  readonly strengths: Float64Array;
  /** Largest activation of every map in each face [faces, channels]. */
  readonly peaks: Float32Array;
}

/** Maps on request. */
export interface MapRequests {
  /** Asks for the maps of a wish; the listener gets every answer until the returned function is called. */
  hold(wish: MapWish, listener: (maps: FeatureMaps) => void): () => void;
  /**
   * Reads how the maps of a layer respond to a sheet. The last few sheets are remembered; another
   * sheet or layer stops a run that is under way.
   * @throws PlaygroundError `aborted`, and what the engine refuses
   */
  readSheet(model: LatentSpace, sheet: SampleRange, layer: string): Promise<SheetActivity>;
}

/** Sheets that are remembered. */
const rememberedSheets = 8;
/** Failures that the engine tells of by itself, and after which it asks again. */
const engineOwnErrors: readonly string[] = ['device-lost', 'worker-crashed', 'aborted'];

/** Makes the service; `onError` hears of what the engine refused. */
export function createMapRequests(
  engine: Pick<Engine, 'featureMaps' | 'featureRows' | 'getStatus' | 'subscribe'>,
  onError: (thrown: unknown) => void,
): MapRequests {
  interface Held extends MapWish {
    readonly listener: (maps: FeatureMaps) => void;
    answered: boolean;
  }
  let latest: Held | null = null;
  let busy = false;
  const sheets = new Map<string, Promise<SheetActivity>>();
  let run = new AbortController();

  const canDraw = ({ face }: MapWish): boolean => {
    const { phase, model } = engine.getStatus();
    return phase === 'ready' && model?.id === face.modelId;
  };
  const pump = async (): Promise<void> => {
    const wish = latest;
    if (busy || wish === null || wish.answered || !canDraw(wish)) return;
    busy = true;
    wish.answered = true;
    try {
      const maps = await engine.featureMaps(wish.face.z, wish.layer);
      // A newer wish of the same layer is on its way: what is here moves the view on until then.
      const now = latest as Held | null;
      if (now === wish) wish.listener(maps);
      else if (now !== null && !now.answered && now.layer === wish.layer) now.listener(maps);
    } catch (thrown) {
      const code = thrown instanceof PlaygroundError ? thrown.code : 'internal';
      if (engineOwnErrors.includes(code)) wish.answered = false;
      else onError(thrown);
    } finally {
      busy = false;
      if (latest !== wish) void pump();
    }
  };
  engine.subscribe(() => void pump());

  const readActivity = async (
    model: LatentSpace,
    { seed, firstIndex, count }: SampleRange,
    layer: string,
    signal: AbortSignal,
  ): Promise<SheetActivity> => {
    const latents = Array.from(
      { length: count },
      (_, i) => createSampleFace(model, seed, firstIndex + i).z,
    );
    const take = { kind: 'mean-and-peak' } as const;
    const { channels, data } = await engine.featureRows(latents, layer, take, {}, { signal });
    const strengths = new Float64Array(channels);
    const peaks = new Float32Array(count * channels);
    for (let face = 0; face < count; face += 1) {
      const start = 2 * face * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        const mean = data[start + channel] as number;
        strengths[channel] = (strengths[channel] as number) + mean / count;
      }
      peaks.set(data.subarray(start + channels, start + 2 * channels), face * channels);
    }
    return { strengths, peaks };
  };

  return {
    hold: (wish, listener) => {
      const held: Held = { ...wish, listener, answered: false };
      latest = held;
      void pump();
      return () => {
        if (latest === held) latest = null;
      };
    },
    readSheet: (model, sheet, layer) => {
      const key = [model.id, layer, sheet.seed, sheet.firstIndex, sheet.count].join('|');
      const known = sheets.get(key);
      if (known !== undefined) return known;
      run.abort();
      run = new AbortController();
      const reading = readActivity(model, sheet, layer, run.signal);
      sheets.set(key, reading);
      for (const oldest of sheets.keys()) {
        if (sheets.size <= rememberedSheets) break;
        sheets.delete(oldest);
      }
      reading.catch(() => {
        if (sheets.get(key) === reading) sheets.delete(key);
      });
      return reading;
    },
  };
}
