/** The page's engine on the planted generator, with a session of this thread in place of a worker. */
import type { SessionConnection } from '../../../engine/client.ts';
import { createEngine } from '../../../engine/engine.ts';
import type { SessionOptions } from '../../../engine/session.ts';
import { createSession } from '../../../engine/session.ts';
import type { Engine } from '../../../engine/types.ts';
import { plantedModel } from './plantedGenerator.ts';

/** Starts the engine on WASM and waits for the model. The caller disposes it. */
export async function startPlantedEngine(options: SessionOptions): Promise<Engine> {
  const { config, generator } = plantedModel();
  const session = createSession(options);
  const fetchModel = async (folderUrl: string) => ({ folderUrl, config, generator, golden: null });
  const installFetched = async () => session.install(await fetchModel(''), Infinity);
  const methods = { ...session, fetchModel, installFetched };
  const call = async (method: keyof typeof methods, ...args: unknown[]): Promise<unknown> =>
    (methods[method] as (...values: unknown[]) => Promise<unknown>)(...args);
  const connection = {
    call: call as SessionConnection['call'],
    close: () => {
      session.dispose().catch((thrown: unknown) => {
        console.error(thrown);
      });
    },
  };
  const engine = createEngine({ choice: 'wasm', connect: () => connection, machine: 'test' });
  await engine.use('https://host/planted/');
  return engine;
}
