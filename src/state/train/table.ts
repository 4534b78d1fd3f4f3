/** The Train scene, field by field. All of it rests in the link. */
import { bounds, lossKinds, networkKinds } from '../../trainer/config.ts';
import { choiceField, numberField, switchField } from '../fields.ts';
import type { Field } from '../fields.ts';
import type { SceneTable } from '../sceneTable.ts';
import { lengthBounds, paperRecipe, trainParts } from './scene.ts';
import type { Recipe, TrainScene } from './scene.ts';

/** The scene without its model; nothing in it is nested. */
export type FlatTrain = TrainScene;

type Bounded = keyof typeof bounds & keyof Recipe;

/** A number of the recipe inside its bounds. */
function bounded(key: string, name: Bounded, whole = false): Field<number> {
  const [min, max] = bounds[name];
  return numberField(key, { min, max, whole }, () => paperRecipe[name]);
}

/** How the Train scene is written and read; initial values belong to version 1 of the link. */
export const trainTable: SceneTable<TrainScene, FlatTrain> = {
  fields: {
    part: choiceField('tv', trainParts, 'pictures'),
    length: numberField('ty', { ...lengthBounds, whole: true }, () => 3000),
    network: choiceField('tn', networkKinds, paperRecipe.network),
    width: bounded('tw', 'width', true),
    latentDim: bounded('tz', 'latentDim', true),
    prior: choiceField('tp', ['uniform', 'normal'], paperRecipe.prior),
    resampling: choiceField('tr', ['strided', 'pooling'], paperRecipe.resampling),
    batchNorm: choiceField('tb', ['standard', 'none', 'everywhere'], paperRecipe.batchNorm),
    hiddenLayer: switchField('th', paperRecipe.hiddenLayer),
    activationG: choiceField('tg', ['relu', 'tanh'], paperRecipe.activationG),
    activationD: choiceField('td', ['leakyRelu', 'relu'], paperRecipe.activationD),
    loss: choiceField('tl', lossKinds, paperRecipe.loss),
    clip: bounded('tc', 'clip'),
    rateG: bounded('ta', 'rateG'),
    beta1G: bounded('t1', 'beta1G'),
    beta2G: bounded('t2', 'beta2G'),
    rateD: bounded('tf', 'rateD'),
    beta1D: bounded('t3', 'beta1D'),
    beta2D: bounded('t4', 'beta2D'),
    batchSize: bounded('tm', 'batchSize', true),
    labelSmoothing: bounded('to', 'labelSmoothing'),
    instanceNoise: bounded('ti', 'instanceNoise'),
    stepsD: bounded('tk', 'stepsD', true),
    averageDecay: bounded('te', 'averageDecay'),
    seed: bounded('tx', 'seed', true),
  },
  toFlat: (scene) => scene,
  fromFlat: (_modelId, flat) => flat,
  check: () => undefined,
};
