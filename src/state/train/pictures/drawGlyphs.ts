/** A set of typeset characters, drawn on the page, where its fonts are. */
import { bendGlyph, oversampling } from '../../../datasets/glyphs/bend.ts';
import { glyphsOf, planGlyph } from '../../../datasets/glyphs/recipe.ts';
import type { GlyphPlan } from '../../../datasets/glyphs/recipe.ts';
import type { GlyphRequest, PictureResult, PictureRun } from '../../../datasets/request.ts';
import { createSetBuilder } from '../../../datasets/setBuilder.ts';
import { openCanvas } from './canvas.ts';
import { drawInSlices } from './drawInSlices.ts';
import type { Pace } from './pace.ts';

/** The page's own font; the others are the system's, so sets differ between machines. */
const family = 'Playground Sans';
/** Most of a frame is left to the page. */
const pace: Pace = { sliceMs: 10, least: 2, most: 40 };

/** Draws characters 0 … count − 1 of a seed. Rejects with `aborted`. */
export async function drawGlyphs(request: GlyphRequest, run: PictureRun): Promise<PictureResult> {
  const { alphabet, distortion, size, channels, count, seed } = request;
  await Promise.all(
    [400, 700].map(async (weight) => document.fonts.load(`${weight} 32px "${family}"`)),
  );
  const builder = createSetBuilder(request, count);
  const side = size * oversampling;
  const context = openCanvas(pace.most * side, side);
  await drawInSlices(
    count,
    pace,
    (first, length) => {
      const plans = Array.from({ length }, (_, i) =>
        planGlyph(alphabet, family, distortion, seed, first + i),
      );
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = '#000';
      context.fillRect(0, 0, length * side, side);
      context.fillStyle = '#fff';
      for (const [i, plan] of plans.entries()) setGlyph(context, plan, i * side, side);
      const { data } = context.getImageData(0, 0, length * side, side);
      for (const [i, plan] of plans.entries()) {
        builder.add(bendGlyph(plan, data, i * side * 4, length * side * 4, size), plan.label);
      }
    },
    run,
  );
  const set = builder.finish({
    name: `${alphabet} ${seed}`,
    origin: {
      source: 'glyphs',
      seed,
      terms: '',
      recipe: { alphabet, distortion, count, size, channels },
    },
    classNames: glyphsOf[alphabet],
  });
  return { set, rejected: [], rejectedCount: 0 };
}

/** Sets one character, its box centred where the plan says, clipped to its cell. */
function setGlyph(
  context: CanvasRenderingContext2D,
  { glyph, font, height, turn, shear, stretch, x, y }: GlyphPlan,
  left: number,
  side: number,
): void {
  context.save();
  context.beginPath();
  context.rect(left, 0, side, side);
  context.clip();
  context.font = `${font.style} ${font.weight} ${height * side}px "${font.family}", ${font.family}`;
  const box = context.measureText(glyph);
  const across = (box.actualBoundingBoxRight - box.actualBoundingBoxLeft) / 2;
  const down = (box.actualBoundingBoxDescent - box.actualBoundingBoxAscent) / 2;
  context.translate(left + x * side, y * side);
  context.rotate(turn);
  context.transform(stretch, 0, shear, 1 / stretch, 0, 0);
  context.fillText(glyph, -across, -down);
  context.restore();
}
