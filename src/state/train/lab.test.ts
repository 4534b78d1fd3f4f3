/** Runs of a small real trainer, as the page sees them. */
import { afterEach, expect, test } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { RunOptions } from '../../trainer/types.ts';
import { snapshotsPerRun } from './lab.ts';
import type { LabHere } from './testing/labHere.ts';
import { createLabHere, reach, smallConfig, smallSet } from './testing/labHere.ts';

const open: LabHere[] = [];
afterEach(() => {
  for (const { lab } of open.splice(0)) lab.getState().dispose();
});

function openLab(options: Partial<RunOptions> = {}): LabHere {
  const made = createLabHere({ stepsPerSheet: 1, secondsPerSheet: 0, ...options });
  open.push(made);
  return made;
}

test('a run goes to its length, and curves, sheets and a snapshot are there', async () => {
  const { lab, kept } = openLab();
  await lab.getState().start(smallConfig, smallSet, { length: 5 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 5);
  const { run, error, timed } = lab.getState();
  expect(error).toBeNull();
  expect(run?.curves.points().map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  expect(run?.sheets().map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(run?.sheets().at(-1)?.movedMost).not.toBeNull();
  expect(run?.measures()[0]?.step).toBe(0);
  expect(timed?.milliseconds).toBeGreaterThan(0);
  expect(run?.preset).toBeNull(); // z has six numbers only
  await lab.getState().stop();
  expect(lab.getState().status.phase).toBe('stopped');
  expect([...kept.keys()]).toEqual(['a1.0', 'a1.5']);
  expect(kept.get('a1.5')?.kept.facts).toMatchObject({
    run: 'a1',
    step: 5,
    pictures: { name: 'stripes' },
    sheet: { step: 5 },
  });
});

test('half a step at a time is a step, and each half says whose turn it was', async () => {
  const { lab } = openLab();
  const verbs = lab.getState();
  await verbs.start(smallConfig, smallSet, { length: 1 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 1);
  const seen: unknown[] = [];
  for (let half = 0; half < 3; half += 1) {
    await verbs.halfStep();
    const { half: last } = lab.getState();
    seen.push([last?.name, last?.changed, last?.step]);
  }
  expect(seen).toEqual([
    ['discriminatorReal', null, 2],
    ['discriminatorFake', 'discriminator', 2],
    ['generator', 'generator', 2],
  ]);
  expect(lab.getState().status.step).toBe(2);
  await verbs.stepOnce();
  expect(lab.getState().half).toBeNull();
  expect(lab.getState().status.step).toBe(3);
});

test('a rewound run forgets what came after, and then is the same run again', async () => {
  const { lab, kept } = openLab({ secondsPerSnapshot: 0 });
  const verbs = lab.getState();
  await verbs.start(smallConfig, smallSet, { length: 4 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 4);
  await reach(lab, (state) => state.kept?.some(({ facts }) => facts.step === 4) === true);
  const first = lab.getState().run?.curves.points();
  const back = kept.get('a1.2')?.kept;
  if (back === undefined) throw new Error('Step 2 was not kept.');
  await verbs.rewind(back);
  expect(lab.getState().status.step).toBe(2);
  expect(
    lab
      .getState()
      .run?.curves.points()
      .map(({ step }) => step),
  ).toEqual([1, 2]);
  expect(lab.getState().run?.sheets().at(-1)?.step).toBe(2);
  await verbs.resume(4);
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 4);
  expect(lab.getState().run?.curves.points()).toEqual(first);
});

test('of many snapshots some are kept, the first and the last among them', async () => {
  const { lab, kept } = openLab({ secondsPerSnapshot: 0 });
  await lab.getState().start(smallConfig, smallSet, { length: 12 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 12);
  await lab.getState().stop();
  const steps = [...kept.values()].map(({ kept: { facts } }) => facts.step);
  expect(steps).toHaveLength(snapshotsPerRun);
  expect(steps).toEqual(expect.arrayContaining([0, 12]));
  expect(lab.getState().kept?.map(({ id }) => id)).toEqual([...kept.keys()]);
});

test('what is removed while a snapshot is being kept stays removed', async () => {
  const { lab, kept, meanwhile } = openLab({ secondsPerSnapshot: 0 });
  meanwhile(async () => lab.getState().removeKept('a1.0'));
  await lab.getState().start(smallConfig, smallSet, { length: snapshotsPerRun });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === snapshotsPerRun);
  await lab.getState().stop();
  expect(kept.has('a1.0')).toBe(false);
  expect(lab.getState().kept?.map(({ id }) => id)).toEqual([...kept.keys()]);
});

test('a start while another run goes on keeps its last snapshot, and each run has its own', async () => {
  const { lab, kept } = openLab();
  const verbs = lab.getState();
  await verbs.start(smallConfig, smallSet, { length: 1_000_000 });
  await reach(lab, ({ status }) => status.step > 3);
  expect(lab.getState().status.phase).toBe('running');
  await verbs.start({ ...smallConfig, activationG: 'tanh' }, smallSet, { length: 2 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 2);
  const { run, former } = lab.getState();
  expect([run?.id, former?.id]).toEqual(['a2', 'a1']);
  expect(run?.sheets().map(({ step }) => step)).toEqual([0, 1, 2]);
  expect(run?.curves.points().map(({ step }) => step)).toEqual([1, 2]);
  const last = former?.last()?.step ?? 0;
  expect(last).toBeGreaterThan(3);
  await verbs.stop();
  expect([...kept.keys()]).toEqual(['a1.0', `a1.${last}`, 'a2.0', 'a2.2']);
});

test('a start that is refused leaves the run in its place', async () => {
  const { lab, kept } = openLab();
  const verbs = lab.getState();
  await verbs.start(smallConfig, smallSet, { length: 1_000_000 });
  const { run } = lab.getState();
  await verbs.start({ ...smallConfig, imageSize: 32 }, smallSet, { length: 2 });
  expect(lab.getState().run).toBe(run);
  expect(lab.getState()).toMatchObject({
    former: null,
    error: { details: { where: 'imageSize' } },
    status: { phase: 'running' },
  });
  await reach(lab, ({ status }) => status.step > 0);
  const whole = kept.get('a1.0')?.snapshot;
  if (whole === undefined) throw new Error('Step 0 was not kept.');
  const from = { snapshot: { ...whole, average: whole.average.slice(1) }, run: 'a0' };
  await verbs.start(smallConfig, smallSet, { length: 2, from });
  expect(lab.getState().run).toBe(run);
  expect(lab.getState()).toMatchObject({
    former: null,
    error: { details: { where: 'snapshot.average' } },
    status: { phase: 'paused' },
  });
});

test('the run before stays to compare with; a run is gone on with in another lab', async () => {
  const one = openLab();
  await one.lab.getState().start(smallConfig, smallSet, { length: 2 });
  await reach(one.lab, ({ status }) => status.phase === 'paused' && status.step === 2);
  await one.lab.getState().stop();
  const tanh = { ...smallConfig, activationG: 'tanh' } as const;
  await one.lab.getState().start(tanh, smallSet, { length: 1 });
  await reach(one.lab, ({ status }) => status.phase === 'paused' && status.step === 1);
  const { run, former } = one.lab.getState();
  expect([run?.config.activationG, former?.config.activationG]).toEqual(['tanh', 'relu']);

  const other = openLab();
  const snapshot = one.kept.get('a1.2')?.snapshot;
  if (snapshot === undefined) throw new Error('Step 2 was not kept.');
  const from = { snapshot, run: 'a1' };
  await other.lab.getState().start(smallConfig, smallSet, { length: 3, from });
  await reach(other.lab, ({ status }) => status.phase === 'paused' && status.step === 3);
  expect(other.lab.getState().run?.id).toBe('a1');
  expect([...other.kept.keys()]).toContain('a1.2');
});

test('numbers that are not finite stop the run; its last good snapshot is gone on from', async () => {
  const { lab, kept } = openLab({ secondsPerSnapshot: 0 });
  const wild = { ...smallConfig, rateD: 0.1, loss: 'leastSquares' } as const;
  await lab.getState().start(wild, smallSet, { length: 2 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 2);
  await reach(lab, (state) => state.kept?.some(({ facts }) => facts.step === 2) === true);
  const good = kept.get('a1.2');
  if (good === undefined) throw new Error('Step 2 was not kept.');
  // Weights so large that the next loss is no number.
  const { discriminator } = good.snapshot;
  const weights = discriminator.weights.map((weight) => Math.sign(weight) * 3e38);
  kept.set('a1.2', {
    ...good,
    snapshot: { ...good.snapshot, discriminator: { ...discriminator, weights } },
  });
  await lab.getState().rewind(good.kept);
  await lab.getState().stepOnce();
  const { status, error } = lab.getState();
  expect(status.phase).toBe('failed');
  expect(status.failure).toMatchObject({ reason: 'not-finite', likelyCause: 'rate-too-high' });
  expect(error).toBeNull();
  const from = { snapshot: good.snapshot, run: 'a1' };
  const calm = { ...wild, rateD: 0.0002 };
  await lab.getState().start(calm, smallSet, { length: 3, from });
  await reach(lab, ({ status: now }) => now.phase === 'paused' && now.step === 3);
});

test('a crash of the worker leaves the last snapshot, and a new worker goes on from it', async () => {
  const { lab, kept, crash, workers } = openLab();
  await lab.getState().start(smallConfig, smallSet, { length: 3 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 3);
  crash();
  const { status } = lab.getState();
  expect(status).toMatchObject({ phase: 'failed', failure: { reason: 'crashed', step: 3 } });
  const lastGood = status.failure?.lastGood;
  if (lastGood === undefined || lastGood === null) throw new Error('There is no good snapshot.');
  expect([...kept.keys()]).toContain(`a1.${lastGood.step}`);
  await lab.getState().start({ ...smallConfig, imageSize: 32 }, smallSet, { length: 1 });
  expect(lab.getState().error?.code).toBe('bad-argument'); // told beside the failure
  expect(lab.getState().status.phase).toBe('failed');
  const from = { snapshot: lastGood, run: 'a1' };
  await lab.getState().start(smallConfig, smallSet, { length: 1, from });
  await reach(lab, (state) => state.status.phase === 'paused' && state.status.step === 1);
  expect(workers).toHaveLength(2);
});

test('what cannot be kept is told, and the run goes on', async () => {
  const { lab, refuse } = openLab();
  refuse(new PlaygroundError('storage-full', 'full', { expected: 9, found: 1 }));
  await lab.getState().start(smallConfig, smallSet, { length: 2 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 2);
  expect(lab.getState().keepingError?.code).toBe('storage-full');
  refuse(null);
  await lab.getState().stop();
  expect(lab.getState().keepingError).toBeNull();
});

test('pictures that do not fit are refused with a reason', async () => {
  const { lab } = openLab();
  await lab.getState().start({ ...smallConfig, imageSize: 32 }, smallSet, { length: 2 });
  expect(lab.getState().error).toMatchObject({ code: 'bad-argument', details: { found: 32 } });
  expect(lab.getState().busy).toBeNull();
});

test('a step is timed in a worker of its own that is gone afterwards', async () => {
  const { lab, workers } = openLab();
  await lab.getState().time(smallConfig, smallSet);
  expect(lab.getState().timed?.milliseconds).toBeGreaterThan(0);
  expect(lab.getState().status.phase).toBe('idle');
  expect(workers).toHaveLength(1);
});
