/** The error of what was given up for something newer. */
import { PlaygroundError } from '../errors.ts';

/** Nothing that anybody is told: whoever asked has asked for something else since. */
export function movedOn(): PlaygroundError {
  return new PlaygroundError('aborted', 'The engine moved on to something else.');
}
