/** Every English string. The other languages have the type of this one. */
import { arithmetic } from './arithmetic.ts';
import { errors } from './errors.ts';
import { filters } from './filters.ts';
import { models } from './models.ts';
import { parts } from './parts.ts';
import { pictures } from './pictures.ts';
import { shell } from './shell.ts';
import { train } from './train.ts';
import { walk } from './walk.ts';

export const en = { shell, errors, parts, models, walk, arithmetic, filters, pictures, train };

/** What every language provides: texts, and functions for texts with parameters. */
export type Strings = typeof en;
