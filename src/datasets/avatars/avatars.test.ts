/** The recipe decides everything, and DiceBear draws exactly that. */
import { Avatar, Style } from '@dicebear/core';
import type { StyleDefinition } from '@dicebear/core';
import lorelei from '@dicebear/styles/lorelei.json' with { type: 'json' };
import pixelArt from '@dicebear/styles/pixel-art.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { loadAvatarDrawer } from './drawer.ts';
import { avatarAttributes, avatarStyles, planAvatar } from './recipe.ts';
import type { AvatarStyle } from './recipe.ts';
import { drawAvatarSheet } from './sheet.ts';

const definitions: Readonly<Record<AvatarStyle, unknown>> = { pixel: pixelArt, portrait: lorelei };
const count = 4000;

describe.each(avatarStyles)('%s avatars', (style) => {
  const names = avatarAttributes(style);
  const plans = Array.from({ length: count }, (_, index) => planAvatar(style, 2015, index));

  test('are the same for the same seed and number, and others for another', () => {
    expect(planAvatar(style, 2015, 7)).toEqual(plans[7]);
    expect(planAvatar(style, 2016, 7)).not.toEqual(plans[7]);
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBeGreaterThan(0.99 * count);
  });

  test('have each attribute half of the time, and no two of them together more than by chance', () => {
    const share = (isTrue: (attributes: readonly boolean[]) => boolean): number =>
      plans.filter(({ attributes }) => isTrue(attributes)).length / count;
    // Four standard deviations of a share of 4,000 draws.
    const slack = 4 * Math.sqrt(0.25 / count);
    for (const [i] of names.entries()) {
      expect(Math.abs(share((a) => a[i] === true) - 0.5)).toBeLessThan(slack);
      for (let j = 0; j < i; j += 1) {
        expect(Math.abs(share((a) => a[i] === a[j]) - 0.5)).toBeLessThan(slack);
      }
    }
  });

  test('are drawn as they were decided: DiceBear resolves every option to the given value', () => {
    const definition = new Style(definitions[style] as StyleDefinition);
    const seen = new Set<string>();
    for (const { options } of plans.slice(0, 300)) {
      const { options: all } = new Avatar(definition, { ...options, seed: '' }).toJSON();
      const resolved = all as Readonly<Record<string, unknown>>;
      for (const [option, value] of Object.entries(options)) {
        const found = resolved[option];
        if (option.endsWith('Probability')) {
          const variant = option.replace('Probability', 'Variant');
          expect(resolved[variant] !== undefined, option).toBe(value === 100);
        } else if (found !== undefined) {
          expect(Array.isArray(found) ? found[0] : found, option).toBe(value);
          seen.add(option);
        }
      }
    }
    // A misspelt option would never be resolved.
    const wanted = plans.flatMap(({ options }) => Object.keys(options));
    expect([...new Set(wanted)].filter((o) => !o.endsWith('Probability') && !seen.has(o))).toEqual(
      [],
    );
  });

  test('need nothing but the plan: another seed of DiceBear draws the same', async () => {
    const draw = await loadAvatarDrawer(style);
    const svg = draw(plans[3]?.options ?? {});
    expect(svg).toMatch(/^<svg [^>]*viewBox/);
    expect(svg).not.toMatch(/<script|<animate|href="(?!#)/);
    expect(withoutIds(draw({ ...plans[3]?.options, seed: 'other' }))).toBe(withoutIds(svg));
    expect(withoutIds(draw(plans[4]?.options ?? {}))).not.toBe(withoutIds(svg));
  });

  test('stand in their cells of a sheet, and no two things in it have one id', async () => {
    const draw = await loadAvatarDrawer(style);
    const options = plans.slice(0, 60).map((plan) => plan.options);
    const { svg, width, height } = drawAvatarSheet(draw, options, 32, 8);
    expect([width, height]).toEqual([8 * 32, 8 * 32]);
    expect(svg).not.toContain('metadata');
    const places = [...svg.matchAll(/<svg x="(\d+)" y="(\d+)" width="32" height="32"><svg /g)];
    expect(places.map(([, x, y]) => (Number(y) / 32) * 8 + Number(x) / 32)).toEqual(
      options.map((_, i) => i),
    );
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('their licence allows any use', () => {
    const { meta } = definitions[style] as { meta: { license: { name: string } } };
    expect(meta.license.name).toBe('CC0 1.0');
  });
});

/** Ids inside an SVG are drawn anew each time. */
function withoutIds(svg: string): string {
  return svg.replaceAll(/( id="|url\(#|href="#)[^")]+/g, '$1');
}
