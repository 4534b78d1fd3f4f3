/** The numbers of a run's steps as curves of bounded length, however long the run is. */
import type { StepMetrics } from '../../trainer/types.ts';

/** Numbers of a step that are drawn as curves. */
export const curveNames = [
  'lossD',
  'lossG',
  'scoreReal',
  'scoreFake',
  'gradientD',
  'gradientG',
] as const;
export type CurveName = (typeof curveNames)[number];

/** The mean of some steps that follow each other; `step` is the last of them. */
export type CurvePoint = Readonly<Record<CurveName, number>> & { readonly step: number };

/** Points that are kept at most. */
export const mostPoints = 480;

/** Curves that grow. */
export interface Curves {
  /** In order of their steps. */
  points(): readonly CurvePoint[];
  add(metrics: StepMetrics): void;
  /** Forgets what came after a step. */
  rewind(step: number): void;
}

/** Starts empty. When there is no room, neighbours become their mean, and so do all that follow. */
export function createCurves(): Curves {
  let points: CurvePoint[] = [];
  let stepsPerPoint = 1;
  let waiting: CurvePoint[] = [];

  return {
    points: () => points,
    add(metrics) {
      waiting.push(pick(metrics));
      if (waiting.length < stepsPerPoint) return;
      // A new list each time, so that who holds the old one sees no half of a change.
      points = [...points, meanOf(waiting)];
      waiting = [];
      if (points.length <= mostPoints) return;
      points = Array.from({ length: Math.ceil(points.length / 2) }, (_, i) =>
        meanOf(points.slice(2 * i, 2 * i + 2)),
      );
      stepsPerPoint *= 2;
    },
    rewind(step) {
      points = points.filter((point) => point.step <= step);
      waiting = waiting.filter((point) => point.step <= step);
    },
  };
}

function pick(metrics: StepMetrics): CurvePoint {
  const { step, lossD, lossG, scoreReal, scoreFake, gradientD, gradientG } = metrics;
  return { step, lossD, lossG, scoreReal, scoreFake, gradientD, gradientG };
}

function meanOf(points: readonly CurvePoint[]): CurvePoint {
  const mean = (name: CurveName): number =>
    points.reduce((sum, point) => sum + point[name], 0) / points.length;
  const entries = curveNames.map((name) => [name, mean(name)]);
  return { ...Object.fromEntries(entries), step: points.at(-1)?.step ?? 0 } as CurvePoint;
}
