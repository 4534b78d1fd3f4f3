/** Whether a snapshot can be gone on from or drawn with. */
import { PlaygroundError, badArgument } from '../errors.ts';
import type { RunConfig } from './config.ts';
import type { Network } from './layers.ts';
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
  const { generator, discriminator, average, statistics, statisticsD } = snapshot;
  const [g, d] = [generatorOf(config), discriminatorOf(config)];
  const parameters = (network: Network): number => network.parameterFloats;
  const arrays: readonly (readonly [string, Float32Array, number])[] = [
    ['generator.weights', generator.weights, parameters(g)],
    ['generator.moment1', generator.moment1, parameters(g)],
    ['generator.moment2', generator.moment2, parameters(g)],
    ['discriminator.weights', discriminator.weights, parameters(d)],
    ['discriminator.moment1', discriminator.moment1, parameters(d)],
    ['discriminator.moment2', discriminator.moment2, parameters(d)],
    ['average', average, parameters(g)],
    ['statistics', statistics, g.statisticFloats],
    ['statisticsD', statisticsD, d.statisticFloats],
  ];
  for (const [name, values, length] of arrays) {
    const where = `snapshot.${name}`;
    if (values.length !== length) throw badArgument(where, `${length} numbers`, values.length);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad !== -1) {
      throw badArgument(`${where}[${bad}]`, 'a finite number', String(values[bad]));
    }
  }
}
