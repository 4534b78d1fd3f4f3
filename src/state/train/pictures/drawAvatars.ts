/** A set of avatars, drawn on the page: browsers rasterise SVG nowhere else. */
import { createAvatarClasses } from '../../../datasets/avatars/classes.ts';
import { loadAvatarDrawer } from '../../../datasets/avatars/drawer.ts';
import { avatarAttributes, planAvatar } from '../../../datasets/avatars/recipe.ts';
import { drawAvatarSheet } from '../../../datasets/avatars/sheet.ts';
import type { AvatarRequest, PictureResult, PictureRun } from '../../../datasets/request.ts';
import { createSetBuilder } from '../../../datasets/setBuilder.ts';
import { openCanvas } from './canvas.ts';
import { drawInSlices } from './drawInSlices.ts';
import type { Pace } from './pace.ts';

/** Longer than a frame, because part of it is the browser's way to a loaded image, not work. */
const pace: Pace = { sliceMs: 40, least: 8, most: 40 };

/** Draws avatars 0 … count − 1 of a seed. Rejects with `aborted`, `bad-argument` for unknown labels. */
export async function drawAvatars(request: AvatarRequest, run: PictureRun): Promise<PictureResult> {
  const { style, size, channels, count, seed, labelBy } = request;
  const attributeNames = avatarAttributes(style);
  const classes = createAvatarClasses(attributeNames, labelBy);
  const draw = await loadAvatarDrawer(style);
  const builder = createSetBuilder(request, count);
  const context = openCanvas(pace.most * size, size);
  await drawInSlices(
    count,
    pace,
    async (first, length) => {
      const plans = Array.from({ length }, (_, i) => planAvatar(style, seed, first + i));
      const drawings = plans.map(({ options }) => options);
      const sheet = drawAvatarSheet(draw, drawings, size, length);
      const image = await loadImage(sheet.svg);
      context.clearRect(0, 0, sheet.width, size);
      context.drawImage(image, 0, 0);
      for (const [i, { attributes }] of plans.entries()) {
        const { data } = context.getImageData(i * size, 0, size, size);
        builder.add(data, classes.classOf(attributes), attributes);
      }
    },
    run,
  );
  const set = builder.finish({
    name: `avatars ${seed}`,
    origin: {
      source: 'avatars',
      seed,
      terms: 'CC0 1.0',
      recipe: { style, count, size, channels, labelBy: labelBy.join(',') },
    },
    classNames: classes.names,
    attributeNames,
  });
  return { set, rejected: [], rejectedCount: 0 };
}

/** An SVG as an image. `decode()` would wait for a frame as well. */
async function loadImage(svg: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('The browser cannot draw the SVG of avatars.'));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}
