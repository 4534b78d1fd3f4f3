/** Every Korean string. */
import type { Strings } from '../en/index.ts';
import { arithmetic } from './arithmetic.ts';
import { errors } from './errors.ts';
import { filters } from './filters.ts';
import { models } from './models.ts';
import { parts } from './parts.ts';
import { pictures } from './pictures.ts';
import { shell } from './shell.ts';
import { train } from './train.ts';
import { walk } from './walk.ts';

export const ko: Strings = {
  shell,
  errors,
  parts,
  models,
  walk,
  arithmetic,
  filters,
  pictures,
  train,
};
