/** What the page asks of a worker that measures how cost grows, and what comes back. */
import type { KernelBuild } from '../../src/engine/kernels/wasm/kernelModule.ts';
import type { CaseLimits, CaseResult } from './measureCase.ts';
import type { NetworkShape } from './randomNetwork.ts';

/** One network at several numbers of faces. */
export interface ScalingCase extends NetworkShape {
  readonly runs: readonly CaseLimits[];
}

/** What to measure on one backend. */
export interface ScalingRequest {
  readonly cases: readonly ScalingCase[];
  /** `limit.as` in base64, for each build. */
  readonly limits: Readonly<Record<KernelBuild, string>>;
  /** A run that takes longer than this is the last one of its network, in milliseconds. */
  readonly longestRunMs: number;
}

/** What was found on one backend. */
export interface ScalingResult {
  /** Kernels in words: the build, or the adapter. */
  readonly kernels: string;
  /**
   * The limit in milliards of multiply-adds a second: the fastest of many measurements, because
   * whatever else the machine does makes a loop slower and never faster.
   */
  readonly limit: number;
  readonly cases: readonly CaseResult[];
}

/** Answer of a worker. */
export type ScalingAnswer =
  | { readonly kind: 'measured'; readonly result: ScalingResult }
  | { readonly kind: 'failed'; readonly message: string };
