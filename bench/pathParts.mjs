// @ts-check
/** The parts of the way from an input to its picture, in the words of table and figure. */

/**
 * @typedef {object} PathPart
 * @property {string} name
 * @property {number} meanMs
 * @property {string} colour class of `svg.mjs`
 */

const number = (/** @type {number | null} */ value) => value ?? Number.NaN;

/**
 * In order; all but the last add up to the time that the page itself reports.
 * @param {import('./measurePage.mjs').DragResult} drag
 * @returns {PathPart[]}
 */
export function pathParts({ parts, browserMs, frameMs }) {
  const mean = (/** @type {keyof typeof parts} */ part) => number(parts[part].meanMs);
  return [
    { name: 'input waits for the page', meanMs: browserMs, colour: 'c0' },
    { name: 'store and view', meanMs: mean('inputToWishedMs') - browserMs, colour: 'c1' },
    { name: 'waits for the face before it', meanMs: mean('wishedToAskedMs'), colour: 'c2' },
    {
      name: 'message to the worker',
      meanMs: mean('askedToHeardMs') + mean('heardToStartedMs'),
      colour: 'c3',
    },
    { name: 'network, read-back included', meanMs: mean('startedToComputedMs'), colour: 'c4' },
    { name: 'pixels', meanMs: mean('computedToPackedMs'), colour: 'c5' },
    { name: 'message to the page', meanMs: mean('packedToReceivedMs'), colour: 'c6' },
    { name: 'canvas', meanMs: mean('receivedToDrawnMs'), colour: 'c7' },
    { name: 'then: until the frame is shown', meanMs: frameMs, colour: 'c8' },
  ];
}
