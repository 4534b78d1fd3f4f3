/** All WGSL programs of training by name. */
import { activationPrograms } from './activationPrograms.ts';
import { convolutionPrograms } from './convolutionPrograms.ts';
import type { Program } from './frame.ts';
import { learningPrograms } from './learningPrograms.ts';
import { normPrograms } from './normPrograms.ts';

export const programs = {
  ...convolutionPrograms,
  ...normPrograms,
  ...activationPrograms,
  ...learningPrograms,
} as const satisfies Record<string, Program>;
export type ProgramName = keyof typeof programs;
