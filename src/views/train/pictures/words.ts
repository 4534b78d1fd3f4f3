/** Names of classes in the visitor's language. */
import type { ImageSet } from '../../../model/imageSet.ts';
import { labelAttributes } from '../../../state/train/pictures/sheet.ts';
import type { Strings } from '../../../teaching/language.tsx';

/** What a class is called: attributes and shapes are translated, the visitor's own names stay. */
export function nameClass(words: Strings['pictures'], set: ImageSet, label: number): string {
  const attributes = labelAttributes(set);
  if (attributes.length > 0) {
    return attributes
      .map((name, i) => {
        const word = words.attributes[name] ?? name;
        return (label >> (attributes.length - 1 - i)) % 2 === 1 ? word : words.without(word);
      })
      .join(', ');
  }
  const name = set.classNames?.[label] ?? '';
  return set.origin.source === 'shapes' ? (words.classes[name] ?? name) : name;
}
