/** Classes of avatars: the combinations of chosen attributes. */
import { badArgument } from '../../errors.ts';
import { maxLabelAttributes } from '../request.ts';

/** How avatars are sorted into classes. */
export interface AvatarClasses {
  /** One name a combination, such as `glasses, no smile`; undefined without chosen attributes. */
  readonly names: readonly string[] | undefined;
  /** The class of an avatar, 0 without chosen attributes. */
  classOf(attributes: readonly boolean[]): number;
}

/**
 * Sorts by the chosen attributes: the first of them is the highest bit, and class 0 has none of them.
 * @throws PlaygroundError `bad-argument` for a name that is unknown or twice there, or too many.
 */
export function createAvatarClasses(
  names: readonly string[],
  labelBy: readonly string[],
): AvatarClasses {
  if (labelBy.length > maxLabelAttributes) {
    throw badArgument('labelBy', `at most ${maxLabelAttributes} attributes`, labelBy.length);
  }
  const places = labelBy.map((name) => {
    const place = names.indexOf(name);
    if (place === -1) throw badArgument('labelBy', names.join(', '), name);
    return place;
  });
  if (new Set(places).size !== places.length) {
    throw badArgument('labelBy', 'each attribute once', labelBy.join(', '));
  }
  const classCount = 2 ** places.length;
  const has = (label: number, i: number): boolean => (label >> (places.length - 1 - i)) % 2 === 1;
  return {
    names:
      places.length === 0
        ? undefined
        : Array.from({ length: classCount }, (_, label) =>
            labelBy
              .map((name, i) => (has(label, i) ? spoken(name) : `no ${spoken(name)}`))
              .join(', '),
          ),
    classOf: (attributes) =>
      places.reduce((label, place) => label * 2 + (attributes[place] === true ? 1 : 0), 0),
  };
}

/** `long_hair` as it is said. */
function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}
