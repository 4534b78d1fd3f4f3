/** All WGSL programs of training by name. */
import { activationPrograms } from './activationPrograms.ts';
import { convolutionPrograms } from './convolutionPrograms.ts';
import { filterPrograms } from './filterPrograms.ts';
import type { Program } from './frame.ts';
import { learningPrograms } from './learningPrograms.ts';
import { normPrograms } from './normPrograms.ts';
import { transposedPrograms } from './transposedPrograms.ts';

export const programs = {
  ...convolutionPrograms,
  ...transposedPrograms,
  ...filterPrograms,
  ...normPrograms,
  ...activationPrograms,
  ...learningPrograms,
} as const satisfies Record<string, Program>;
export type ProgramName = keyof typeof programs;
