/** Unit tests: next to the file they test, in Node, without a browser. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    environment: 'node',
    // Files share a thread and its modules: a thread of its own for each took twice as long as the
    // tests. So no test may leave anything behind in a module.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    // The machine that draws faces for the tests may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // TensorFlow.js recommends another package of its own at every start in Node.
    onConsoleLog: (text) => !text.includes('running TensorFlow.js in Node.js'),
  },
});
