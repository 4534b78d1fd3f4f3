/** Every Korean string. */
import type { Subject } from '../../../model/config.ts';
import type { Strings } from '../en/index.ts';
import { createArithmetic } from './arithmetic.ts';
import { createErrors } from './errors.ts';
import { createFilters } from './filters.ts';
import { models } from './models.ts';
import { koreanNoun } from './noun.ts';
import { createParts } from './parts.ts';
import { pictures } from './pictures.ts';
import { createShell } from './shell.ts';
import { train } from './train.ts';
import { createWalk } from './walk.ts';

/** The strings for a model that draws `subject`. */
export function createKorean(subject: Subject): Strings {
  const noun = koreanNoun(subject);
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
