/** What the sliders of attributes are called. */
import { ownName } from '../../state/arithmetic/attributes.ts';
import type { Strings } from '../../teaching/language.tsx';

/** Name of the slider along a direction: of the attribute, of its opposite if it is turned round, or the visitor's own. */
export function sliderName(
  { attributes, attribute, turned }: Strings['arithmetic'],
  name: string,
): string {
  return name === ownName ? attributes.own : (turned[name] ?? attribute(name));
}
