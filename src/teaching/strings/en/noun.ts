/** English: what a model draws, as the sentences name it. */
import type { Subject } from '../../../model/config.ts';

/** The forms of a noun. */
export interface EnglishNoun {
  readonly one: string;
  /** With its article. */
  readonly a: string;
  readonly many: string;
  /** The same at the beginning of a sentence. */
  readonly One: string;
  readonly A: string;
  readonly Many: string;
  /** Something that is seen on them, in the plural. */
  readonly details: string;
}

const nouns: Readonly<Record<Subject, EnglishNoun>> = {
  face: nounOf('a', 'face', 'noses'),
  avatar: nounOf('an', 'avatar', 'mouths'),
  bedroom: nounOf('a', 'bedroom', 'windows'),
  sample: nounOf('a', 'sample', 'shapes'),
};

function nounOf(article: string, one: string, details: string): EnglishNoun {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  const a = `${article} ${one}`;
  const many = `${one}s`;
  return { one, a, many, One: capital(one), A: capital(a), Many: capital(many), details };
}

/** The noun of a subject. */
export function englishNoun(subject: Subject): EnglishNoun {
  return nouns[subject];
}
