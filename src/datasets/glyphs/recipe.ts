/** Typeset characters with seeded distortion: which character, in which font, bent how. */
import { createRandomStream } from '../../maths/random.ts';

/** Sets of characters. */
export const glyphAlphabets = ['digits', 'capitals', 'both'] as const;
/** A set of characters. */
export type GlyphAlphabet = (typeof glyphAlphabets)[number];

const digits = Array.from('0123456789');
const capitals = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** The characters of an alphabet, in the order of their classes. */
export const glyphsOf: Readonly<Record<GlyphAlphabet, readonly string[]>> = {
  digits,
  capitals,
  both: [...digits, ...capitals],
};

/** Families that every system has in some form, beside the page's own font. */
const systemFamilies = ['serif', 'sans-serif', 'monospace'] as const;

/** A way to set a character: a CSS font shorthand without size and family's quotes. */
export interface GlyphFont {
  readonly family: string;
  readonly weight: number;
  readonly style: 'normal' | 'italic';
}

/** Smooth bending of the plane: a wave along each axis. Lengths are shares of the picture's width. */
export interface Bend {
  readonly amplitudeX: number;
  readonly amplitudeY: number;
  readonly phaseX: number;
  readonly phaseY: number;
  /** Waves across the picture. */
  readonly frequency: number;
}

/** Everything that makes one picture; lengths are shares of its width, angles radians. */
export interface GlyphPlan {
  readonly glyph: string;
  /** Class of the character in its alphabet. */
  readonly label: number;
  readonly font: GlyphFont;
  /** Height of the font's square. */
  readonly height: number;
  readonly turn: number;
  readonly shear: number;
  readonly stretch: number;
  readonly x: number;
  readonly y: number;
  readonly bend: Bend;
  readonly ink: readonly [number, number, number];
  readonly ground: readonly [number, number, number];
}

/**
 * Decides character number `index` of a seed.
 * @param family the page's own font, beside those of the system
 * @param distortion 0 is straight and centred, 1 as strong as it can be read
 */
export function planGlyph(
  alphabet: GlyphAlphabet,
  family: string,
  distortion: number,
  seed: number,
  index: number,
): GlyphPlan {
  const stream = createRandomStream(seed, index, 4);
  const spread = (range: number): number => distortion * range * (2 * stream() - 1);
  const glyphs = glyphsOf[alphabet];
  const label = Math.floor(stream() * glyphs.length);
  const families = [family, ...systemFamilies];
  const font: GlyphFont = {
    family: families[Math.floor(stream() * families.length)] ?? family,
    weight: stream() < 0.5 ? 400 : 700,
    style: stream() < 0.75 ? 'normal' : 'italic',
  };
  const ground = hueColour(stream(), 0.12);
  const ink = hueColour(stream(), 0.9);
  return {
    glyph: glyphs[label] ?? '',
    label,
    font,
    height: 0.86 * (1 + spread(0.18)),
    turn: spread(0.3),
    shear: spread(0.25),
    stretch: 1 + spread(0.2),
    x: 0.5 + spread(0.08),
    y: 0.5 + spread(0.08),
    bend: {
      amplitudeX: spread(0.06),
      amplitudeY: spread(0.06),
      phaseX: 2 * Math.PI * stream(),
      phaseY: 2 * Math.PI * stream(),
      frequency: 1 + stream(),
    },
    ink,
    ground,
  };
}

/** A colour of the given hue (0 … 1): dark and dull for low `lightness`, light and clear for high. */
function hueColour(hue: number, lightness: number): [number, number, number] {
  const wave = (shift: number): number => {
    const strength = 0.5 + 0.5 * Math.cos(2 * Math.PI * (hue - shift));
    return Math.round(255 * lightness * (0.45 + 0.55 * strength));
  };
  return [wave(0), wave(1 / 3), wave(2 / 3)];
}
