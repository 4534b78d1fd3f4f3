/**
 * Pictures on request (the promises are in `pictureTypes.ts`). One batch is with the engine at a
 * time; what goes next is chosen (`batching.ts`) the moment the engine is free, in a microtask and not
 * in the next frame, so that an input that finds the engine idle is drawn after one generation.
 */
import { PlaygroundError, fromPlainError, toPlainError } from '../errors.ts';
import type { DrawingTimes, Engine, EngineStatus } from '../engine/types.ts';
import type { Face } from '../latent/face.ts';
import type { ChannelMask, PixelImage } from '../model/arrays.ts';
import { chooseBatch } from './batching.ts';
import type { Candidate } from './batching.ts';
import { drawInOrder, wrongModel } from './drawInOrder.ts';
import type { LatencyLog, LatencySample } from './latency.ts';
import { maskField } from './maskField.ts';
import { createPictureCache, pictureKey } from './pictureCache.ts';
import type { Picture, PictureService, PictureWish } from './pictureTypes.ts';

/** What the picture service needs. */
export interface PictureSources {
  readonly engine: Pick<Engine, 'generate' | 'getStatus' | 'subscribe' | 'onNotice'>;
  /** The picture that came with the model, if this face is on its sheet. */
  readonly storedPicture: (face: Face) => PixelImage | null;
  readonly latency: LatencyLog;
  /** Milliseconds, on the clock of `event.timeStamp`. */
  readonly now: () => number;
  /** Told once for each failed batch; failures of the whole engine are told by its status instead. */
  readonly onError: (error: unknown) => void;
  /** Told when the first picture, and the first one drawn here, is on screen. */
  readonly onMilestone: (name: 'first-picture' | 'first-live-face') => void;
}

/** The service with the levers that only the composition root pulls. */
export interface PictureKeeper extends PictureService {
  /** Scales channels from now on; everything on screen is drawn again. */
  setMask(mask: ChannelMask): void;
  /** Stored pictures have arrived: wishes that show nothing yet get theirs. */
  offerStored(): void;
}

interface Wish extends Candidate {
  readonly face: Face;
  slot: object;
  order: number;
  readonly listener: (picture: Picture) => void;
  /** An export wants to know when its picture cannot be had. */
  readonly onRefused: ((error: PlaygroundError) => void) | null;
  /** A mask of its own; null follows the page's. */
  readonly mask: ChannelMask | null;
  readonly wishedMs: number;
  shown: 'nothing' | 'stored' | 'live';
  hasStored: boolean;
  /** The epoch in which the engine refused it. */
  refusedIn: number;
}

/** What the pictures of a batch share of their way. */
type BatchTimes = Omit<LatencySample, 'inputMs' | 'wishedMs' | 'drawnMs'>;

const cacheBytes = 48 * 2 ** 20;
/** Taken for the time of a face until one was measured. */
const assumedMilliseconds = 20;
/** Weight of the newest measurement in the running mean. */
const newestWeight = 0.3;
/** Failures that the engine recovers from and speaks of by itself. */
const engineOwnErrors: readonly string[] = ['device-lost', 'worker-crashed', 'aborted'];

const maskKeys = new WeakMap<ChannelMask, string>();

/** Tells masks apart in keys; masks are never changed, so each is written once. */
function maskKey(mask: ChannelMask): string {
  const known = maskKeys.get(mask) ?? `${maskField.toText(mask)}|`;
  maskKeys.set(mask, known);
  return known;
}

/** The part of a batch that is drawn with the mask of its first wish. */
function withOneMask(batch: readonly Wish[]): readonly Wish[] {
  const keyOf = ({ mask }: Wish): string | null => (mask === null ? null : maskKey(mask));
  const first = batch[0] === undefined ? null : keyOf(batch[0]);
  return batch.filter((wish) => keyOf(wish) === first);
}

