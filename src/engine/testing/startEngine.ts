/** The engine on a made-up machine, and what its tests ask of it. */
import { onTestFinished } from 'vitest';
import { toLatent } from '../../model/arrays.ts';
import type { TextMemory } from '../backendMemory.ts';
import type { EngineOptions } from '../engine.ts';
import { createEngine } from '../engine.ts';
import type { Engine, EngineNotice } from '../types.ts';
import type { createMachine } from './machine.ts';

/** A folder with G only. */
export const faces = 'https://host/faces/';

/** A latent whose first number, 0 to 255, is every byte of its picture. */
export const z = (value = 0) => toLatent([value, 0], 2);

/** Starts the engine on a machine; it is disposed of with its test. */
export function startEngine(
  machine: ReturnType<typeof createMachine>,
  options: EngineOptions = {},
) {
  const made = createEngine({ connect: machine.connect, machine: 'test', ...options });
  onTestFinished(() => made.dispose());
  const notices: EngineNotice[] = [];
  made.onNotice((notice) => notices.push(notice));
  /** Waits until the status is as wanted. */
  const until = async (wanted: (status: ReturnType<Engine['getStatus']>) => boolean) =>
    new Promise<void>((resolve) => {
      const look = (): void => {
        if (wanted(made.getStatus())) resolve();
      };
      made.subscribe(look);
      look();
    });
  /** Waits until nothing is being chosen any more. */
  const settled = async () =>
    until(({ phase, choosing, reports }) => phase === 'ready' && !choosing && reports.length > 1);
  return { made, notices, until, settled };
}

/** A memory of texts that can be looked into. */
export function memoryOf(text: string | null = null): TextMemory & { value: string | null } {
  const memory = {
    value: text,
    get: () => memory.value,
    set: (value: string) => {
      memory.value = value;
    },
  };
  return memory;
}
