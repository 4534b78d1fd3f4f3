/** Korean: what a model draws, as the sentences name it. */
import type { Subject } from '../../../model/config.ts';

/** A noun; particles are added where it stands. */
export interface KoreanNoun {
  readonly one: string;
  /** Something that is seen on it. */
  readonly detail: string;
}

const nouns: Readonly<Record<Subject, KoreanNoun>> = {
  face: { one: '얼굴', detail: '코' },
  avatar: { one: '아바타', detail: '입' },
  bedroom: { one: '침실', detail: '창문' },
  sample: { one: '표본', detail: '모양' },
};

/** The noun of a subject. */
export function koreanNoun(subject: Subject): KoreanNoun {
  return nouns[subject];
}
