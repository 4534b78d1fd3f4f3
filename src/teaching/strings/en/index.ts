/** Every English string. The other languages have the type of this one. */
import type { Subject } from '../../../model/config.ts';
import { createArithmetic } from './arithmetic.ts';
import { createErrors } from './errors.ts';
import { createFilters } from './filters.ts';
import { models } from './models.ts';
import { englishNoun } from './noun.ts';
import { createParts } from './parts.ts';
import { pictures } from './pictures.ts';
import { createShell } from './shell.ts';
import { train } from './train.ts';
import { createWalk } from './walk.ts';

/** The strings for a model that draws `subject`. */
export function createEnglish(subject: Subject) {
  const noun = englishNoun(subject);
  return {
    shell: createShell(noun),
    errors: createErrors(noun),
    parts: createParts(noun),
    models,
    walk: createWalk(noun),
    arithmetic: createArithmetic(noun),
    filters: createFilters(noun),
    pictures,
    train,
  };
}

/** What every language provides: texts, and functions for texts with parameters. */
export type Strings = ReturnType<typeof createEnglish>;
