/** What a model folder says about itself: the typed form of a checked `config.json`. */

/** Distribution the latents are drawn from: N(0, 1) or U(−1, 1), independent components. */
export type Prior = 'normal' | 'uniform';

/** One module of a PyTorch `Sequential`; `index` is its number there (`main.<index>`). */
export type LayerSpec =
  | {
      readonly kind: 'conv_transpose' | 'conv';
      readonly index: number;
      readonly in: number;
      readonly out: number;
      readonly kernel: number;
      readonly stride: number;
      readonly padding: number;
      readonly bias: boolean;
    }
  | {
      readonly kind: 'batch_norm';
      readonly index: number;
      readonly channels: number;
      readonly epsilon: number;
    }
  | { readonly kind: 'relu' | 'tanh' | 'sigmoid'; readonly index: number }
  | { readonly kind: 'leaky_relu'; readonly index: number; readonly slope: number };

/**
 * What a model draws, for the sentences of the page; `sample` where its folder does not say, which is
 * right of anything.
 */
export const subjects = ['face', 'avatar', 'bedroom', 'sample'] as const;

/** One of `subjects`. */
export type Subject = (typeof subjects)[number];

/** Size and digest of one file of the folder. */
export interface FileDigest {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** One network of the model: where its weights lie and what its layers are. */
export interface NetworkSpec {
  readonly file: string;
  readonly layers: readonly LayerSpec[];
}

/** The stored sheet shown before weights arrive: tile i is G of sample `firstIndex + i` of `seed`. */
export interface SampleSheet {
  readonly file: string;
  readonly columns: number;
  readonly rows: number;
  readonly seed: number;
  readonly firstIndex: number;
}

/** How often the judge of attributes is right on photographs it never saw; all shares 0 … 1. */
export interface HeldOutScores {
  readonly pictures: number;
  readonly accuracy: readonly number[];
  /** Mean of the accuracies on pictures with and without the attribute. */
  readonly balancedAccuracy: readonly number[];
  /** Null where the held-out pictures are all of one kind. */
  readonly auc: readonly (number | null)[];
}

/** A network beside G, in a file of its own that is fetched when it is first needed. */
export type SideNetwork = 'discriminator' | 'classifier';

/** A small network that judges attributes of a picture: its last layer has one channel for each. */
export interface ClassifierSpec extends NetworkSpec {
  /** Names, each once, in the order of the channels. */
  readonly attributes: readonly string[];
  /** In the order of `attributes`; null if it was not measured. */
  readonly heldOut: HeldOutScores | null;
}

/** Labelled latents: row i of the file is about sample `firstIndex + i` of `seed`. */
export interface LabelSet {
  readonly file: string;
  readonly seed: number;
  readonly firstIndex: number;
  readonly count: number;
}

/** A checked model description. Names of the JSON keys stand in `formats/config.ts`. */
export interface ModelConfig {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly data: string;
  readonly subject: Subject;
  readonly prior: Prior;
  readonly latentDim: number;
  readonly imageSize: number;
  readonly channels: 1 | 3;
  readonly generator: NetworkSpec;
  readonly discriminator: NetworkSpec | null;
  readonly samples: SampleSheet | null;
  /** Judges attributes of pictures in the page. */
  readonly classifier: ClassifierSpec | null;
  /** Read by `formats/labels.ts`. */
  readonly labels: LabelSet | null;
  /** Attribute directions fitted offline, read by `formats/directions.ts`. */
  readonly directions: string | null;
  /** Exemplars chosen by a rule, read by `formats/exemplars.ts`. */
  readonly exemplars: string | null;
  /** Concepts to forget, prepared by a rule, read by `formats/concepts.ts`. */
  readonly concepts: string | null;
  /** Safetensors with `z` [n, latentDim] and `images` [n, channels, size, size], float32 by PyTorch. */
  readonly golden: string | null;
  readonly files: Readonly<Record<string, FileDigest>>;
}

/** A line of the catalogue of models on offer. */
export interface ModelEntry {
  readonly id: string;
  readonly title: string;
  /** Address of the folder, ending in a slash, relative to the page. */
  readonly url: string;
}

/** A layer that can be read and masked: the output of a block (convolution, batch norm, activation). */
export interface LayerInfo {
  readonly network: 'generator' | 'discriminator';
  /** PyTorch name of the module whose output this is, e.g. `main.2`; discriminator names start with `D.`. */
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}
