/** Whether a snapshot can be gone on from or drawn with. */
import { PlaygroundError, badArgument } from '../errors.ts';
import type { RunConfig } from './config.ts';
import { discriminatorOf, generatorOf } from './layers.ts';
import type { Snapshot } from './types.ts';

/** What may not differ between a snapshot and the run that takes it. */
const shaping = [
  'imageSize',
  'channels',
  'classes',
  'network',
  'width',
  'latentDim',
  'resampling',
  'batchNorm',
  'hiddenLayer',
  'activationG',
  'activationD',
] as const satisfies readonly (keyof RunConfig)[];

/** Every array of a snapshot, by name. */
function arraysOf(snapshot: Snapshot): readonly (readonly [string, Float32Array])[] {
  const { generator, discriminator, average, statistics, statisticsD } = snapshot;
  return [
    ['generator.weights', generator.weights],
    ['generator.moment1', generator.moment1],
    ['generator.moment2', generator.moment2],
    ['discriminator.weights', discriminator.weights],
    ['discriminator.moment1', discriminator.moment1],
    ['discriminator.moment2', discriminator.moment2],
    ['average', average],
    ['statistics', statistics],
    ['statisticsD', statisticsD],
  ];
}

const findNotFinite = (values: Float32Array): number =>
  values.findIndex((value) => !Number.isFinite(value));

/** Whether every number of a snapshot is finite, so that it can be gone on from. */
export function isFiniteSnapshot(snapshot: Snapshot): boolean {
  return arraysOf(snapshot).every(([, values]) => findNotFinite(values) === -1);
}

/**
 * Checks that a snapshot is of these networks, and whole.
 * @throws PlaygroundError `bad-argument` for other networks (where: the key of the configuration) or
 *   numbers that are not finite, `unknown-version` for a version newer than this page.
 */
export function checkSnapshot(snapshot: Snapshot, config: RunConfig): void {
  const { version } = snapshot;
  if ((version as number) !== 1) {
    throw new PlaygroundError('unknown-version', `Snapshots of version ${version} are unknown.`, {
      where: 'snapshot.version',
      expected: 1,
      found: version,
    });
  }
  for (const key of shaping) {
    if (snapshot.config[key] !== config[key]) {
      const found = String(snapshot.config[key]);
      throw badArgument(`snapshot.config.${key}`, String(config[key]), found);
    }
  }
  const [g, d] = [generatorOf(config), discriminatorOf(config)];
  const lengthOf = (name: string): number => {
    if (name === 'statistics') return g.statisticFloats;
    if (name === 'statisticsD') return d.statisticFloats;
    return name.startsWith('discriminator.') ? d.parameterFloats : g.parameterFloats;
  };
  for (const [name, values] of arraysOf(snapshot)) {
    const where = `snapshot.${name}`;
    const length = lengthOf(name);
    if (values.length !== length) throw badArgument(where, `${length} numbers`, values.length);
    const bad = findNotFinite(values);
    if (bad !== -1) {
      throw badArgument(`${where}[${bad}]`, 'a finite number', String(values[bad]));
    }
  }
}
