import { PlaygroundError } from '../../../errors.ts';

/** A `bad-argument` that says where, what was expected and what was found. */
export function misfit(where: string, expected: string, found: string): PlaygroundError {
  return new PlaygroundError('bad-argument', `${where}: expected ${expected}, found ${found}.`, {
    where,
    expected,
    found,
  });
}