/** Makes the service. It lives as long as the page. */
export function createPictures(sources: PictureSources): PictureKeeper {
  const { engine, latency, now } = sources;
  const wishes = new Set<Wish>();
  const cache = createPictureCache(cacheBytes);
  const shownOrder = new WeakMap<object, number>();
  const milestones = new Set<string>();
  let mask: ChannelMask = {};
  let generation = 0; // raised when pictures drawn before are no longer the right ones
  let epoch = 0; // raised when it makes sense to ask again for what was refused
  let orders = 0;
  let busy = false;
  let pumpQueued = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let millisecondsPerFace = assumedMilliseconds;
  let lastInputSent = -Infinity;
  let lastLiveSent = -Infinity;
  let lastSideSent = -Infinity;
  let status: EngineStatus = engine.getStatus();
  /** Asked for before anybody holds a wish for it. */
  let anticipated: Wish | null = null;

  const reach = (name: 'first-picture' | 'first-live-face'): void => {
    if (milestones.has(name)) return;
    milestones.add(name);
    sources.onMilestone(name);
  };

  /** Gives `wish`'s picture to a listener: its own, or that of its successor in the slot. */
  const show = (wish: Wish, listener: Wish['listener'], picture: Picture): void => {
    shownOrder.set(wish.slot, Math.max(wish.order, shownOrder.get(wish.slot) ?? 0));
    try {
      listener(picture);
    } catch (thrown) {
      sources.onError(thrown);
    }
    reach('first-picture');
    if (picture.source === 'live') reach('first-live-face');
  };
  const showLive = (wish: Wish, image: PixelImage): void => {
    wish.shown = 'live';
    show(wish, wish.listener, { image, source: 'live' });
  };
  const measure = ({ inputTime, wishedMs }: Wish, times: BatchTimes): void => {
    if (inputTime === null) return;
    // A picture that was under way already when it was wished for did not wait to be asked for.
    const wished = Math.min(wishedMs, times.askedMs);
    latency.record({ inputMs: inputTime, wishedMs: wished, ...times, drawnMs: now() });
  };
  const showStored = (wish: Wish): void => {
    const masked = Object.keys(wish.mask ?? mask).length > 0;
    if (wish.shown !== 'nothing' || wish.onRefused !== null || masked) return;
    const image = sources.storedPicture(wish.face);
    if (image === null) return;
    wish.shown = 'stored';
    wish.hasStored = true;
    show(wish, wish.listener, { image, source: 'stored' });
  };

  const pump = (): void => {
    pumpQueued = false;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const modelId = status.phase === 'ready' ? status.model?.id : undefined;
    if (busy || modelId === undefined) return;
    const waiting = [...wishes].filter(
      (wish) => wish.shown !== 'live' && wish.refusedIn !== epoch && wish.face.modelId === modelId,
    );
    const situation = {
      now: now(),
      millisecondsPerFace,
      lastInputSent,
      lastLiveSent,
      lastSideSent,
    };
    const { batch, waitMs } = chooseBatch(waiting, situation);
    if (batch.length > 0) void draw(withOneMask(batch));
    else if (waitMs !== null) timer = setTimeout(pump, Math.max(waitMs, 1));
  };
  const pumpSoon = (): void => {
    if (pumpQueued) return;
    pumpQueued = true;
    queueMicrotask(pump);
  };

  const draw = async (batch: readonly Wish[]): Promise<void> => {
    busy = true;
    const drawnFor = generation;
    const askedMs = now();
    if (batch.some((wish) => wish.inputTime !== null)) lastInputSent = askedMs;
    else lastSideSent = askedMs;
    if (batch.some((wish) => wish.priority === 'live')) lastLiveSent = askedMs;
    try {
      // Told before the pictures come.
      let drawing = null as DrawingTimes | null;
      const images = await engine.generate(
        batch.map((wish) => wish.face.z),
        batch[0]?.mask ?? mask,
        (times) => {
          drawing = times;
        },
      );
      const receivedMs = now();
      const measured = (receivedMs - askedMs) / batch.length;
      millisecondsPerFace += newestWeight * (measured - millisecondsPerFace);
      if (drawnFor !== generation) return;
      deliver(batch, images, drawing === null ? null : { askedMs, ...drawing, receivedMs });
    } catch (thrown) {
      refuse(batch, thrown);
    } finally {
      busy = false;
      pumpSoon();
    }
  };

  const deliver = (
    batch: readonly Wish[],
    images: readonly PixelImage[],
    times: BatchTimes | null,
  ): void => {
    for (const [i, drawn] of batch.entries()) {
      const image = images[i];
      if (image === undefined) continue;
      cache.set(drawn.key, image);
      for (const wish of wishes) {
        if (wish.key !== drawn.key || wish.shown === 'live') continue;
        if (wish === anticipated) {
          wish.shown = 'live'; // nobody looks
        } else {
          showLive(wish, image);
          if (times !== null) measure(wish, times);
        }
      }
      if (wishes.has(drawn) || drawn.priority !== 'live') continue;
      // Replaced while it was under way: on the way to the newest wish of its slot, it is still shown.
      const successor = successorOf(drawn);
      if (successor === undefined) continue;
      show(drawn, successor.listener, { image, source: 'live' });
      if (times !== null) measure(drawn, times);
    }
  };
  const successorOf = (drawn: Wish): Wish | undefined => {
    if (drawn.order <= (shownOrder.get(drawn.slot) ?? 0)) return undefined;
    return [...wishes].find(
      (wish) => wish.slot === drawn.slot && wish.priority === 'live' && wish.shown === 'nothing',
    );
  };

  const refuse = (batch: readonly Wish[], thrown: unknown): void => {
    const error = thrown instanceof PlaygroundError ? thrown : fromPlainError(toPlainError(thrown));
    for (const wish of batch) {
      wish.refusedIn = epoch;
      wish.onRefused?.(error);
    }
    if (!engineOwnErrors.includes(error.code)) sources.onError(error);
  };
  const drawAgain = (): void => {
    generation += 1;
    epoch += 1;
    cache.clear();
    for (const wish of wishes) {
      wish.shown = 'nothing';
      wish.hasStored = false;
    }
    pumpSoon();
  };

  engine.subscribe(() => {
    const before = status;
    status = engine.getStatus();
    if (status.active?.backend !== before.active?.backend) {
      millisecondsPerFace = status.active?.millisecondsPerFace ?? assumedMilliseconds;
    }
    const nowReady = status.phase === 'ready' && before.phase !== 'ready';
    if (nowReady || status.active !== before.active || status.model !== before.model) epoch += 1;
    for (const wish of wishes) {
      if (wish.onRefused === null) continue;
      if (status.phase === 'failed' && status.error !== null) {
        wish.onRefused(fromPlainError(status.error));
      } else if (status.model !== null && status.model.id !== wish.face.modelId) {
        wish.onRefused(wrongModel(wish.face.modelId, status.model.id));
      }
    }
    pumpSoon();
  });
  engine.onNotice((notice) => {
    if (notice.kind === 'device-restored' || notice.kind === 'worker-restarted') drawAgain();
  });

  const makeWish = (
    { face, priority, inputTime, slot, mask: ownMask }: PictureWish,
    listener: Wish['listener'],
    onRefused: Wish['onRefused'],
  ): Wish => {
    orders += 1;
    return {
      key: ownMask === undefined ? pictureKey(face) : `${maskKey(ownMask)}${pictureKey(face)}`,
      face,
      priority,
      inputTime: inputTime ?? null,
      order: orders,
      slot: slot ?? listener,
      listener,
      onRefused,
      mask: ownMask ?? null,
      wishedMs: now(),
      shown: 'nothing',
      hasStored: false,
      refusedIn: -1,
    };
  };
  /** A wish takes the place of the one that was anticipated for it. */
  const succeedAnticipated = (wish: Wish): void => {
    if (anticipated === null || anticipated.key !== wish.key || wish.priority !== 'live') return;
    wishes.delete(anticipated);
    // What is under way for it belongs where the wish is shown.
    anticipated.slot = wish.slot;
    anticipated.order = wish.order;
    anticipated = null;
  };
  const addWish = (...parts: Parameters<typeof makeWish>): Wish => {
    const wish = makeWish(...parts);
    succeedAnticipated(wish);
    wishes.add(wish);
    const image = cache.get(wish.key);
    if (image === undefined) {
      showStored(wish);
      pumpSoon();
    } else {
      showLive(wish, image);
      if (wish.inputTime !== null) latency.recordRemembered();
    }
    return wish;
  };

  return {
    hold: (wish, listener) => {
      const held = addWish(wish, listener, null);
      return () => {
        wishes.delete(held);
      };
    },
    anticipate: (face, inputTime, ownMask) => {
      if (anticipated !== null) wishes.delete(anticipated);
      anticipated = null;
      const wanted = { face, priority: 'live', inputTime } as const;
      const masked = ownMask === undefined ? wanted : { ...wanted, mask: ownMask };
      const wish = makeWish(masked, () => undefined, null);
      if (cache.get(wish.key) !== undefined) return;
      anticipated = wish;
      wishes.add(wish);
      pump(); // not in a microtask: the page is rendered before that
    },
    drawAll: (faces, options) =>
      drawInOrder(faces, options ?? {}, {
        modelId: () => status.model?.id,
        open: (face, listener, onRefused) => {
          const held = addWish({ face, priority: 'visible' }, listener, onRefused);
          return () => {
            wishes.delete(held);
          };
        },
      }),
    setMask: (next) => {
      mask = next;
      drawAgain();
    },
    offerStored: () => {
      for (const wish of wishes) showStored(wish);
    },
  };
}
