/** Avatars as SVG, drawn by DiceBear; the library and the style are loaded when they are asked for. */
import type { StyleDefinition } from '@dicebear/core';
import type { AvatarOptions, AvatarStyle } from './recipe.ts';

/** Draws one avatar: SVG text, square, without animation or anything from elsewhere. */
export type AvatarDrawer = (options: AvatarOptions) => string;

const definitions: Readonly<Record<AvatarStyle, () => Promise<{ readonly default: unknown }>>> = {
  pixel: () => import('@dicebear/styles/pixel-art.json', { with: { type: 'json' } }),
  portrait: () => import('@dicebear/styles/lorelei.json', { with: { type: 'json' } }),
};

/** How much larger than DiceBear's own frame a style is drawn, so that the head fills the picture. */
const enlarged: Readonly<Record<AvatarStyle, number>> = { pixel: 1, portrait: 1.1 };

/** Loads what draws a style: some 30 to 60 kilobytes of scripts, compressed. */
export async function loadAvatarDrawer(style: AvatarStyle): Promise<AvatarDrawer> {
  const [{ Avatar, Style }, { default: definition }] = await Promise.all([
    import('@dicebear/core'),
    definitions[style](),
  ]);
  const drawn = new Style(definition as StyleDefinition);
  const scale = enlarged[style];
  // Ids are drawn at random, so that several avatars can stand in one document.
  const fixed = { seed: '', flip: 'none', rotate: 0, scale, idRandomization: true } as const;
  return (options) => new Avatar(drawn, { ...options, ...fixed }).toString();
}
