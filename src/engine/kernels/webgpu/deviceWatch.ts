/** Turns what a GPU device reports late (loss, faults, exhausted memory) into rejected promises. */
import { PlaygroundError } from '../../../errors.ts';

/** Watches one device on behalf of one user of it. */
export class DeviceWatch {
  readonly #device: GPUDevice;
  #lost: GPUDeviceLostInfo | null = null;
  #closed = false;

  constructor(device: GPUDevice) {
    this.#device = device;
    void device.lost.then((info) => {
      this.#lost = info;
    });
  }

  /** From now on every guarded call rejects with `aborted`. */
  close(): void {
    this.#closed = true;
  }

  /** Why nothing can be run any more, or null. */
  get failure(): PlaygroundError | null {
    if (this.#closed) return new PlaygroundError('aborted', 'The network was disposed of.');
    if (this.#lost === null) return null;
    const found = `${this.#lost.reason}: ${this.#lost.message}`;
    return new PlaygroundError('device-lost', `The GPU device was lost (${found}).`, {
      backend: 'webgpu',
      found,
    });
  }

  /** Runs `work`; what it throws after the loss of the device, or after `close`, says so. */
  async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.failure;
    if (before !== null) throw before;
    try {
      const result = await work();
      const after = this.failure;
      if (after !== null) throw after;
      return result;
    } catch (thrown) {
      throw await this.#explain(thrown);
    }
  }

  /**
   * Runs `issue`, which talks to the device before its first await, and rejects if the device found
   * fault with what was asked of it: without this a refused command leaves zeros and says nothing.
   */
  async checked<Result>(issue: () => Result | Promise<Result>): Promise<Result> {
    this.#device.pushErrorScope('validation');
    this.#device.pushErrorScope('out-of-memory');
    let result: Result | Promise<Result>;
    let scopes: Promise<GPUError | null>[] = [];
    try {
      result = issue();
    } finally {
      scopes = [this.#device.popErrorScope(), this.#device.popErrorScope()];
    }
    const [value, ...errors] = await Promise.all([result, ...scopes]);
    const error = errors.find((found) => found !== null);
    if (error !== undefined && error !== null) {
      throw new PlaygroundError('backend-unavailable', `The GPU refused work: ${error.message}`, {
        backend: 'webgpu',
        found: error.message,
      });
    }
    return value;
  }

  async #explain(thrown: unknown): Promise<unknown> {
    if (thrown instanceof PlaygroundError) return this.failure ?? thrown;
    const { failure } = this;
    if (failure !== null) return failure;
    // A read under way is told of a loss first and `lost` resolves a moment later; nothing else
    // aborts a read, as nobody unmaps or destroys a buffer that is being read before `close`.
    if (thrown instanceof DOMException && thrown.name === 'AbortError') {
      this.#lost = await this.#device.lost;
      return this.failure;
    }
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return new PlaygroundError('internal', found, { backend: 'webgpu', found }, thrown);
  }
}
