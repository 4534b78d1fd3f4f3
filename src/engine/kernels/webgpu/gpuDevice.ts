/** Asks the browser for its WebGPU adapter, and for a device that can do what own kernels may want. */
import { describeDevice } from './softwareDevice.ts';

/** The adapter of this machine, the fast one where there are two; null where there is none. */
export async function requestAdapter(): Promise<GPUAdapter | null> {
  // Absent outside secure contexts and in older browsers, whatever the types say.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
}

/** An adapter in words, "(software)" behind it where it is no GPU. */
export function describeAdapter({ info }: GPUAdapter): string {
  const words = [info.vendor, info.architecture, info.description].filter((word) => word !== '');
  const name = words.length === 0 ? 'unnamed adapter' : words.join(' ');
  return describeDevice(name, info.isFallbackAdapter);
}

/** The WebGPU adapter of this machine in words, or null; to notice that the machine has changed. */
export async function describeGpu(): Promise<string | null> {
  const adapter = await requestAdapter();
  return adapter === null ? null : describeAdapter(adapter);
}

/** Taken where the adapter has them; variants of own kernels need them. */
const wantedFeatures: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];
const wantedLimits = [
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/**
 * A device with everything that own kernels can use on this adapter; whoever times kernels anywhere
 * asks here, so that the same variants are possible. The caller destroys it.
 * @throws whatever the adapter says
 */
export async function requestKernelDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  return adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name]])),
  });
}
