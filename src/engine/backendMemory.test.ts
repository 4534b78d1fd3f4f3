import { expect, test } from 'vitest';
import { createBackendMemory } from './backendMemory.ts';
import type { BackendReport } from './types.ts';

const report: BackendReport = {
  backend: 'webgl',
  adapter: 'a card',
  millisecondsPerFace: 3,
  selfTestError: 1e-6,
  tolerance: 0.02,
  kernels: 'own',
  kernelFailure: null,
  failure: null,
};

function textOf(start: string | null = null) {
  const text = {
    value: start,
    get: () => text.value,
    set: (value: string) => (text.value = value),
  };
  return text;
}

test('a choice is remembered with its reports, and forgotten', () => {
  const text = textOf();
  const memory = createBackendMemory(text, 'browser 1');
  expect(memory.recall()).toBeNull();
  const remembered = { backend: 'webgl', gpu: 'a card', reports: [report] } as const;
  memory.remember(remembered);
  expect(createBackendMemory(text, 'browser 1').recall()).toEqual(remembered);
  expect(createBackendMemory(text, 'browser 2').recall()).toBeNull();
  memory.forget();
  expect(memory.recall()).toBeNull();
});

test.each([
  'not json',
  '3',
  'null',
  '{"engine":0,"machine":"b","choice":{"backend":"wasm","gpu":null,"reports":[]}}',
  '{"engine":3,"machine":"b","choice":{"backend":"quantum","gpu":null,"reports":[]}}',
  '{"engine":3,"machine":"b","choice":{"backend":"wasm","gpu":7,"reports":[]}}',
  '{"engine":3,"machine":"b","choice":{"backend":"wasm","gpu":null,"reports":{}}}',
  '{"engine":3,"machine":"b","choice":7,"tunings":7}',
])('what cannot be trusted is nothing: %s', (text) => {
  const memory = createBackendMemory(textOf(text), 'b');
  expect(memory.recall()).toBeNull();
  expect(memory.recallTunings()).toEqual([]);
});

test('reports that are none are left out; without a memory nothing is remembered', () => {
  const text = textOf(
    JSON.stringify({
      engine: 3,
      machine: 'b',
      choice: {
        backend: 'wasm',
        gpu: null,
        reports: [report, { ...report, tolerance: 'x' }, null],
      },
    }),
  );
  expect(createBackendMemory(text, 'b').recall()?.reports).toEqual([report]);
  const none = createBackendMemory(undefined, 'b');
  none.remember({ backend: 'wasm', gpu: null, reports: [] });
  none.rememberTuning(tuningOf('x'));
  expect(none.recall()).toBeNull();
  expect(none.recallTunings()).toEqual([]);
});

const tuningOf = (shapes: string, adapter = 'a card') => ({ adapter, shapes, choices: [] });

test('tunings live beside the choice, one for an adapter and shapes, the newest first', () => {
  const text = textOf();
  const memory = createBackendMemory(text, 'b');
  memory.rememberTuning(tuningOf('one'));
  memory.remember({ backend: 'webgpu', gpu: 'a card', reports: [] });
  memory.rememberTuning(tuningOf('two'));
  memory.rememberTuning(tuningOf('one', 'another card'));
  memory.rememberTuning(tuningOf('one'));
  expect(memory.recall()?.backend).toBe('webgpu');
  expect(createBackendMemory(text, 'b').recallTunings()).toEqual([
    tuningOf('one'),
    tuningOf('one', 'another card'),
    tuningOf('two'),
  ]);
  for (let i = 0; i < 20; i += 1) memory.rememberTuning(tuningOf(`shape ${i}`));
  expect(memory.recallTunings()).toHaveLength(8);
  expect(createBackendMemory(text, 'another browser').recallTunings()).toEqual([]);
  memory.forget();
  expect(memory.recallTunings()).toEqual([]);
});
