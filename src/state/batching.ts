/**
 * Which wishes go to the engine next. It draws one batch at a time and cannot be interrupted, so what
 * is sent now is what the next move of a slider may have to wait for. While the visitor is moving
 * something, the picture under the hand goes first and alone, and everything else only gets what
 * costs next to nothing, or one face now and then so that it does not starve.
 */

/** What the choice depends on of a wish. */
export interface Candidate {
  readonly key: string;
  readonly priority: 'live' | 'visible' | 'background';
  /** `event.timeStamp` of the input behind it; null when there is none. */
  readonly inputTime: number | null;
  /** Wishes are numbered in the order in which they were made. */
  readonly order: number;
  /** A stored picture is on screen already. */
  readonly hasStored: boolean;
}

/** What the choice depends on besides. All times in milliseconds on one clock. */
export interface Situation {
  readonly now: number;
  readonly millisecondsPerFace: number;
  /** When a wish with an input was last sent; −Infinity for never. */
  readonly lastInputSent: number;
  /** When a live wish of any kind was last sent. */
  readonly lastLiveSent: number;
  /** When a wish without an input was last sent. */
  readonly lastSideSent: number;
}

/** Send these now; or nothing, and look again after `waitMs` (null: when something changes). */
export interface BatchChoice<Wish> {
  readonly batch: readonly Wish[];
  readonly waitMs: number | null;
}

/** A hand or a player that moved this recently is still moving. */
const flowMs = 150;
/** Others may be served this seldom while the hand moves, whatever they cost. */
const mercyMs = 350;
/** A delay of a live picture that nobody notices. */
const negligibleMs = 8;
/** Longest batch while nothing moves: what a first touch may have to wait. */
const idleBatchMs = 48;
/** After an input another one is likely for this long: what it may have to wait is a frame. */
const likelyMs = 1000;
/** Two live pictures travel together if they take no more than a frame. */
const frameMs = 16;
const largestBatch = 32;

/** Chooses the next batch out of everything that waits; one candidate for each key. */
export function chooseBatch<Wish extends Candidate>(
  waiting: readonly Wish[],
  situation: Situation,
): BatchChoice<Wish> {
  const { now, lastInputSent, lastLiveSent, lastSideSent } = situation;
  const first = (key: 'inputTime' | 'order', wishes: readonly Wish[]): Wish[] =>
    wishes.toSorted((a, b) => Number(a[key]) - Number(b[key]));
  const share = (ms: number): number =>
    Math.min(Math.max(Math.floor(ms / situation.millisecondsPerFace), 1), largestBatch);
  const take = (wishes: readonly Wish[], ms: number): BatchChoice<Wish> => ({
    batch: onePerKey(wishes).slice(0, share(ms)),
    waitMs: null,
  });

  const byHand = first(
    'inputTime',
    waiting.filter((wish) => wish.inputTime !== null),
  ).toReversed();
  const live = first(
    'order',
    waiting.filter((wish) => wish.inputTime === null && wish.priority === 'live'),
  );
  if (byHand.length > 0) return take([...byHand, ...live], negligibleMs);

  const cheap = situation.millisecondsPerFace <= negligibleMs;
  const handMoves = now - lastInputSent < flowMs;
  const mercyIn = lastSideSent + mercyMs - now;
  if (live.length > 0) {
    if (!handMoves) return take(live, frameMs);
    if (cheap) return take(live, negligibleMs);
    if (mercyIn <= 0) return take(live, 0);
    return { batch: [], waitMs: Math.min(mercyIn, lastInputSent + flowMs - now) };
  }

  const rest = [
    ...first(
      'order',
      waiting.filter((wish) => wish.priority === 'visible' && !wish.hasStored),
    ),
    ...first(
      'order',
      waiting.filter((wish) => wish.priority === 'background' && !wish.hasStored),
    ),
    ...first(
      'order',
      waiting.filter((wish) => wish.priority !== 'live' && wish.hasStored),
    ),
  ];
  if (rest.length === 0) return { batch: [], waitMs: null };
  if (now - lastLiveSent >= flowMs) {
    return take(rest, now - lastInputSent < likelyMs ? frameMs : idleBatchMs);
  }
  if (cheap) return take(rest, negligibleMs);
  if (mercyIn <= 0) return take(rest, 0);
  return { batch: [], waitMs: Math.min(mercyIn, lastLiveSent + flowMs - now) };
}

function onePerKey<Wish extends Candidate>(wishes: readonly Wish[]): Wish[] {
  const seen = new Set<string>();
  return wishes.filter((wish) => !seen.has(wish.key) && seen.add(wish.key));
}
