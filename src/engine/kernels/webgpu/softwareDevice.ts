/** How a device that is only emulated on the processor is marked in the words of its adapter. */

const mark = ' (software)';

/** The adapter in words, marked if it is software. */
export function describeDevice(name: string, software: boolean): string {
  return software ? `${name}${mark}` : name;
}

/** Whether an adapter in words is marked as software. */
export function isSoftware(adapter: string | null): boolean {
  return adapter?.endsWith(mark) === true;
}
