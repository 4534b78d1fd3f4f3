/** The store as the views see it: data in slices, and verbs. Implemented in `state/store.ts`. */
import type { PlainError } from '../errors.ts';
import type { BackendChoice, EngineNotice, EngineStatus } from '../engine/types.ts';
import type { ModelConfig, ModelEntry } from '../model/config.ts';
import type { ChannelMask } from '../model/arrays.ts';
import type { NamedMask } from '../model/namedMask.ts';
import type { Face } from '../latent/face.ts';
import type { ArithmeticWork, ArithmeticWorkActions } from './arithmetic/work.ts';
import type { KnowledgeKind, ModelKnowledge } from './arithmetic/knowledge.ts';
import type { ArithmeticScene, ArithmeticSlot, BenchSettings } from './arithmetic/scene.ts';
import type { FilterScene } from './filters/scene.ts';
import type { MaskActions } from './filters/maskSlice.ts';
import type { PreparedConcepts } from '../formats/concepts.ts';
import type { PreparedActions } from './filters/prepared.ts';
import type { FilterActions } from './filters/slice.ts';
import type { FilterWork, WorkActions } from './filters/work.ts';
import type { TrainScene } from './train/scene.ts';
import type { TrainActions } from './train/slice.ts';
import type { Instrument, Interpolation, PlayMode, WalkScene } from './scene.ts';

export type Language = 'en' | 'ko';
export type Theme = 'light' | 'dark' | 'system';
export type ViewName = 'walk' | 'arithmetic' | 'filters' | 'train' | 'models';
/** How tiles are enlarged: whole pixels, or smoothed by the browser. */
export type Scaling = 'crisp' | 'smooth';

/** A face kept for later. `id` is unique and stable; `savedAt` is milliseconds since 1970. */
export interface ShelfItem {
  readonly id: string;
  readonly face: Face;
  readonly savedAt: number;
}

/** A sentence for the visitor; `key` removes repetitions (the same key replaces). */
export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'success' | 'error';
  readonly content:
    | { readonly kind: 'error'; readonly error: PlainError; readonly retry: boolean }
    | { readonly kind: 'engine'; readonly notice: EngineNotice }
    | { readonly kind: 'text'; readonly key: NoticeKey };
}
/** Notices without parameters; their sentences are `strings.notices[key]`. */
export type NoticeKey =
  | 'link-copied'
  | 'latent-copied'
  | 'update-ready'
  | 'offline-ready'
  | 'shelf-full'
  | 'path-full'
  | 'other-model'
  | 'put-in-slot'
  | 'slot-full'
  | 'group-full'
  | 'concepts-full'
  | 'concepts-too-long';

export interface PlaygroundState {
  /** The current scene; null until the first model description is known. */
  readonly scene: WalkScene | null;
  /** The bench of the Arithmetic view; null as long as `scene` is. */
  readonly arithmetic: ArithmeticScene | null;
  /** What the Filters view looks at; null as long as `scene` is. */
  readonly filters: FilterScene | null;
  /** What a run of training is told; null as long as `scene` is. */
  readonly train: TrainScene | null;
  /** Fits and measurements of the Filters view. */
  readonly filterWork: FilterWork;
  /** Concepts that come with a model, by its id; null for one without, absent until asked for. */
  readonly preparedConcepts: Readonly<Record<string, PreparedConcepts | null>>;
  readonly view: ViewName;
  readonly playing: boolean;
  /** Keyframe whose components are edited and that arrows move. */
  readonly selectedKeyframe: number;
  readonly mask: ChannelMask;
  readonly shelf: readonly ShelfItem[];
  /** Masks that are kept, of all models, oldest first. */
  readonly masks: readonly NamedMask[];
  readonly language: Language;
  readonly theme: Theme;
  readonly scaling: Scaling;
  readonly shelfOpen: boolean;
  readonly engine: EngineStatus;
  readonly models: readonly ModelEntry[];
  /** The wall, and the test of the visitor's own direction. */
  readonly arithmeticWork: ArithmeticWork;
  /** Exemplars, directions and labels brought so far, by model id. */
  readonly known: Readonly<Record<string, ModelKnowledge>>;
  /** Descriptions read so far, by model id. */
  readonly configs: Readonly<Record<string, ModelConfig>>;
  readonly notices: readonly Notice[];
  /** Face whose z is being inspected; null when the inspector is closed. */
  readonly inspected: Face | null;
}

/** Where a face can be put by dragging, by keyboard, or from a tile's menu. */
export type DropTarget =
  | { readonly kind: 'keyframe'; readonly index: number } // replaces that keyframe
  | { readonly kind: 'keyframe-gap'; readonly index: number } // inserts before `index`
  | { readonly kind: 'pad-corner'; readonly corner: 0 | 1 | 2 | 3 }
  | { readonly kind: 'exemplar'; readonly slot: number; readonly index: number } // replaces, or fills
  | { readonly kind: 'slot'; readonly slot: number } // adds to the slot's exemplars
  | { readonly kind: 'group'; readonly group: GroupName } // adds to a group
  | { readonly kind: 'filter-face'; readonly place: 0 | 1 }
  | { readonly kind: 'shelf' }
  | { readonly kind: 'bin' }; // removes what can be removed

