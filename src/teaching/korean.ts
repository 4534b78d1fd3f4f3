/** Korean particles, which depend on how the word before them ends. */

type Ending = 'vowel' | 'rieul' | 'consonant';

/** Sino-Korean readings of 0 … 9: 영 일 이 삼 사 오 육 칠 팔 구. */
const digitEndings: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/** How the Korean reading of a word ends. Latin letters are read as they usually are in Korean. */
function endingOf(word: string): Ending {
  const letters = word.replace(/[^\p{L}\p{N}]/gu, '');
  const last = letters.at(-1);
  if (last === undefined) return 'vowel';
  const code = last.charCodeAt(0);
  if (code >= 0xac00 && code <= 0xd7a3) {
    const final = (code - 0xac00) % 28;
    if (final === 0) return 'vowel';
    return final === 8 ? 'rieul' : 'consonant';
  }
  if (last >= '0' && last <= '9') return digitEndings[Number(last)] ?? 'vowel';
  if (/[lr]/i.test(last)) return 'rieul';
  return /[mnbkptcd]/i.test(last) ? 'consonant' : 'vowel';
}

/** The pairs in use: with a final consonant, and without one. */
const particles = {
  이가: ['이', '가'],
  은는: ['은', '는'],
  을를: ['을', '를'],
  과와: ['과', '와'],
  으로: ['으로', '로'],
  이든: ['이든', '든'],
} as const;

/** The word with the fitting particle: `withParticle('WebGPU', '을를')` is "WebGPU를". */
export function withParticle(word: string, particle: keyof typeof particles): string {
  const [afterConsonant, afterVowel] = particles[particle];
  const ending = endingOf(word);
  const short = ending === 'vowel' || (particle === '으로' && ending === 'rieul');
  return `${word}${short ? afterVowel : afterConsonant}`;
}
