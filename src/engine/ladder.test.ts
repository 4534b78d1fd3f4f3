import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import type { Attempt, Patience } from './ladder.ts';
import { findFastest, ladderOrder, startFirst } from './ladder.ts';
import type { BackendName, BackendReport } from './types.ts';

type Outcome = number | 'missing' | 'wrong';

function report(backend: BackendName, outcome: Outcome): BackendReport {
  const code = outcome === 'missing' ? 'backend-unavailable' : 'self-test-failed';
  return {
    backend,
    adapter: null,
    millisecondsPerFace: typeof outcome === 'number' ? outcome : null,
    selfTestError: null,
    kernels: 'tensorflow',
    kernelFailure: null,
    tolerance: 0,
    failure: typeof outcome === 'number' ? null : { code, message: backend, details: { backend } },
  };
}

/** Backends that take the given milliseconds, or fail. */
function machine(outcomes: Partial<Record<BackendName, Outcome>>) {
  const tried: BackendName[] = [];
  const released: string[] = [];
  const reports: BackendReport[] = [];
  return {
    tried,
    released,
    reports,
    async attempt(backend: BackendName, patience?: Patience): Promise<Attempt<string>> {
      tried.push(backend);
      const outcome = outcomes[backend] ?? 'missing';
      const isUseful =
        typeof outcome === 'number' && outcome <= (patience?.giveUpAboveMs ?? Infinity);
      return { report: report(backend, outcome), live: isUseful ? `live ${backend}` : null };
    },
    release(live: string) {
      released.push(live);
    },
    onReport(one: BackendReport) {
      reports.push(one);
    },
  };
}

test('the wanted backend comes first, plain JavaScript last', () => {
  expect(ladderOrder('auto', null)).toEqual(['wasm', 'webgpu', 'webgl', 'cpu']);
  expect(ladderOrder('auto', 'webgl')).toEqual(['webgl', 'wasm', 'webgpu', 'cpu']);
  expect(ladderOrder('webgpu', 'webgl')).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
});

test('the first face comes from the first backend that works; failures are told', async () => {
  const trials = machine({ wasm: 'wrong', webgl: 40, cpu: 200 });
  const failures: BackendReport[] = [];
  const winner = await startFirst(ladderOrder('auto', null), trials, (one) => failures.push(one));
  expect(winner).toEqual({ live: 'live webgl', report: report('webgl', 40) });
  expect(trials.tried).toEqual(['wasm', 'webgpu', 'webgl']);
  expect(failures.map((one) => one.failure?.code)).toEqual([
    'self-test-failed',
    'backend-unavailable',
  ]);
  expect(trials.reports).toHaveLength(3);
});

test('when nothing works, the failure of the backend wanted most is thrown', async () => {
  const trials = machine({ webgpu: 'wrong' });
  const started = startFirst(ladderOrder('webgpu', null), trials, () => undefined);
  await expect(started).rejects.toBeInstanceOf(PlaygroundError);
  await expect(started).rejects.toMatchObject({ code: 'self-test-failed' });
  expect(trials.tried).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
});

async function choose(
  outcomes: Partial<Record<BackendName, Outcome>>,
  current: BackendName,
  signal = new AbortController().signal,
) {
  const trials = machine(outcomes);
  const moves: string[] = [];
  const start = report(current, outcomes[current] ?? 'missing');
  await findFastest(start, trials, ({ live }) => moves.push(live), signal);
  return { ...trials, moves };
}

test('a real GPU wins over WebAssembly; the former is the caller to release', async () => {
  const { moves, released, tried } = await choose({ wasm: 9, webgpu: 2, webgl: 4 }, 'wasm');
  expect(moves).toEqual(['live webgpu']);
  expect(released).toEqual(['live webgl']);
  expect(tried).toEqual(['webgpu', 'webgl']);
});

test('each faster one is taken in turn', async () => {
  const { moves } = await choose({ wasm: 9, webgpu: 6, webgl: 3 }, 'wasm');
  expect(moves).toEqual(['live webgpu', 'live webgl']);
});

test('software devices lose, whatever they are called', async () => {
  const { moves, reports } = await choose({ wasm: 9, webgpu: 300, webgl: 20 }, 'wasm');
  expect(moves).toEqual([]);
  expect(reports.map((one) => one.millisecondsPerFace)).toEqual([300, 20]);
});

test('a difference within the noise moves nothing', async () => {
  expect((await choose({ wasm: 10, webgpu: 9.5 }, 'wasm')).moves).toEqual([]);
  expect((await choose({ wasm: 10, webgpu: 8.9 }, 'wasm')).moves).toEqual(['live webgpu']);
});

test('plain JavaScript is never a candidate, nor is what draws now', async () => {
  expect((await choose({ wasm: 10, cpu: 1, webgl: 20 }, 'wasm')).tried).not.toContain('cpu');
  expect((await choose({ wasm: 10, webgl: 5 }, 'webgl')).tried).toEqual(['webgpu', 'wasm']);
});

test('nothing is tried or moved once it no longer matters', async () => {
  expect((await choose({ wasm: 9, webgpu: 2 }, 'wasm', AbortSignal.abort())).tried).toEqual([]);
  const controller = new AbortController();
  const trials = machine({ wasm: 9, webgpu: 2 });
  const moves: string[] = [];
  const attempt: typeof trials.attempt = async (backend, patience) => {
    controller.abort();
    return trials.attempt(backend, patience);
  };
  const onFaster = ({ live }: { live: string }) => moves.push(live);
  await findFastest(report('wasm', 9), { ...trials, attempt }, onFaster, controller.signal);
  expect(moves).toEqual([]);
  expect(trials.released).toEqual(['live webgpu']);
});