/** The two groups that a direction of one's own is fitted from. */
export type GroupName = 'with' | 'without';

/** Where a dragged face was picked up; decides between copy, move and remove. */
export type DragSource =
  | { readonly kind: 'palette'; readonly index: number }
  | { readonly kind: 'keyframe'; readonly index: number }
  | { readonly kind: 'pad-corner'; readonly corner: 0 | 1 | 2 | 3 }
  | { readonly kind: 'shelf'; readonly id: string }
  | { readonly kind: 'stage' }
  | { readonly kind: 'frame'; readonly position: number }
  | { readonly kind: 'exemplar'; readonly slot: number; readonly index: number }
  | { readonly kind: 'slot'; readonly slot: number } // the mean: all its exemplars travel
  | { readonly kind: 'result'; readonly cell: number }
  | { readonly kind: 'group'; readonly group: GroupName; readonly index: number }
  | { readonly kind: 'drawn'; readonly name: string } // drawn for a panel: an arm, a row, a wall
  | { readonly kind: 'sheet'; readonly index: number } // of the Filters view
  | { readonly kind: 'filter-face'; readonly place: 0 | 1 };

/**
 * Verbs. "Committed" verbs make one step that the browser's Back undoes; the `live` flag marks the
 * moves of a gesture, which replace the current step and are committed by `commit` at its end.
 */
export interface PlaygroundActions
  extends
    FilterActions,
    PreparedActions,
    WorkActions,
    MaskActions,
    TrainActions,
    ArithmeticWorkActions {
  // scene
  setPosition(position: number, options?: { live?: boolean }): void;
  setPad(x: number, y: number, options?: { live?: boolean }): void;
  setTruncation(factor: number, options?: { live?: boolean }): void;
  /** Steps along directions of attributes, and directions held fixed. */
  setLook(change: Partial<Pick<WalkScene, 'amounts' | 'held'>>, options?: { live?: boolean }): void;
  setInterpolation(interpolation: Interpolation): void;
  setPlayMode(mode: PlayMode): void;
  setSpeed(segmentsPerSecond: number, options?: { live?: boolean }): void;
  setPaletteSeed(seed: number): void;
  setSheetSeed(seed: number): void;
  setInstrument(instrument: Instrument): void;
  /** The stage follows the path again, or the pad. */
  setSource(source: WalkScene['source']): void;
  /** Puts a face somewhere; what a drop does. Refusals become notices. Returns whether it was done. */
  place(face: Face, target: DropTarget, source?: DragSource): boolean;
  addKeyframe(face: Face): void;
  removeKeyframe(index: number): void;
  moveKeyframe(from: number, to: number): void;
  selectKeyframe(index: number): void;
  /** Inserts the face at the present position as a keyframe and selects it. */
  insertKeyframeHere(): void;
  /** New values for components of the selected keyframe; locked ones are refused silently. */
  paintComponents(changes: Readonly<Record<number, number>>, options?: { live?: boolean }): void;
  /** Draws unlocked components of the selected keyframe anew from the prior, with the given seed. */
  redrawUnlocked(seed: number): void;
  setLocked(components: readonly number[]): void;
  // arithmetic
  /** Changes settings of the bench; each is checked as a link's would be. */
  setBench(change: Partial<BenchSettings>, options?: { live?: boolean }): void;
  /** New slots, for weights, terms and whole triples: {@link minSlots} to {@link maxSlots}. */
  setSlots(slots: readonly ArithmeticSlot[], options?: { live?: boolean }): void;
  /** Fills the slots with a triple that was picked by a rule, and notes which. */
  fillSlots(preset: string, triple: number, slots: readonly (readonly Face[])[]): void;
  /** The same where nobody has put anything on the bench yet, once for each model; no step of history. */
  offerSlots(preset: string, slots: readonly (readonly Face[])[]): void;
  /** Faces of a group, such as none. */
  setGroup(group: GroupName, faces: readonly Face[]): void;
  /** Brings what the present model knows of its latents; see `known`. */
  learn(kind: KnowledgeKind): void;
  /** Ends a gesture: what `live` moves made becomes one step of history. */
  commit(): void;
  // playback
  play(): void;
  pause(): void;
  // page
  setView(view: ViewName): void;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  setScaling(scaling: Scaling): void;
  setShelfOpen(open: boolean): void;
  saveToShelf(face: Face): void;
  removeFromShelf(id: string): void;
  inspect(face: Face | null): void;
  useModel(id: string): Promise<void>;
  /** Draws with a model that was trained here and is kept, and shows a view. */
  openOwnModel(id: string, view: ViewName): Promise<void>;
  removeOwnModel(id: string): Promise<void>;
  setBackend(choice: BackendChoice): Promise<void>;
  retry(): Promise<void>;
  notify(tone: Notice['tone'], content: Notice['content']): void;
  dismiss(noticeId: number): void;
}

export type PlaygroundStore = PlaygroundState & PlaygroundActions;
