/**
 * A formula over slots as text, such as `A − B + C` or `2·A + D − 0.5·B`.
 *
 *     formula = [sign] term { sign term }
 *     term    = [number [times]] slot
 *     sign    = "+" | "-" | "−" | "–"          times = "·" | "*" | "×" | "⋅"
 *     slot    = "A" … "H", upper or lower case
 *
 * Spaces may stand anywhere but inside a number. A weight is rounded to thousandths, its size is at
 * most {@link largestWeight}. A slot stands once: `A + A` is refused rather than merged into `2·A`,
 * because it is far more often a slip of the finger, and a slip that is merged away cannot be seen.
 */

/** The slots that a formula may name. */
export const slots = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export type Slot = (typeof slots)[number];

/** A slot and what it is multiplied by. */
export interface FormulaTerm {
  readonly slot: Slot;
  /** Thousandths, −{@link largestWeight} … {@link largestWeight}; never −0. */
  readonly weight: number;
}

/** Largest size of a weight. */
export const largestWeight = 4;

/** Longest text that is looked at. */
const longestFormula = 200;

/** Why a text is no formula. */
export type FormulaProblemKind =
  | 'empty'
  | 'too-long'
  | 'unknown-character' // neither slot, number nor sign
  | 'unknown-slot' // a letter that names no slot
  | 'two-operators' // a sign where a term should begin
  | 'missing-slot' // a number without a slot, or the end after a sign
  | 'missing-operator' // a term follows a term
  | 'bad-number' // a point without digits on both sides
  | 'weight-too-large'
  | 'repeated-slot';

/** What is wrong, where, what should stand there and what does. */
export interface FormulaProblem {
  readonly kind: FormulaProblemKind;
  /** Index into the text (UTF-16 units, as a text field counts); the text's length at its end. */
  readonly position: number;
  /** In symbols or plain English, e.g. `A to H`; a view says it by `kind` in its own language. */
  readonly expected: string;
  /** The offending piece of the text; empty at its end. */
  readonly found: string;
}

/** The terms in the order they were written, or the first problem. */
export type FormulaReading =
  | { readonly ok: true; readonly terms: readonly FormulaTerm[] }
  | { readonly ok: false; readonly problem: FormulaProblem };

const minus = '−';
const anySlot = 'a slot from A to H';
const anySign = '+ or −';

type Token =
  | { readonly kind: 'sign'; readonly factor: 1 | -1; readonly at: number; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly text: string }
  | { readonly kind: 'slot'; readonly slot: Slot; readonly at: number; readonly text: string }
  | { readonly kind: 'end' | 'times'; readonly at: number; readonly text: string };

/** Ends the reading at the first problem. */
class Refusal extends Error {
  readonly problem: FormulaProblem;
  constructor(
    kind: FormulaProblemKind,
    { at, text }: Pick<Token, 'at' | 'text'>,
    expected: string,
  ) {
    super(`${kind} at ${at}`);
    this.problem = { kind, position: at, expected, found: text };
  }
}

/** Reads a formula; never throws. */
export function parseFormula(text: string): FormulaReading {
  try {
    return { ok: true, terms: readTerms(tokenise(text)) };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

/**
 * The canonical text: spaces around signs, a true minus sign, weights other than 1 with a dot, e.g.
 * `−B + 2·A`. Reading it gives the same terms.
 */
export function writeFormula(terms: readonly FormulaTerm[]): string {
  return terms
    .map(({ slot, weight }, i) => {
      const sign = weight < 0 ? minus : i === 0 ? '' : '+';
      const size = Math.abs(weight);
      const product = size === 1 ? slot : `${size}·${slot}`;
      return i === 0 ? `${sign}${product}` : `${sign} ${product}`;
    })
    .join(' ');
}

/** A weight as formulas hold it: to thousandths, within ±{@link largestWeight}, never −0. */
export function toFormulaWeight(weight: number): number {
  const bounded = Math.min(Math.max(weight, -largestWeight), largestWeight);
  return Math.round(bounded * 1000) / 1000 + 0;
}

function tokenise(text: string): Token[] {
  if (text.length > longestFormula) {
    const excess = { at: longestFormula, text: `${text.length}` };
    throw new Refusal('too-long', excess, `at most ${longestFormula} characters`);
  }
  const tokens: Token[] = [];
  const pattern = /\s+|[\d.]+|[\s\S]/gu;
  for (const { 0: piece, index: at } of text.matchAll(pattern)) {
    if (piece.trim() !== '') tokens.push(toToken(piece, at));
  }
  return [...tokens, { kind: 'end', at: text.length, text: '' }];
}

function toToken(text: string, at: number): Token {
  if (/^[\d.]/.test(text)) {
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Refusal('bad-number', { at, text }, 'a number');
    const value = Number(text);
    if (value > largestWeight) {
      throw new Refusal('weight-too-large', { at, text }, `at most ${largestWeight}`);
    }
    return { kind: 'number', value: toFormulaWeight(value), at, text };
  }
  if (text === '+') return { kind: 'sign', factor: 1, at, text };
  if (text === '-' || text === minus || text === '–') return { kind: 'sign', factor: -1, at, text };
  if (/^[·*×⋅]$/u.test(text)) return { kind: 'times', at, text };
  const slot = slots.find((name) => name === text.toUpperCase());
  if (slot !== undefined) return { kind: 'slot', slot, at, text };
  if (/^\p{L}$/u.test(text)) throw new Refusal('unknown-slot', { at, text }, anySlot);
  throw new Refusal('unknown-character', { at, text }, `${anySlot}, a number, ${anySign}`);
}

function readTerms(tokens: readonly Token[]): FormulaTerm[] {
  let next = 0;
  const look = (): Token => tokens[next] as Token; // the end is never passed
  const terms: FormulaTerm[] = [];
  if (look().kind === 'end') throw new Refusal('empty', look(), 'a formula such as A − B + C');
  while (look().kind !== 'end') {
    const sign = look();
    if (sign.kind === 'sign') next += 1;
    else if (terms.length > 0) throw new Refusal('missing-operator', sign, anySign);
    const start = look();
    if (start.kind === 'sign') throw new Refusal('two-operators', start, anySlot);
    if (start.kind === 'number') {
      next += 1;
      if (look().kind === 'times') next += 1;
    }
    const slot = look();
    if (slot.kind !== 'slot') throw new Refusal('missing-slot', slot, anySlot);
    if (terms.some((term) => term.slot === slot.slot)) {
      throw new Refusal('repeated-slot', slot, 'each slot once');
    }
    next += 1;
    const factor = sign.kind === 'sign' ? sign.factor : 1;
    const size = start.kind === 'number' ? start.value : 1;
    terms.push({ slot: slot.slot, weight: factor * size + 0 });
  }
  return terms;
}
