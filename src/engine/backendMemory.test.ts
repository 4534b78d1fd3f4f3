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
  '{"engine":0,"machine":"b","backend":"wasm","gpu":null,"reports":[]}',
  '{"engine":2,"machine":"b","backend":"quantum","gpu":null,"reports":[]}',
  '{"engine":2,"machine":"b","backend":"wasm","gpu":7,"reports":[]}',
  '{"engine":2,"machine":"b","backend":"wasm","gpu":null,"reports":{}}',
])('what cannot be trusted is nothing: %s', (text) => {
  expect(createBackendMemory(textOf(text), 'b').recall()).toBeNull();
});

test('reports that are none are left out; without a memory nothing is remembered', () => {
  const text = textOf(
    JSON.stringify({
      engine: 2,
      machine: 'b',
      backend: 'wasm',
      gpu: null,
      reports: [report, { ...report, tolerance: 'x' }, null],
    }),
  );
  expect(createBackendMemory(text, 'b').recall()?.reports).toEqual([report]);
  const none = createBackendMemory(undefined, 'b');
  none.remember({ backend: 'wasm', gpu: null, reports: [] });
  expect(none.recall()).toBeNull();
});
