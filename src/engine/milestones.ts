/**
 * Marks on the way from an empty worker to a model that draws, in the browser's own timeline: for its
 * profiler and for the bench. A handful for each model that is loaded.
 */

/** In the order in which a start passes them. */
export const milestones = [
  /** The last byte of the weights is there; their digest is still to be compared. */
  'engine:received',
  /** The files are what `config.json` names. */
  'engine:fetched',
  /** They are in the worker whose backend is to draw. */
  'engine:installing',
  /** The weights are float32 and have the right shapes. */
  'engine:decoded',
  /** Batch norms are folded in, and the network is planned. */
  'engine:planned',
  /** The first face is drawn; weights are packed and programs compiled. */
  'engine:first-face',
  /** The backend has passed its check. */
  'engine:checked',
] as const;

/** Marks the present moment. */
export function reach(milestone: (typeof milestones)[number]): void {
  performance.mark(milestone);
}
