/** What sliders, boxes, links and the console accept. */

/** Factor on z. */
export const truncationRange = { min: 0, max: 2 } as const;
/** Segments a second. */
export const speedRange = { min: 0.05, max: 5 } as const;
/** Decimals that positions, pad points, truncation and speed are rounded to, so that links stay short. */
export const positionDecimals = 4;
/** Deviations of the prior that an attribute slider goes either way. */
export const amountRange = { min: -6, max: 6 } as const;
/** Directions that there can be: more than any data set labels. */
export const mostDirections = 64;
/** Faces the shelf holds. */
export const shelfLimit = 200;

/** Rounds to {@link positionDecimals}. */
export function roundForLink(value: number): number {
  const factor = 10 ** positionDecimals;
  return Math.round(value * factor) / factor + 0;
}
