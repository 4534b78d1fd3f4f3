/**
 * End-to-end tests of the built page. Two projects: `wasm` is a browser as it comes; `webgpu`
 * (specs named `*.gpu.spec.ts`) has WebGPU through Vulkan, in software where there is no GPU.
 */
import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from '../tools/findBrowser.mjs';
import { quietFlags } from '../tools/quietFlags.mjs';

const port = Number(process.env['E2E_PORT'] ?? '5106');
const executablePath = findBrowser();
/** WebGPU with canvases that can be captured, on machines with and without a GPU. */
const webgpuFlags = [
  '--enable-unsafe-webgpu',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--ignore-gpu-blocklist',
];

function browserWith(args: string[]) {
  return { args, ...(executablePath === undefined ? {} : { executablePath }) };
}

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  // Two cores: one page at a time, so that what is timed is timed alone.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    // A trace takes a third of the time of all tests: `--trace on` for the one that fails.
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'wasm',
      testIgnore: '**/*.gpu.spec.ts',
      use: { launchOptions: browserWith(quietFlags) },
    },
    {
      name: 'webgpu',
      testMatch: '**/*.gpu.spec.ts',
      use: { launchOptions: browserWith([...quietFlags, ...webgpuFlags]) },
    },
  ],
  webServer: {
    command: `npm run preview -- --port ${port}`,
    cwd: '..',
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
});
