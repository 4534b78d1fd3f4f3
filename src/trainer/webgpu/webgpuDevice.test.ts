/** A WebGPU device that is made up: what happens to it where the kernels cannot be had. */
import { afterEach, expect, test, vi } from 'vitest';
import { createWebgpuDevice } from './webgpuDevice.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a device whose programs do not compile is destroyed', async () => {
  const destroy = vi.fn();
  const device = {
    lost: new Promise(() => undefined),
    addEventListener: () => undefined,
    createShaderModule: () => ({}),
    createComputePipelineAsync: async () => {
      throw new Error('no such type: vec5f');
    },
    destroy,
  };
  const adapter = {
    info: { vendor: 'made', architecture: 'up', description: '', isFallbackAdapter: false },
    limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
    requestDevice: async () => device,
  };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });
  await expect(createWebgpuDevice(false)).rejects.toThrow('no such type: vec5f');
  expect(destroy).toHaveBeenCalledTimes(1);
});
